"""What the two rates share: the states of an entity, reported, rejected or vanished, its regions, and r.

Belongs here: one entity from its rows to its set of states. Not here: rows and cohort (oracle_cohort), what a row says
(oracle_renir, oracle_ritm), figures (oracle_figures).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from datetime import date

from .oracle_cohort import Cohort, E, Row
from .oracle_common import ALL, NONE, REGIONS, Doubts, State, States, first_that_adds
from .oracle_figures import Beside, Entity
from .records import Rejected

OUT, NOT, ALWAYS = frozenset({State.OUT}), frozenset({State.NOT}), frozenset(State)


class Rate(Cohort[E]):
    """The entities of one export at D."""

    @abstractmethod
    def states(self, row: Row[E], on: Doubts, seen: frozenset[str]) -> States:
        """Give the states of an accepted row as if its entity were a member, D-COHORT apart."""

    @abstractmethod
    def has_ended(self, row: E, day: date) -> bool:
        """Tell a row with a dated end that is a fact."""

    @abstractmethod
    def noted_states(self, key: str, on: Doubts, seen: frozenset[str]) -> States:
        """Give the states of an entity of which a note gives the end."""

    @abstractmethod
    def unknown_states(self, on: Doubts) -> States:
        """Give the states of what no lot accepted and a row names."""

    @abstractmethod
    def fact_date(self, key: str) -> date | None:
        """Give the date on which the own state of a member began."""

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
        row, is_rejected = self.today.get(key) or self.last[key], key in self.rejected and key not in self.today
        # READING: where today's row is rejected, it alone can contradict the cohort, not the last accepted one.
        doubted = member is None or (not is_rejected and self.contradicts(row, member=member))
        found = self.as_member(key, on) if member else OUT
        if doubted and "D-COHORT" in on:
            found |= OUT | self.as_member(key, on)
        return found | self.let_by_rejected(key, on, member=bool(member)) if is_rejected else found

    def let_by_rejected(self, key: str, on: Doubts, *, member: bool) -> States:
        """Give what a rejected row adds when it could be one that contradicts the cohort."""
        # READING: one that could bring its entity in is D-REJECTED, one that could leave a member out D-COHORT.
        rows = [row for row in self.rejected_now(key) if self.contradicts(row, member=member)]
        if not rows or ("D-COHORT" if member else "D-REJECTED") not in on:
            return frozenset()
        return OUT if member else NOT.union(*(self.states(row, on, frozenset()) for row in rows))

    def entities(self) -> dict[str, Entity]:
        """Give every entity that a lot up to the one used accepted."""
        return {key: self.entity(key) for key in self.last}

    def entity(self, key: str) -> Entity:
        """Give one entity."""
        (own,), states = self.set_of(key, NONE), self.set_of(key, ALL)
        region = self.last[key].cells.code_region
        known = key in self.today or (key not in self.rejected and not self.has_vanished(key))
        fact = self.fact_date(key) if known and self.is_member(key) and min(states) == own else None
        doubt = first_that_adds(lambda on: self.set_of(key, on))
        return Entity(region, own, states, self.regions(key, region, states), doubt, fact)

    def has_vanished(self, key: str) -> bool:
        """Tell one that an earlier lot had, the lot used lacks it, and no end is known."""
        row = self.last[key]
        is_listed = key in self.today or key in self.rejected
        return not is_listed and not self.has_ended(row.cells, row.day) and (key,) not in self.ends

    def regions(self, key: str, region: str, states: States) -> dict[str, States]:
        """Give its set in each region that is open: where its rows leave others open too, its states and out."""
        # READING: only rows of the lot used that were rejected leave regions open.
        opened: set[str] = {one for row in self.rejected.get(key, ()) for one in named_regions([row])}
        if key in self.today or opened <= {region}:
            return {region: states}
        return dict.fromkeys({region, *opened}, states | OUT)

    def beside(self) -> list[Beside]:
        """Give r: rejected rows that could belong to the population, whose key no lot up to the lot used accepted."""
        now: dict[str | None, list[Rejected]] = self.rejected
        then: dict[str | None, list[Rejected]] = {} if self.cohort is self.lots.used else self.broken_there
        found: list[list[Rejected]] = []
        for key in {*now, *then} - {None, *self.last}:
            # READING: a key counts when one of its rows could belong; its regions are then those of today's row.
            rows = [row for row in now.get(key, ()) if self.could_belong(row, then.get(key, ()))]
            rows = rows or [row for row in then.get(key, ()) if self.could_belong_then(row)]
            found += [rows] if rows else []
        found += [[row] for row in now.get(None, ()) if self.could_belong(row, ())]
        found += [[row] for row in then.get(None, ()) if self.could_belong_then(row)]
        return [Beside(named_regions(rows), is_entity=True) for rows in found]

    def could_belong(self, row: Rejected, then: Iterable[Rejected]) -> bool:
        """Tell a row rejected today that could be a member, or be brought in, and not be out at D."""
        lot, member = self.lots.used, any(self.could_belong_then(one) for one in then)
        if lot is None:
            return False
        joins = self.belongs if lot is self.cohort else self.brings_in
        return any(
            (member or joins(one.cells, one.day)) and self.states(one, ALL, frozenset()) != OUT
            for one in self.readings_of(row, lot)
        )

    def could_belong_then(self, row: Rejected) -> bool:
        """Tell a row rejected in the cohort lot that could be a member, and not be out at D."""
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
