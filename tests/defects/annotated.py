"""Annotated copies looked at from outside: which cells of a copy are marked, and which must be, read from the file.

Belongs here: reading marks and placing planted faults without the package's own bookkeeping. Does not belong here:
making a copy (ovt_pipeline), assertions.
"""

import csv
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from drafts.draft import Finding
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ovt_pipeline.contracts.model import Contract, Table

Grid = list[list[str]]
Address = tuple[str, int, int]  # sheet, row, column
Marks = dict[Address, set[str]]  # cell → the rules that its note must name

COLOURS = {"F4A6A6": "REFUS", "F8CBAD": "REJET", "BDD7EE": "REMARQUE"}
WORDS = {"R": "REJET", "M": "REMARQUE", "X": "REMARQUE"}


def fold(text: str) -> str:
    """Return the letters and digits of a header, without case or accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


def grids_of(path: Path) -> dict[str, Grid]:
    """Return the texts of each sheet; those of a csv under '', each record on the line it starts on."""
    if path.suffix == ".csv":
        return {"": _csv_grid(path)}
    book = load_workbook(path)
    return {
        sheet.title: [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


def _csv_grid(path: Path) -> Grid:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    separator = max(";,\t|", key=lambda one: max(line.count(one) for line in text.splitlines()[:6]))
    grid: Grid = []
    records, starts_on = csv.reader(text.splitlines(keepends=True), delimiter=separator), 0
    for record in records:
        grid += [[]] * (starts_on - len(grid)) + [record]  # the lines that the record before went on over
        starts_on = records.line_num
    return grid


def planted_marks(contract: Contract, path: Path, findings: Iterable[Finding]) -> Marks:
    """Return the cells that the planted faults of a file must mark."""
    grids, marks = grids_of(path), Marks()
    tables = {_sheet_of(table, grids): table for table in contract.tables}
    for rule, sheet, row, column in findings:
        name = sheet or ""
        for at in _columns(grids[name], tables[name], rule, row, column):
            marks.setdefault((name, row, at), set()).add(rule)
    return marks


def _sheet_of(table: Table, grids: dict[str, Grid]) -> str:
    return table.sheet if table.sheet in grids else next(iter(grids))


def _columns(grid: Grid, table: Table, rule: str, row: int, column: str | None) -> list[int]:
    """Return the columns, from 1, that a fault marks: its own, the unknown headers, or the first filled one."""
    if rule.endswith("-M02"):
        return _unknown(grid, table, row)
    if column is None:
        return [next(i for i, text in enumerate(grid[row - 1], start=1) if text.strip())]
    known = table.column(column)
    spellings = {fold(text) for text in (known.header, *known.aliases)}
    header = next(line for line in grid if sum(_is_header(text, table) for text in line) > len(table.columns) // 2)
    return [next(i for i, text in enumerate(header, start=1) if fold(text) in spellings)]


def _is_header(text: str, table: Table) -> bool:
    return any(fold(text) == fold(spelling) for c in table.columns for spelling in (c.header, *c.aliases))


def _unknown(grid: Grid, table: Table, row: int) -> list[int]:
    """Return the headers that are neither known nor personal, and the columns that are filled and have none."""
    header = grid[row - 1]
    personal = {fold(text) for text in table.personal_headers}
    named = [
        i for i, text in enumerate(header, 1) if text and not _is_header(text, table) and fold(text) not in personal
    ]
    width = max(len(line) for line in grid[row:])
    last = max(i for i, text in enumerate(header, 1) if text)
    return named + [
        i for i in range(last + 1, width + 1) if any(line[i - 1 : i] not in ([], [""]) for line in grid[row:])
    ]


def marked_cells(copy: Path) -> tuple[dict[Address, str], dict[Address, str]]:
    """Return the filled cells (the word of their colour) and the noted ones (their text), first sheet apart."""
    filled, noted = {}, {}
    for sheet in load_workbook(copy).worksheets[1:]:
        for cell in _cells(sheet):
            address = (sheet.title, cell.row, cell.column)
            if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb[2:] in COLOURS:
                filled[address] = COLOURS[cell.fill.fgColor.rgb[2:]]
            if cell.comment:
                noted[address] = cell.comment.text
    return filled, noted


def _cells(sheet: Worksheet) -> list[Any]:
    return [cell for row in sheet.iter_rows() for cell in row]
