"""A run publishes the due dates that have passed beside the dates asked, once, and answers for the dates asked only.

Belongs here: whole runs. Does not belong here: which days those are (tests/backtests/test_due_dates.py).
"""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from . import small
from .run_ovt import rows, run

DUE, TAKEN, ASKED = date(2024, 3, 31), date(2024, 4, 10), date(2024, 4, 20)
DATES = "SELECT DISTINCT indicator_id, as_of, is_preliminary FROM indicator_results ORDER BY ALL"
FIGURES = ["jobs_regionalised", "renir_units_migrated", "ritm_links_migrated"]


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    """Return the notices of a run with --json, by code, in English."""
    found = json.loads(capsys.readouterr().out)
    assert {row["as_of"] for row in found["figures"]} <= {*found["as_ofs"], *found["beside"]}
    return {one["code"]: [n["en"] for n in found["notices"] if n["code"] == one["code"]] for one in found["notices"]}


@pytest.mark.slow
def test_the_date_asked_alone_answers_for_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in", TAKEN), tmp_path / "wh"
    shutil.rmtree(sources / "rgt_liens")
    assert run(sources, warehouse, ASKED, extra=("--json",)) == 4
    notices = told(capsys)
    assert [str(ASKED) in one for one in notices["missing_figure"]] == [True]
    assert str(DUE) in notices["due_dates"][0]
    assert {(name, day) for name, day, _ in rows(warehouse, DATES)} == {
        (name, day) for name in FIGURES[:2] for day in (DUE, ASKED)
    }


@pytest.mark.slow
def test_a_due_date_whose_lots_are_there_is_published_beside_the_date_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in", TAKEN), tmp_path / "wh"
    assert run(sources, warehouse, ASKED) == 0
    said = capsys.readouterr()
    assert f"dont les lots sont là, calculées aussi : {DUE}" in said.err
    assert f"Publié aussi, 1 date passée du plan sans chiffre jusqu’ici ({DUE})" in said.err
    assert said.out.count(f"  {DUE}  ") == len(FIGURES)
    assert rows(warehouse, DATES) == [(name, day, day == ASKED) for name in FIGURES for day in (DUE, ASKED)]
    assert rows(warehouse, "SELECT count(*) FROM releases") == [(1,)]
    judged = "SELECT DISTINCT is_provisional FROM indicator_targets"
    assert rows(warehouse, f"{judged} WHERE due_date = DATE '{DUE}' AND status <> 'atteinte en retard'") == [(False,)]
    assert run(sources, warehouse, ASKED, extra=("--json",)) == 0
    assert "due_dates" not in told(capsys)
    assert rows(warehouse, "SELECT count(*) FROM releases") == [(1,)]


@pytest.mark.slow
def test_a_date_without_source_is_told_although_a_due_date_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in", TAKEN), tmp_path / "wh"
    assert run(sources, warehouse, date(2024, 2, 1), extra=("--json",)) == 4
    notices = told(capsys)
    assert len(notices["missing_figure"]) == len(FIGURES)
    assert len(notices["due_dates"]) == 1
    assert {day for _, day, _ in rows(warehouse, DATES)} == {DUE}
