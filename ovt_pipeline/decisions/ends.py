"""The end of an entity that a note makes a fact: what may be given one, by which words, and what each needs.

Belongs here: the entity that a note names, its end, their validators. Does not belong here: the words themselves
(end_kinds.yaml), the note (note.py), what figures make of an end.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, with_config

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.decisions.signed import PRINTABLE, Export, FilledIn
from ovt_pipeline.language.faults import Fault, among, refuse
from ovt_pipeline.yaml_data import CLOSED, Day, Given, Words, load_data_file, read_as

Text = Annotated[str, Field(min_length=1, max_length=100, pattern=PRINTABLE), FilledIn]


@with_config(CLOSED)
@dataclass(frozen=True)
class Endable:
    """What may be given an end. `kinds` are by word what it needs beside its date, and the column that would say it."""

    export: Words
    table: Words
    key: tuple[Words, ...]
    kinds: dict[str, dict[Literal["motif", "successor"], str]]


@with_config(CLOSED)
@dataclass(frozen=True)
class EndKinds:
    """All that may be given an end: end_kinds.yaml."""

    endable: tuple[Endable, ...]


@cache
def endable() -> tuple[Endable, ...]:
    """Return what may be given an end."""
    file = load_data_file(files(__package__).joinpath("end_kinds.yaml"))
    return read_as(EndKinds, file).endable


def _of_its_export(table: str, info: ValidationInfo) -> str:
    tables = {one.table for one in endable() if one.export == info.data.get("export")}
    refuse([among(tables, table)] if "export" in info.data and table not in tables else [])
    return table


def _of_its_table(key: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    if "export" in info.data and "table" in info.data:
        found = [one.key for one in endable() if (one.export, one.table) == (info.data["export"], info.data["table"])]
        choices = [", ".join(names) for names in found]
        refuse([] if len(key) in map(len, found) else [among(choices, len(key))])
    return key


@with_config(CLOSED)
@dataclass(frozen=True)
class Entity:
    """A unit, a link, a pair, a job or a movement, by the first columns of its key in the order of the contract."""

    export: Export
    table: Annotated[Words, AfterValidator(_of_its_export)]
    key: Annotated[tuple[Text, ...], Field(min_length=1), AfterValidator(_of_its_table)]

    @property
    def endable(self) -> Endable:
        """What it is."""
        place = self.export, self.table, len(self.key)
        return next(one for one in endable() if (one.export, one.table, len(one.key)) == place)


@with_config(CLOSED)
@dataclass(frozen=True)
class End:
    """The end of an entity, in the words of its export."""

    kind: Words
    date: Day
    motif: Annotated[Text | None, Given] = None
    successor: Annotated[Text | None, Given] = None


def faults_of_end(entity: Entity, end: End) -> Iterator[Fault]:
    """Yield what an end may not say of an entity: another word than its export's, a part too few or too many."""
    what = entity.endable
    if end.kind not in what.kinds:
        yield among(what.kinds, end.kind, "kind")
        return
    needs = what.kinds[end.kind]
    for name, given in {"motif": end.motif, "successor": end.successor}.items():
        if given is None and name in needs:
            yield Fault((), "missing", facts={"key": f"end.{name}"})
        if given is not None and name not in needs:
            yield Fault((name,), "unexpected_keyword_argument", name)
    if end.motif is not None and "motif" in needs:
        allowed = _allowed(entity, needs["motif"])
        yield from [] if end.motif in allowed else [among(allowed, end.motif, "motif")]


def _allowed(entity: Entity, column: str) -> tuple[str, ...]:
    tables = load_contracts()[entity.export].tables
    return next(one for one in tables if one.name == entity.table).column(column).allowed
