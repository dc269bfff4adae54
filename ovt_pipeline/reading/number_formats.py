"""The numbers of a sheet as a person sees them, which the grid reader does not tell: only where a key is looked for.

Belongs here: which format a cell has in xlsx and xls, what an ods shows. Does not belong here: what a format means
(shown_number.py), which columns hold keys (the layout).
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from ovt_pipeline.reading.biff import cell_formats
from ovt_pipeline.reading.cell_text import UNSHOWN_NUMBER
from ovt_pipeline.reading.column_names import column_number
from ovt_pipeline.reading.ods_cells import walk_sheets
from ovt_pipeline.reading.package import ODS_CONTENT, stream_part, style_formats, visible_sheet_parts
from ovt_pipeline.reading.shown_number import GENERAL, show
from ovt_pipeline.reading.tables import Row

Texts = dict[tuple[int, int], str]  # (Excel row, column from 1) → format, or text shown in an ods

# The formats that Excel numbers and does not write down, as far as they show a whole number.
BUILT_IN = {0: GENERAL, 1: "0", 3: "#,##0", 37: "#,##0_)", 38: "#,##0_)", 49: "@"}
_OVERLAP = 1024  # bytes kept from the previous chunk: longer than any cell's opening tag
# Nothing is tried twice (?> and *+), as in sheet_gate.py.
_CELL = re.compile(rb"""<(?:\w++:)?c\s(?>(?:[^<>]*?\s)?r\s*+=\s*+["']([A-Za-z]{1,3})([0-9]{1,7})["'])[^<>]*+>""")
_STYLE = re.compile(rb"""\ss\s*=\s*["']([0-9]{1,6})["']""")


@dataclass(frozen=True)
class ShownNumbers:
    """The numbers of some columns (from 1) of a sheet; `rank` is its place among all sheets. Opened when one is met."""

    path: Path
    kind: str
    sheet: str
    rank: int
    columns: Collection[int]

    def put_in(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows, the numbers of these columns as they are shown, or marked when that cannot be told.

        Raises: Refusal OVT-F03 when the workbook cannot be followed.
        """
        for number, cells in rows:
            for column in self.columns:
                if column <= len(cells) and type(cells[column - 1]) is not str and _is_number(cells[column - 1]):
                    cells[column - 1] = self._text(number, column, cells[column - 1])
            yield number, cells

    def _text(self, row: int, column: int, value: Any) -> str:  # noqa: ANN401 - a number, a date or a time
        known = self._known.get((row, column))
        if known is None or isinstance(value, dt.date | dt.time | dt.timedelta):
            return UNSHOWN_NUMBER
        shown = show(value, GENERAL) and (_sure(known, value) if self.kind == "ods" else show(value, known))
        return shown or UNSHOWN_NUMBER

    @cached_property
    def _known(self) -> Texts:
        if self.kind == "xls":
            found = cell_formats(self.path, self.rank, self.columns)
            return {at: code if isinstance(code, str) else BUILT_IN.get(code, "") for at, code in found.items()}
        with ZipFile(self.path) as package:
            if self.kind == "ods":
                sheets = walk_sheets(stream_part(package, ODS_CONTENT), self.columns)
                return next((s.numbers for s in sheets if s.name == self.sheet), {})
            return self._of_xlsx(package)

    def _of_xlsx(self, package: ZipFile) -> Texts:
        codes = [code if isinstance(code, str) else BUILT_IN.get(code, "") for code in style_formats(self.path)]
        letters: dict[bytes, int] = {}
        found: Texts = {}
        tail = b""
        for chunk in stream_part(package, visible_sheet_parts(self.path)[self.sheet]):
            for cell in _CELL.finditer(tail + chunk):
                column = letters.setdefault(cell[1], column_number(cell[1].decode().upper()))
                if column in self.columns:
                    style = _STYLE.search(cell[0])
                    rank = int(style[1]) if style else 0
                    found[int(cell[2]), column] = codes[rank] if rank < len(codes) else ""
            tail = chunk[-_OVERLAP:]
        return found


def _is_number(cell: Any) -> bool:  # noqa: ANN401 - the grid reader's union of types
    return isinstance(cell, int | float | dt.date | dt.time | dt.timedelta) and not isinstance(cell, bool)


def _sure(shown: str, value: float) -> str:
    """Return the text that an ods shows when all the digits of the number are in it."""
    digits = "".join(c for c in shown if c.isdigit())
    return shown if str(int(value)) in digits and "E+" not in shown.upper() else ""
