"""The bench itself: every line of it is measured and written, and what is not the same work stops it."""

from pathlib import Path

import pytest

from .figures import FiguresDifferError, require_same
from .imports import first_imports
from .lines import TICK, Line, Part, times
from .page import page
from .process import ROOT, CommandFailedError, python, run
from .sizes import TINY

SAID = """\
import time:       10 |         10 |     duckdb._one
import time:       10 |         20 |   duckdb
import time:       10 |         10 |   yaml
import time:       10 |         40 | ovt_pipeline.sql
import time:       10 |         10 |   encodings.latin_1
import time:       10 |         10 | pandas.late
"""
LINES = (
    "A quiet night, three dates published",
    "A night with four new deliveries",
    "`ovt backfill` of 10 dates",
    "A workbook of",
    "300 rows × 15 of csv",
    "200 rows × 15 of xlsx",
    "The release at 20 dates",
    "The warehouse with the default retention",
    "The release at 20 dates, rows shuffled every week",
    "A quiet night, memory",
    "`ovt explain`",
    "`ovt status`",
    "`ovt diff`",
    "`ovt history`",
    "`ovt verify`",
    "`evidence` of the latest date, DuckDB 2.0",
)


def test_a_command_that_fails_stops_the_bench() -> None:
    with pytest.raises(CommandFailedError, match="exit 3"):
        run(python("import sys; sys.exit(3)"))


def test_an_exit_code_that_is_expected_is_measured() -> None:
    cost = run(python("import sys; sys.stdout.write('x' * 100_000); sys.exit(3)"), fine=(3,))
    assert (len(cost.said), cost.cpu > 0, cost.peak > 1) == (100_000, True, True)


def test_the_seconds_and_the_memory_of_a_child_are_counted() -> None:
    heavy = "b'x' * 200_000_000; [n * n for n in range(2_000_000)]"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {heavy!r}], check=True)"
    here, there = run(python(f"pass; {heavy}")), run(python(child))
    assert there.peak > 180
    assert there.cpu > here.cpu / 2


@pytest.mark.parametrize("after", ["", "2024-03-31 jobs 00 3"])
def test_figures_that_are_none_or_others_stop_the_bench(after: str) -> None:
    with pytest.raises(FiguresDifferError, match="after a night"):
        require_same(after and "2024-03-31 jobs 00 2", after, "after a night")


def test_imports_are_those_that_our_own_modules_ask_for() -> None:
    assert list(first_imports(SAID)) == ["duckdb", "yaml", "pandas.late"]


def test_a_goal_that_is_missed_is_said_plainly() -> None:
    lines = (Line("A night", "3 s", 2.0, "×", "1.5 s", 1.5), Line("A file", "", 1.2, "s", goal=1.5))
    text = page([Part("Nights", lines)], TINY)
    assert "2 goals, 1 missed:\n- Nights: A night, 2 × where ≤ 1.5 × is asked." in text
    assert "| A night | 3 s | 1.5 s | 2 × | ≤ 1.5 × | **missed** |\n| A file |  |  | 1.2 s | ≤ 1.5 s | met |" in text


def test_what_takes_no_time_divides_nothing_by_zero() -> None:
    assert times(1.0, 0.0) == 1.0 / TICK


@pytest.mark.slow
def test_a_tiny_bench_writes_every_line(tmp_path: Path) -> None:
    page_file = tmp_path / "performance.md"
    said = run(python("bench", "--tiny", "--years", "--kept", tmp_path / "kept", "--page", page_file)).said
    text = page_file.read_text(encoding="utf-8")
    assert [line for line in LINES if f"| {line}" not in text] == []
    assert [line for line in LINES if f"| {line}" not in said] == []
    assert str(ROOT) not in text
