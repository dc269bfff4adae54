"""The gate of sheets: how far their filled cells really reach, whatever they declare.

Belongs here: extents measured by streaming the XML with bounded memory. Does not belong here: the archive, values.

A grid reader allocates every cell between the first and the last filled one: a 4 KB workbook with cells A1 and
XFD1048576 asks for 17 billion. A declared <dimension> is not judged: some programs declare the whole sheet around a
small table, others too little, and the grid reader does not trust it either.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from ovt_pipeline.reading.faulty_cells import column_number
from ovt_pipeline.reading.ods_cells import walk_sheets
from ovt_pipeline.reading.package import ODS_CONTENT, sheet_parts, stream_part, visible_sheet_parts
from ovt_pipeline.reading.refusal import Refusal

MAX_CELLS = 20_000_000  # cells between the first and last filled ones: a million rows of twenty columns; 32 bytes each
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'][0-9]{3,}""")
_OVERLAP = 1024  # bytes kept from the previous chunk: longer than any cell's opening tag
# A cell beyond column Z, or so far down that 26 columns could be too many. Without one, no sheet is too large: it is
# found by a look at each « = », six times cheaper than the address of every cell.
_FAR_ROW = MAX_CELLS // 26 // 100_000
_FAR = re.compile(rb"""=\s*+["'][A-Za-z](?:[A-Za-z]{1,2}[0-9]|[%d-9][0-9]{5}|[0-9]{7})""" % _FAR_ROW)
# Nothing is tried twice (?> and *+): a tag of a megabyte of « r= » is one more tag, not minutes.
_CELL = re.compile(rb"""<(?:\w++:)?c\s(?>(?:[^<>]*?\s)?r\s*+=\s*+["']([A-Za-z]{1,3})([0-9]{1,7})["'])[^<>]*+(?<!/)>""")


def check_sheets(path: Path, package: ZipFile) -> None:
    """Refuse (OVT-F04) an xlsx one of whose visible sheets spans more than MAX_CELLS."""
    for sheet, part in visible_sheet_parts(path).items():
        _check_sheet(sheet, package, part)


def check_hidden_sheet(path: Path, sheet: str) -> None:
    """Refuse (OVT-F04) to look into a hidden sheet of an xlsx that spans more than MAX_CELLS."""
    with ZipFile(path) as package:
        _check_sheet(sheet, package, sheet_parts(path)[sheet][0])


def check_ods(package: ZipFile) -> None:
    """Refuse (OVT-F04) an ods one of whose sheets spans more than MAX_CELLS; walked only when it repeats a lot."""
    if not any(_REPEATED.search(text) for text in _overlapping(stream_part(package, ODS_CONTENT))):
        return
    for sheet in walk_sheets(stream_part(package, ODS_CONTENT)):
        rows, columns = sheet.last_row - sheet.first_row + 1, sheet.last_column - sheet.first_column + 1
        _check_span(sheet.name, rows, columns, sheet.last_row)


def _check_sheet(sheet: str, package: ZipFile, part: str) -> None:
    if not any(_FAR.search(text) for text in _overlapping(stream_part(package, part))):
        return
    first_row, last_row, first_column, last_column = 1 << 31, 0, 1 << 31, 0
    for text in _overlapping(stream_part(package, part)):
        cells = _CELL.findall(text)
        if not cells:
            continue
        columns = [column_number(letters.decode().upper()) for letters in {c[0] for c in cells}]
        rows = [int(digits) for digits in {c[1] for c in cells}]
        first_row, last_row = min(first_row, *rows), max(last_row, *rows)
        first_column, last_column = min(first_column, *columns), max(last_column, *columns)
    if last_row:
        _check_span(sheet, last_row - first_row + 1, last_column - first_column + 1, last_row)


def _check_span(sheet: str, rows: int, columns: int, last_row: int) -> None:
    if rows * columns > MAX_CELLS:
        raise Refusal("OVT-F04", sheet=sheet, row=last_row, reason="span", limit=MAX_CELLS, rows=rows, columns=columns)


def _overlapping(chunks: Iterator[bytes]) -> Iterator[bytes]:
    tail = b""
    for chunk in chunks:
        yield tail + chunk
        tail = chunk[-_OVERLAP:]
