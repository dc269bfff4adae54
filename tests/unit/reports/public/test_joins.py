"""Places that count too little are told together: with the neighbour declared, at every date, for ever."""

import random
from collections.abc import Mapping

import pytest

from ovt_pipeline.language.text import Text
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.plan.public import Place
from ovt_pipeline.reports.public.joins import blocks

LIMITS = [one.public for one in load_plan().indicators if one.public.places]


def place(code: str, joins: str | None) -> Place:
    return Place(code=code, name=Text(code, code), regions=(code,), joins=joins)


ROW = [place("a", "b"), place("b", "c"), place("c", "d"), place("d", None)]  # a → b → c → d


def told(*dated: Mapping[str, int], least: int = 5, before: tuple[str, ...] = ()) -> list[str]:
    found = blocks(ROW, least, dated, [frozenset(one) for one in before])
    return ["".join(sorted(one)) for one in found]


def counts(a: int, b: int, c: int, d: int) -> dict[str, int]:
    return {"a": a, "b": b, "c": c, "d": d}


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        ([counts(4, 9, 9, 9)], ["ab", "c", "d"]),
        ([counts(0, 9, 9, 9)], ["ab", "c", "d"]),
        ([counts(9, 9, 9, 4)], ["a", "b", "cd"]),  # the last one has no neighbour: what leads into it
        ([counts(1, 2, 9, 9)], ["abc", "d"]),  # still too few together: further on
        ([counts(1, 1, 1, 1)], ["abcd"]),
        ([counts(9, 9, 9, 9), counts(9, 3, 9, 9)], ["a", "bc", "d"]),  # short once is joined at every date
        ([counts(3, 9, 9, 9), counts(9, 9, 3, 9)], ["ab", "cd"]),
        ([counts(9, 9, 9, 9), {}], ["abcd"]),  # a date without any count
        ([counts(5, 5, 5, 5)], ["a", "b", "c", "d"]),
        ([], ["a", "b", "c", "d"]),
    ],
)
def test_a_place_that_counts_too_little_joins_its_neighbour_until_there_is_enough(
    dated: list[dict[str, int]], expected: list[str]
) -> None:
    assert told(*dated) == expected


def test_what_was_told_together_once_stays_together() -> None:
    assert told(counts(9, 9, 9, 9), before=("ab",)) == ["ab", "c", "d"]
    assert told(counts(9, 9, 9, 9), before=("ad", "bc")) == ["ad", "bc"]
    assert told(counts(9, 9, 9, 9), before=("ab", "bc", "x")) == ["abc", "d"]
    assert told(counts(9, 9, 9, 1), before=("ad",)) == ["ad", "b", "c"]


@pytest.mark.parametrize("limits", LIMITS, ids=lambda one: one.limit)
@pytest.mark.parametrize("seed", range(100))
def test_whatever_places_count_none_is_told_under_the_limit_and_none_is_lost(limits: object, seed: int) -> None:
    drawn = random.Random(seed)
    public = LIMITS[[id(one) for one in LIMITS].index(id(limits))]
    dated = [{one.code: drawn.choice([0, 1, 3, 6, 12, 40]) for one in public.places} for _ in range(4)]
    found = blocks(public.places, public.least, dated)
    assert sorted(code for one in found for code in one) == sorted(one.code for one in public.places)
    assert len(found) == 1 or all(sum(day[c] for c in one) >= public.least for one in found for day in dated)
    again = blocks(public.places, public.least, dated[:2], found)
    assert again == found
