"""Data files of the project in YAML, refused with file and line when anything in them is not expected.

Belongs here: loading one file, checking it against JSON Schemas, finding the line of a fault.
Does not belong here: what the files mean (contracts/loader.py, plan/loader.py).
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

import jsonschema
import yaml

from ovt_pipeline.language.errors import OvtError, Where

Schema = dict[str, Any]
Step = tuple[str | int, ...]
Places = dict[str, Step]


@dataclass(frozen=True)
class DataFile:
    """One loaded file: its values, the sha256 of its bytes, and its syntax tree (for line numbers)."""

    name: str
    data: Any
    digest: str
    node: yaml.Node | None

    def line(self, path: Iterable[str | int]) -> int:
        """Return the line (from 1) of the deepest part of `path` that exists in the file."""
        node = self.node
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            node = child
        return node.start_mark.line + 1 if node else 1

    def fault(self, path: Iterable[str | int], expected: str, found: str) -> OvtError:
        """Return the OVT-C01 error for the value at `path`."""
        return OvtError("OVT-C01", Where(file=self.name, row=self.line(path)), expected=expected, found=found)


def load_data_file(source: Traversable, *schemas: Schema) -> DataFile:
    """Load a YAML file and check it against every schema.

    Raises: OvtError OVT-C01 with file and line: not YAML, a key twice, an unknown key, a wrong value.
    """
    raw = source.read_bytes()
    node: yaml.Node | None = None
    try:
        node = yaml.compose(raw, Loader=yaml.CSafeLoader)
        data = yaml.load(raw, Loader=yaml.CSafeLoader)
        plain = json.loads(json.dumps(data, default=str))
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else 1
        raise OvtError("OVT-C01", Where(file=source.name, row=row), expected="YAML", found=error.problem) from None
    except (yaml.YAMLError, ValueError) as error:  # a byte that is not UTF-8, an anchor that holds itself
        unreal = _unreal_date(node)
        if unreal:
            where = Where(file=source.name, row=unreal.start_mark.line + 1)
            found = str(unreal.value)
            raise OvtError("OVT-C01", where, expected="une date réelle / a real date", found=found) from None
        raise OvtError("OVT-C01", Where(file=source.name), expected="YAML", found=type(error).__name__) from None
    file = DataFile(source.name, plain, hashlib.sha256(raw).hexdigest(), node)
    _refuse_repeated_keys(file, node)
    for schema in schemas:
        check(file, schema)
    return file


def check(file: DataFile, schema: Schema, data: Any = None, at: Step = (), places: Places | None = None) -> None:  # noqa: ANN401 - JSON
    """Check the file (or the part `data` found at `at`) against a JSON Schema; OVT-C01 on its deepest fault.

    `places` says where a key of `data` stands in the file, when it is not `at` followed by the key itself.
    """
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    errors = list(validator.iter_errors(file.data if data is None else data))
    if errors:
        worst = max(errors, key=lambda error: len(error.absolute_path))
        path = _place(at, list(worst.absolute_path), places or {})
        if worst.validator in {"additionalProperties", "unevaluatedProperties"}:
            unknown = _unknown_key(worst)
            raise file.fault((*path, unknown), "une clé connue / a known key", unknown)
        raise file.fault(path, f"{worst.validator}: {worst.validator_value}", worst.message)


def _place(at: Step, found: list[str | int], places: Places) -> Step:
    if found and found[0] in places:
        return (*at, *places[str(found[0])], *found[1:])
    return (*at, *found)


def _unknown_key(error: jsonschema.ValidationError) -> str:
    quoted = [
        part
        for part in error.message.split("'")[1::2]
        if part in (error.instance if isinstance(error.instance, dict) else {})
    ]
    return quoted[0] if quoted else ""


def _unreal_date(node: yaml.Node | None) -> yaml.Node | None:
    """Return the first value written as a day that no calendar has, such as 2024-02-30."""
    if isinstance(node, yaml.MappingNode):
        return next((found for pair in node.value for child in pair if (found := _unreal_date(child))), None)
    if isinstance(node, yaml.SequenceNode):
        return next((found for child in node.value if (found := _unreal_date(child))), None)
    if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:timestamp":
        return None
    try:
        yaml.SafeLoader("").construct_yaml_timestamp(node)
    except ValueError:
        return node
    return None


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        items: list[yaml.Node] = node.value
        return items[step] if step < len(items) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None


def _refuse_repeated_keys(file: DataFile, node: yaml.Node | None) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                where = Where(file=file.name, row=key.start_mark.line + 1)
                raise OvtError("OVT-C01", where, expected="une clé unique / a single key", found=key.value)
            seen.add(key.value)
    children = [v for _, v in node.value] if isinstance(node, yaml.MappingNode) else getattr(node, "value", None)
    for child in children if isinstance(children, list) else []:
        _refuse_repeated_keys(file, child)
