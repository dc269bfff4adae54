"""Open data and workbook hold what is told, row for row, read by other programs than those that wrote them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from frictionless import Package

from ovt_pipeline.reports.open_data.files import open_data
from ovt_pipeline.reports.told.database import every_region, told
from ovt_pipeline.reports.told.tables import rows_of, tables_told
from ovt_pipeline.reports.workbook.write import workbook
from ovt_pipeline.warehouse.database import open_release

from .house import house
from .shorthand import renir_lot, unit

DAYS = [date(2024, 3, 31), date(2024, 4, 30)]
HOSTILE = '=cmd|"/c calc"!A1 <script>;\n"'


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with house() as place:
        place.receive(renir_lot("2024-03-31", unit("A", "Migrée", moved="2023-05-01"), unit("B"), unit("C", "Migrée")))
        place.publish(DAYS)
        release = place.warehouse.public.resolve()
        with open_release(release) as opened:
            places = every_region(opened)
        with told(release, DAYS, places) as found:
            bound = [HOSTILE, DAYS[0]]
            found.execute("INSERT INTO told_decisions SELECT 'note', NULL, $2, NULL, $1", bound)
            yield found


@pytest.fixture(scope="module")
def files(con: duckdb.DuckDBPyConnection) -> dict[str, bytes]:
    return open_data(con)


def test_the_package_is_valid_and_says_the_digest_of_each_file(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.to_summary()
    package = json.loads(files["datapackage.json"])
    assert package["title"].startswith("DONNÉES SYNTHÉTIQUES")
    for one in package["resources"]:
        for file in (one, one["twin"]):
            assert file["hash"] == "sha256:" + hashlib.sha256(files[file["path"]]).hexdigest()
    record = json.loads(files["dcat.jsonld"])
    tables = {name for name in files if name.endswith((".csv", ".parquet"))}
    assert {one["dct:title"] for one in record["dcat:distribution"]} == tables


def test_a_region_code_that_lost_its_zero_is_seen(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    path = tmp_path / "places.csv"
    path.write_text(path.read_text("utf-8").replace(",05,", ",5,"), encoding="utf-8")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_every_row_told_is_in_the_csv_and_in_the_parquet(
    con: duckdb.DuckDBPyConnection, files: dict[str, bytes], tmp_path: Path
) -> None:
    for table in tables_told(con):
        rows = rows_of(con, table)
        read = list(csv.reader(io.StringIO(files[f"{table.name}.csv"].decode())))
        assert read[0] == [column.name for column in table.columns]
        assert len(read) - 1 == len(rows)
        path = tmp_path / f"{table.name}.parquet"
        path.write_bytes(files[path.name])
        assert duckdb.read_parquet(str(path)).fetchall() == rows, table.name
    assert rows_of(con, tables_told(con)[0])


def test_the_same_release_gives_the_same_bytes(con: duckdb.DuckDBPyConnection, files: dict[str, bytes]) -> None:
    assert open_data(con) == files
    assert workbook(con, "fr") == workbook(con, "fr")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_workbook_holds_every_row_as_data_and_no_formula(con: duckdb.DuckDBPyConnection, lang: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(con, lang)))
    full = [table for table in tables_told(con) if rows_of(con, table)]
    assert book.sheetnames[1:] == [table.name for table in full]
    for table in full:
        sheet = book[table.name]
        found = [tuple(_to_the_digit(cell.value) for cell in row) for row in sheet.iter_rows(min_row=2)]
        assert found == [tuple(map(_in_a_cell, row)) for row in rows_of(con, table)], table.name
        assert sheet.freeze_panes == "A2"
        assert not sheet.merged_cells.ranges
        assert [one.ref for one in sheet.tables.values()] == [sheet.dimensions]
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds
    assert "SYNTH" in str(book[book.sheetnames[0]]["A3"].value)


def _to_the_digit(value: Any) -> Any:  # noqa: ANN401 - any value of a cell
    return float(f"{value:.15g}") if isinstance(value, float) else value  # a workbook keeps no more


def _in_a_cell(value: Any) -> Any:  # noqa: ANN401 - any value of a row
    if isinstance(value, float):
        return _to_the_digit(value)
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, datetime):
        return value.replace(microsecond=value.microsecond // 1000 * 1000)
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value  # noqa: DTZ001 - a day
