"""The rows that lots hold of one table, as relations beside the rows being judged: the rows, ends, names.

Belongs here: making these relations (sql/quality/known_*.sql). Does not belong here: which lots (before.py), what is
compared with them (past.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from ovt_pipeline.contracts.model import Table
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.lot_rows import TableLots, columns_of, load_rows
from ovt_pipeline.deliveries.lot_used import lots_until
from ovt_pipeline.sql import fill_sql

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


def known_rows(con: duckdb.DuckDBPyConnection, name: str, of: TableLots, day: date, judged: str = "") -> Known | None:
    """Return the rows of a table in lots, and in the tables of schema `judged`; None where there are neither.

    Of the lots around `day` all rows are there, of the others those that turn. Raises: OVT-P11 when a lot is not as it
    was written.
    """
    having = [lot for lot in of.lots if f"{of.table.name}/rows.parquet" in lot.files]  # a contract may not have had it
    same, queries = ", ".join(f'"{column}"' for column in columns_of(of.table)), []
    if having:
        load_rows(con, f"{name}_in_lots", replace(of, lots=having), _around(having, day))
        queries.append(fill_sql("quality/known_in_lots", made=name, columns=same))
    if judged:
        queries.append(fill_sql("quality/known_here", last=str(JUDGED), judged=judged, columns=same))
    if not queries:
        return None
    con.execute(fill_sql("quality/known_rows", made=name, queries="\nUNION ALL\n".join(queries)))
    return Known(con, name, of.table)


def _around(lots: Sequence[Delivery], day: date) -> set[str]:
    """Return the last lots before a day and until it, and the first one after."""
    until, later = lots_until(lots, day), [lot for lot in lots if lot.extraction_date and lot.extraction_date > day]
    return {lot.delivery_id for lot in (*until[-2:], *later[:1])}
