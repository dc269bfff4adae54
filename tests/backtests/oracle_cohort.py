"""The frozen cohort of a rate, and the rows by which an entity is known.

Belongs here: rows of the lots, today's, the last, the first; who is a member. Not here: states (oracle_rates), what one
row says (oracle_renir, oracle_ritm).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from .oracle_common import Dates, cohort_lot, lots_at, noted, rows_of
from .oracle_rejected import could_be, representatives
from .records import Delivery, Notes, Rejected, RitmLink, Unit

E = TypeVar("E", Unit, RitmLink)


class Row(NamedTuple, Generic[E]):
    """An accepted row, the day that its delivery describes, whether an expectation marks it, its lot."""

    cells: E
    day: date
    doubted: bool
    lot: Delivery


class Cohort(ABC, Generic[E]):
    """The entities of one export at D."""

    kind: type[E]
    export: str
    table: str
    key_field: str

    def __init__(
        self, as_of: date, deliveries: Sequence[Delivery], reference: date, dates: Dates, notes: Notes
    ) -> None:
        self.as_of, self.reference = as_of, reference
        self.lots = lots_at(deliveries, self.export, as_of, dates)
        self.cohort = cohort_lot(deliveries, self.export, reference, dates)
        self.ends = noted(notes, self.export, self.table, as_of)
        self.today: dict[str, Row[E]] = self._rows(self.lots.used)
        self.rejected = self._broken(self.lots.used)
        self.in_cohort_lot: dict[str, Row[E]] = self._rows(self.cohort)
        self.broken_there = self._broken(self.cohort)
        self.read: dict[str, list[Row[E]]] = {}
        self.first: dict[str, Row[E]] = {}
        self.last: dict[str, Row[E]] = {}
        for lot in self.lots.known:
            rows = self._rows(lot)
            self.first = rows | self.first
            self.last |= rows

    @abstractmethod
    def belongs(self, row: E, day: date) -> bool | None:
        """Tell a member by its row in the cohort lot; None: a blank that leaves it open."""

    @abstractmethod
    def brings_in(self, row: E, day: date) -> bool:
        """Tell a later row that says that an entity that is no member is one."""

    @abstractmethod
    def leaves_out(self, row: E) -> bool:
        """Tell a later row that says that a member is none."""

    def key(self, row: E) -> str:
        """Give the key of a row."""
        return str(getattr(row, self.key_field))

    def _rows(self, lot: Delivery | None) -> dict[str, Row[E]]:
        if lot is None:
            return {}
        found = rows_of(lot, self.kind, self.key)
        return {key: Row(cells, lot.extraction_date, marked, lot) for key, (cells, marked) in found.items()}

    def _broken(self, lot: Delivery | None) -> dict[str | None, list[Rejected]]:
        found: dict[str | None, list[Rejected]] = {}
        for row in lot.broken(self.kind) if lot else ():
            found.setdefault(row.text(self.key_field), []).append(row)
        return found

    def readings_of(self, row: Rejected, lot: Delivery) -> Iterator[Row[E]]:
        """Give every row that a rejected one could be."""
        days = representatives(row, self.as_of, self.reference, lot.extraction_date)
        return (Row(one, lot.extraction_date, False, lot) for one in could_be(row, self.kind, days))  # noqa: FBT003

    def rejected_now(self, key: str) -> list[Row[E]]:
        """Give every row that today's rejected rows of a key could be."""
        lot = self.lots.used
        if lot is not None and key not in self.read:
            self.read[key] = [one for row in self.rejected.get(key, ()) for one in self.readings_of(row, lot)]
        return self.read.get(key, [])

    def contradicts(self, row: Row[E], *, member: bool | None) -> bool:
        """Tell whether a row of another lot than that of the cohort contradicts it."""
        if row.lot is self.cohort:
            return False
        return self.leaves_out(row.cells) if member else self.brings_in(row.cells, row.day)

    def is_member(self, key: str) -> bool | None:
        """Tell a member of the cohort; None: own state or out, D-COHORT."""
        there = self.in_cohort_lot.get(key)
        if there is not None:
            return bool(self.belongs(there.cells, there.day))
        broken = self.broken_there.get(key, [])
        if not broken or key not in self.first or self.cohort is None:
            return False
        found = {self.judged(row, self.first[key], self.cohort.extraction_date) for row in broken}
        # READING: rows of a repeated key in the cohort lot that disagree leave own or out, like a blank there.
        return found.pop() if len(found) == 1 else None

    def judged(self, broken: Rejected, first: Row[E], day: date) -> bool | None:
        """Judge a row rejected in the cohort lot by what is readable there, for the rest by the oldest accepted one."""
        names = {name for name in vars(first.cells) if name in broken.readable and name != self.key_field}
        cells: dict[str, Any] = {name: broken.readable[name] for name in names}
        if self.kind is Unit and "unite_existante" in names:
            cells["unite_existante"] = bool(cells["unite_existante"])  # there, blank = Non
        end = "date_fermeture" if self.kind is Unit else "date_debranchement"
        return self.belongs(replace(first.cells, **cells), day if end in names else first.day)
