"""Compares what the SQL says of a world with the independent calculation: figures, what they rest on, every entity.

Belongs here: the sentences that say where they disagree, the cheapest first. Not here: either calculation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from .compare import Key, Numbers, differences
from .oracle import JOBS, calculate
from .oracle_common import State
from .oracle_figures import Entity, Result
from .oracle_sources import Resting, resting
from .packs import Answer, Judged
from .records import DEFAULT_ELIGIBILITY, Delivery, Eligibility, Notes


class Expected:
    """What the independent calculation says of a world at some dates."""

    def __init__(
        self,
        indicators: Sequence[str],
        as_ofs: Sequence[date],
        world: Sequence[Delivery],
        table: tuple[Eligibility, ...] = DEFAULT_ELIGIBILITY,
        notes: Notes = (),
    ) -> None:
        self.resting: dict[tuple[str, date], Resting] = {}
        self.results: dict[tuple[str, date], Result] = {}
        for day in as_ofs:
            found = calculate(day, world, eligibility=table, notes=notes)
            for name in indicators:
                base = resting(name, day, world)
                if base is not None:
                    self.resting[name, day] = base
                    self.results[name, day] = found[name]

    def figures(self) -> dict[Key, Numbers]:
        """Give every figure."""
        return {
            (name, day, region): (one.numerator, one.denominator, one.value, one.low, one.high)
            for (name, day), found in self.results.items()
            for region, one in found.figures.items()
        }


def disagreements(expected: Expected, answer: Answer) -> Iterator[str]:
    """Give one sentence per figure, date or entity on which the two differ."""
    for key in sorted({*expected.resting, *answer.resting}):
        if expected.resting.get(key) != answer.resting.get(key):
            yield f"{key} rests on {answer.resting.get(key)} instead of {expected.resting.get(key)}."
    yield from differences(expected.figures(), answer.figures)
    for (name, day), found in expected.results.items():
        judged = {key: one for (what, on, key), one in answer.evidence.items() if (what, on) == (name, day)}
        yield from (f"{name} at {day}: {said}" for said in of_entities(name, found.entities, judged))


def of_entities(name: str, expected: dict[str, Entity], found: dict[str, Judged]) -> Iterator[str]:
    """Give one sentence per entity that is judged otherwise, is missing or was not expected."""
    for key, one in expected.items():
        if key not in found:
            yield f"{key} is missing."
        elif (said := of_entity(one, found[key], is_job=name == JOBS)) is not None:
            yield f"{key}: {said}"
    yield from (f"{key} was not expected." for key, one in found.items() if key not in expected and not is_new(one))


def is_new(one: Judged) -> bool:
    """Tell a row that stands beside the entities: it counts in r or k only."""
    return (
        one.reason in ("REJECTED-NEW", "UNPAIRED")
        and not one.in_denominator
        and not one.in_numerator
        and one.doubt is None
    )


def of_entity(expected: Entity, found: Judged, *, is_job: bool) -> str | None:
    """Say how an entity is judged otherwise. A job that never counts, or not in its region, has none to agree on."""
    counts_there = expected.region is None or State.DONE in expected.regions.get(expected.region, ())
    has_region = max(expected.states) == State.DONE and counts_there
    if (not is_job or has_region) and expected.region != found.region:
        return f"its region is {found.region} instead of {expected.region}."
    if (expected.in_denominator, expected.in_numerator) != (found.in_denominator, found.in_numerator):
        return f"it is judged {found} instead of {expected}."
    if found.doubt != expected.doubt:
        return f"its doubt is {found.doubt} instead of {expected.doubt}."
    if found.fact_date != expected.fact_date and (found.doubt is None or found.fact_date is not None):
        return f"its state began on {found.fact_date} instead of {expected.fact_date}."
    return None
