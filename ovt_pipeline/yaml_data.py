"""Data files of the project in YAML: read into their models, refused with every mistake at once, each with its line.

Belongs here: reading one file, the line of each mistake that its model finds, the types that models share.
Does not belong here: what the files mean (contracts/, plan/, decisions/), what a mistake is (language/faults.py).

A model is a frozen dataclass. What its annotations tell pydantic is checked when a file is read, not when Python builds
one.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from operator import itemgetter
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import AfterValidator, AliasPath, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from ovt_pipeline.language.errors import OvtError, together
from ovt_pipeline.language.faults import UNKNOWN_KEY, Fault, Step, faults_of, refuse, repeated

Plain = dict[str, Any]
T = TypeVar("T")
Source = TypeVar("Source", bound=Traversable)

CLOSED = ConfigDict(strict=True, extra="forbid")  # of a file in which every key is ours


@dataclass(frozen=True)
class DataFile:
    """One loaded file: its values, the sha256 of its bytes, and its syntax tree (for line numbers)."""

    name: str
    data: Any
    digest: str
    node: yaml.Node | None

    def line(self, at: Step) -> int:
        """Return the line (from 1) of the deepest part of `at` that is in the file; other steps are passed over."""
        node = self.node
        for step in at:
            node = _child(node, step) or node
        return node.start_mark.line + 1 if node else 1

    def refusal(self, faults: Iterable[Fault]) -> OvtError:
        """Return the OVT-C01 error that tells all of `faults` (one at least), by line."""
        placed = sorted(((self.line(fault.at), fault) for fault in faults), key=itemgetter(0))
        return together([fault.error(self.name, line) for line, fault in placed])


def load_data_file(source: Traversable) -> DataFile:
    """Read a YAML file of the project; a day stays the text that it is.

    Raises: OvtError OVT-C01 with file and line: no file, not YAML, or keys twice in a mapping.
    """
    try:
        raw = source.read_bytes()
    except OSError as error:
        raise unreadable(source.name, error) from None
    return data_file(source.name, raw)


def data_file(name: str, raw: bytes) -> DataFile:
    """Return the file that these bytes are. Raises: OvtError OVT-C01 with file and line."""
    with _yaml_of(name):
        loader = _Loader(raw)
        node = loader.get_single_node()
        repeated_keys = list(_repeated_keys(node))  # before they are built: that merges what is merged in
        plain = json.loads(json.dumps(loader.construct_document(node) if node else None, default=str))
    twice = [Fault((), "single", key).error(name, row) for row, key in repeated_keys]
    if twice:
        raise together(twice)
    return DataFile(name, plain, hashlib.sha256(raw).hexdigest(), node)


def refuse_bombs(name: str, raw: bytes, depth: int) -> None:
    """Raise OVT-C01 for anchors, aliases, or more than `depth` levels, before anything is built from the bytes."""
    level = 0
    with _yaml_of(name):
        for event in yaml.parse(raw, Loader=_Loader):
            level += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            line = event.start_mark.line + 1 if event.start_mark else 1
            if level > depth:
                raise Fault((), "shallow", level, {"limit": depth}).error(name, line)
            if isinstance(event, yaml.NodeEvent) and event.anchor:
                raise Fault((), "no_alias", event.anchor).error(name, line)


@contextmanager
def _yaml_of(name: str) -> Iterator[None]:
    """Tell as OVT-C01 what is no YAML of plain values."""
    try:
        yield
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Fault((), "yaml", error.problem).error(name, row) from None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:  # not UTF-8, an anchor that holds itself
        raise Fault((), "yaml", type(error).__name__).error(name) from None


def unreadable(name: str, error: OSError) -> OvtError:
    """Return the OVT-C01 error of a file or folder that the system does not give."""
    return Fault((), "readable", type(error).__name__).error(name)


def load_each(sources: Iterable[Source], load: Callable[[Source], T]) -> list[T]:
    """Load every file; OVT-C01 on the mistakes of all of them."""
    loaded: list[T] = []
    refused: list[OvtError] = []
    for source in sources:
        try:
            loaded.append(load(source))
        except OvtError as error:
            refused += error.all
    if refused:
        raise together(refused)
    return loaded


def refuse_shared_ids(ids: Iterable[tuple[DataFile, Step, str]]) -> None:
    """Raise OVT-C01 for every id that an earlier file holds under the same key of its own."""
    first: dict[tuple[str | int, str], str] = {}
    refused: list[OvtError] = []
    for file, at, found in ids:
        holder = first.setdefault((at[0], found), file.name)
        if holder != file.name:
            refused.append(file.refusal([Fault(at, "own_id", found, {"file": holder})]))
    if refused:
        raise together(refused)


def read_as(model: type[T], file: DataFile, data: Plain | None = None, also: Iterable[Fault] = ()) -> T:
    """Return what a file (or `data`, made from it) holds.

    Raises: OvtError OVT-C01 with every mistake: those of the model, then those of `also` about other values.
    """
    faults: list[Fault] = []
    kind: Any = model
    try:
        text = json.dumps(file.data if data is None else data)
        made: T = _codec(kind).validate_json(text, by_alias=True, by_name=False)
    except ValidationError as error:
        faults += faults_of(error, _reached(kind))
    told = {(file.line(fault.at), fault.at[-1:]) for fault in faults}
    others = {(file.line(fault.at), fault.at[-1:]): fault for fault in also}
    faults += [fault for place, fault in others.items() if place not in told]
    if faults:
        raise file.refusal(faults)
    return made


def strangers(model: Any, data: Any) -> Iterator[Fault]:  # noqa: ANN401 - a dataclass, any YAML
    """Yield the keys that no field of `model` reads in the mappings of `data` that its fields reach into."""
    for first, names in _reached(model).items():
        inner = data.get(first) if isinstance(data, dict) else None
        unknown = [key for key in inner if key not in names] if isinstance(inner, dict) else []
        yield from (Fault((first, key), UNKNOWN_KEY, key) for key in unknown)


@cache
def _reached(model: Any) -> dict[str, set[str]]:  # noqa: ANN401 - a dataclass
    """Return the keys of mappings that fields reach into, with the keys that they read there."""
    known: dict[str, set[str]] = {}
    for told in (each for of in fields(model) for each in getattr(of.type, "__metadata__", ())):
        if isinstance(told, FieldInfo) and isinstance(told.validation_alias, AliasPath):
            first, second = map(str, told.validation_alias.path)
            known.setdefault(first, set()).add(second)
    return known


# The types that models share -------------------------------------------------------------------------------------


def _given(value: Any) -> Any:  # noqa: ANN401 - any YAML
    refuse([Fault((), "given", value)] if value is None else [])
    return value


def _day(value: Any) -> date | None:  # noqa: ANN401 - any YAML
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):  # pydantic itself also reads a number of seconds
            return date.fromisoformat(value)
    except (TypeError, ValueError):
        pass
    refuse([Fault((), "day", value)])
    return None


def _unlike(values: tuple[T, ...]) -> tuple[T, ...]:
    refuse(repeated(values))
    return values


Words = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$")]
Day = Annotated[date, BeforeValidator(_day)]
Listed = Annotated[tuple[T, ...], Field(min_length=1), AfterValidator(_unlike)]
Given = BeforeValidator(_given)  # of a key that may be left out, never left empty
Filled = AfterValidator(_given)  # the same, of a key that holds others
NoKey = Field(max_length=0)  # of a text that the loader tells and no file may


# From YAML's nodes to lines -------------------------------------------------------------------------------------


class _Loader(yaml.CSafeLoader):
    """The safe loader, but a day stays text: one that no calendar has is told like any other mistake."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML declares it
        sign: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
        for sign, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


@cache
def _codec(model: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a dataclass
    return TypeAdapter(model)


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    """Return a value of a mapping, an item of a list, or in a list of ODCS's properties the value of the one named."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if not isinstance(node, yaml.SequenceNode):
        return None
    if isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    named = (item for item in node.value if getattr(_child(item, "property"), "value", None) == step)
    return next((_child(item, "value") or item for item in named), None)


def _repeated_keys(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    seen: set[str] = set()
    for key in (key for key, _ in pairs if isinstance(key, yaml.ScalarNode)):
        if key.value in seen:
            yield key.start_mark.line + 1, key.value
        seen.add(key.value)
    items = node.value if isinstance(node, yaml.SequenceNode) else [value for _, value in pairs]
    for item in items:
        yield from _repeated_keys(item)
