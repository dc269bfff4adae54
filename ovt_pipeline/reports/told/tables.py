"""The tables that are told, as people read them: titles, and what each column says, in both languages.

Belongs here: what a form that shows a table whole (workbook, open data) needs to know of it. Does not belong here: rows
(database.py), sentences (catalogue/told.yaml; of a column that a release has too, catalogue/dictionary.yaml).
"""

from dataclasses import dataclass
from typing import Any

import duckdb

from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.language.text import Text

COLUMNS = "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"


@dataclass(frozen=True)
class Column:
    """A column: its name, its type in DuckDB, what it says."""

    name: str
    kind: str
    says: Text


@dataclass(frozen=True)
class Table:
    """A table told: `name` is without its prefix; `key` the columns that name a row."""

    name: str
    title: Text
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def source(self) -> str:
        """The table of the small database."""
        return f"told_{self.name}"


def tables_told(con: duckdb.DuckDBPyConnection) -> list[Table]:
    """Return the tables that forms show whole, in their order, with the columns that they have there."""
    return [_table(con, name, entry) for name, entry in entries("told").items()]


def rows_of(con: duckdb.DuckDBPyConnection, table: Table) -> list[tuple[object, ...]]:
    """Return the rows of a table in the order of all their columns: the same for the same release."""
    return con.execute(f"SELECT * FROM {table.source} ORDER BY ALL").fetchall()


def _table(con: duckdb.DuckDBPyConnection, name: str, entry: dict[str, Any]) -> Table:
    told = entries("dictionary")
    of, everywhere = told[entry["of"]]["columns"], told["indicator_results"]["columns"]
    found = []
    for column, kind in con.execute(COLUMNS, [f"told_{name}"]).fetchall():
        says = entry["columns"].get(column) or of.get(column) or everywhere[column]
        found.append(Column(column, kind, Text(says["fr"], says["en"])))
    return Table(name, Text(entry["title"]["fr"], entry["title"]["en"]), tuple(entry["key"]), tuple(found))
