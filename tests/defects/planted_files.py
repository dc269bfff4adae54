"""Writing the lines of a delivery under a layout of its own: titles, offset, order and spelling of columns, format.

Belongs here: how cells, lines and files are written, and the row each line ends on. Does not belong here: what the
lines hold (planted_rows.py), what is wrong with them (planted_faults.py).
"""

import csv
import random
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ovt_pipeline.contracts.model import Column, Contract, Table

from .planted_rows import NAMES, PERSONAL, Row, region_label

Finding = tuple[str, str | None, int, str | None]  # rule, sheet, row, column


@dataclass(frozen=True)
class Raw:
    """A cell written as it is, whatever its column."""

    text: str


BROKEN = Raw("")  # an error cell, or a formula that was never computed where the format has formulas
BLANK = Raw(" ")  # one of the ways of saying that there is nothing
_BLANKS = ("", " ", "\u00a0", "-", "S.O.", "s. o.", "N/D", "n.d.", "ND")
_TITLES: tuple[list[list[object]], ...] = (
    [],
    [["Extraction du système source"]],
    [["Inventaire"], ["Direction fictive", "Page 1"], []],
)


@dataclass
class Line:
    """A row to write and what must be said of it: (rule, column) pairs. `shifted`: it stands a cell too far right."""

    cells: Row
    blamed: list[tuple[str, str | None]] = field(default_factory=list)
    touched: bool = False
    shifted: bool = False


@dataclass
class Sheet:
    """The lines of one table, the headers that no contract names, and whether a totals row closes it."""

    table: Table
    lines: list[Line]
    unknown: list[str] = field(default_factory=list)
    totals: bool = False


@dataclass(frozen=True)
class Layout:
    """What distinguishes one file from another that holds the same."""

    rng: random.Random
    extension: str
    encoding: str = "utf-8"
    separator: str = ";"
    day_form: str = "%Y-%m-%d"

    @classmethod
    def draw(cls, rng: random.Random, contract: Contract) -> "Layout":
        """Draw a layout that the contract accepts."""
        extension = rng.choice([one for one in ("csv", "xlsx", "xlsx") if one in contract.formats])
        encoding = rng.choice(["utf-8", "utf-8-sig", contract.csv_encoding])
        day_form = rng.choice(["%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d-%m-%Y"])
        return cls(rng, extension, encoding, rng.choice(";,\t|"), day_form)

    def write(self, path: Path, sheets: list[Sheet]) -> list[Finding]:
        """Write the sheets; return what must be found, and where."""
        if self.extension == "csv":
            grid = _Grid(self, sheets[0], None)
            grid.save_csv(path)
            return grid.expected
        book = Workbook()
        book.remove(book.worksheets[0])
        grids = [_Grid(self, sheet, self._sheet_name(sheet.table, len(sheets))) for sheet in sheets]
        for grid in grids:
            grid.fill(book.create_sheet(grid.name))
        book.save(path)
        return [finding for grid in grids for finding in grid.expected]

    def _sheet_name(self, table: Table, count: int) -> str:
        return table.sheet if count > 1 else self.rng.choice([table.sheet, "Feuil1", "Export du jour"])

    def spell(self, column: Column, value: object) -> object:
        """Write one value as a person could."""
        if isinstance(value, Raw):
            return self._raw(value)
        if isinstance(value, bool):
            return self.rng.choice([("Non", "N", "faux", "0"), ("Oui", "o", "X", "Vrai", "1")][value])
        if isinstance(value, date):
            is_text = self.extension == "csv" or self.rng.random() < 0.2
            return value.strftime(self.day_form) if is_text else value
        if column.kind == "region":
            label = region_label(str(value))
            return self.rng.choice([value, label, label[:-5], label.upper(), f"{value} - {label[:-5]}"])
        if column.kind == "municipality" and value in NAMES:
            return self.rng.choice([value, NAMES[value], f"{NAMES[value]} ({value})"])
        return f"{value} " if isinstance(value, str) and self.rng.random() < 0.1 else value

    def _raw(self, value: Raw) -> str:
        if value is BLANK:
            return self.rng.choice(_BLANKS)
        if value is BROKEN:
            return self.rng.choice(["#N/A", "#REF!", "#VALEUR!", "#N/A" if self.extension == "csv" else "=1/0"])
        return value.text


class _Grid:
    """The cells of one sheet, and what must be found in it."""

    def __init__(self, layout: Layout, sheet: Sheet, name: str | None) -> None:
        self.layout, self.name = layout, name or ""
        self.expected: list[Finding] = []
        rng = layout.rng
        self.rows: list[list[object]] = [list(row) for row in rng.choice(_TITLES)]
        self.left = [""] * rng.choice([0, 0, 1, 3])
        columns: list[Column | str] = [*sheet.table.columns, *sheet.unknown, *PERSONAL.get(sheet.table.name, ())]
        rng.shuffle(columns)
        self._add([self._header(one) for one in columns])
        # in a workbook, the cell beyond the last header makes a column that nobody names
        nameless = layout.extension != "csv" and any(line.shifted for line in sheet.lines)
        self.expected += [("M02", name, len(self.rows), None)] * (len(sheet.unknown) + nameless)
        for line in sheet.lines:
            self._gap()
            cells = [self._cell(line, one) for one in columns]
            self._add(["Décalé", *cells[:-1], cells[-1] or "Fin"] if line.shifted else cells)
            self.expected += [(rule, name, self._first_line(), column) for rule, column in line.blamed]
        if sheet.totals:
            self._add(["TOTAL général", "", len(sheet.lines)])
            self.expected.append(("M03", name, self._first_line(), None))

    def save_csv(self, path: Path) -> None:
        """Write the rows as csv."""
        with path.open("w", encoding=self.layout.encoding, newline="") as stream:
            csv.writer(stream, delimiter=self.layout.separator).writerows(self.rows)

    def fill(self, page: Worksheet) -> None:
        """Write the rows to a sheet, some of them hidden."""
        for number, row in enumerate(self.rows, start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    page.cell(row=number, column=column).value = value  # type: ignore[assignment]
            page.row_dimensions[number].hidden = self.layout.rng.random() < 0.05

    def _add(self, cells: list[object]) -> None:
        self.rows.append([*self.left, *cells])

    def _gap(self) -> None:
        if self.layout.rng.random() < 0.05:
            self.rows.append([])

    def _first_line(self) -> int:
        """Return the line that the last row starts on: in a csv, a cell may hold line breaks."""
        if self.layout.extension != "csv":
            return len(self.rows)
        breaks = sum(cell.count("\n") for row in self.rows[:-1] for cell in row if isinstance(cell, str))
        return len(self.rows) + breaks

    def _header(self, column: Column | str) -> str:
        if isinstance(column, str):
            return column
        spelling = self.layout.rng.choice([column.header, *column.aliases])
        return self.layout.rng.choice([spelling, spelling, spelling.upper(), spelling.replace(" ", "\u00a0", 1)])

    def _cell(self, line: Line, column: Column | str) -> object:
        if isinstance(column, str):
            return "Sans objet"
        cell = self.layout.spell(column, line.cells.get(column.name))
        if column.name == "adresse" and not line.touched and self.layout.rng.random() < 0.05:
            return f"{cell}\nPorte 2"  # two lines of a csv, one record
        return "" if cell is None else cell
