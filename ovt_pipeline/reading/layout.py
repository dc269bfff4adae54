"""What the reading child must know of a contract, as plain data that crosses a pipe.

Belongs here: spellings to look for, columns to keep or drop, csv dialect. Does not belong here: kinds, rules, values.
"""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ovt_pipeline.reading.folding import letters_and_digits

if TYPE_CHECKING:  # the child has no contract, and does without what a contract's model imports
    from ovt_pipeline.contracts.model import Column, Contract, Table


@dataclass(frozen=True)
class ColumnLayout:
    """A column to keep: its name, its French header, the aliases of it, and all of these folded."""

    name: str
    header: str
    aliases: tuple[str, ...]
    spellings: tuple[str, ...]
    needed: bool  # without it the file is refused
    required: bool  # an empty cell of it rejects the row
    is_key: bool  # of the row
    is_identifier: bool  # a textual key, or what names one: a number of it is read as it is shown


@dataclass(frozen=True)
class TableLayout:
    """A table to find: the sheet that should hold it, its columns in contract order, folded headers to drop."""

    name: str
    sheet: str
    columns: tuple[ColumnLayout, ...]
    personal: tuple[str, ...]
    may_be_empty: bool = False  # a file with no row of it is whole
    sheets_add_up: bool = False  # several sheets may hold it

    @property
    def needed_headers(self) -> tuple[str, ...]:
        """French headers without which the table is refused."""
        return tuple(c.header for c in self.columns if c.needed)


@dataclass(frozen=True)
class Layout:
    """The reading facts of one contract."""

    formats: tuple[str, ...]
    csv_encoding: str
    csv_separators: tuple[str, ...]
    tables: tuple[TableLayout, ...]
    csv_quote: str
    csv_escape: str
    csv_header_rows: int

    def plain(self) -> dict[str, Any]:
        """Return the layout as JSON-ready data."""
        return asdict(self)


def of_contract(contract: "Contract") -> Layout:
    """Return the reading facts of `contract`."""
    tables = tuple(_table(t) for t in contract.tables)
    return Layout(
        contract.formats,
        contract.csv_encoding,
        contract.csv_separators,
        tables,
        contract.csv_quote,
        contract.csv_escape,
        contract.csv_header_rows,
    )


def from_plain(plain: dict[str, Any]) -> Layout:
    """Return the layout that `plain` wrote."""
    tables = tuple(_table_from_plain(t) for t in plain["tables"])
    lists = {"formats": tuple(plain["formats"]), "csv_separators": tuple(plain["csv_separators"]), "tables": tables}
    return Layout(**{**plain, **lists})


def _table(table: "Table") -> TableLayout:
    personal = tuple(sorted({letters_and_digits(h) for h in table.personal_headers}))
    columns = tuple(_column(c) for c in table.columns)
    return TableLayout(table.name, table.sheet, columns, personal, table.may_be_empty, table.sheets_add_up)


def _column(column: "Column") -> ColumnLayout:
    spellings = {letters_and_digits(h) for h in (column.header, *column.aliases)}
    needed = column.required or column.used_by_rules
    is_key = column.key_position is not None
    folded = tuple(sorted(spellings))
    asked = needed, column.required, is_key, column.folded_name is not None
    return ColumnLayout(column.name, column.header, column.aliases, folded, *asked)


def _table_from_plain(plain: dict[str, Any]) -> TableLayout:
    listed = ("aliases", "spellings")
    columns = tuple(ColumnLayout(**{**c, **{name: tuple(c[name]) for name in listed}}) for c in plain["columns"])
    personal, said = tuple(plain["personal"]), (plain["may_be_empty"], plain["sheets_add_up"])
    return TableLayout(plain["name"], plain["sheet"], columns, personal, *said)
