"""A delivery that is not written yet: its sheets, their lines, what each row says and what must be told of it.

Belongs here: the grid and how it is edited; which findings it calls for, where. Does not belong here: where rows come
from (make.py, of_worlds.py), how values are spelled (spellings.py), file formats (formats.py), faults (tests/defects).
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from openpyxl import Workbook

from ovt_pipeline.contracts.model import Column, Contract, Table

Value = object  # what a cell means: a text, a number, a date, yes or no, nothing
Cell = object  # what is written; a text that begins with « # » is an error cell, with « = » a formula without result
Values = dict[str, Value]  # contract column → what a row says
Told = tuple[str, str | None]  # rule without its prefix, contract column
Finding = tuple[str, str | None, int, str | None]  # rule, sheet, row, contract column
Extension = Literal["csv", "xlsx", "xlsm", "xls", "ods"]


@dataclass(frozen=True)
class Unknown:
    """Stands for a column that no contract names, and that must be reported under this header."""

    header: str


@dataclass(eq=False)
class Line:
    """A line of a sheet: its cells; what it says when it is a row of the table; what must be told of it."""

    cells: list[Cell]
    says: Values | None = None
    told: list[Told] = field(default_factory=list)


@dataclass
class Sheet:
    """A sheet. When it holds a table: its header, and what each position of it is (None: personal, or blank)."""

    name: str
    lines: list[Line]
    table: Table | None = None
    header: Line = field(default_factory=lambda: Line([]))
    columns: list[str | Unknown | None] = field(default_factory=list)
    totals: Line | None = None
    state: Literal["visible", "hidden", "veryHidden"] = "visible"
    hidden: list[Line] = field(default_factory=list)
    merged: list[tuple[Line, int]] = field(default_factory=list)  # (line, columns merged from the first on)

    @property
    def rows(self) -> list[Line]:
        """The rows of the table."""
        return [line for line in self.lines if line.says is not None]

    @property
    def unknown(self) -> dict[int, str]:
        """Position, from 1 → header of the columns that must be reported."""
        return {at: c.header for at, c in enumerate(self.columns, start=1) if isinstance(c, Unknown)}

    def contract_columns(self, wanted: Callable[[Column], object] = lambda _: True) -> list[Column]:
        """Return the contract columns that are there and fit."""
        known = [self.table.column(name) for name in self.columns if self.table and isinstance(name, str)]
        return [column for column in known if wanted(column)]

    def place(self, column: str) -> int:
        """Return the position of a contract column, from 0; ValueError when it is not there."""
        return self.columns.index(column)

    def put(self, line: Line, column: str, cell: Cell) -> None:
        """Write a cell of a row; what the row says stays."""
        line.cells[self.place(column)] = cell

    def spell(self, spelling: Callable[[Column, Value], Cell]) -> None:
        """Write again every cell of the contract's columns from what its row says."""
        for column in self.contract_columns():
            for line in self.rows:
                self.put(line, column.name, spelling(column, (line.says or {}).get(column.name)))

    def spell_headers(self, spelling: Callable[[Column], str]) -> None:
        """Write the headers of the contract's columns otherwise."""
        for column in self.contract_columns():
            self.put(self.header, column.name, spelling(column))

    def insert(self, *lines: Sequence[Cell], before: Line | None = None) -> list[Line]:
        """Put lines above another one, at the top when none is given; return them."""
        made, at = [Line(list(cells)) for cells in lines], self.lines.index(before) if before else 0
        self.lines[at:at] = made
        return made

    def arrange(self, rows: Sequence[Line]) -> None:
        """Keep these rows, in this order, right below the header."""
        self.lines = [*self.lines[: self.lines.index(self.header) + 1], *rows]

    def add_column(
        self,
        header: Cell,
        cells: Callable[[Line], Cell],
        *,
        at: int | None = None,
        known_as: str | Unknown | None = None,
    ) -> None:
        """Add a column to the header and to the rows, last when no position is given."""
        place = len(self.columns) if at is None else at
        for line in (self.header, *self.rows):
            line.cells[place:place] = [header if line is self.header else cells(line)]
        self.columns.insert(place, known_as)

    def reorder(self, order: Sequence[int]) -> None:
        """Keep the columns at these positions, in this order."""
        for line in (self.header, *self.rows):
            line.cells = [line.cells[at] for at in order]
        self.columns = [self.columns[at] for at in order]

    def indent(self, columns: int) -> None:
        """Leave blank columns on the left of every line."""
        for line in self.lines:
            line.cells[:0] = [None] * columns
        self.columns[:0] = [None] * columns

    def close(self, *cells: Cell) -> None:
        """End the table with a totals row, of which a remark must be told."""
        self.totals = Line(list(cells), told=[("M03", None)])
        self.lines.append(self.totals)

    def numbers(self, extension: Extension) -> dict[Line, int]:
        """Return the row of each line as a file shows it: in a csv, the line of text that the record starts on."""
        if extension != "csv":
            return {line: number for number, line in enumerate(self.lines, start=1)}
        numbers, number = {}, 1
        for line in self.lines:
            numbers[line] = number
            number += 1 + sum(cell.count("\n") for cell in line.cells if isinstance(cell, str))
        return numbers


@dataclass
class Draft:
    """The sheets of one delivery, and how they are written. `finish` edits the workbook, `then` the written file."""

    contract: Contract
    day: dt.date
    sheets: list[Sheet]
    extension: Extension = "xlsx"
    separator: str = ";"
    encoding: str = "utf-8"
    newline: str = "\r\n"
    quote_all: bool = False
    dates_from_1904: bool = False
    is_synthetic: bool = False
    finish: list[Callable[[Workbook], object]] = field(default_factory=list)
    then: list[Callable[[Path], object]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Name of the file."""
        return f"{self.contract.export}_{self.day}.{self.extension}"

    @property
    def tables(self) -> list[Sheet]:
        """The sheets that hold a table, in the order of the contract."""
        return [sheet for table in self.contract.tables for sheet in self.sheets if sheet.table is table]

    def shown(self, sheet: Sheet) -> str | None:
        """Return the name of a sheet as it is told: a csv has none."""
        return None if self.extension == "csv" else sheet.name

    def findings(self) -> Iterator[Finding]:
        """Yield what must be told of the lines, once for each, with the row that a person sees."""
        for sheet in self.tables:
            numbers = sheet.numbers(self.extension)
            for line in sheet.lines:
                for rule, column in line.told:
                    yield f"{self.contract.prefix}-{rule}", self.shown(sheet), numbers[line], column
