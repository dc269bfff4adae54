"""How the sheets of a delivery become a file of each format.

Belongs here: csv, xlsx, xlsm and ods (old_workbook.py writes xls by hand). Does not belong here: what is in them.
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

from .old_workbook import write_xls
from .sound import DAY, Cell, Delivery, Sheet

_ODS_BASE = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_END = (  # as LibreOffice ends a sheet: every row down to the last one, blank
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def write(delivery: Delivery, folder: Path, extension: str) -> Path:
    """Write a delivery under a name that it could have."""
    path = folder / f"{delivery.contract.export}_{DAY}.{extension}"
    {"csv": _csv, "xlsx": _xlsx, "xlsm": _xlsm, "ods": _ods, "xls": _xls}[extension](delivery, path)
    return path


def row_numbers(sheet: Sheet, extension: str) -> tuple[int, list[int], int | None]:
    """Return where a file shows the header, the sound rows and the totals row: a csv counts the lines within cells."""
    if extension != "csv":
        return sheet.header, sheet.numbers, sheet.totals
    lines = [1]
    for cells in sheet.lines:
        lines.append(lines[-1] + 1 + sum(c.count("\n") for c in cells if isinstance(c, str)))
    return lines[sheet.header - 1], [lines[n - 1] for n in sheet.numbers], sheet.totals and lines[sheet.totals - 1]


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


def csv_text(delivery: Delivery) -> str:
    """Return the only sheet of a delivery as a csv."""
    (sheet,) = delivery.sheets
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=delivery.separator,
        quoting=csv.QUOTE_ALL if delivery.quote_all else csv.QUOTE_MINIMAL,
        lineterminator=delivery.newline,
    )
    writer.writerows([_csv_cell(c) for c in line] for line in sheet.lines)
    return text.getvalue()


def _csv(delivery: Delivery, path: Path) -> None:
    path.write_bytes(csv_text(delivery).encode(delivery.encoding))


def _csv_cell(cell: Cell) -> Cell:
    """Return a cell as Excel shows it."""
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    return f"{cell:.15g}" if isinstance(cell, float) else cell


def _xlsx(delivery: Delivery, path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    if delivery.dates_from_1904:
        book.epoch = CALENDAR_MAC_1904
    for sheet in delivery.sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    book.active = next(i for i, sheet in enumerate(delivery.sheets) if sheet.state == "visible")
    book.save(path)


def _fill(page: Worksheet, sheet: Sheet) -> None:
    page.sheet_state = sheet.state
    for number, line in enumerate(sheet.lines, start=1):
        for column, cell in enumerate(line, start=1):
            if cell is not None:
                page.cell(number, column, cell)
    for row, columns in sheet.merged:
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    for row in sheet.hidden_rows:
        page.row_dimensions[row].hidden = True


def _xlsm(delivery: Delivery, path: Path) -> None:
    _xlsx(delivery, path)
    plain, macros = rb"application/[a-z.-]+\.sheet\.main\+xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    edited(path, "[Content_Types].xml", lambda data: re.sub(plain, macros, data))


def _xls(delivery: Delivery, path: Path) -> None:
    sheets = {s.name: s.lines for s in delivery.sheets}
    hidden = [s.name for s in delivery.sheets if s.state != "visible"]
    write_xls(path, sheets, hidden=hidden, dates_from_1904=delivery.dates_from_1904)


def _ods(delivery: Delivery, path: Path) -> None:
    hidden = [s.name for s in delivery.sheets if s.state != "visible"]
    ods(path, *((s.name, _ods_rows(s) + _ODS_END) for s in delivery.sheets), hidden=hidden)


def _ods_rows(sheet: Sheet) -> str:
    merged = dict(sheet.merged)
    rows = []
    for number, line in enumerate(sheet.lines, start=1):
        hidden = ' table:visibility="collapse"' if number in sheet.hidden_rows else ""
        rows.append(f"<table:table-row{hidden}>{_ods_cells(line, merged.get(number, 1))}</table:table-row>")
    return "".join(rows)


def _ods_cells(line: Sequence[Cell], merged: int) -> str:
    first, *others = map(_ods_cell, line or [None])
    if merged > 1:
        first = first.replace("<table:table-cell", f'<table:table-cell table:number-columns-spanned="{merged}"', 1)
        covered = f'<table:covered-table-cell table:number-columns-repeated="{merged - 1}"/>'
        others = [covered, *others[merged - 1 :]]
    return first + "".join(others)


def _ods_cell(cell: Cell) -> str:
    if cell is None:
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
