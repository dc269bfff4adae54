"""A true world over time: what its systems export on any day, and what was true on a day of what they had told.

Belongs here: what happens, how it reads in a sound export, the true figure of Québec and of a region. Not here: how a
file fails (ways*), nights, the rules of the calculation: the truth is counted from what happened, never from rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from backtests.oracle import JOBS, RENIR, RITM
from backtests.records import Movement, Record
from backtests.truths import REFERENCE, Fact, World
from backtests.truths_jobs import counted_in
from backtests.truths_links import until
from backtests.truths_units import inside_and_done, known_at
from backtests.worlds_jobs import jobs, jobs_on
from backtests.worlds_links import RgtStory, RitmStory, links, rgt_on, ritm_on
from backtests.worlds_places import MUNICIPALITIES
from backtests.worlds_units import UnitStory, past, unit_rows, units_on

Told = Mapping[str, date]  # export → the day up to which the lot that a figure used tells what happened


@dataclass(frozen=True)
class TrueWorld:
    """What happens in one world."""

    seed: int

    @cached_property
    def units(self) -> dict[str, UnitStory]:
        """The units; each moves once at most, as its row remembers one move."""
        return {one.key: replace(one, moves=one.moves[:1]) for one in unit_rows(f"whole {self.seed}", 45)}

    @cached_property
    def network(self) -> tuple[list[RitmStory], list[RgtStory]]:
        """The links. No export dates a cancellation: all are older than the first lot that could tell otherwise."""
        ritm, rgt = links(f"whole {self.seed}", 45, 40)
        orders = {one.key: replace(one, cancelled=past(one.cancelled, REFERENCE)) for one in rgt}
        paired = [
            replace(
                one,
                cancelled=past(one.cancelled, REFERENCE),
                pairs=tuple((orders[order.key], needed) for order, needed in one.pairs),
            )
            for one in ritm
        ]
        return paired, list(orders.values())

    @cached_property
    def jobs(self) -> list[list[Movement]]:
        """The movements of each job."""
        return jobs(f"whole {self.seed}", 40)

    def records(self, export: str, day: date) -> list[Record]:
        """Return the rows of a sound export of a day."""
        ritm, rgt = self.network
        if export == "municipalites":
            return list(MUNICIPALITIES)
        if export == "renir_unites":
            return units_on(list(self.units.values()), day)
        if export == "ritm_liens":
            return ritm_on(ritm, day)
        return rgt_on(ritm, rgt, day) if export == "rgt_liens" else jobs_on(self.jobs, day)

    def true(self, indicator: str, region: str, day: date, told: Told) -> Fraction | None:
        """Return the true figure of '00' or of a region on a day, of what had happened when the sources told it."""
        world = World(day, list(self._facts(indicator, day, told)))
        return world.true(region, is_rate=indicator != JOBS)

    def _facts(self, indicator: str, day: date, told: Told) -> Iterable[Fact]:
        if indicator == RENIR:
            return self._units(day, told["renir_unites"])
        if indicator == RITM:
            return self._links(day, told["ritm_liens"], told["rgt_liens"])
        return self._jobs(day, told["rh_regionalisation"])

    def _units(self, day: date, told: date) -> Iterable[Fact]:
        known = {key: known_at(one, told) for key, one in self.units.items() if one.created <= told}
        for one in known.values():
            was_gone = past(one.closed, REFERENCE) is not None and one.heir is None
            inside, done = inside_and_done(one, known, day)
            yield Fact(one.region, inside and one.existing and not was_gone, done)

    def _links(self, day: date, ritm: date, rgt: date) -> Iterable[Fact]:
        for one in self.network[0]:
            cut = past(one.cut, ritm) if one.why != "Migration RGT" else None
            is_out = past(cut, REFERENCE) is not None or past(cut, day) is not None
            is_member = one.since <= REFERENCE and one.cancelled is None
            yield Fact(one.region, is_member and not is_out, _is_replaced(one, day, rgt))

    def _jobs(self, day: date, told: date) -> Iterable[Fact]:
        for story in self.jobs:
            region = counted_in([one for one in story if one.date_effet and one.date_effet <= told], day)
            yield Fact(region, region is not None, region is not None)


def _is_replaced(one: RitmStory, day: date, told: date) -> bool:
    """Tell whether what must replace a link ran on a day, as far as told; a pair bears no date of its own."""
    live = [(until(order, told), must) for order, must in one.pairs if order.ordered <= told and not order.cancelled]
    needed = [order.runs(day) for order, must in live if must]
    return all(needed) if needed else any(order.runs(day) for order, _ in live)
