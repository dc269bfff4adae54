"""The attack gives back what a weak rule hides, and nothing that the rules of the plan tell."""

import random
from collections.abc import Mapping
from datetime import date, datetime

import pytest

from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.plan.regions import region_codes
from ovt_pipeline.reports.public.attack import GivenBack, given_back, of_indicator
from ovt_pipeline.reports.public.joins import blocks
from ovt_pipeline.reports.public.known import Table
from ovt_pipeline.reports.public.solve import Values, possible_values

from .weak_rule import LEAST, Sums, drawn_table, told_weakly

LIMITED = [one for one in load_plan().indicators if one.public.places]
DAYS = (date(2024, 3, 31), date(2025, 3, 31))
MOMENT = datetime(2025, 5, 1)  # noqa: DTZ001 - UTC without offset, as in a release


def sums(**told: int) -> Sums:
    return {frozenset(members): counted for members, counted in told.items()}


def anything(_: Mapping[frozenset[str], int]) -> bool:
    return True


# What sums give away ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "cell", "left"),
    [
        (sums(abc=10, a=6), "bc", Values(1, 4)),  # the two are one cell: each of them from 0 to 4
        (sums(abc=10, ab=7), "c", Values(1, 3)),  # a difference
        (sums(abc=10, ab=7, bc=5), "b", Values(1, 2)),  # two overlapping groups
        (sums(ab=3, bc=4, ca=5), "a", Values(1, 2)),  # no set in another: three equations
        (sums(ab=8, c=2), "ab", Values(1, 8)),
        (sums(ab=6, bc=3), "b", Values(4, 3)),  # from 0 to 3
    ],
)
def test_what_sums_leave_of_a_cell(told: Sums, cell: str, left: Values) -> None:
    assert possible_values(told, [], anything)[frozenset(cell)] == left


def test_cells_too_many_to_try_keep_every_value_up_to_their_least_sum() -> None:
    found = possible_values(sums(abcde=90), [frozenset(one) for one in "abcde"], anything)
    assert set(found.values()) == {Values(91, 90)}


def test_what_our_code_would_not_have_told_so_is_no_possible_value() -> None:
    places = [frozenset(one) for one in "ab"]
    found = possible_values(sums(ab=7), places, lambda table: table[frozenset("a")] < 2)
    assert found == {frozenset("a"): Values(2, 1), frozenset("b"): Values(2, 7)}
    assert possible_values(sums(ab=7), places, lambda _: False)[frozenset("a")] == Values(8, 7)


# A weak rule ------------------------------------------------------------------------------------------------------


def broken(table: Mapping[str, int]) -> list[frozenset[str]]:
    """Return what an attacker who knows the weak rule gives back of a table told by it."""
    told = told_weakly(table)
    seen = {code: counted for members, counted in told.items() if len(members) == 1 for code in members}

    def could_be(hidden: Mapping[frozenset[str], int]) -> bool:
        return told_weakly({**seen, **{code: n for cell, n in hidden.items() for code in cell}}) == told

    return given_back(told, table, [frozenset([code]) for code in table], LEAST, could_be)


def test_hiding_small_counts_and_one_more_is_broken() -> None:
    table = {"01": 1, "02": 2, "03": 9, "04": 12}  # two hidden, their sum told by the whole: 3
    assert set(broken(table)) == {frozenset(["01"]), frozenset(["02"]), frozenset(["01", "02"])}
    found = [seed for seed in range(200) if any(len(one) == 1 for one in broken(drawn_table(seed)))]
    assert 5 < len(found) < 200


# The rules of the plan --------------------------------------------------------------------------------------------


def drawn_worlds(seed: int) -> list[dict[str, int]]:
    """Return what each region counts at two dates, some of them never anything."""
    drawn = random.Random(seed)
    usual = {code: drawn.choice([0, 1, 2, 3, 4, 6, 11, 15]) for code in region_codes()}
    moved = {code: max(0, n + drawn.choice([0, 0, 0, 1, 2, -1])) if n else 0 for code, n in usual.items()}
    return [usual, moved]


