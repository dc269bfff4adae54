"""Small workbooks that cost minutes or gigabytes to whoever reads them twice: an answer all the same."""

from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.answer import MAX_TEXT
from ovt_pipeline.reading.file_kind import examine
from ovt_pipeline.reading.front import Limits, ReadTable, read_file
from ovt_pipeline.reading.refusal import Refusal

from .made_up import CONTRACT

FEW = Limits(seconds=60, megabytes=512)
ROWS = [["No unité", "Région administrative", "Statut"], ["SQ-1", "03", "Migrée"]]
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
TEXT = 'office:value-type="string"'
LONG = 60_000  # times eight: less than the gate takes for no cell's text


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


def ods_row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def ods(folder: Path, rows: str) -> Path:
    """Return an ods of one sheet of these rows."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    table = f'<table:table table:name="unités">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    path = folder / "essai_2024-01-31.ods"
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{MANIFEST}"/>')
        package.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
    return path


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(OvtError) as caught:
        read(path)
    return caught.value.code, caught.value.fields["reason"]


def read(path: Path) -> ReadTable:
    (table,) = read_file(path, replace(CONTRACT, formats=("xlsx", "csv", "ods")), FEW).tables
    return table


@pytest.mark.parametrize(
    "more",
    [
        '<row r="3"><c' + " r='A3'" * LONG + "/></row>",
        '<row r="3"><c r="AA3"' + " r='AA3'" * LONG + "/></row>",
        '<row r="3"><c r="A3"><f>1</f>' + " " * 8 * LONG + "</c></row>",
        '<row r="3"><c r="A3"><f/>' + " " * 8 * LONG + "<v>1</v></c></row>",
    ],
    ids=["addresses", "far addresses", "blanks after a formula", "blanks before a value"],
)
def test_what_the_gate_lets_through_in_one_tag_is_read_once(more: str, tmp_path: Path) -> None:
    path = spoiled(tmp_path, more)
    assert path.stat().st_size < 16_000
    try:
        assert read(path).cells["no"][0] == "SQ-1"
    except OvtError as error:
        assert error.code == "OVT-F03"  # noqa: PT017 - what the tag says is not a workbook's; never for want of time


@pytest.mark.parametrize(
    "more",
    [
        '<row r="3"><c' + " r='A3'" * 1_000_000 + "/></row>",
        '<row r="3"><c r="A3"><f>1</f>' + " " * 8_000_000 + "</c></row>",
        f'<row r="3"><c r="A3" t="inlineStr"><is><t>{"S" * 8_000_000}</t></is></c></row>',
    ],
    ids=["addresses", "blanks", "a text"],
)
def test_what_no_cell_can_hold_is_refused_before_it_is_parsed(more: str, tmp_path: Path) -> None:
    assert refusal(spoiled(tmp_path, more)) == ("OVT-F04", "text")


@pytest.mark.parametrize(("part", "is_read"), [("xl/sharedStrings.xml", True), ("customXml/item1.xml", False)])
def test_a_long_text_is_refused_where_cells_have_theirs(part: str, is_read: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case
    path = spoiled(tmp_path, "")
    with ZipFile(path, "a", ZIP_DEFLATED) as package:
        package.writestr(part, f"<essai>{'S' * 8_000_000}</essai>")
    if is_read:
        assert refusal(path) == ("OVT-F04", "text")
    else:
        assert read(path).cells["no"] == ["SQ-1"]


@pytest.mark.parametrize("line", ["S" * 12_000_000, ";" * 12_000_000], ids=["a text", "separators"])
@pytest.mark.parametrize(("encoding", "end"), [("utf-8", "\n"), ("utf-8", "\r"), ("utf-16", "\n")])
def test_a_line_longer_than_records_are_is_refused(line: str, encoding: str, end: str, tmp_path: Path) -> None:
    path = tmp_path / "essai_2024-01-31.csv"
    path.write_bytes(end.join([*(";".join(row) for row in ROWS), line, ""]).encode(encoding))
    with pytest.raises(OvtError) as caught:
        read(path)
    assert (caught.value.code, caught.value.fields["reason"], caught.value.where.row) == ("OVT-F04", "text", 3)


@pytest.mark.parametrize(
    ("rows", "columns", "accepted"),
    [(1_048_574, 16_384, False), (1_048_574, 8, False), (200_000, 16, True)],
    ids=["whole sheet", "all rows", "many"],
)
def test_repeated_blank_texts_of_an_ods_are_measured(rows: int, columns: int, accepted: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case
    sheet = "".join(
        ods_row("".join(f"<table:table-cell {TEXT}><text:p>{text}</text:p></table:table-cell>" for text in row))
        for row in ROWS
    )
    blank = f'<table:table-cell table:number-columns-repeated="{columns}" {TEXT}><text:p> </text:p></table:table-cell>'
    path = ods(tmp_path, sheet + ods_row(blank, rows))
    if accepted:
        assert read(path).cells["no"] == ["SQ-1"]
    else:
        assert refusal(path) == ("OVT-F04", "span")


@pytest.mark.parametrize(
    ("address", "accepted"),
    [("R1048576", True), ("S1048576", True), ("T1048576", False), ("AA1048576", False), ("B9999999", False)],
)
def test_a_stray_cell_far_down_is_judged_by_what_it_spans(address: str, accepted: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case
    path = spoiled(tmp_path, f'<row r="3"><c r="{address}" t="inlineStr"><is><t>x</t></is></c></row>')
    if accepted:
        assert examine(path, ("xlsx",))[0] == "xlsx"
    else:
        with pytest.raises(Refusal) as caught:
            examine(path, ("xlsx",))
        assert (caught.value.code, caught.value.fields["reason"]) == ("OVT-F04", "span")


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
