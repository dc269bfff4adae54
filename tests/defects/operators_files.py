"""A good delivery as a plain grid that an operator can spoil, and the file that is made of it.

Belongs here: the grid of each export, and writing it. Does not belong here: operators, what they lead to.
"""

import csv
import io
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from openpyxl import Workbook

from ovt_pipeline.contracts.model import Column, Table

from .planted_rows import CONTRACTS, NAMES, PERSONAL, SIZES, region_label, tables_of

Cell = object
FIRST_DAY, LAST_DAY = date(2024, 3, 31), date(2025, 3, 31)
SEED = 33  # of a world in which every column that the rules read can change a figure, and without doubts
CSV_EXPORTS = ("municipalites", "ritm_liens")


@dataclass
class Page:
    """One sheet: its title rows, its header, the contract column of each position (None: personal) and its rows."""

    table: Table
    name: str
    top: list[list[Cell]]
    header: list[str]
    columns: list[str | None]
    rows: list[list[Cell]]

    def has(self, name: str) -> bool:
        """Tell whether a contract column is there."""
        return name in self.columns

    def at(self, name: str) -> int:
        """Return the position of a contract column."""
        return self.columns.index(name)

    def places(self, wanted: Callable[[Column], bool]) -> list[int]:
        """Return the positions of the contract columns that fit."""
        return [i for i, name in enumerate(self.columns) if name and wanted(self.table.column(name))]

    def change(self, places: list[int], change: Callable[[Cell], Cell]) -> None:
        """Change the filled cells of some columns."""
        for row in self.rows:
            for at in places:
                row[at] = row[at] if row[at] is None else change(row[at])


@dataclass
class Dropped:
    """A delivery to be dropped in the inbox; `extension` is the real format of the file."""

    export: str
    day: date
    pages: list[Page]
    extension: Literal["xlsx", "csv"]
    encoding: str = "utf-8"
    separator: str = ";"

    @property
    def name(self) -> str:
        """Name of the file."""
        return f"{self.export}_{self.day}.{self.extension}"

    def write(self, folder: Path) -> Path:
        """Write the file; return it."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.name
        if self.extension == "csv":
            path.write_bytes(self.bytes())
        else:
            self.book().save(path)
        return path

    def bytes(self) -> bytes:
        """Return the only page as the bytes of a csv, in UTF-8 when its encoding lacks a character."""
        try:
            return self.text().encode(self.encoding)
        except UnicodeEncodeError:
            return self.text().encode("utf-8")

    def text(self) -> str:
        """Return the only page as csv; dates AAAA-MM-JJ."""
        stream = io.StringIO()
        csv.writer(stream, delimiter=self.separator).writerows(_lines(self.pages[0]))
        return stream.getvalue()

    def book(self) -> Workbook:
        """Return the pages as a workbook; dates are real ones."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for page in self.pages:
            sheet = book.create_sheet(page.name)
            for line in _lines(page):
                sheet.append(line)
        return book


def good(export: str, day: date = LAST_DAY, extension: Literal["xlsx", "csv"] | None = None) -> Dropped:
    """Return a well-kept delivery, to be changed at will."""
    wanted = extension or ("csv" if export in CSV_EXPORTS else "xlsx")
    made = deepcopy(_good(export, day))
    return replace(made, extension=wanted, encoding=CONTRACTS[export].csv_encoding)


@cache
def _good(export: str, day: date) -> Dropped:
    tables = tables_of(export, day, SEED, SIZES)
    return Dropped(export, day, [_page(t, tables[t.name]) for t in CONTRACTS[export].tables], "xlsx")


def _page(table: Table, rows: list[dict[str, object]]) -> Page:
    personal = PERSONAL.get(table.name, ())
    header = [*(c.header for c in table.columns), *personal]
    names: list[str | None] = [*(c.name for c in table.columns), *(None for _ in personal)]
    cells = [_cells(table, row, number, len(personal)) for number, row in enumerate(rows)]
    random.Random(table.name).shuffle(cells)
    return Page(table, table.sheet, [["Extraction du système source"]], header, names, cells)


def _cells(table: Table, row: dict[str, object], number: int, personal: int) -> list[Cell]:
    known = [_spelled(c, row.get(c.name), number) for c in table.columns]
    return [*known, *(f"Personne {number}-{at}" for at in range(personal))]


def _spelled(column: Column, value: object, number: int) -> Cell:
    """Write a value in one of the ways that the contract allows, in turn."""
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if column.kind == "region" and isinstance(value, str):
        label = region_label(value)
        return [value, label, label[:-5]][number % 3]
    if column.kind == "municipality" and isinstance(value, str):
        return [value, NAMES[value], f"{NAMES[value]} ({value})"][number % 3]
    return value


def _lines(page: Page) -> Iterator[list[Cell]]:
    yield from page.top
    yield list(page.header)
    yield from page.rows
