"""The independent calculation against the text: worked examples, cases checked by hand, what holds in any world."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from .oracle import JOBS, RENIR, RITM, calculate, figures
from .oracle_case import Case
from .oracle_cases import CASES
from .oracle_common import DOUBTS
from .oracle_figures import Figure
from .oracle_sources import resting
from .records import Delivery, Eligibility, spoil
from .shorthand import move, network, pairs, renir_lot, rgt, ritm, roster, unit
from .worked_examples import EXAMPLES, PRELIMINARY, WINDOW, Example
from .worlds import Sizes, generate

END = date(2025, 3, 31)


THIRDS = Fraction(200, 3)
UNITS_OF_DATES = (
    unit("MOVED", "Migrée", moved="2023-01-10"),
    unit("BACK", "Retour", moved="2023-06-01", back="2024-02-01"),
    unit("CLOSED", "Fermée", closed="2023-12-01"),
    unit("MERGED", "Fusionnée", closed="2023-09-01", heir="MOVED"),
    unit("LATER", "Fusionnée", closed="2023-09-01", heir="BACK"),
    unit("NEVER"),
    unit("UNSURE", moved="2023-01-10"),
    unit("NEW", "Migrée", moved="2023-01-10", existing=False),
)


def shown(figure: Figure) -> tuple[object, ...]:
    return figure.numerator, figure.denominator, figure.value, figure.low, figure.high


@pytest.mark.parametrize("example", EXAMPLES, ids=[one.says for one in EXAMPLES])
def test_worked_example(example: Example) -> None:
    found = calculate(example.as_of, example.facts)[example.indicator]
    assert list(example.surprises(figures([example.as_of], example.facts))) == []
    if example.counted is not None:
        assert {key for key, one in found.entities.items() if one.in_numerator} == example.counted
    assert {key: found.entities[key].doubt for key in example.doubts} == example.doubts


@pytest.mark.parametrize("as_of", PRELIMINARY)
def test_a_lot_of_the_window_makes_the_figure_final(as_of: date) -> None:
    based = resting(RENIR, as_of, WINDOW)
    assert based is not None
    assert based[0] == PRELIMINARY[as_of]


@pytest.mark.parametrize("case", CASES, ids=[case.says for case in CASES])
def test_case(case: Case) -> None:
    found = calculate(case.as_of, case.facts, eligibility=case.table, notes=case.notes)[case.indicator]
    assert shown(found.figures["00"]) == case.gives
    if case.doubt:
        assert found.entities[case.doubt[0]].doubt == case.doubt[1]


def test_eligibility_is_dated_and_a_municipality_goes_before_its_region() -> None:
    table = (Eligibility("01", eligible=False), Eligibility("10043", eligible=True, valid_from=date(2020, 1, 1)))
    for day, expected in (("2019-12-31", 0), ("2020-01-01", 1)):
        facts = roster("2025-03-31", move("J", 1, "R", "Rimouski", day))
        assert calculate(END, facts, eligibility=table)[JOBS].figures["01"].numerator == expected


def test_the_region_of_a_job_is_that_of_the_list_used_at_the_date() -> None:
    rows = roster("2023-03-31", move("J", 1, "R", "47017", "2020-01-01"))[:1]
    facts = [*rows, *(one for one in generate(1, Sizes.small()) if one.export == "municipalites")]
    for as_of, region in ((date(2023, 3, 31), "16"), (END, "05")):
        assert calculate(as_of, facts)[JOBS].figures[region].numerator == 1


def test_no_source_no_figure() -> None:
    links = network("2024-06-30", ritm("L"))
    assert set(calculate(END, links[:1])) == set()
    assert set(calculate(END, [links[0], replace(links[1], extraction_date=date(2025, 5, 1))])) == set()
    assert set(calculate(END, links)) == {RITM}
    assert set(calculate(END, roster("2024-06-30", move("J", 1, "R", "Alma", "2020-01-01"))[:1])) == set()


def test_a_row_without_a_readable_region_may_be_in_any() -> None:
    broken = (spoil(unit("X"), code_region="?"), spoil(unit("Y", region="02"), date_retour="?"))
    found = calculate(END, renir_lot("2025-03-31", unit("A", region="02"), unit("B"), rejected=broken))[RENIR].figures
    assert [shown(found[region])[3:] for region in ("00", "01", "02", "03")] == [
        (0, 50),
        (0, 50),
        (0, THIRDS),
        (0, 100),
    ]


def test_the_fact_date_is_when_the_state_began() -> None:
    at = replace(renir_lot("2025-03-31", *UNITS_OF_DATES)[0])
    found = calculate(END, [at])[RENIR].entities
    assert {key: one.fact_date and f"{one.fact_date}" for key, one in found.items()} == {
        "MOVED": "2023-01-10",
        "BACK": "2024-02-01",
        "CLOSED": "2023-12-01",
        "MERGED": "2023-09-01",
        "LATER": "2024-02-01",
        "NEVER": None,
        "UNSURE": None,
        "NEW": None,
    }


def test_the_fact_date_of_a_link_is_that_of_what_decides() -> None:
    facts = network(
        "2025-03-31",
        *(ritm(key) for key in ("ALL", "ANY", "LOST", "NONE")),
        ritm("CUT", "Débranché", cut="2024-02-01", why="Site fermé"),
        rgt("E", on="2023-05-01"),
        rgt("F", on="2024-05-01"),
        rgt("G", "Résilié", on="2023-09-01", off="2024-01-15"),
        *pairs("ALL>E", "ALL>F", "ANY~E", "ANY~F", "LOST>F", "LOST>G"),
    )
    found = calculate(END, facts)[RITM].entities
    dates = {key: one.fact_date and f"{one.fact_date}" for key, one in found.items()}
    assert dates == {"ALL": "2024-05-01", "ANY": "2023-05-01", "LOST": "2024-01-15", "NONE": None, "CUT": "2024-02-01"}


DATES = [date(2023, 3, 31), date(2023, 11, 15), date(2024, 3, 31), date(2025, 3, 31)]


@pytest.mark.slow
def test_in_any_world_regions_add_up_and_low_and_high_hold_the_value() -> None:
    worlds = {seed: generate(seed, Sizes.small(), doubts=True) for seed in range(120)}
    found = {(s, d, name): one.figures for s in worlds for d in DATES for name, one in calculate(d, worlds[s]).items()}
    assert len(found) > 1000
    assert [key for key, figures in found.items() if not adds_up(figures)] == []
    assert [key for key, figures in found.items() if not all(map(in_order, figures.values()))] == []


def adds_up(figures: dict[str, Figure]) -> bool:
    whole, regions = figures["00"], [one for code, one in figures.items() if code != "00"]
    wholes, parts = [
        (sum(one.numerator for one in some), sum(one.denominator or 0 for one in some)) for some in ([whole], regions)
    ]
    return wholes == parts


def in_order(figure: Figure) -> bool:
    """Low ≤ value ≤ high; a value without low and high stands where all that is counted may be elsewhere."""
    if figure.low is None or figure.high is None:
        return figure.low is None and figure.high is None
    return figure.low <= (figure.low if figure.value is None else figure.value) <= figure.high


def test_the_order_of_records_is_irrelevant() -> None:
    for seed in range(0, 120, 6):
        deliveries = generate(seed, Sizes.small(), doubts=True)
        assert figures(DATES, shuffled(deliveries, seed)) == figures(DATES, deliveries), seed


def shuffled(deliveries: list[Delivery], seed: int) -> list[Delivery]:
    rng = random.Random(seed)
    mixed = [
        replace(
            one,
            rows=tuple(rng.sample(one.rows, len(one.rows))),
            rejected=tuple(rng.sample(one.rejected, len(one.rejected))),
        )
        for one in deliveries
    ]
    return rng.sample(mixed, len(mixed))


@pytest.mark.slow
def test_every_doubt_of_the_closed_list_occurs() -> None:
    seen = {
        one.doubt
        for seed in range(12)
        for as_of in DATES
        for found in calculate(as_of, generate(seed, Sizes(), doubts=True)).values()
        for one in found.entities.values()
    }
    assert seen == {*DOUBTS, None}


@pytest.mark.slow
def test_a_world_without_doubts_has_only_those_of_lots_of_different_days() -> None:
    for seed in range(12):
        for as_of in DATES:
            for found in calculate(as_of, generate(seed, Sizes(), doubts=False)).values():
                assert {one.doubt for one in found.entities.values()} <= {None, "D-CLAIM", "D-PAIR", "D-COHORT"}
