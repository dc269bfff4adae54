"""What holds in any world without a second calculation: sums, order, what changes nothing, dates computed together.

Belongs here: properties of the SQL's answers on drawn worlds. Not here: what each figure must be (test_worlds), what is
true (test_truths).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .compare import TOLERANCE, Key, Number, Numbers
from .oracle import JOBS, RENIR, RITM
from .packs import Answer, Judged, ask
from .records import Delivery
from .strategies import KINDS, QUICK, THOROUGH, Pack, packs
from .unrelated import with_unrelated_rows

INDICATORS = (RENIR, RITM, JOBS)
World = list[Delivery]
T = TypeVar("T")
SOME, MANY = settings(QUICK, max_examples=4), settings(THOROUGH, max_examples=25)


def any_pack(count: int) -> st.SearchStrategy[Pack]:
    """Draw a pack of any kind."""
    return st.sampled_from(KINDS).flatmap(lambda kind: packs(kind, count))


def answers(pack: Pack, worlds: Sequence[World] | None = None) -> list[Answer]:
    """Ask the SQL about a pack, or about other worlds of its calendar."""
    return ask(INDICATORS, pack.as_ofs(), pack.worlds() if worlds is None else worlds, pack.table)


def by_date(answer: Answer) -> Iterator[tuple[dict[str, Numbers], list[Judged], bool]]:
    """Give, for each indicator and date, the figure of each region, the evidence, and whether it is a rate."""
    for name, day in answer.resting:
        figures = {key[2]: numbers for key, numbers in answer.figures.items() if key[:2] == (name, day)}
        yield figures, [one for key, one in answer.evidence.items() if key[:2] == (name, day)], name != JOBS


def regions_add_up(figures: dict[str, Numbers]) -> bool:
    """Tell whether n and d of the regions add up to 00; the value of a count too."""
    whole = figures["00"]
    parts = [numbers for region, numbers in figures.items() if region != "00"]
    return all(whole[place] in (None, total(parts, place)) for place in ((0, 1) if whole[1] is not None else (0, 2)))


def total(parts: list[Numbers], place: int) -> Number:
    """Add up one number of every region."""
    return sum(numbers[place] or 0 for numbers in parts)


def in_order(numbers: Numbers) -> bool:
    """Tell whether low <= value <= high; low and high are there together, in a region perhaps without a value."""
    _, denominator, value, low, high = numbers
    if low is None or high is None:
        return low is None and high is None
    return (value is None and denominator == 0) or low - TOLERANCE <= (value or 0) <= high + TOLERANCE


def evidence_adds_up(region: str, numbers: Numbers, judged: list[Judged]) -> bool:
    """Tell whether the evidence of a region gives its numerator and its denominator again."""
    own = [one for one in judged if region in ("00", one.region)]
    inside = sum(one.in_denominator for one in own)
    return (numbers[0], numbers[1] or 0) == (sum(one.in_numerator for one in own), inside)


def check_sums(pack: Pack) -> None:
    for number, answer in enumerate(answers(pack)):
        for figures, judged, _ in by_date(answer):
            assert len(figures) == 18
            assert regions_add_up(figures), f"{pack}.world({number})"
            for region, numbers in figures.items():
                assert in_order(numbers), f"{pack}.world({number}), {region}: {numbers}"
                assert evidence_adds_up(region, numbers, judged), f"{pack}.world({number}), {region}: {numbers}"


@pytest.mark.slow
@settings(SOME)
@given(pack=any_pack(15))
def test_sums(pack: Pack) -> None:
    check_sums(pack)


@pytest.mark.slow
@settings(MANY)
@given(pack=any_pack(40))
def test_sums_of_thousands(pack: Pack) -> None:
    check_sums(pack)


def shuffled(one: Delivery) -> Delivery:
    """Mix the rows of a delivery."""
    rng = random.Random(f"{one.export} {one.extraction_date} {one.received}")
    return replace(one, rows=mixed(rng, one.rows), rejected=mixed(rng, one.rejected))


def mixed(rng: random.Random, rows: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(rng.sample(rows, len(rows)))


def same_rows(world: World) -> World:
    """Mix the rows and the deliveries, and receive those of distinct dates in another order."""
    again = [shuffled(one) for one in reversed(world)]
    last_first = {day: -rank for rank, day in enumerate(sorted({one.extraction_date for one in world}))}
    return [replace(one, received=last_first[one.extraction_date] * 1000 + one.received) for one in again]


def unrelated(world: World) -> World:
    """Put rows that no figure is about into every delivery."""
    return [with_unrelated_rows(one) for one in world]


def delivered_again(world: World) -> World:
    """Deliver each file that is the last of its date a second time."""
    last = {(one.export, one.extraction_date): one for one in sorted(world, key=lambda one: one.received)}
    return [*world, *(replace(one, received=one.received + 10_000) for one in last.values())]


CHANGES: dict[str, Callable[[World], World]] = {
    "order": same_rows,
    "unrelated rows": unrelated,
    "the same again": delivered_again,
}


def check_nothing_changes(pack: Pack, change: Callable[[World], World]) -> None:
    before, after = answers(pack), answers(pack, [change(world) for world in pack.worlds()])
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        assert different(old.figures, new.figures) == [], f"{pack}.world({number})"
        kept = {key: one for key, one in new.evidence.items() if not key[2].startswith(("X-", "?"))}
        assert {key: one for key, one in old.evidence.items() if key[2][0] != "?"} == kept, f"{pack}.world({number})"
        assert old.resting == new.resting


def different(old: dict[Key, Numbers], new: dict[Key, Numbers]) -> list[Key]:
    """Give the figures that changed: the SQL answers with the very same numbers."""
    return [key for key in sorted({*old, *new}) if old.get(key) != new.get(key)]


@pytest.mark.parametrize("change", CHANGES)
@settings(SOME, max_examples=1)
@given(data=st.data())
def test_what_changes_nothing(change: str, data: st.DataObject) -> None:
    check_nothing_changes(data.draw(any_pack(15)), CHANGES[change])


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
@settings(MANY, max_examples=10)
@given(data=st.data())
def test_what_changes_nothing_in_thousands(change: str, data: st.DataObject) -> None:
    check_nothing_changes(data.draw(any_pack(40)), CHANGES[change])


@pytest.mark.slow
@settings(SOME, max_examples=2)
@given(pack=any_pack(8))
def test_many_dates_at_once_are_each_alone(pack: Pack) -> None:
    together, worlds = answers(pack), pack.worlds()
    for day in pack.as_ofs():
        for one, all_days in zip(ask(INDICATORS, [day], worlds, pack.table), together, strict=True):
            assert one.figures == {key: numbers for key, numbers in all_days.figures.items() if key[1] == day}
            assert one.evidence == {key: judged for key, judged in all_days.evidence.items() if key[1] == day}
