"""The SQL of the indicators against the text: worked examples and cases checked by hand.

Belongs here: what the SQL must answer. Not here: drawn worlds (test_worlds), files, runs (tests/runs).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from .case_packs import differs, together
from .oracle import JOBS, RENIR
from .oracle_case import Case
from .oracle_cases import CASES
from .records import Municipality, delivery, spoil
from .shorthand import move, renir_lot, roster, unit
from .sql_figures import sql_entities, sql_figures
from .worked_examples import END, EXAMPLES, Example


@pytest.mark.parametrize("example", EXAMPLES, ids=[one.says for one in EXAMPLES])
def test_worked_example(example: Example) -> None:
    assert list(example.surprises(sql_figures([example.as_of], example.facts))) == []
    judged = sql_entities(example.as_of, example.facts, example.indicator)
    if example.counted is not None:
        assert {key for key, (_, _, counted, _, _) in judged.items() if counted} == example.counted
    assert {key: judged[key][3] for key in example.doubts} == example.doubts


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
