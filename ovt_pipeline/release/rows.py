"""Puts rows of Python values into a table of a release, many at once.

Belongs here: that one way of inserting. Does not belong here: which rows.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pandas as pd


def insert_rows(
    con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], rows: Iterable[Iterable[Any]]
) -> None:
    """Insert rows by column name; nothing when there is no row."""
    listed = [list(r) for r in rows]
    if listed:
        con.register("frame", pd.DataFrame(listed, columns=list(columns), dtype=object))
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM frame")
        con.unregister("frame")
