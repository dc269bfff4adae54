"""Small workbooks that cost minutes or gigabytes to whoever reads them twice: an answer all the same."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.answer import MAX_TEXT
from ovt_pipeline.reading.front import Limits, ReadTable, read_file

from .made_up import CONTRACT

FEW = Limits(seconds=60, megabytes=512)
ROWS = [["No unité", "Région administrative", "Statut"], ["SQ-1", "03", "Migrée"]]
SHEET = "xl/worksheets/sheet1.xml"
MANY = 1_000_000


def spoiled(folder: Path, more: str) -> Path:
    """Return a sound workbook, this put below the rows of its sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "unités"
    for row in ROWS:
        sheet.append(row)
    book.save(folder / "saine.xlsx")
    path = folder / "essai_2024-01-31.xlsx"
    with ZipFile(folder / "saine.xlsx") as sound, ZipFile(path, "w", ZIP_DEFLATED) as other:
        for name in sound.namelist():
            text = sound.read(name)
            other.writestr(name, text.replace(b"</sheetData>", f"{more}</sheetData>".encode()))
    return path


def read(path: Path) -> ReadTable:
    (table,) = read_file(path, CONTRACT, FEW).tables
    return table


@pytest.mark.parametrize(
    "more",
    [
        '<row r="3"><c' + " r='A3'" * MANY + "/></row>",
        '<row r="3"><c r="AA3"' + " r='AA3'" * MANY + "/></row>",
        '<row r="3"><c r="A3"><f>1</f>' + " " * 8 * MANY + "</c></row>",
        '<row r="3"><c r="A3"><f/>' + " " * 8 * MANY + "<v>1</v></c></row>",
    ],
    ids=["addresses", "far addresses", "blanks after a formula", "blanks before a value"],
)
def test_a_megabyte_in_one_tag_is_read_once(more: str, tmp_path: Path) -> None:
    path = spoiled(tmp_path, more)
    assert path.stat().st_size < 32_000
    try:
        assert read(path).cells["no"][0] == "SQ-1"
    except OvtError as error:
        assert error.code == "OVT-F03"  # noqa: PT017 - what the tag says is not a workbook's; never for want of time


@pytest.mark.slow
@pytest.mark.parametrize("row", ['<row r="{}"/>', '<row r="{0}"><c r="A{0}" s="0"/></row>'], ids=["rows", "cells"])
def test_a_million_rows_of_nothing_are_nothing(row: str, tmp_path: Path) -> None:
    table = read(spoiled(tmp_path, "".join(map(row.format, range(3, 1_048_577)))))
    assert (table.row_numbers, table.ignored_rows) == ([2], ())


def test_a_cell_longer_than_cells_are_is_refused(tmp_path: Path) -> None:
    cell = '<c r="{}3" t="inlineStr"><is><t>{}</t></is></c>'.format
    path = spoiled(tmp_path, f'<row r="3">{cell("A", "S" * (MAX_TEXT + 1))}{cell("B", "03")}</row>')
    with pytest.raises(OvtError) as caught:
        read(path)
    assert (caught.value.code, caught.value.fields["size"]) == ("OVT-F04", MAX_TEXT + 1)
