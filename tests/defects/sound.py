"""A sound delivery of each export, made from its contract: what its rows mean, and the plain cells that say so.

Belongs here: the delivery that the messes start from, with what must come out of it, and how its lines are moved.
Does not belong here: any mess (messy_*.py), any defect (faulty.py), file formats (writers.py).
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Column, Contract, Table
from ovt_pipeline.quality.places import Place

Value = str | float | bool | dt.date | None  # what a cell means
Cell = Value  # what is written; a text that begins with « # » is an error cell, with « = » a formula without result
Row = dict[str, Value]
State = Literal["visible", "hidden", "veryHidden"]

CONTRACTS = load_contracts()
DAY = dt.date(2025, 3, 31)
SENTINEL = "Zéphirine Introuvable"  # a person's name that must never leave the reader
PLACES: list[Place] = [
    ("10043", "Rimouski", "01"),
    ("23027", "Québec", "03"),
    ("03005", "Gaspé", "11"),
    ("01023", "Les Îles-de-la-Madeleine", "11"),
    ("21045", "L'Ange-Gardien", "03"),
    ("82005", "L'Ange-Gardien", "07"),
]

# What the rules of the contracts ask of two columns at once: when the named column may not be blank.
_NEEDED: dict[str, Callable[[Row], bool]] = {
    "no_unite_successeur": lambda row: row["statut"] == "Fusionnée",
    "port_attache": lambda row: row["type_mouvement"] in {"Régionalisation", "Transfert"},
    "date_effet": lambda row: row["date_prevue"] is None,
    "date_prevue": lambda row: "date_effet" in row and row["date_effet"] is None,
}


@dataclass
class Sheet:
    """A sheet to write: its lines from row 1 on and, when it holds a table, where its header and sound rows stand."""

    name: str
    lines: list[list[Cell]]
    table: Table | None = None
    truth: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)  # the row of each of `truth`
    places: dict[str, int] = field(default_factory=dict)  # column of the contract → column of the sheet, from 0
    header: int = 1
    totals: int | None = None
    unknown: dict[int, str] = field(default_factory=dict)  # column, from 1 → header that the contract does not name
    state: State = "visible"
    hidden_rows: list[int] = field(default_factory=list)
    merged: list[tuple[int, int]] = field(default_factory=list)  # (row, columns) merged from the first column on

    def insert(self, before: int, line: list[Cell]) -> None:
        """Put a line above row `before`; what stood from there on moves down."""
        self.lines.insert(before - 1, line)
        self.header += self.header >= before
        self.numbers = [number + (number >= before) for number in self.numbers]

    def indent(self, columns: int) -> None:
        """Leave blank columns on the left."""
        self.lines = [[None] * columns + line for line in self.lines]
        self.places = {name: place + columns for name, place in self.places.items()}

    def put(self, column: str, index: int, cell: Cell) -> None:
        """Write another cell in the sound row of this index."""
        self.lines[self.numbers[index] - 1][self.places[column]] = cell

    def spell(self, spelling: Callable[[Column], str]) -> None:
        """Write the headers otherwise."""
        for column in self.table.columns if self.table else ():
            self.lines[self.header - 1][self.places[column.name]] = spelling(column)


@dataclass
class Fault:
    """A cell that cannot be typed (a whole row without a column), and the shared rule that says so."""

    sheet: Sheet
    column: Column | None
    index: int
    rule: str


@dataclass
class Delivery:
    """The sheets of one file, and how they are written."""

    contract: Contract
    sheets: list[Sheet]
    separator: str
    encoding: str = "utf-8"
    newline: str = "\r\n"
    quote_all: bool = False
    dates_from_1904: bool = False
    is_synthetic: bool = False
    faults: list[Fault] = field(default_factory=list)

    def tables(self) -> Iterator[tuple[Sheet, Table]]:
        """Yield the sheets that hold a table of the contract, in its order."""
        for table in self.contract.tables:
            yield from ((s, table) for s in self.sheets if s.table is table)


def sound(contract: Contract, rows: int = 12) -> Delivery:
    """Return a delivery that nobody can complain about."""
    sheets = [_sheet(table, rows) for table in contract.tables]
    return Delivery(contract, sheets, contract.csv_separators[0])


def is_needed(column: Column, row: Row) -> bool:
    """Tell whether a rule on two columns asks for a value of this one in this row."""
    needed = _NEEDED.get(column.name)
    return needed is not None and needed(row)


def may_be_blank(column: Column, row: Row) -> bool:
    """Tell whether no rule asks for a value of this column in this row, and a blank is no value by itself."""
    return not column.required and column.kind != "yes_no" and not is_needed(column, row)


def plain(column: Column, value: Value) -> Cell:
    """Return the cell of a well-kept file."""
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    return int(value) if isinstance(value, float) and column.kind == "number" else value


def _sheet(table: Table, rows: int) -> Sheet:
    truth = [_row(table, number) for number in range(1, rows + 1)]
    lines: list[list[Cell]] = [[c.header for c in table.columns]]
    lines += ([plain(c, row[c.name]) for c in table.columns] for row in truth)
    places = {c.name: place for place, c in enumerate(table.columns)}
    return Sheet(table.sheet, lines, table, truth, list(range(2, rows + 2)), places)


def _row(table: Table, number: int) -> Row:
    """Return a row with some blanks, as far as its rules allow; columns next to each other are not blank together."""
    row = {c.name: _value(c, place, number) for place, c in enumerate(table.columns)}
    for place, column in enumerate(table.columns):
        if (number // 3 + place) % 4 == 0 and may_be_blank(column, row):
            row[column.name] = None
    return row


def _value(column: Column, place: int, number: int) -> Value:
    """Return a value unlike those of the other columns and, when it can be, of the other rows."""
    if column.allowed:
        return column.allowed[number % len(column.allowed)]
    if column.key_position and column.kind != "number":
        return f"0{place}{number:03d}"  # leading zeros; five digits are also the code of a municipality
    by_kind: dict[str, Value] = {
        "yes_no": number % 2 == 0,
        "date": dt.date(2014, 1, 1) + dt.timedelta(days=37 * (number % 100) + 11 * place),
        "number": 1000.0 + number,
        "bandwidth": 1250.5 * number if number % 5 else 100.0,
        "region": f"{number % 17 + 1:02d}",
        **dict.fromkeys(("municipality", "municipality_code"), PLACES[number % len(PLACES)][0]),
    }
    return by_kind.get(column.kind, f'Élément n° {number} « d’été » ; à vérifier, "{place}" | œuvre')
