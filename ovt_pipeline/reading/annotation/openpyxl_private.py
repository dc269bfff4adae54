"""What the annotated copy takes of openpyxl that openpyxl keeps to itself: each private name, and no other code.

Belongs here: whatever an upgrade of openpyxl may break without a word. Does not belong here: which cells are marked
(cells.py), what a copy may lose (workbook.py).

pyproject.toml pins openpyxl exactly; test_openpyxl_private.py holds what each of these names must still do.
"""
# ruff: noqa: SLF001 - private names are what this module is for

from copy import copy
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


class NumberReader(ExcelReader):
    """Leaves dates as the numbers they are stored as: one out of range would become an error, others lose seconds."""

    def read_worksheets(self) -> None:
        """Read the sheets of `wb`."""
        book: Any = self.wb
        book._date_formats = set()
        super().read_worksheets()


class MemoryWriter(ExcelWriter):
    """Writes each sheet to memory: openpyxl puts it in a temporary file, which would outlive a killed process."""

    _archive: ZipFile

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401 - openpyxl's own signature
        """Write one sheet and name it in the manifest, as the method that this one replaces."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        part = BytesIO()
        writer: Any = WorksheetWriter(ws, part)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], part.getvalue())
        self.manifest.append(ws)


def take_style(cell: Any, whole: Any) -> None:  # noqa: ANN401 - openpyxl keeps the type of a dimension to itself
    """Give a cell the whole format of its row or column."""
    cell._style = copy(whole._style)
