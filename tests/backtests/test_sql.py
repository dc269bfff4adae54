"""The SQL of the indicators against the text: worked examples and cases checked by hand.

Belongs here: what the SQL must answer. Not here: drawn worlds (test_worlds), files, runs (tests/runs).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from .case_packs import differs, together
from .oracle import JOBS, RENIR, RITM
from .oracle_cases import CASES, Case
from .records import Municipality, delivery, spoil
from .shorthand import move, renir_lot, roster, unit
from .sql_figures import sql_entities, sql_figures
from .test_oracle import END, RENIR_EXAMPLE, jobs_example, ritm_example


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


ANSWERS = cache(lambda: {case.says: answer for pack in together(CASES) for case, answer in pack.answers()})


@pytest.mark.parametrize("case", CASES, ids=[case.says for case in CASES])
def test_case(case: Case) -> None:
    """Figures of Québec, one doubt and reason codes by hand; every region and entity by the independent calculation."""
    assert list(differs(case, ANSWERS()[case.says])) == []


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case.says for case in CASES}) == len(CASES)


def test_a_list_replaced_on_its_date_is_no_longer_the_oldest() -> None:
    jobs = roster("2022-03-31", move("J1", 1, "R", "Rimouski", "2019-02-01"))[:1]
    first = delivery("municipalites", END, [Municipality("10043", "Rimouski", "02")], received=1)
    second = delivery("municipalites", END, [Municipality("10043", "Rimouski", "01")], received=2)
    found = sql_figures([date(2023, 3, 31)], [*jobs, first, second])
    assert found[JOBS, date(2023, 3, 31), "01"][0] == 1


def test_a_planned_closing_does_not_exclude_a_rejected_new_unit() -> None:
    broken = spoil(unit("N", closed="2025-03-30"), code_region="?")
    facts = [replace(renir_lot("2025-01-31", unit("A", "Migrée", moved="2023-01-10"), rejected=(broken,))[0])]
    assert sql_figures([END], facts)[RENIR, END, "00"] == (1, 1, 100, 50, 100)
