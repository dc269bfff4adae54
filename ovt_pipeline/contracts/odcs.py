"""What the Open Data Contract Standard itself refuses in a contract file, by the schema that it publishes.

Belongs here: turning what that schema says into faults of ours. Does not belong here: what we read of a contract
(model.py).
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema

from ovt_pipeline.language.faults import UNKNOWN_KEY, Fault, among, is_below

KEYS_LEFT_OVER = ("additionalProperties", "unevaluatedProperties")


def odcs_faults(contract: Any) -> Iterator[Fault]:  # noqa: ANN401 - any YAML
    """Yield what the standard refuses in a contract file."""
    errors = list(_validator().iter_errors(contract))
    places = [tuple(error.absolute_path) for error in errors]
    for error, at in zip(errors, places, strict=True):
        if error.validator in KEYS_LEFT_OVER:
            # below a part that is wrong the schema leaves over each key of its parents, known or not
            is_parent = any(is_below(other, at) for other in places)
            keys = [key for key in _named(error) if not (is_parent and f'"{key}"' in _schema())]
            yield from (Fault((*at, key), UNKNOWN_KEY, key) for key in keys)
        elif error.validator == "required":
            yield from (Fault((*at, key), "missing", facts={"key": key}) for key in _named(error))
        elif error.validator == "enum":
            yield among(error.validator_value, error.instance, *at)
        else:
            rule = f"{error.validator} {json.dumps(error.validator_value, ensure_ascii=False)}"
            yield Fault(at, "odcs", error.instance, {"rule": rule})


def _named(error: jsonschema.ValidationError) -> list[str]:
    """Return the keys that an error is about: it only says them in its sentence."""
    keys: Any = error.validator_value if error.validator == "required" else error.instance
    return [key for key in keys if repr(key) in error.message]


@cache
def _validator() -> Any:  # noqa: ANN401 - a class that the schema chooses
    schema = json.loads(_schema())
    kind: Any = jsonschema.validators.validator_for(schema)
    return kind(schema, format_checker=jsonschema.FormatChecker())


@cache
def _schema() -> str:
    # the package carries the standard's schema; reading the file avoids importing its own model
    return files("open_data_contract_standard").joinpath("schema.json").read_text(encoding="utf-8")
