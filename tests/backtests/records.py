"""The facts as delivered: plain frozen records, deliveries, rows that were rejected, and the table of eligible places.

Belongs here: the shape of the facts, named as exports.md names them.
Not here: any rule of indicators.md, any file format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TypeVar


@dataclass(frozen=True)
class Unit:
    """One row of `renir_unites`; `unite_existante` None = blank: Non in the cohort lot, nothing said in a later one."""

    no_unite: str
    code_region: str
    unite_existante: bool | None = True
    service: str | None = "VOIX"
    statut: str | None = "À migrer"
    date_prevue: date | None = None
    date_migration: date | None = None
    date_retour: date | None = None
    date_fermeture: date | None = None
    no_unite_successeur: str | None = None


@dataclass(frozen=True)
class RitmLink:
    """One row of `ritm_liens`."""

    id_lien_ritm: str
    code_region: str
    date_mise_en_service: date
    statut: str | None = "Actif"
    date_debranchement: date | None = None
    motif_fin: str | None = None
    code_geo: str | None = None
    type_service: str | None = "Internet"
    role: str | None = "Principal"
    debit_mbps: int | None = 100
    code_organisme: str | None = None


@dataclass(frozen=True)
class RgtLink:
    """One row of sheet `liens` of `rgt_liens`."""

    id_lien_rgt: str
    code_region: str
    statut: str | None = "Commandé"
    date_commande: date | None = None
    date_livraison: date | None = None
    date_bascule: date | None = None
    date_fin: date | None = None
    date_prevue: date | None = None
    code_geo: str | None = None
    code_organisme: str | None = None


@dataclass(frozen=True)
class Pair:
    """One row of sheet `correspondance` of `rgt_liens`."""

    id_lien_ritm: str
    id_lien_rgt: str
    obligatoire: bool = True


@dataclass(frozen=True)
class Movement:
    """One row of `rh_regionalisation`; `port_attache` is a municipality code."""

    id_emploi: str
    no_evenement: int
    type_mouvement: str
    port_attache: str | None = None
    date_effet: date | None = None
    date_prevue: date | None = None
    contexte: str | None = "Emploi vacant"
    port_attache_origine: str | None = None


@dataclass(frozen=True)
class Municipality:
    """One row of `municipalites`."""

    mcode: str
    munnom: str
    code_region: str
    mrc: str | None = None


Record = Unit | RitmLink | RgtLink | Pair | Movement | Municipality
R = TypeVar("R", Unit, RitmLink, RgtLink, Pair, Movement, Municipality)


@dataclass(frozen=True)
class Row:
    """An accepted record and where it stands in its file (0 until it is written).

    `doubted`: an expectation that its contract declares with the severity doubt fails on it.
    """

    record: Record
    row_number: int = 0
    doubted: bool = False


@dataclass(frozen=True)
class Rejected:
    """A rejected row. `readable`: the fields that could be read (None = read as blank; absent = could not be read).

    A cell that the rejection names counts as unreadable: the successor in a cycle or of a unit Fusionnée without one,
    an attach point that is missing, a date_effet beside no date_prevue.
    """

    kind: type[Record]
    readable: Mapping[str, object]
    cells: Mapping[str, object]
    row_number: int = 0

    def text(self, field: str) -> str | None:
        """Give the field as text, None when it is blank or could not be read."""
        value = self.readable.get(field)
        return value if isinstance(value, str) else None

    def day(self, field: str) -> date | None:
        """Give the field as a date, None when it is blank or could not be read."""
        value = self.readable.get(field)
        return value if isinstance(value, date) else None

    def blank(self, field: str) -> bool:
        """Read, and found empty."""
        return field in self.readable and self.readable[field] is None


@dataclass(frozen=True)
class Delivery:
    """One accepted delivery; `received` orders the deliveries of one export (greater = later)."""

    export: str
    extraction_date: date
    received: int = 0
    rows: tuple[Row, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    def accepted(self, kind: type[R]) -> list[R]:
        """Give the accepted records of one kind, in delivered order."""
        return [row.record for row in self.rows if isinstance(row.record, kind)]

    def doubted(self, kind: type[R]) -> set[R]:
        """Give the accepted records of one kind that an expectation marks."""
        return {row.record for row in self.rows if row.doubted and isinstance(row.record, kind)}

    def broken(self, kind: type[Record]) -> list[Rejected]:
        """Give the rejected rows of one kind, in delivered order."""
        return [row for row in self.rejected if row.kind is kind]


@dataclass(frozen=True)
class Eligibility:
    """One line of the dated table: a region ('06') or a municipality ('23027'), from and to included."""

    territory: str
    eligible: bool
    valid_from: date = date.min
    valid_to: date = date.max


DEFAULT_ELIGIBILITY = tuple(Eligibility(place, eligible=False) for place in ("06", "13", "23027", "23057", "23072"))


@dataclass(frozen=True)
class NotedEnd:
    """What a signed note says of something no longer listed, or of an unknown RITM link: its end and the day of it.

    `key`: ("U1",), ("L1",), ("R1",), ("L1", "R1"), ("J1",) or ("J1", 2) for a movement. `kind`: Fermée or Fusionnée of
    a unit, Débranché (with `motif`) or Annulé of a RITM link, Résilié or Annulé of an RGT link, Retirée of a pair or a
    movement, Retour or Abolition of a job.
    """

    export: str
    table: str
    key: tuple[str | int, ...]
    kind: str
    day: date
    successor: str | None = None
    motif: str | None = None


Notes = Sequence[NotedEnd]


def delivery(
    export: str, day: date, records: list[Record], rejected: list[Rejected] | None = None, received: int = 0
) -> Delivery:
    """Give a delivery of plain records."""
    return Delivery(export, day, received, tuple(Row(record) for record in records), tuple(rejected or ()))


def marked(delivered: Delivery, *records: Record) -> Delivery:
    """Give the delivery with some of its rows doubted: an expectation of its contract fails on them (D-CONTRACT)."""
    return replace(delivered, rows=tuple(replace(row, doubted=row.record in records) for row in delivered.rows))


def cells_of(record: Record) -> dict[str, object]:
    """Give the record as a mapping of its fields."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def spoil(record: Record, **raw: object) -> Rejected:
    """Give the same row with cells that cannot be read: `spoil(unit, code_region="Atlantide")`; None = missing."""
    cells = cells_of(record)
    readable = {name: value for name, value in cells.items() if name not in raw}
    return Rejected(type(record), readable, cells | raw)


def reject_whole(record: Record) -> Rejected:
    """Give a row rejected although every cell of it can be read: its key is repeated."""
    return Rejected(type(record), cells_of(record), cells_of(record))


def reject_for(record: Record, *named: str) -> Rejected:
    """Give a row rejected for what some of its cells say, which count as unreadable."""
    cells = cells_of(record)
    return Rejected(type(record), {name: value for name, value in cells.items() if name not in named}, cells)


def numbered(delivered: Delivery, rows: list[Row], rejected: list[Rejected]) -> Delivery:
    """Give the delivery once it is written: same facts, with row numbers."""
    return replace(delivered, rows=tuple(rows), rejected=tuple(rejected))
