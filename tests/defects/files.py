"""A sound delivery of the RENIR units, and the ways of writing and spoiling files that the builders share.

Belongs here: writers of workbooks, csv and ods; the layout comes from the contract itself. Does not belong here: any
defect (unreadable.py, incomplete.py, odd.py).
"""

import datetime as dt
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Column, Table

Cell = str | float | dt.date | None
Rows = list[list[Cell]]

UNITS: Table = load_contracts()["renir_unites"].tables[0]
HEADERS = [c.header for c in UNITS.columns]
SENTINEL = "Zéphirine Introuvable"  # a person's name that must never leave the reader
DELIVERY = "renir_unites_2024-01-31"


def value_of(column: Column, number: int) -> Cell:
    """Return a sound cell of a column."""
    if column.key_position:
        return f"SQ-{number:04d}"
    sound: dict[str, Cell] = {"region": "Capitale-Nationale (03)", "yes_no": "Oui", "date": dt.date(2023, 6, number)}
    return column.allowed[0] if column.allowed else sound.get(column.kind, "texte")


def sound_rows(count: int = 3) -> Rows:
    """Return a header and `count` sound rows."""
    return [list(HEADERS), *([value_of(c, n) for c in UNITS.columns] for n in range(1, count + 1))]


def workbook(folder: Path, rows: Rows | None = None, sheet: str = UNITS.sheet) -> Path:
    """Write rows to a new workbook, sound ones by default."""
    book = openpyxl.Workbook()
    fill(book, rows or sound_rows(), sheet)
    return save(book, folder)


def fill(book: openpyxl.Workbook, rows: Rows, sheet: str = UNITS.sheet) -> None:
    """Write rows from A1 on in the first sheet of a workbook, and name it."""
    first = first_sheet(book)
    first.title = sheet
    for row in rows:
        first.append(row)


def first_sheet(book: openpyxl.Workbook) -> Worksheet:
    """Return the sheet that a new workbook opens on."""
    assert isinstance(book.active, Worksheet)
    return book.active


def save(book: openpyxl.Workbook, folder: Path) -> Path:
    """Write a workbook under a delivery's name."""
    path = folder / f"{DELIVERY}.xlsx"
    book.save(path)
    return path


def edited(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Rewrite the parts of a workbook whose name ends with `part`."""
    with zipfile.ZipFile(path) as package:
        parts = {n: package.read(n) for n in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, change(data) if name.endswith(part) else data)
    return path


def raw(folder: Path, suffix: str, data: bytes) -> Path:
    """Write bytes under a delivery's name."""
    path = folder / f"{DELIVERY}.{suffix}"
    path.write_bytes(data)
    return path


def csv_text(rows: Rows | None = None, separator: str = ";") -> str:
    """Return rows as csv text."""
    return "".join(separator.join(str(c) for c in row) + "\r\n" for row in rows or sound_rows())


def ods(folder: Path, rows: str) -> Path:
    """Write an ods of one sheet from its rows in XML."""
    base = "urn:oasis:names:tc:opendocument:xmlns"
    names = "".join(f' xmlns:{n}="{base}:{n}:1.0"' for n in ("office", "table", "text"))
    names += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    table = f'<table:table table:name="unites">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    path = folder / f"{DELIVERY}.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{base}:manifest:1.0"/>')
        package.writestr("content.xml", f"<office:document-content{names}>{body}</office:document-content>")
    return path


def ods_rows(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of text in the XML of an ods; `#` cells are error cells, as LibreOffice writes them."""
    error = '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
    text = '<table:table-cell office:value-type="string">'
    cells = (
        "".join(f"{error if c[:1] == '#' else text}<text:p>{c}</text:p></table:table-cell>" for c in r) for r in rows
    )
    return "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
