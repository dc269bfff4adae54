"""Small files of RENIR units for the builders of files that are refused: sound, then spoiled as bytes or as rows.

Belongs here: what these builders share. Does not belong here: any defect (unreadable.py, incomplete.py); rows to type.
"""

from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from . import writers
from .sound import CONTRACTS, Cell, Delivery, Sheet, sound

Rows = list[list[Cell]]

RENIR = CONTRACTS["renir_unites"]
UNITS = RENIR.tables[0]
HEADERS = [c.header for c in UNITS.columns]
DELIVERY = "renir_unites_2024-01-31"


def sound_rows() -> Rows:
    """Return a header and three sound rows."""
    return sound(RENIR, rows=3).sheets[0].lines


def workbook(folder: Path, rows: Rows | None = None, sheet: str = UNITS.sheet) -> Path:
    """Write rows to a new workbook, sound ones by default."""
    return writers.write(_delivery(rows, sheet), folder, "xlsx")


def csv_text(rows: Rows | None = None) -> str:
    """Return rows as csv text, sound ones by default."""
    return writers.csv_text(_delivery(rows))


def raw(folder: Path, suffix: str, data: bytes) -> Path:
    """Write bytes under a delivery's name."""
    path = folder / f"{DELIVERY}.{suffix}"
    path.write_bytes(data)
    return path


def first_sheet(book: openpyxl.Workbook) -> Worksheet:
    """Return the sheet that a workbook opens on."""
    assert isinstance(book.active, Worksheet)
    return book.active


def _delivery(rows: Rows | None, sheet: str = UNITS.sheet) -> Delivery:
    return Delivery(RENIR, [Sheet(sheet, rows or sound_rows())], separator=";")