def told_by_the_plan(number: int, worlds: list[dict[str, int]], before: list[Table]) -> list[Table]:
    """Return what limits tell of an indicator at the days of the worlds, and remember."""
    indicator = LIMITED[number]
    base = {one.code: one for one in indicator.public.places}
    dated = [{code: sum(world[r] for r in one.regions) for code, one in base.items()} for world in worlds]
    joined = [members for one in before for members in one.sums if len(members) < len(region_codes())]
    met = [frozenset(code for code, one in base.items() if members & set(one.regions)) for members in joined]
    found = blocks(indicator.public.places, indicator.public.least, dated, met)
    regions = [frozenset(r for code in block for r in base[code].regions) for block in found]
    told = [frozenset(region_codes()), *(regions if len(found) > 1 else [])]
    return [
        Table(MOMENT, indicator.id, day, {members: sum(world[r] for r in members) for members in told})
        for day, world in zip(DAYS, worlds, strict=False)
    ]


@pytest.mark.parametrize("number", range(len(LIMITED)), ids=[one.public.limit for one in LIMITED])
@pytest.mark.parametrize("seed", range(100))
def test_the_limits_of_the_plan_give_nothing_back_in_one_publication_or_in_two(number: int, seed: int) -> None:
    worlds = drawn_worlds(seed)
    first = told_by_the_plan(number, worlds[:1], [])
    both = [*first, *told_by_the_plan(number, worlds, first)]
    truths = [worlds[DAYS.index(one.as_of)] for one in both]
    assert list(of_indicator(LIMITED[number], both, truths)) == []


def test_another_neighbour_in_a_later_publication_gives_a_small_region_back() -> None:
    ritm = next(one for one in LIMITED if one.public.limit == "regions")
    truth = {**dict.fromkeys(region_codes(), 20), "10": 3}
    whole = {frozenset(region_codes()): sum(truth.values())}
    then = Table(MOMENT, ritm.id, DAYS[0], {**whole, frozenset(["10", "08"]): 23})
    now = Table(MOMENT, ritm.id, DAYS[0], {**whole, frozenset(["08"]): 20})
    assert list(of_indicator(ritm, [then], [truth])) == []
    assert list(of_indicator(ritm, [then, now], [truth, truth])) == [GivenBack(ritm.id, DAYS[0], frozenset(["10"]))]


def test_regions_told_without_a_limit_give_each_small_one_back() -> None:
    ritm = next(one for one in LIMITED if one.public.limit == "regions")
    truth = {**dict.fromkeys(region_codes(), 20), "10": 3, "09": 9, "08": 0}
    told = {frozenset([code]): counted for code, counted in truth.items()}
    found = list(of_indicator(ritm, [Table(MOMENT, ritm.id, DAYS[0], told)], [truth]))
    assert {one.regions for one in found} == {frozenset(["10"]), frozenset(["09"])}


def test_places_told_together_that_count_too_little_together_are_given_back() -> None:
    ritm = next(one for one in LIMITED if one.public.limit == "regions")
    truth = {**dict.fromkeys(region_codes(), 20), "10": 4, "08": 5}
    told = {frozenset(region_codes()): sum(truth.values()), frozenset(["08", "10"]): 9}
    found = list(of_indicator(ritm, [Table(MOMENT, ritm.id, DAYS[0], told)], [truth]))
    assert [one.regions for one in found] == [frozenset(["08", "10"])]
    rest = frozenset(region_codes()) - {"08", "10"}
    told = {frozenset(region_codes()): sum(truth.values()), rest: 300}  # what the whole leaves
    found = list(of_indicator(ritm, [Table(MOMENT, ritm.id, DAYS[0], told)], [truth]))
    assert frozenset(["08", "10"]) in [one.regions for one in found]


def test_a_whole_is_told_whatever_it_counts() -> None:
    jobs = next(one for one in LIMITED if one.public.limit == "groups")
    truth = {**dict.fromkeys(region_codes(), 0), "11": 2}
    told = {frozenset(region_codes()): 2}
    assert list(of_indicator(jobs, [Table(MOMENT, jobs.id, DAYS[0], told)], [truth])) == []


def test_a_group_of_which_one_region_alone_ever_counts_is_that_region() -> None:
    jobs = next(one for one in LIMITED if one.public.limit == "groups")
    truth = {**dict.fromkeys(region_codes(), 6), "01": 0, "09": 0, "11": 3}
    told = {frozenset(region_codes()): sum(truth.values()), frozenset(["01", "09", "11"]): 3}
    found = list(of_indicator(jobs, [Table(MOMENT, jobs.id, DAYS[0], told)], [truth]))
    assert [one.regions for one in found] == [frozenset(["11"])]
