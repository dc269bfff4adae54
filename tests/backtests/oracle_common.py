"""What the three calculations share: the lot used, the state of an entity in doubt, the figures per region.

Belongs here: the chapters "Common" and "Low, value, high" of indicators.md. Not here: a rule of one indicator.
READING marks a choice where the text leaves room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from fractions import Fraction

from .records import Delivery, R, Rejected

REGIONS = ("00", *(f"{number:02d}" for number in range(1, 18)))
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
)


class State(IntEnum):
    """What an entity is at D; a greater state helps the indicator more (n/d never falls when one entity rises)."""

    NOT = 0  # in the population, not migrated
    OUT = 1  # out of the population; a job that does not count
    DONE = 2  # migrated; a job that counts


@dataclass(frozen=True)
class Span:
    """The state with every doubt against, with every doubt for, and the doubts that make the difference."""

    against: State
    best: State
    doubts: frozenset[str] = frozenset()


def sure(state: State) -> Span:
    """No doubt about it."""
    return Span(state, state)


def doubtful(against: State, best: State, doubt: str) -> Span:
    """One doubt between two states."""
    return Span(against, best, frozenset({doubt}))


def either(spans: Sequence[Span], doubt: str) -> Span:
    """One doubt between several outcomes: the one that helps least is against, the one that helps most is for."""
    # READING (D-FUTURE): "against" is never the direction that helps. A future closure of a migrated unit is therefore
    # taken as happened (it leaves) and, for it, as not happened: the table's own columns say it the other way round.
    differ = {doubt} if len({(span.against, span.best) for span in spans}) > 1 else set()
    codes = frozenset(differ).union(*(span.doubts for span in spans))
    return Span(min(span.against for span in spans), max(span.best for span in spans), codes)


def happened(day: date | None, extraction: date, as_of: date) -> tuple[bool, ...]:
    """Had this effective date come at D: no, yes, or (a date after the extraction of its delivery) either."""
    if day is None or day > as_of:
        return (False,)
    return (False, True) if day > extraction else (True,)


@dataclass(frozen=True)
class Entity:
    """One entity of one indicator at D."""

    region: str | None
    in_denominator: bool
    in_numerator: bool
    counts_for: State
    doubts: tuple[str, ...] = ()

    @property
    def doubt(self) -> str | None:
        """Give the first of its doubts in the order of the closed list."""
        return self.doubts[0] if self.doubts else None


def entity(span: Span, region: str | None, *, is_rate: bool = True) -> Entity:
    """Give the evidence of one entity. A doubt that changes nothing is only a remark: no code."""
    codes = tuple(code for code in DOUBTS if code in span.doubts) if span.against != span.best else ()
    inside = is_rate and span.against != State.OUT
    return Entity(region, inside, span.against == State.DONE, span.best, codes)


@dataclass(frozen=True)
class Figure:
    """One figure; rates in percent points, exact."""

    numerator: int
    denominator: int | None
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True)
class Result:
    """An indicator at D: a figure for each of '00' to '17', and its entities."""

    figures: dict[str, Figure]
    entities: dict[str, Entity]


@dataclass(frozen=True)
class Lots:
    """The lot used at D for one export and the accepted lots before it, oldest first."""

    used: Delivery | None = None
    earlier: list[Delivery] = field(default_factory=list)


def lots_at(deliveries: Iterable[Delivery], export: str, as_of: date) -> Lots:
    """Greatest extraction date ≤ D, last received among those of that date."""
    # READING: "earlier" lots are those smaller by (extraction date, order of reception), a delivery replaced on the
    # same day included.
    ready = [lot for lot in deliveries if lot.export == export and lot.extraction_date <= as_of]
    ready.sort(key=lambda lot: (lot.extraction_date, lot.received))
    return Lots(ready[-1], ready[:-1]) if ready else Lots()


def last_known(lots: Lots, kind: type[R], key: Callable[[R], str]) -> dict[str, tuple[R, Delivery]]:
    """For each entity that an earlier lot had: its last accepted row and the lot it stood in."""
    # READING: "an earlier accepted lot had" it means that the lot accepted a row of it; a rejected row gives no state
    # to fall back on.
    return {key(record): (record, lot) for lot in lots.earlier for record in lot.accepted(kind)}


def fallback(span: Span, *, is_rejected: bool) -> Span:
    """Give the state of an entity known from an earlier lot only, `span` being its last known row read at D."""
    # READING: an entity whose last row leaves it out of the population both ways has a closure known; D-REJECTED reads
    # "had it in the population" in that same last row. A closure that is itself in doubt is not known.
    if span.against == span.best == State.OUT:
        return sure(State.OUT)
    if is_rejected:
        return doubtful(State.NOT, State.DONE, "D-REJECTED")
    return doubtful(State.NOT, span.best, "D-VANISHED")


def unknown_regions(
    rows: list[Rejected], key: str, known: set[str], could_belong: Callable[[Rejected], bool]
) -> list[str | None]:
    """r: one region (or None) per rejected entity that no earlier lot had and that could belong to the population."""
    # READING: a row without a key cannot be told from others: each counts once. Rows of one key that name
    # different regions have no readable region.
    regions: dict[str, set[str | None]] = {}
    for index, row in enumerate(rows):
        name = row.text(key)
        if could_belong(row) and (name is None or name not in known):
            regions.setdefault(f"row {index}" if name is None else f"key {name}", set()).add(row.text("code_region"))
    return [found.pop() if len(found) == 1 else None for found in regions.values()]


def percent(part: int, whole: int) -> Fraction | None:
    """Give a rate in percent points; nothing out of nothing is no value."""
    return Fraction(100 * part, whole) if whole else None


def rate(entities: list[Entity], rejected: int) -> Figure:
    """Low = n/(d+r), high = (n+b+r)/(d-c+r), null when d is 0."""
    # READING: "Denominator 0" is d. When d > 0 but every entity may leave and r = 0, high has no value: null.
    top = sum(one.in_numerator for one in entities)
    bottom = sum(one.in_denominator for one in entities)
    if bottom == 0:
        return Figure(top, 0, None, None, None)
    best = sum(one.counts_for == State.DONE for one in entities)
    within = sum(one.counts_for != State.OUT for one in entities)
    return Figure(
        top, bottom, percent(top, bottom), percent(top, bottom + rejected), percent(best + rejected, within + rejected)
    )


def count(entities: list[Entity], unread: int) -> Figure:
    """Low = n - k, high = n + b + k; nothing is clipped at 0."""
    top = sum(one.in_numerator for one in entities)
    best = sum(one.counts_for == State.DONE for one in entities)
    return Figure(top, None, Fraction(top), Fraction(top - unread), Fraction(best + unread))


def result(
    entities: dict[str, Entity], rows: list[str | None], figure: Callable[[list[Entity], int], Figure]
) -> Result:
    """Every region; what has no readable region is in '00' only."""
    figures = {}
    for region in REGIONS:
        members = [one for one in entities.values() if region in ("00", one.region)]
        figures[region] = figure(members, len(rows) if region == "00" else rows.count(region))
    return Result(figures, entities)
