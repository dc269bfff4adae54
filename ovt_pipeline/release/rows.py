"""Puts rows of Python values into a table of a release, many at once.

Belongs here: that one way of inserting. Does not belong here: which rows.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb


def insert_rows(
    con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], rows: Iterable[Iterable[Any]]
) -> None:
    """Insert rows by column name; nothing when there is no row.

    Each column is bound as one list: row by row costs fifty times more, a frame imports pandas.
    """
    by_column = [list(values) for values in zip(*rows, strict=True)]
    if by_column:
        bound = dict(zip(columns, by_column, strict=True))
        values = ", ".join(f"unnest(${name}) AS {name}" for name in bound)
        con.execute(f"INSERT INTO {table} BY NAME SELECT {values}", bound)


def renew_rows(
    con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], rows: Iterable[Iterable[Any]]
) -> None:
    """Make a table hold these rows; one that holds them already is not written to."""
    wanted = [tuple(row) for row in rows]
    held = con.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
    if len(held) != len(wanted) or set(held) != set(wanted):
        con.execute(f"DELETE FROM {table}")
        insert_rows(con, table, columns, wanted)
