"""The rows of one table in the lots of an export: whole where a question reads a lot whole, else where they turn.

What a row says between two turns of its entity, the row of the turn says. So whoever asks when an entity was first
named, what its last row was, or which rows a lot lacks that one before it had, is answered as by all rows of all lots;
whoever asks what one lot holds has to read it whole.

Belongs here: reading rows from Parquet, as the contract of today types them. Does not belong here: which lots are
read whole, what is asked of the rows (quality/, figures/), what is kept of turns (turns.py).
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import duckdb

from ovt_pipeline.contracts.model import Table
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.deliveries.turns import Turns
from ovt_pipeline.reading.folding import fold_key
from ovt_pipeline.sql import fill_sql

PARTS = {"rows": True, "rejected": False}  # file of a table in a lot → are its rows accepted?
ADDRESS = {"sheet": "VARCHAR", "row_number": "BIGINT", "doubted": "BOOLEAN"}
AT_ONCE = 32  # pairs of lots compared in one pass: all their rows lie in memory


def columns_of(table: Table) -> dict[str, str]:
    """Return every column that a lot may hold of a table, its address apart, with its type."""
    types = {c.name: c.sql_type for c in table.columns} | {f"{c.name}__defect": "VARCHAR" for c in table.columns}
    return types | dict.fromkeys(table.folded.values(), "VARCHAR") | dict.fromkeys(table.filled, "BOOLEAN")


@dataclass(frozen=True)
class TableLots:
    """One table of an export in its lots, given in their order."""

    store: LotStore
    export: str
    table: Table
    lots: Sequence[Delivery]

    @cached_property
    def sources(self) -> list[str]:
        """What names the content that each lot has of the table: the same name, the same rows."""
        return [_source(lot, self.table) for lot in self.lots]

    @cached_property
    def columns(self) -> dict[str, str]:
        """The columns of a row with their types, its address and what the contract doubts included."""
        return {**ADDRESS, **columns_of(self.table)}

    @cached_property
    def _by_source(self) -> dict[str, Delivery]:
        return dict(zip(self.sources, self.lots, strict=True))

    def read(self, con: duckdb.DuckDBPyConnection, made: str, sources: Collection[str]) -> None:
        """Make a table of all rows of these contents, each file hashed first. Raises OVT-P11."""
        named = ", ".join(f'"{name}" {kind}' for name, kind in self.columns.items())
        con.execute(f"CREATE OR REPLACE TEMP TABLE {made} (source VARCHAR, is_accepted BOOLEAN, {named})")
        found = [(path, source, part) for source in sorted(sources) for path, part in self._files(source)]
        if found:
            files, named_by, accepted = map(list, zip(*found, strict=True))
            columns = ", ".join(self._typed(con, files))
            bound = {"files": files, "sources": named_by, "accepted": accepted}
            con.execute(fill_sql("lots/rows", made=made, columns=columns), bound)
            self._fold_keys(con, made)

    def _files(self, source: str) -> Iterator[tuple[str, bool]]:
        for part, is_accepted in PARTS.items():
            yield str(self.store.file(self._by_source[source], f"{self.table.name}/{part}.parquet")), is_accepted

    def _typed(self, con: duckdb.DuckDBPyConnection, files: object) -> Iterator[str]:
        """Yield the columns as files have them: typed NULL in none of them."""
        query = "SELECT column_name FROM (DESCRIBE FROM read_parquet($files, union_by_name = true))"
        there = {name for (name,) in con.execute(query, {"files": files}).fetchall()}
        for name, kind in self.columns.items():
            found = f'rows."{name}"::{kind}' if name in there else f"NULL::{kind}"
            yield f'{found} AS "{name}"'

    def _fold_keys(self, con: duckdb.DuckDBPyConnection, made: str) -> None:
        """Fill the folded text of the keys of lots that an earlier version wrote without it."""
        for name, folded in self.table.folded.items():
            query = f'SELECT DISTINCT "{name}" FROM {made} WHERE "{folded}" IS NULL AND "{name}" IS NOT NULL'
            shown = [row[0] for row in con.execute(query).fetchall()]
            if shown:
                filled = fill_sql("lots/folded", relation=made, shown=name, folded=folded)
                con.execute(filled, {"shown": shown, "folded": [fold_key(text) for text in shown]})


def load_rows(con: duckdb.DuckDBPyConnection, made: str, of: TableLots, whole: Collection[str]) -> None:
    """Make the table `made`: lot_order (1 is the first lot), delivery_id, extraction_date, is_accepted, a row.

    `whole` are the ids of the lots of which every row is there; the first one is always. Raises OVT-P11.
    """
    is_whole = [n == 0 or lot.delivery_id in whole for n, lot in enumerate(of.lots)]
    bound = {
        "ids": [lot.delivery_id for lot in of.lots],
        "days": [lot.extraction_date for lot in of.lots],
        "sources": of.sources,
        "whole": is_whole,
    }
    con.execute(fill_sql("lots/order", made=made), bound)
    of.read(con, f"{made}_whole", {source for source, is_read in zip(of.sources, is_whole, strict=True) if is_read})
    _load_turns(con, f"{made}_turned", of, [] if all(is_whole) else of.sources)
    con.execute(fill_sql("lots/in_play", made=made))
    for part in ("whole", "turned", "lots"):
        con.execute(f"DROP TABLE {made}_{part}")


def _load_turns(con: duckdb.DuckDBPyConnection, made: str, of: TableLots, sources: Sequence[str]) -> None:
    """Make a table of what turns between contents that follow each other.

    What is not kept is found in the lots, and kept for the next time.
    """
    turns = Turns(of.store.turns, f"{of.export}__{of.table.name}", of.columns, of.table.key[0].compared)
    turns.create(con, made)
    wanted = dict.fromkeys(pair for pair in pairwise(sources) if pair[0] != pair[1])
    known = turns.load(con, made) if wanted else {}
    missing = [pair for pair in wanted if pair not in known]
    for start in range(0, len(missing), AT_ONCE):
        pairs = missing[start : start + AT_ONCE]
        of.read(con, f"{made}_all", {source for pair in pairs for source in pair})
        turns.add(con, made, f"{made}_all", pairs)
        con.execute(f"DROP TABLE {made}_all")
    if missing and of.store.keeps_turns:
        turns.keep(con, made, [*known, *missing])


def _source(lot: Delivery, table: Table) -> str:
    """Return what names the content of a table in a lot: the same name, the same rows."""
    files = [lot.files.get(f"{table.name}/{part}.parquet", "") for part in PARTS]
    return hashlib.sha256(" ".join(files).encode()).hexdigest()
