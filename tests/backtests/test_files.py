"""The files that the backtests write hold what they should, where they say; the comparison says what differs."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from .compare import differences, read_figures
from .exports_writer import MARK, write_all
from .records import Rejected, Row, cells_of
from .worlds import Sizes, generate

KEY = ("renir_units_migrated", date(2024, 3, 31), "00")


@pytest.mark.parametrize("synthetic", [False, True])
def test_every_row_is_where_it_is_said_to_be_and_no_fact_has_changed(tmp_path: Path, *, synthetic: bool) -> None:
    world = generate(5, Sizes.small(), doubts=True)
    files = write_all(world, tmp_path, seed=5, synthetic=synthetic)
    assert len({one.path for one in files}) == len(files)
    for delivered, one in zip(world, files, strict=True):
        assert one.path.parent.name == one.delivery.export
        assert str(one.delivery.extraction_date) in one.path.name
        assert {str(row.record) for row in one.delivery.rows} == {str(row.record) for row in delivered.rows}
        assert len(one.delivery.rejected) == len(delivered.rejected)
        cells = lines_of(one.path)
        assert (MARK in cells[1]) == synthetic
        rows: list[Row | Rejected] = [*one.delivery.rows, *one.delivery.rejected]
        assert [row for row in rows if key_of(row) not in {"None", *cells[row.row_number]}] == []


def lines_of(path: Path) -> dict[int, set[str]]:
    """Return the texts of each row of a file, of all its sheets."""
    if path.suffix == ".csv":
        encoding = "utf-8-sig" if "municipalites" in path.name else "cp1252"
        lines = csv.reader(path.read_text(encoding).splitlines(), delimiter="," if encoding[0] == "u" else ";")
        return {number: set(line) for number, line in enumerate(lines, start=1)}
    found: dict[int, set[str]] = {}
    for sheet in load_workbook(path).worksheets:
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            found.setdefault(number, set()).update(map(str, row))
    return found


def key_of(row: Row | Rejected) -> str:
    """Return the first cell of the key, « None » when it is what is missing."""
    cells = row.cells if isinstance(row, Rejected) else cells_of(row.record)
    return str(next(iter(cells.values())))


def test_reading_a_release(tmp_path: Path) -> None:
    path = tmp_path / "release.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE TABLE indicator_results (indicator_id VARCHAR, as_of DATE, region_code VARCHAR, numerator BIGINT, "
            "denominator BIGINT, value DOUBLE, value_low DOUBLE, value_high DOUBLE)"
        )
        connection.execute("INSERT INTO indicator_results VALUES (?, ?, ?, 1, 3, 33.333333333333336, NULL, 50)", KEY)
    assert differences({KEY: (1, 3, Fraction(100, 3), None, 50)}, read_figures(path)) == []


def test_differences_are_sentences() -> None:
    other = (*KEY[:2], "01")
    said = differences({KEY: (2, 4, 50, 50, 75), other: (0, 0, None, None, None)}, {KEY: (1, 4, 25.0, 25.0, 75.0)})
    name = "renir_units_migrated at 2024-03-31 in region"
    assert said == [
        f"{name} 00: numerator is 1 instead of 2, value is 25 instead of 50, value_low is 25 instead of 50.",
        f"{name} 01 is missing.",
    ]
