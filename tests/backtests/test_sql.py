"""The SQL of the indicators against the text: worked examples, cases checked by hand, and the independent calculation.

Belongs here: what the SQL must answer. Not here: files, runs (tests/runs), the calculation itself (oracle*.py).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from .compare import differences
from .oracle import JOBS, RENIR, RITM, figures
from .oracle_cases import CASES, Case
from .records import Municipality, delivery, spoil
from .shorthand import move, renir_lot, roster, unit
from .sql_figures import sql_entities, sql_figures
from .test_oracle import END, RENIR_EXAMPLE, jobs_example, ritm_example
from .worlds import Sizes, generate

WORLDS = range(24)


def test_worked_example_renir() -> None:
    assert sql_figures([date(2024, 3, 31)], RENIR_EXAMPLE)[RENIR, date(2024, 3, 31), "00"] == (2, 4, 50, 50, 75)
    judged = sql_entities(date(2024, 3, 31), RENIR_EXAMPLE, RENIR)
    assert {key for key, (_, _, counted, _, _) in judged.items() if counted} == {"U1", "U3"}
    assert {key: reason for key, (*_, reason) in judged.items()} == {
        "U1": "MIGRATED",
        "U2": "RETURNED",
        "U3": "MIGRATED-SUCCESSOR",
        "U4": "CLOSED",
        "U5": "NOT-MIGRATED",
    }
    assert judged["U5"][3] == "D-UNDATED"


def test_worked_example_renir_at_an_earlier_date() -> None:
    then = date(2023, 8, 31)
    assert sql_figures([then], [replace(RENIR_EXAMPLE[0], extraction_date=then)])[RENIR, then, "00"] == (
        2,
        5,
        40,
        40,
        60,
    )


def test_worked_example_ritm() -> None:
    assert sql_figures([END], ritm_example())[RITM, END, "00"] == (4, 8, 50, 50, 62.5)
    judged = sql_entities(END, ritm_example(), RITM)
    assert {key for key, (_, _, counted, _, _) in judged.items() if counted} == {"L1", "L3", "L4", "L10"}
    assert {key: reason for key, (_, inside, _, _, reason) in judged.items() if not inside} == {
        "L7": "DISCONNECTED",
        "L8": "AFTER-REFERENCE-DATE",
    }
    assert judged["L6"][3] == "D-CLAIM"


def test_worked_example_jobs() -> None:
    facts = jobs_example()
    assert sql_figures([END], facts)[JOBS, END, "00"] == (3, None, 3, 3, 4)
    judged = sql_entities(END, facts, JOBS)
    assert {key: region for key, (region, _, counted, _, _) in judged.items() if counted} == {
        "J1": "01",
        "J4": "11",
        "J6": "14",
    }
    assert (judged["J7"][3], judged["J5"][4], judged["J8"][4]) == ("D-REJECTED", "BEFORE-WINDOW", "PLANNED")


@pytest.mark.parametrize("case", CASES, ids=[case.says for case in CASES])
def test_case(case: Case) -> None:
    found = sql_figures([case.as_of], case.facts)[case.indicator, case.as_of, "00"]
    expected = tuple(float(n) if isinstance(n, Fraction) else n for n in case.gives)
    assert found == pytest.approx(expected)


@pytest.mark.parametrize("seed", WORLDS)
@pytest.mark.parametrize("doubts", [False, True], ids=["well-kept", "doubtful"])
def test_any_world(seed: int, *, doubts: bool) -> None:
    """Every figure, low and high of every region and date, against the independent calculation."""
    deliveries = generate(seed, Sizes.small(), doubts=doubts)
    days = sorted({d.extraction_date for d in deliveries})
    as_ofs = [*days, days[-1] + timedelta(days=40)]
    found = sql_figures(as_ofs, deliveries)
    # a date before any delivery to rest on has no figure (docs/adr/0005): the calculation has an empty one
    expected = {key: numbers for key, numbers in figures(as_ofs, deliveries).items() if key in found}
    assert len(expected) == len(found) > 0
    assert differences(expected, found) == []


def test_a_list_replaced_on_its_date_is_no_longer_the_oldest() -> None:
    jobs = roster("2022-03-31", move("J1", 1, "R", "Rimouski", "2019-02-01"))[:1]
    first = delivery("municipalites", END, [Municipality("10043", "Rimouski", "02")], received=1)
    second = delivery("municipalites", END, [Municipality("10043", "Rimouski", "01")], received=2)
    found = sql_figures([date(2023, 3, 31)], [*jobs, first, second])
    assert found[JOBS, date(2023, 3, 31), "01"][0] == 1


def test_a_place_that_no_list_names_is_not_eligible() -> None:
    jobs = roster("2025-03-31", move("J1", 1, "R", "99999", "2019-02-01"))
    assert sql_figures([END], jobs)[JOBS, END, "00"][0] == 0


def test_a_planned_closing_does_not_exclude_a_rejected_new_unit() -> None:
    broken = spoil(unit("N", closed="2025-03-30"), code_region="?")
    facts = [replace(renir_lot("2025-01-31", unit("A", "Migrée", moved="2023-01-10"), rejected=(broken,))[0])]
    assert sql_figures([END], facts)[RENIR, END, "00"] == (1, 1, 100, 50, 100)
