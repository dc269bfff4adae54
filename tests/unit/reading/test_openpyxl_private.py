"""The private names of openpyxl that the annotated copy takes: an upgrade that changes one fails here, and names it.

Belongs here: what each name must still do. Does not belong here: what a copy looks like (test_annotation.py).
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

import ovt_pipeline
from ovt_pipeline.reading.annotation import openpyxl_private
from ovt_pipeline.reading.annotation.openpyxl_private import MemoryWriter, NumberReader, take_style

PACKAGE = Path(ovt_pipeline.__file__).parent
LINK = "https://exemple.quebec/"


def everything() -> Workbook:
    """Return a workbook with a chart, a note, a link and a table."""
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    for row in (["Un", "Deux"], [1, 2], [3, 4]):
        sheet.append(row)
    sheet["A2"].comment = Comment("note", "auteur")
    sheet["B2"].hyperlink = LINK
    sheet.add_table(Table(displayName="T", ref="A1:B3"))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=2, max_row=3))
    sheet.add_chart(chart, "D2")
    return book


def parts(writer: type[ExcelWriter]) -> dict[str, bytes]:
    """Return the parts of the package that a writer makes of `everything()`."""
    content = BytesIO()
    book = everything()
    book.properties.created = book.properties.modified = datetime(2024, 3, 31)  # noqa: DTZ001 - as openpyxl's own
    writer(book, ZipFile(content, "w")).save()
    with ZipFile(content) as package:
        return {name: package.read(name) for name in package.namelist()}


def is_read_as_a_number(value: date | timedelta) -> bool:
    book, content = Workbook(), BytesIO()
    book.worksheets[0]["A1"] = value
    book.save(content)
    reader = NumberReader(content)
    reader.read()
    return type(reader.wb.worksheets[0]["A1"].value) in {int, float}


def is_style_taken() -> bool:
    sheet: Worksheet = Workbook().worksheets[0]
    sheet.row_dimensions[3].font = Font(bold=True)
    take_style(sheet["A3"], sheet.row_dimensions[3])
    return bool(sheet["A3"].font.b) and not sheet["A4"].font.b


def are_images_where_they_were() -> bool:
    sheet, image = Workbook().worksheets[0], object()
    sheet.add_image(image)  # type: ignore[arg-type]  # a real one needs a library more
    return vars(sheet).get("_images") == [image]


WORKS: dict[str, Callable[[], bool]] = {
    "_archive": lambda: "xl/worksheets/sheet1.xml" in parts(MemoryWriter),
    "_charts": lambda: "xl/charts/chart1.xml" in parts(MemoryWriter),
    "_date_formats": lambda: is_read_as_a_number(date(2024, 3, 31)) and is_read_as_a_number(timedelta(hours=30)),
    "_drawing": lambda: "xl/drawings/drawing1.xml" in parts(MemoryWriter),
    "_images": are_images_where_they_were,
    "_rels": lambda: LINK.encode() in parts(MemoryWriter)["xl/worksheets/_rels/sheet1.xml.rels"],
    "_style": is_style_taken,
    "_writer": lambda: b"<sheetData>" in parts(MemoryWriter)["xl/worksheets/sheet1.xml"],
}


def private_names(module: Path) -> Iterator[str]:
    """Yield the names with an underscore that a module takes from others."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and "openpyxl" in (node.module or ""):
            yield from (word for word in (node.module or "").split(".") if word.startswith("_"))
        elif isinstance(node, ast.Attribute) and re.match("_[^_]", node.attr):
            yield node.attr


def fault_of(works: Callable[[], bool]) -> str:
    try:
        return "" if works() else "works no more"
    except Exception as fault:  # noqa: BLE001 - whatever an upgrade does, the name must be told
        return repr(fault)


@pytest.mark.parametrize("name", WORKS)
def test_a_private_name_still_does_its_work(name: str) -> None:
    told = f"openpyxl {version('openpyxl')}: its private name {name} is gone or does something else now"
    assert fault_of(WORKS[name]) == "", f"{told}: see {openpyxl_private.__name__}"


def test_every_private_name_has_its_test_and_stands_in_one_module() -> None:
    home = Path(openpyxl_private.__file__)
    assert set(private_names(home)) == set(WORKS)
    inner = re.compile(
        r"(from|import) openpyxl\.(reader|writer|\w+\._)"
    )  # ruff forbids the other ways to a private name
    assert [p for p in PACKAGE.rglob("*.py") if inner.search(p.read_text(encoding="utf-8"))] == [home]


def test_a_copy_is_written_as_openpyxl_writes_it() -> None:
    ours, theirs = parts(MemoryWriter), parts(ExcelWriter)
    assert list(ours) == list(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert sum(name.startswith(("xl/charts/", "xl/tables/", "xl/comments", "xl/drawings/")) for name in ours) > 3


def test_the_version_that_was_tried_is_the_one_that_is_asked_for() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [one for one in project["dependencies"] if one.startswith("openpyxl")]
    assert asked == [f"openpyxl=={version('openpyxl')}"]
