"""What the two rates share: what an entity is known by, the frozen cohort, rejected and vanished rows, r.

Belongs here: one entity from its rows to its set of states. Not here: what one row says (oracle_renir, oracle_ritm),
figures (oracle_figures).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Generic, NamedTuple

from .oracle_common import (
    ALL,
    NONE,
    REGIONS,
    Dates,
    Doubts,
    Lots,
    State,
    States,
    cohort_lot,
    first_that_adds,
    lots_at,
    noted,
    rows_of,
)
from .oracle_figures import Beside, Entity
from .oracle_rejected import could_be, representatives
from .records import Delivery, Notes, R, Rejected, Unit

OUT, NOT, ALWAYS = frozenset({State.OUT}), frozenset({State.NOT}), frozenset(State)


class Row(NamedTuple, Generic[R]):
    """An accepted row, the day that its delivery describes, whether an expectation marks it, its lot."""

    cells: R
    day: date
    doubted: bool
    lot: Delivery


class Rate(ABC, Generic[R]):
    """The entities of one export at D."""

    kind: type[R]
    export: str
    table: str
    key_field: str

    def __init__(
        self, as_of: date, deliveries: Sequence[Delivery], reference: date, dates: Dates, notes: Notes
    ) -> None:
        self.as_of, self.reference = as_of, reference
        self.lots: Lots = lots_at(deliveries, self.export, as_of, dates)
        self.cohort = cohort_lot(deliveries, self.export, reference, dates)
        self.ends = noted(notes, self.export, self.table, as_of)
        self.today = self._rows(self.lots.used)
        self.rejected = self._broken(self.lots.used)
        self.in_cohort_lot = self._rows(self.cohort)
        self.broken_there = self._broken(self.cohort)
        self.read: dict[str, list[Row[R]]] = {}
        self.first: dict[str, Row[R]] = {}
        self.last: dict[str, Row[R]] = {}
        for lot in self.lots.known:
            rows = self._rows(lot)
            self.first = rows | self.first
            self.last |= rows

    # What one row says

    @abstractmethod
    def states(self, row: Row[R], on: Doubts, seen: frozenset[str]) -> States:
        """Give the states of an accepted row as if its entity were a member, D-COHORT apart."""

    @abstractmethod
    def belongs(self, row: R, day: date) -> bool | None:
        """Is it a member by this row of the cohort lot? None: a blank that leaves it open."""

    @abstractmethod
    def brings_in(self, row: R, day: date) -> bool:
        """Does a later row say that an entity that is no member is one?"""

    @abstractmethod
    def leaves_out(self, row: R) -> bool:
        """Does a later row say that a member is none?"""

    @abstractmethod
    def has_ended(self, row: R, day: date) -> bool:
        """Has the row a dated end that is a fact?"""

    @abstractmethod
    def noted_states(self, key: str, on: Doubts, seen: frozenset[str]) -> States:
        """Give the states of an entity of which a note gives the end."""

    @abstractmethod
    def unknown_states(self, on: Doubts) -> States:
        """Give the states of what no lot accepted and a row names."""

    @abstractmethod
    def fact_date(self, key: str) -> date | None:
        """Give the date on which the own state of a member began."""

    # Rows

    def key(self, row: R) -> str:
        """Give the key of a row."""
        return str(getattr(row, self.key_field))

    def _rows(self, lot: Delivery | None) -> dict[str, Row[R]]:
        if lot is None:
            return {}
        found = rows_of(lot, self.kind, self.key)
        return {key: Row(cells, lot.extraction_date, marked, lot) for key, (cells, marked) in found.items()}

    def _broken(self, lot: Delivery | None) -> dict[str | None, list[Rejected]]:
        found: dict[str | None, list[Rejected]] = {}
        for row in lot.broken(self.kind) if lot else ():
            found.setdefault(row.text(self.key_field), []).append(row)
        return found

    def readings_of(self, row: Rejected, lot: Delivery) -> Iterator[Row[R]]:
        """Give every row that a rejected one could be."""
        days = representatives(row, self.as_of, self.reference, lot.extraction_date)
        return (Row(one, lot.extraction_date, False, lot) for one in could_be(row, self.kind, days))  # noqa: FBT003

    def rejected_now(self, key: str) -> list[Row[R]]:
        """Give every row that today's rejected rows of a key could be."""
        lot = self.lots.used
        if lot is not None and key not in self.read:
            self.read[key] = [one for row in self.rejected.get(key, ()) for one in self.readings_of(row, lot)]
        return self.read.get(key, [])

    # One entity

    def as_member(self, key: str, on: Doubts, seen: frozenset[str] = frozenset()) -> States:
        """Give the states of an entity, every doubt but D-COHORT included, as if it were a member."""
        if key in self.today:
            return self.states(self.today[key], on, seen)
        if key not in self.last:
            return self.unknown_states(on)
        if key in self.rejected:
            more = (self.states(row, on, seen) for row in self.rejected_now(key)) if "D-REJECTED" in on else ()
            return NOT.union(*more)
        row = self.last[key]
        if self.has_ended(row.cells, row.day):
            return self.states(row, on, seen)
        if (key,) in self.ends:
            return self.noted_states(key, on, seen)
        return ALWAYS if "D-VANISHED" in on else NOT

    def set_of(self, key: str, on: Doubts) -> States:
        """Give the states of an entity: as a member, out, or what the doubts about the cohort leave."""
        member = self.is_member(key)
        row = self.today.get(key) or self.last[key]
        doubted = self.contradicts(row, member=member) or member is None
        found = self.as_member(key, on) if member else OUT
        if doubted and "D-COHORT" in on:
            found |= OUT | self.as_member(key, on)
        if key in self.rejected and key not in self.today and "D-REJECTED" in on:
            found |= self.let_by_rejected(key, on, member=bool(member))
        return found

    def let_by_rejected(self, key: str, on: Doubts, *, member: bool) -> States:
        """Give what a rejected row adds when it could be one that contradicts the cohort."""
        rows = [row for row in self.rejected_now(key) if self.contradicts(row, member=member)]
        if member or not rows:
            return OUT if rows else frozenset()
        return NOT.union(*(self.states(row, on, frozenset()) for row in rows))

    def contradicts(self, row: Row[R], *, member: bool | None) -> bool:
        """Tell whether a row of another lot than that of the cohort contradicts it."""
        if row.lot is self.cohort or row.lot is self.judged_by(self.key(row.cells)):
            return False
        return self.leaves_out(row.cells) if member else self.brings_in(row.cells, row.day)

    # The cohort

    def judged_by(self, key: str) -> Delivery | None:
        """Give the lot that stands for the cohort lot where that one rejected the row of an entity."""
        was_rejected = key in self.broken_there and key not in self.in_cohort_lot
        return self.first[key].lot if was_rejected and key in self.first else None

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

    def judged(self, broken: Rejected, first: Row[R], day: date) -> bool | None:
        """Judge a row rejected in the cohort lot by what is readable there, for the rest by the oldest accepted one."""
        names = {name for name in vars(first.cells) if name in broken.readable and name != self.key_field}
        cells: dict[str, Any] = {name: broken.readable[name] for name in names}
        if self.kind is Unit and "unite_existante" in names:
            cells["unite_existante"] = bool(cells["unite_existante"])  # there, blank = Non
        end = "date_fermeture" if self.kind is Unit else "date_debranchement"
        return self.belongs(replace(first.cells, **cells), day if end in names else first.day)

    # Everything

    def entities(self) -> dict[str, Entity]:
        """Give every entity that a lot up to the one used accepted."""
        return {key: self.entity(key) for key in self.last}

    def entity(self, key: str) -> Entity:
        """Give one entity."""
        (own,), states = self.set_of(key, NONE), self.set_of(key, ALL)
        region = self.last[key].cells.code_region  # type: ignore[union-attr] - a unit or a RITM link
        known = key in self.today or (key not in self.rejected and not self.has_vanished(key))
        fact = self.fact_date(key) if known and self.is_member(key) and min(states) == own else None
        doubt = first_that_adds(lambda on: self.set_of(key, on))
        return Entity(region, own, states, self.regions(key, region, states), doubt, fact)

    def has_vanished(self, key: str) -> bool:
        """An earlier lot had it, the lot used lacks it, and no end is known."""
        row = self.last[key]
        is_listed = key in self.today or key in self.rejected
        return not is_listed and not self.has_ended(row.cells, row.day) and (key,) not in self.ends

    def regions(self, key: str, region: str, states: States) -> dict[str, States]:
        """Give its set in each region that is open: where its rows leave others open too, its states and out."""
        # READING: only rows of the lot used that were rejected leave regions open.
        opened = {one for row in self.rejected.get(key, ()) for one in named_regions([row])}
        if key in self.today or opened <= {region}:
            return {region: states}
        return dict.fromkeys({region, *opened}, states | OUT)

    def beside(self) -> list[Beside]:
        """Give r: rejected rows that could belong to the population and whose key no lot up to the lot used accepted."""
        now, then = self.rejected, {} if self.cohort is self.lots.used else self.broken_there
        found = []
        for key in {*now, *then} - {None, *self.last}:
            # READING: a key counts when one of its rows could belong; its regions are then those of today's row.
            rows = [row for row in now.get(key, ()) if self.could_belong(row, then.get(key, ()))]
            rows = rows or [row for row in then.get(key, ()) if self.could_belong_then(row)]
            found += [rows] if rows else []
        found += [[row] for row in now.get(None, ()) if self.could_belong(row, ())]
        found += [[row] for row in then.get(None, ()) if self.could_belong_then(row)]
        return [Beside(named_regions(rows), is_entity=True) for rows in found]

    def could_belong(self, row: Rejected, then: Iterable[Rejected]) -> bool:
        """Could a row rejected today be a member, or be brought in, and not be out at D?"""
        lot, member = self.lots.used, any(self.could_belong_then(one) for one in then)
        if lot is None:
            return False
        joins = self.belongs if lot is self.cohort else self.brings_in
        return any(
            (member or joins(one.cells, one.day)) and self.states(one, ALL, frozenset()) != OUT
            for one in self.readings_of(row, lot)
        )

    def could_belong_then(self, row: Rejected) -> bool:
        """Could a row rejected in the cohort lot be a member, and not be out at D?"""
        lot = self.cohort
        return lot is not None and any(
            self.belongs(one.cells, one.day) and self.states(one, ALL, frozenset()) != OUT
            for one in self.readings_of(row, lot)
        )


def named_regions(rows: Iterable[Rejected]) -> frozenset[str]:
    """Give the regions where rejected rows may be: the one that can be read, else any."""
    found: set[str] = set()
    for row in rows:
        code = row.text("code_region")
        found.update([code] if code in REGIONS else REGIONS)
    return frozenset(found)
