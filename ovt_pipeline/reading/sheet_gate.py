"""The gate of sheets: how far their filled cells really reach, whatever they declare.

Belongs here: extents measured by streaming the XML with bounded memory. Does not belong here: the archive, values.

A grid reader allocates every cell between the first and the last filled one: a 4 KB workbook with cells A1 and
XFD1048576 asks for 17 billion. A declared <dimension> is not judged: some programs declare the whole sheet around a
small table, others too little, and the grid reader does not trust it either.
"""

import re
from pathlib import Path
from zipfile import ZipFile

from ovt_pipeline.reading.answer import MAX_TEXT
from ovt_pipeline.reading.column_names import column_number
from ovt_pipeline.reading.ods_cells import walk_sheets
from ovt_pipeline.reading.package import ODS_CONTENT, sheet_parts, stream_part, visible_sheet_parts
from ovt_pipeline.reading.part_look import WIDE, Look, Looks, look_at, overlapping
from ovt_pipeline.reading.refusal import Refusal

MAX_CELLS = 20_000_000  # cells between the first and last filled ones: a million rows of twenty columns; 32 bytes each
MAX_ODS_CELLS = 7_500_000  # half a million rows of fifteen columns: the grid reader keeps an ods twice, and doubles it
LONGEST = 4 * MAX_TEXT  # bytes without a tag: no letter takes more than four
_OF_ALL_SHEETS = ("sharedstrings.xml", ODS_CONTENT)  # where grid readers look for them
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'][0-9]{3,}""")
# Nothing is tried twice (?> and *+): a tag of a megabyte of « r= » is one more tag, not minutes.
_CELL = re.compile(rb"""<(?:\w++:)?c\s(?>(?:[^<>]*?\s)?r\s*+=\s*+["']([A-Za-z]{1,3})([0-9]{1,7})["'])[^<>]*+(?<!/)>""")


def check_sheets(path: Path, package: ZipFile, looks: Looks) -> None:
    """Refuse (OVT-F04) an xlsx one of whose visible sheets spans more than MAX_CELLS."""
    _check_texts(looks)
    for sheet, part in visible_sheet_parts(path).items():
        _check_sheet(sheet, package, part, looks)


def check_hidden_sheet(path: Path, sheet: str, looks: Looks) -> None:
    """Refuse (OVT-F04) to look into a hidden sheet of an xlsx that spans more than MAX_CELLS."""
    with ZipFile(path) as package:
        _check_sheet(sheet, package, sheet_parts(path)[sheet][0], looks)


def check_ods(package: ZipFile, looks: Looks) -> None:
    """Refuse (OVT-F04) an ods one of whose sheets spans more than MAX_ODS_CELLS; walked only when it repeats a lot."""
    _check_texts(looks)
    if not any(_REPEATED.search(text) for text in overlapping(stream_part(package, ODS_CONTENT))):
        return
    for sheet in walk_sheets(stream_part(package, ODS_CONTENT)):
        rows, columns = sheet.last_row - sheet.first_row + 1, sheet.last_column - sheet.first_column + 1
        _check_span(sheet.name, rows, columns, sheet.last_row, MAX_ODS_CELLS)


def _check_sheet(sheet: str, package: ZipFile, part: str, looks: Looks) -> None:
    if part not in looks:  # named unlike the parts that the gate expanded
        looks[part] = look_at(stream_part(package, part))
    _check_text(looks[part], sheet)
    if not (looks[part].is_far or (looks[part].is_deep and _is_wide(package, part))):
        return  # without such a cell no sheet is too large
    first_row, last_row, first_column, last_column = 1 << 31, 0, 1 << 31, 0
    for text in overlapping(stream_part(package, part)):
        cells = _CELL.findall(text)
        if not cells:
            continue
        columns = [column_number(letters.decode().upper()) for letters in {c[0] for c in cells}]
        rows = [int(digits) for digits in {c[1] for c in cells}]
        first_row, last_row = min(first_row, *rows), max(last_row, *rows)
        first_column, last_column = min(first_column, *columns), max(last_column, *columns)
    if last_row:
        _check_span(sheet, last_row - first_row + 1, last_column - first_column + 1, last_row)


def _is_wide(package: ZipFile, part: str) -> bool:
    return any(WIDE.search(text) for text in overlapping(stream_part(package, part)))


def _check_texts(looks: Looks) -> None:
    """Check the parts that hold texts of all sheets; in others, programs may keep one long text of their own."""
    for part, look in looks.items():
        if part.casefold().endswith(_OF_ALL_SHEETS):
            _check_text(look)


def _check_text(look: Look, sheet: str | None = None) -> None:
    if look.untagged > LONGEST:
        raise Refusal("OVT-F04", sheet=sheet, reason="text", limit=MAX_TEXT, size=look.untagged >> 10)


def _check_span(sheet: str, rows: int, columns: int, last_row: int, limit: int = MAX_CELLS) -> None:
    if rows * columns > limit:
        raise Refusal("OVT-F04", sheet=sheet, row=last_row, reason="span", limit=limit, rows=rows, columns=columns)
