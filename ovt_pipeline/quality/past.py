"""What lots say of one table that is being judged: its previous rows, known ends, the rows that name each other.

Belongs here: counts of lots, and the SQL columns that compare the rows judged with them. Does not belong here: which
lots (before.py), their rows as relations (known.py), what is expected of all this (gates.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import duckdb

from ovt_pipeline.contracts.model import Column, Contract, Table
from ovt_pipeline.contracts.relationships import Target
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.lot_rows import TableLots
from ovt_pipeline.quality.before import Before, links_of, names_of
from ovt_pipeline.quality.known import Known, known_rows
from ovt_pipeline.sql import fill_sql, read_sql
from ovt_pipeline.warehouse.database import one_row

FIRST_OF_KEY = "key_is_unique IS NOT NULL"  # as sql/quality/kept_rows.sql makes it
IS_OPEN, IS_LISTED, IS_NAMED = "is_open", "is_listed", "rows_that_name_it"
LISTED_BEFORE = "(row_number IN (SELECT row_number FROM listed_before))::INTEGER"
NAMED_HERE = "coalesce((SELECT h.row_count FROM named_here AS h WHERE h.row_number = kept.row_number), 0)::INTEGER"


@dataclass(frozen=True)
class Link:
    """A key column that names rows of another table, and the lots in which they were looked for."""

    column: Column
    target: Target
    lots: tuple[Delivery, ...]

    @property
    def name(self) -> str:
        """The column that says whether the row named is known, NULL where the cell cannot be read."""
        return f"{self.column.name}__known"


@dataclass(frozen=True)
class Naming:
    """The rows of another export's lot that name rows of this table, and how many of them other lots explain."""

    lot: Delivery
    column: Column
    rows: int
    explained: int


@dataclass(frozen=True)
class Past:
    """What a table is compared with, nothing where no lot is known.

    Counts are of the previous delivery, what has a known end left out: rows, keys, filled cells by column. `columns`
    are SQL over `kept`, by the name under which an expectation reads them.
    """

    previous: Delivery | None = None
    rows: int = 0
    keys: int = 0
    filled: Mapping[str, int] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    naming: Naming | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def is_filled(column: Column) -> str:
    """Return the name of the column that says whether a cell is filled, in a row without a known end."""
    return f"{column.name}__is_filled"


def past_of(con: duckdb.DuckDBPyConnection, contract: Contract, table: Table, before: Before | None) -> Past:
    """Return what lots say of a table whose rows stand in `kept`; a table of the same file that it names was judged.

    Raises: OVT-P11 when a lot is not as it was written.
    """
    if before is None or not table.key:
        return Past()
    own = known_rows(con, "own", before.of(contract.export, table), before.day)
    named = list(_links(con, contract, table, before))
    past = Past(links=tuple(link for link, _ in named), columns=dict(_meeting(*one, before) for one in named))
    past = _with_naming(con, own, contract, table, before, past)
    return _with_previous(con, own, [rows for _, rows in named], before, past) if own and before.previous else past


def _links(
    con: duckdb.DuckDBPyConnection, contract: Contract, table: Table, before: Before
) -> Iterator[tuple[Link, Known]]:
    """Yield what keys name, if it can be looked for: in a table of the same file, or in the lots of another export."""
    for number, (column, target) in enumerate(links_of(table)):
        of = before.contracts[target.export] if target.export else contract
        here = "" if target.export else f'"{target.table}"'
        rows = known_rows(con, f"named_{number}", before.of(of.export, of.table(target.table)), before.day, here)
        if rows:
            yield Link(column, target, tuple(before.lots[of.export])), rows


def _meeting(link: Link, rows: Known, before: Before) -> tuple[str, str]:
    names = rows.names(None if link.target.export else before.day)
    cell = f'"{link.column.compared}"'
    return link.name, f"CASE WHEN {cell} IS NOT NULL THEN {cell} IN (SELECT entity FROM {names}) END"


def _with_naming(
    con: duckdb.DuckDBPyConnection, own: Known | None, contract: Contract, table: Table, before: Before, past: Past
) -> Past:
    for export, lot in before.naming.items():
        for other, column in names_of(before.contracts[export], contract.export, table.name):
            rows = known_rows(con, "naming", TableLots(before.store, export, other, [lot]), before.day)
            if rows:
                known = f"(SELECT entity FROM {own.names(before.day)})" if own else "(NULL)"
                con.execute(fill_sql("quality/named", rows=rows.name, named=f'"{column.compared}"', known=known))
                entity = f'"{table.key[0].compared}"'
                con.execute(fill_sql("quality/named_here", first_of_key=FIRST_OF_KEY, entity=entity))
                naming = Naming(lot, column, *one_row(con, read_sql("quality/named_counts")))
                return replace(past, naming=naming, columns={**past.columns, IS_NAMED: NAMED_HERE})
    return past


def _with_previous(
    con: duckdb.DuckDBPyConnection, own: Known, named: Sequence[Known], before: Before, past: Past
) -> Past:
    ended = _ended(own, own.table.key[0].compared, before) + [
        one for link, rows in zip(past.links, named, strict=True) for one in _ended(rows, link.column.compared, before)
    ]
    has_ended = f"({' OR '.join(ended)})" if ended else "false"
    previous = before.previous.delivery_id if before.previous else None
    con.execute(fill_sql("quality/previous_rows", rows=own.name, ended=has_ended), {"previous": previous})
    watched = [c for c in own.table.columns if c.is_watched]
    rows, keys, *filled = one_row(con, _counts(own.table, watched))
    _make_listed(con, own.table)
    columns = {**past.columns, IS_OPEN: f"(NOT {has_ended})::INTEGER", IS_LISTED: LISTED_BEFORE}
    columns |= {is_filled(c): f"({_filled(c)} AND NOT {has_ended})::INTEGER" for c in watched}
    counts = dict(zip((c.name for c in watched), filled, strict=True))
    return replace(past, previous=before.previous, rows=rows, keys=keys, filled=counts, columns=columns)


def _ended(rows: Known, column: str, before: Before) -> list[str]:
    ends = rows.ends(before.day)
    return [f'coalesce("{column}" IN (SELECT entity FROM {ends}), false)'] if ends else []


def _counts(table: Table, watched: Sequence[Column]) -> str:
    key = ", ".join(f'"{c.compared}"' for c in table.key)
    has_key = " AND ".join(f'"{c.compared}" IS NOT NULL' for c in table.key)
    filled = ", ".join(f"count(*) FILTER ({_filled(c)})" for c in watched)
    return fill_sql("quality/previous_counts", key=key, has_key=has_key, filled=filled)


def _make_listed(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    same = " AND ".join(f'previous_rows."{c.compared}" = kept."{c.compared}"' for c in table.key)
    con.execute(fill_sql("quality/listed_before", first_of_key=FIRST_OF_KEY, same_key=same))


def _filled(column: Column) -> str:
    """Return whether a cell is filled; of a blank that reads as a value, only the cell itself can tell."""
    defect = f'"{column.name}__defect" IS NOT NULL'
    if column.filled_name:
        return f'coalesce("{column.filled_name}", {defect})'
    return f'("{column.name}" IS NOT NULL OR {defect})'
