"""Sheets to bytes: the same sheets always give the same bytes.

Belongs here: xlsx and csv writing, and freezing what openpyxl and zip stamp with the clock.
Does not belong here: what the sheets say (sheet.py and the exports).
"""

import csv
import re
from collections.abc import Sequence
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ovt_pipeline.samples.pen import Cell
from ovt_pipeline.samples.sheet import Sheet

STAMP = (2023, 4, 1, 6, 0, 0)
STAMP_TEXT = b"2023-04-01T06:00:00Z"
CLOCK = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
AUTHOR = "ovt samples"


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Return an xlsx with these sheets, each under its title row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = AUTHOR
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    raw = BytesIO()
    book.save(raw)
    return frozen(raw.getvalue())


def _fill(tab: Worksheet, sheet: Sheet) -> None:
    lines: list[list[Cell]] = [[sheet.title], [*sheet.headers], *sheet.rows]
    if not sheet.headers:
        del lines[1]
    for number, cells in enumerate(lines, start=1):
        for column, value in enumerate(cells, start=1):
            if value is not None:
                tab.cell(number, column, value)  # openpyxl shows a date as AAAA-MM-JJ


def frozen(raw: bytes) -> bytes:
    """Return the workbook with every clock stamp replaced, stored so that no zlib version shows."""
    parts = unzipped(raw)
    parts["docProps/core.xml"] = CLOCK.sub(STAMP_TEXT, parts["docProps/core.xml"])
    return zipped(parts)


def unzipped(raw: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook in their order."""
    with ZipFile(BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes], *, compressed: bool = False) -> bytes:
    """Return a zip of the parts with a fixed stamp."""
    raw = BytesIO()
    with ZipFile(raw, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, STAMP)
            entry.compress_type = ZIP_DEFLATED if compressed else ZIP_STORED
            archive.writestr(entry, content)
    return raw.getvalue()


def csv_bytes(sheet: Sheet, *, separator: str, encoding: str, quoted: bool = False) -> bytes:
    """Return a csv with the title as its first line."""
    text = StringIO()
    dialect = csv.unix_dialect if quoted else csv.excel
    writer = csv.writer(text, dialect, delimiter=separator, lineterminator="\r\n")
    width = len(sheet.headers)
    writer.writerow([sheet.title])
    writer.writerow(sheet.headers)
    writer.writerows([*row, *[""] * (width - len(row))] for row in sheet.rows)
    return text.getvalue().encode(encoding)
