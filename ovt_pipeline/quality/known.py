"""The rows that lots hold of one table, as relations beside the rows being judged: all of them, ends, names.

Belongs here: making these relations (sql/quality/known_*.sql). Does not belong here: which lots (before.py), what is
compared with them (past.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from ovt_pipeline.contracts.model import Table
from ovt_pipeline.deliveries.lots import Delivery, LotStore
from ovt_pipeline.reading.folding import fold_key
from ovt_pipeline.sql import fill_sql

PARTS = {"rows": True, "rejected": False}  # file of a table in a lot → are its rows accepted?
JUDGED = 1_000_000  # order among lots of the file that is being judged
NEVER = "false"  # the known end of a table whose rows have none


@dataclass(frozen=True)
class Known:
    """The rows of a table in lots, and in the file that is judged when it holds that table too: the view `name`."""

    con: duckdb.DuckDBPyConnection
    name: str
    table: Table

    @property
    def entity(self) -> str:
        """The column that names an entity, folded."""
        return self.table.key[0].compared

    def ends(self, day: date) -> str | None:
        """Make the table of the entities whose end is a fact by `day`; None when rows of this table never end."""
        if self.table.known_end == NEVER:
            return None
        order = self.table.last_row_by
        latest = ", ".join(f'"{column}" DESC' for column in ("lot_order", *order))
        is_fact = f'"{order[0]}" <= extraction_date' if order else "true"
        parts = {"known_end": self.table.known_end, "latest": latest, "is_fact": is_fact}
        self._make("known_ends", f"{self.name}_ends", {"day": day}, **parts)
        return f"{self.name}_ends"

    def names(self, without: date | None) -> str:
        """Make the table of the entities that a row names; a lot `without` that date counts, and the file judged."""
        which = f"(extraction_date IS DISTINCT FROM $day OR lot_order = {JUDGED})"
        self._make("known_names", f"{self.name}_names", {"day": without}, which=which)
        return f"{self.name}_names"

    def _make(self, question: str, name: str, values: Mapping[str, date | None], **parts: str) -> None:
        made = fill_sql(f"quality/{question}", made=name, rows=self.name, entity=self.entity, **parts)
        self.con.execute(made, values)


def known_rows(
    con: duckdb.DuckDBPyConnection, name: str, table: Table, store: LotStore, lots: Sequence[Delivery], judged: str = ""
) -> Known | None:
    """Return the rows of a table in lots, and in the tables of schema `judged`; None where there are neither.

    Raises: OVT-P11 when a lot is not as it was written.
    """
    files, columns, queries = list(_files(table, store, lots)), _columns(table), []
    if files:
        con.execute(fill_sql("quality/known_files", made=name))
        con.executemany(f"INSERT INTO {name}_files VALUES (?, ?, ?, ?)", files)
        listed = "[" + ", ".join("'" + str(path).replace("'", "''") + "'" for path, *_ in files) + "]"
        typed = ", ".join(_typed(con, table, columns, [path for path, *_ in files]))
        queries.append(fill_sql("quality/known_in_lots", made=name, files=listed, columns=typed))
    if judged:
        same = ", ".join(f'"{column}"' for column in columns)
        queries.append(fill_sql("quality/known_here", last=str(JUDGED), judged=judged, columns=same))
    if not queries:
        return None
    con.execute(fill_sql("quality/known_rows", made=name, queries="\nUNION ALL\n".join(queries)))
    return Known(con, name, table)


def _files(table: Table, store: LotStore, lots: Sequence[Delivery]) -> Iterator[tuple[str, int, date | None, bool]]:
    for order, lot in enumerate(lots, 1):
        for part, is_accepted in PARTS.items():
            if (name := f"{table.name}/{part}.parquet") in lot.files:  # the contract of then may not have had the table
                yield str(store.file(lot, name)), order, lot.extraction_date, is_accepted


def _columns(table: Table) -> dict[str, str]:
    """Return every column that a lot may hold of a table, with its type."""
    types = {c.name: c.sql_type for c in table.columns} | {f"{c.name}__defect": "VARCHAR" for c in table.columns}
    return types | dict.fromkeys(table.folded.values(), "VARCHAR") | dict.fromkeys(table.filled, "BOOLEAN")


def _typed(
    con: duckdb.DuckDBPyConnection, table: Table, columns: Mapping[str, str], files: Sequence[str]
) -> Iterator[str]:
    """Yield the columns as files have them: typed NULL in none of them, keys folded where an older lot did not."""
    query = "SELECT column_name FROM (DESCRIBE FROM read_parquet($files, union_by_name = true))"
    there = {name for (name,) in con.execute(query, {"files": files}).fetchall()}
    unfolded = {folded: name for name, folded in table.folded.items()}
    _teach_folding(con)
    for name, kind in columns.items():
        found = f'"{name}"::{kind}' if name in there else f"NULL::{kind}"
        if name in unfolded:
            found = f'coalesce({found}, fold_key("{unfolded[name]}"::VARCHAR))'
        yield f'{found} AS "{name}"'


def _teach_folding(con: duckdb.DuckDBPyConnection) -> None:
    known = con.execute("SELECT count(*) FROM duckdb_functions() WHERE function_name = 'fold_key'").fetchall()
    if known == [(0,)]:
        con.create_function("fold_key", fold_key, ["VARCHAR"], "VARCHAR")
