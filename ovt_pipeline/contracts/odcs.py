"""What the Open Data Contract Standard itself refuses in a contract file, by the schema that it publishes.

Belongs here: turning what that schema says into faults of ours. Does not belong here: what we read of a contract
(model.py).
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs

from ovt_pipeline.language.faults import UNKNOWN_KEY, Fault, among, is_below

KEYS_LEFT_OVER = ("additionalProperties", "unevaluatedProperties")


def odcs_faults(contract: Any) -> Iterator[Fault]:  # noqa: ANN401 - any YAML
    """Yield what the standard refuses in a contract file."""
    errors = list(_validator().iter_errors(contract))
    places = [tuple(error.instance_path) for error in errors]
    for at, keys in _left_over(errors).items():
        # below a part that is wrong the schema leaves over each key of its parents, known or not
        is_parent = any(is_below(other, at) for other in places)
        told = [key for key in keys if not (is_parent and f'"{key}"' in _schema())]
        yield from (Fault((*at, key), UNKNOWN_KEY, key) for key in told)
    for error, at in zip(errors, places, strict=True):
        if error.kind.name == "required":
            key = error.kind.property
            yield Fault((*at, key), "missing", facts={"key": key})
        elif error.kind.name == "enum":
            yield among(error.kind.options, error.instance, *at)
        elif error.kind.name not in KEYS_LEFT_OVER:
            rule = f"{error.kind.name} {json.dumps(error.kind.value, ensure_ascii=False)}"
            yield Fault(at, "odcs", error.instance, {"rule": rule})


def _left_over(errors: list[Any]) -> dict[tuple[str | int, ...], dict[str, None]]:
    """Return the keys that the schema knows nowhere, by place, each once however many of its parts say so."""
    found: dict[tuple[str | int, ...], dict[str, None]] = {}
    for error in errors:
        if error.kind.name in KEYS_LEFT_OVER:
            found.setdefault(tuple(error.instance_path), {}).update(dict.fromkeys(error.kind.unexpected))
    return found


@cache
def _validator() -> Any:  # noqa: ANN401 - a class that the schema chooses
    return jsonschema_rs.validator_for(json.loads(_schema()), validate_formats=True)


@cache
def _schema() -> str:
    # the package carries the standard's schema; reading the file avoids importing its own model
    return files("open_data_contract_standard").joinpath("schema.json").read_text(encoding="utf-8")
