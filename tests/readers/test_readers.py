"""A release gives the same rows to every DuckDB that readers may have (README: from 1.2 on).

The others are installed from their own locks (older.py); where one cannot be had, its test is skipped and says why.
"""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from runs import small
from runs.run_ovt import run

from .older import LOCKED, VERSIONS, NotAvailableError, answers, folder_of

DAYS = (date(2024, 3, 31), date(2024, 4, 1), date(2024, 4, 2))
TABLES = "SELECT table_name FROM information_schema.tables ORDER BY table_name"
LATEST = "SELECT * FROM evidence WHERE as_of = (SELECT max(as_of) FROM indicator_results)"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readers")
    inbox = small.write_exports(folder / "in")
    units = [*small.UNITS[1:], ["SQ-1", "03", "Oui", "VOIX", "Retour", date(2023, 1, 10), DAYS[1], None, None]]
    small.write_units(inbox, units, DAYS[1])
    assert run(inbox, folder / "wh", *DAYS) in (0, 4)
    return folder / "wh" / "ovt.duckdb"


@pytest.fixture(scope="module")
def questions(release: Path) -> list[str]:
    with duckdb.connect(str(release), read_only=True) as con:
        names = [str(name) for (name,) in con.execute(TABLES).fetchall()]
    assert {"evidence", "reconciliation"} <= set(names)
    return [LATEST, *(f'SELECT * FROM "{name}"' for name in names)]


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_every_table_and_view_of_a_release_gives_the_same_rows(
    version: str, release: Path, questions: list[str]
) -> None:
    try:
        folder_of(version)
    except NotAvailableError as reason:
        pytest.skip(str(reason))
    locked, *expected = answers(LOCKED, release, *questions)
    found, *given = answers(version, release, *questions)
    assert (locked.rpartition(".")[0], found.rpartition(".")[0]) == (LOCKED, version)
    assert dict(zip(questions, given, strict=True)) == dict(zip(questions, expected, strict=True))
    assert not expected[0].startswith("0 ")
