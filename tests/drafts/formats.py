"""How a draft becomes a file of each format.

Belongs here: csv, xlsx, xlsm, and ods from its XML (old_workbook.py writes xls by hand). Does not belong here: what is
in the file.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from .draft import Cell, Draft, Line, Sheet
from .old_workbook import write_xls

_ODS_BASE = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_END = (  # as LibreOffice ends a sheet: every row down to the last one, blank
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def write(draft: Draft, folder: Path, name: str = "") -> Path:
    """Write a draft into a folder, made when needed, under its name or another; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or draft.name)
    {"csv": _csv, "xlsx": _xlsx, "xlsm": _xlsm, "ods": _ods, "xls": _xls}[draft.extension](draft, path)
    for change in draft.then:
        change(path)
    return path


def csv_text(draft: Draft) -> str:
    """Return the first sheet of a draft as a csv."""
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=draft.separator,
        quoting=csv.QUOTE_ALL if draft.quote_all else csv.QUOTE_MINIMAL,
        lineterminator=draft.newline,
    )
    writer.writerows([_csv_cell(cell) for cell in line.cells] for line in draft.sheets[0].lines)
    return text.getvalue()


def edited(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Rewrite the parts of a zip workbook whose name ends with `part`."""
    with zipfile.ZipFile(path) as package:
        parts = {n: package.read(n) for n in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, change(data) if name.endswith(part) else data)
    return path


def ods(path: Path, *sheets: tuple[str, str], hidden: Sequence[str] = ()) -> Path:
    """Write an ods from the names of its sheets and their rows in XML."""
    names = "".join(f' xmlns:{n}="{_ODS_BASE}:{n}:1.0"' for n in ("office", "style", "table", "text"))
    names += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    style = (
        '<style:style style:name="{}" style:family="table"><style:table-properties table:display="{}"/></style:style>'
    )
    styles = style.format("shown", "true") + style.format("hidden", "false")
    table = '<table:table table:name="{}" table:style-name="{}">{}</table:table>'
    body = "".join(table.format(escape(n), "hidden" if n in hidden else "shown", rows) for n, rows in sheets)
    content = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    content += f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_ODS_BASE}:manifest:1.0"/>')
        package.writestr("content.xml", f"<office:document-content{names}>{content}</office:document-content>")
    return path


def _csv(draft: Draft, path: Path) -> None:
    path.write_bytes(csv_text(draft).encode(draft.encoding))


def _csv_cell(cell: Cell) -> Cell:
    """Return a cell as Excel shows it."""
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    return f"{cell:.15g}" if isinstance(cell, float) else cell


def _xlsx(draft: Draft, path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    if draft.dates_from_1904:
        book.epoch = CALENDAR_MAC_1904
    for sheet in draft.sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    book.active = next(i for i, sheet in enumerate(draft.sheets) if sheet.state == "visible")
    for change in draft.finish:
        change(book)
    book.save(path)


def _fill(page: Worksheet, sheet: Sheet) -> None:
    page.sheet_state = sheet.state
    numbers = sheet.numbers("xlsx")
    for line, number in numbers.items():
        for column, cell in enumerate(line.cells, start=1):
            if cell not in (None, ""):
                page.cell(number, column).value = cell  # type: ignore[assignment] # whatever a cell may hold
    for line, columns in sheet.merged:
        page.merge_cells(start_row=numbers[line], end_row=numbers[line], start_column=1, end_column=columns)
    for line in sheet.hidden:
        page.row_dimensions[numbers[line]].hidden = True


def _xlsm(draft: Draft, path: Path) -> None:
    _xlsx(draft, path)
    plain, macros = rb"application/[a-z.-]+\.sheet\.main\+xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    edited(path, "[Content_Types].xml", lambda data: re.sub(plain, macros, data))


def _hidden(draft: Draft) -> list[str]:
    return [sheet.name for sheet in draft.sheets if sheet.state != "visible"]


def _xls(draft: Draft, path: Path) -> None:
    sheets = {sheet.name: [line.cells for line in sheet.lines] for sheet in draft.sheets}
    write_xls(path, sheets, hidden=_hidden(draft), dates_from_1904=draft.dates_from_1904)


def _ods(draft: Draft, path: Path) -> None:
    ods(path, *((s.name, _ods_rows(s) + _ODS_END) for s in draft.sheets), hidden=_hidden(draft))


def _ods_rows(sheet: Sheet) -> str:
    merged, rows = {id(line): columns for line, columns in sheet.merged}, []
    for line in sheet.lines:
        hidden = ' table:visibility="collapse"' if line in sheet.hidden else ""
        rows.append(f"<table:table-row{hidden}>{_ods_cells(line, merged.get(id(line), 1))}</table:table-row>")
    return "".join(rows)


def _ods_cells(line: Line, merged: int) -> str:
    first, *others = map(_ods_cell, line.cells or [None])
    if merged > 1:
        first = first.replace("<table:table-cell", f'<table:table-cell table:number-columns-spanned="{merged}"', 1)
        covered = f'<table:covered-table-cell table:number-columns-repeated="{merged - 1}"/>'
        others = [covered, *others[merged - 1 :]]
    return first + "".join(others)


def _ods_cell(cell: Cell) -> str:
    if cell in (None, ""):
        return "<table:table-cell/>"
    if isinstance(cell, str) and cell.startswith("="):
        return '<table:table-cell table:formula="of:=[.A1]"/>'
    texts = "".join(f"<text:p>{escape(text)}</text:p>" for text in str(cell).split("\n"))
    return f"<table:table-cell {_ods_type(cell)}>{texts}</table:table-cell>"


def _ods_type(cell: Cell) -> str:
    if isinstance(cell, bool):
        return f'office:value-type="boolean" office:boolean-value="{str(cell).lower()}"'
    if isinstance(cell, int | float):
        return f'office:value-type="float" office:value="{cell}"'
    if isinstance(cell, dt.date):
        return f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    error = 'table:formula="of:=1/0" calcext:value-type="error" '
    return (error if str(cell).startswith("#") else "") + 'office:value-type="string"'
