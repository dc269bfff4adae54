"""The first sheet of an annotated copy: what the check said, the legend, a line per fault linked to its first cell.

Belongs here: its layout. Does not belong here: its words (they come with the plan), the marks of the other sheets.
"""

from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ovt_pipeline.reading.annotation.cells import Place
from ovt_pipeline.reading.annotation.style import FILLS

_WIDTHS = (14, 16, 22, 34, 90, 10, 26)
_HEADER_FILL = PatternFill("solid", fgColor="223654")
_LINE = 15  # points
_LONGEST_TITLE = 31  # letters of a sheet's name


def write_summary(book: Workbook, plan: dict[str, Any], head: list[str], firsts: list[Place | None]) -> None:
    """Put the sheet in front and select it alone: sheets selected together would be edited together."""
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = False
    page = book.create_sheet(_unused(plan["title"], book.sheetnames), 0)
    _embolden(_text(page, 1, 1, plan["title"]), size=14)
    row = _lines(page, 2, head)
    row = _legend(page, row + 1, plan)
    _table(page, row + 1, plan, firsts)
    _lay_out(page)
    page.sheet_view.tabSelected = True
    book.active = 0
    for view in book.views:
        view.firstSheet = 0


def _unused(title: str, names: list[str]) -> str:
    taken = {name.casefold() for name in names}
    others = (f"{title[: _LONGEST_TITLE - 6]} ({i})" for i in range(2, len(names) + 3))
    return next(name for name in (title, *others) if name.casefold() not in taken)


def _text(page: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text as a text: a name that begins like a formula is never one."""
    cell: Any = page.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    return cell  # type: ignore[no-any-return]


def _embolden(cell: Cell, *, size: float | None = None, color: str | None = None) -> None:
    """Make a cell bold in the face that the workbook writes in."""
    cell.font = Font(name=cell.font.name, size=size or cell.font.sz, bold=True, color=color)


def _lines(page: Worksheet, row: int, lines: list[str]) -> int:
    for line in lines:
        _text(page, row, 1, line)
        row += 1
    return row


def _legend(page: Worksheet, row: int, plan: dict[str, Any]) -> int:
    _embolden(_text(page, row, 1, plan["legend_title"]))
    for severity, word, meaning in plan["legend"]:
        row += 1
        _text(page, row, 1, word).fill = FILLS[severity]
        _text(page, row, 2, meaning)
    return row + 1


def _table(page: Worksheet, row: int, plan: dict[str, Any], firsts: list[Place | None]) -> None:
    if not plan["faults"]:
        _embolden(_text(page, row, 1, plan["clean"]))
        return
    for column, head in enumerate(plan["heads"], start=1):
        cell = _text(page, row, column, head)
        _embolden(cell, color="FFFFFF")
        cell.fill = _HEADER_FILL
    for at, (fault, first) in enumerate(zip(plan["faults"], firsts, strict=True), start=row + 1):
        _fault(page, at, fault, first)


def _fault(page: Worksheet, row: int, fault: dict[str, Any], first: Place | None) -> None:
    texts = (fault["word"], fault["rule"], fault["sheet"] or "", fault["shown"], fault["sentence"])
    for column, text in enumerate(texts, start=1):
        _text(page, row, column, text).alignment = Alignment(wrap_text=True, vertical="top")
    page.row_dimensions[row].height = _LINE * max(_lines_of(t, w) for t, w in zip(texts, _WIDTHS, strict=False))
    page.cell(row, 1).fill = FILLS[fault["severity"]]
    page.cell(row, 6, fault["count"]).alignment = Alignment(vertical="top")
    if first:
        _link(page, row, first)


def _lines_of(text: str, width: int) -> int:
    """Return the lines that a text takes in a column: nothing grows a row by itself when a file is opened."""
    return sum(1 + len(line) // width for line in text.splitlines()) or 1


def _link(page: Worksheet, row: int, first: Place) -> None:
    sheet, at, column = first
    address = f"{get_column_letter(column)}{at}"
    cell = _text(page, row, 7, f"{sheet} {address}")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(sheet)}!{address}")
    cell.font = Font(name=cell.font.name, size=cell.font.sz, color="0563C1", underline="single")
    cell.alignment = Alignment(vertical="top")


def _lay_out(page: Worksheet) -> None:
    for column, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
