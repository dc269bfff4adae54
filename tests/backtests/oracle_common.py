"""What the calculations share: states, doubts, lots, the notes of ends, whether a date has come.

Belongs here: the chapter "Common" and the list of doubts of indicators.md version 2. Not here: a rule of one indicator,
figures (oracle_figures). READING marks a choice where the text leaves room (docs/adr/0005).

Every rule takes `on`, the doubts that are open: with none of them it gives the own state, with all of them every state
that a reading leaves. The first doubt of the table that adds a state is the one named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from typing import TypeVar

from ovt_pipeline.plan.loader import load_plan

from .records import Delivery, NotedEnd, Notes, R

K = TypeVar("K")
REGIONS = tuple(f"{number:02d}" for number in range(1, 18))
DOUBTS = (
    "D-UNDATED",
    "D-STATUS",
    "D-FUTURE",
    "D-CLOSED",
    "D-CLAIM",
    "D-PAIR",
    "D-REJECTED",
    "D-SUCCESSOR",
    "D-VANISHED",
    "D-COHORT",
    "D-CONTRACT",
)
Doubts = frozenset[str]
ALL: Doubts = frozenset(DOUBTS)
NONE: Doubts = frozenset()


class State(IntEnum):
    """What an entity of a rate is at D, from the worst to the best for the indicator; a job is NOT or DONE."""

    NOT = 0
    OUT = 1
    DONE = 2


States = frozenset[State]


@dataclass(frozen=True)
class Dates:
    """The dates of the plan that the rules refer to."""

    renir_population: date
    ritm_population: date
    jobs_window_start: date
    inventories: frozenset[date]  # due, starting and reference dates
    window: timedelta = timedelta(days=15)


def dates_of_plan() -> Dates:
    """Give those of the plan file."""
    plan = load_plan()
    named = plan.reference_dates
    due = {target.day for one in plan.indicators for target in one.targets}
    due |= {change.day for one in plan.amendments for change in one.changes}
    first = named["first_as_of"]
    return Dates(
        named.get("renir_population", first),
        named.get("ritm_population", first),
        named["jobs_window_start"],
        frozenset({*due, *named.values(), *(one.start.day for one in plan.indicators)}),
        timedelta(days=plan.inventory_window),
    )


def happened(day: date | None, extraction: date, as_of: date, on: Doubts) -> set[bool]:
    """Has this effective date come at D: no, yes, or (after the extraction of its delivery: D-FUTURE) either."""
    if day is None or day > as_of:
        return {False}
    if day > extraction:
        return {False, True} if "D-FUTURE" in on else {False}
    return {True}


def not_yet(day: date | None, extraction: date, as_of: date) -> bool:
    """Tell a date after D and ≤ the extraction (inventory window): it has happened in no reading."""
    return day is not None and as_of < day <= extraction


@dataclass(frozen=True)
class Lots:
    """The lot used at D for one export and the lots before it, oldest first; what was replaced is not knowledge."""

    used: Delivery | None = None
    earlier: list[Delivery] = field(default_factory=list)

    @property
    def known(self) -> list[Delivery]:
        """Give every lot up to the one used, oldest first."""
        return [*self.earlier, self.used] if self.used else []


def knowledge(deliveries: Iterable[Delivery], export: str) -> list[Delivery]:
    """Give, for each extraction date, the last received delivery, oldest date first."""
    last: dict[date, Delivery] = {}
    for lot in sorted((one for one in deliveries if one.export == export), key=lambda one: one.received):
        last[lot.extraction_date] = lot
    return [last[day] for day in sorted(last)]


def lots_at(deliveries: Iterable[Delivery], export: str, as_of: date, dates: Dates) -> Lots:
    """Greatest extraction date ≤ D; at a date of the plan without a lot of that day, the first one in its window."""
    known = knowledge(deliveries, export)
    until = [lot for lot in known if lot.extraction_date <= as_of]
    if as_of in dates.inventories and not (until and until[-1].extraction_date == as_of):
        late = [lot for lot in known if as_of < lot.extraction_date <= as_of + dates.window]
        until += late[:1]
    return Lots(until[-1], until[:-1]) if until else Lots()


def cohort_lot(deliveries: Iterable[Delivery], export: str, reference: date, dates: Dates) -> Delivery | None:
    """Give the lot used at the reference date; when no lot is that old, the oldest lot."""
    known = list(deliveries)
    # READING: whatever D is; a lot extracted after D can be the cohort lot (the window of the reference date).
    used = lots_at(known, export, reference, dates).used
    return used or next(iter(knowledge(known, export)), None)


def rows_of(lot: Delivery, kind: type[R], key: Callable[[R], K]) -> dict[K, tuple[R, bool]]:
    """Give the accepted rows of a lot by key, each with whether an expectation marks it."""
    marked = lot.doubted(kind)
    return {key(row): (row, row in marked) for row in lot.accepted(kind)}


def noted(notes: Notes, export: str, table: str, as_of: date) -> dict[tuple[str | int, ...], NotedEnd]:
    """Give the ends that notes give things of one table, by key, once they have come."""
    return {one.key: one for one in notes if (one.export, one.table) == (export, table) and one.day <= as_of}


def first_that_adds(readings: Callable[[Doubts], States]) -> str | None:
    """Name the first doubt of the table that adds a state, `readings` giving the states when some doubts are open."""
    # READING: taken in the order of the table, together with those before it; what only adds a region is not named,
    # nor one that adds a state which a later one takes away again.
    added = readings(ALL) - readings(NONE)
    opened = (DOUBTS[:count] for count in range(1, len(DOUBTS) + 1))
    return next((codes[-1] for codes in opened if added & readings(frozenset(codes))), None)
