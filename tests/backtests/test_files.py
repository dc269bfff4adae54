"""The files that the backtests write hold what they should, where they say; the comparison says what differs."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from .compare import differences, read_figures
from .exports_layout import SHEETS
from .exports_writer import Written, write_all
from .records import Delivery, RitmLink, Row, Unit
from .worlds import Sizes, generate

KEY = ("renir_units_migrated", date(2024, 3, 31), "00")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Written]:
    return write_all(generate(5, Sizes.small(), doubts=True), tmp_path_factory.mktemp("sources"))


def test_every_delivery_is_a_file_of_its_own(files: list[Written]) -> None:
    assert len({one.path for one in files}) == len(files)
    assert all(one.path.parent.name == one.delivery.export for one in files)
    assert all(str(one.delivery.extraction_date) in one.path.name for one in files)


def test_writing_changes_no_fact(files: list[Written]) -> None:
    for delivered, one in zip(generate(5, Sizes.small(), doubts=True), files, strict=True):
        assert {str(row.record) for row in one.delivery.rows} == {str(row.record) for row in delivered.rows}
        assert len(one.delivery.rejected) == len(delivered.rejected)


def test_excel_rows_are_where_they_are_said_to_be(files: list[Written]) -> None:
    units = [one for one in files if one.delivery.export == "renir_unites"]
    for one in units:
        page = load_workbook(one.path).worksheets[0]
        for row in one.delivery.rows:
            assert isinstance(row.record, Unit)
            assert row.record.no_unite in [cell.value for cell in page[row.row_number]]
        for broken in one.delivery.rejected:
            assert broken.cells["no_unite"] in [cell.value for cell in page[broken.row_number]]


def test_csv_lines_are_where_they_are_said_to_be(files: list[Written]) -> None:
    for one in files:
        if one.delivery.export == "ritm_liens":
            lines = one.path.read_text("cp1252").splitlines()
            assert all(key_of(row) in lines[row.row_number - 1] for row in one.delivery.rows)
            assert len(lines) == 1 + len(one.delivery.rows) + len(one.delivery.rejected)


def key_of(row: Row) -> str:
    assert isinstance(row.record, RitmLink)
    return row.record.id_lien_ritm


def test_dates_are_real_dates_and_sheets_are_named(files: list[Written]) -> None:
    book = load_workbook(next(one.path for one in files if one.delivery.export == "rgt_liens"))
    assert book.sheetnames == list(SHEETS["rgt_liens"])
    assert any(isinstance(cell.value, datetime) for row in book["liens"].iter_rows() for cell in row)


def test_the_municipality_list_is_utf_8_with_a_bom(files: list[Written]) -> None:
    path = next(one.path for one in files if one.delivery.export == "municipalites")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "Estrie (05)" in path.read_text("utf-8-sig")


@pytest.mark.parametrize("synthetic", [False, True])
def test_the_mark_is_there_only_when_asked(tmp_path: Path, synthetic: bool) -> None:  # noqa: FBT001 - a parameter
    deliveries: list[Delivery] = [one for one in generate(1, Sizes.small()) if one.export == "ritm_liens"]
    for one in write_all(deliveries, tmp_path, synthetic=synthetic):
        assert ("SYNTHÉTIQUE" in one.path.read_text("cp1252").splitlines()[0]) is synthetic


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
