"""What a release of an earlier version of the program does not hold yet, found again from what it holds.

Belongs here: telling what such a release lacks, and making it. Does not belong here: carrying it over (fill.py),
showing it (answers/).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.deliveries.lot_used import lots_until
from ovt_pipeline.warehouse.chain import Logged
from ovt_pipeline.warehouse.database import one_row, records

Source = tuple[str, date, str, str]
SOURCE_COLUMNS = ("indicator_id", "as_of", "export", "delivery_id")  # of figure_sources
DELIVERIES = (
    'SELECT export, delivery_id, extraction_date, received_at FROM "{}".deliveries'
    " WHERE verdict = 'accepted' ORDER BY extraction_date, received_at"
)
LACKING = {  # columns of today, and what stands for them where a release has none
    "plan": dict.fromkeys(("objective_fr", "objective_en", "action_fr", "action_en"), "NULL::VARCHAR"),
    "indicator_targets": {"is_provisional": "is_preliminary", "only_by_exits": "NULL::BOOLEAN"},
    "releases": {"is_official": "false"},
}
EMPTY = {  # tables of today that a release before them had nothing to put in
    "held_figures": "indicator_id VARCHAR, as_of DATE, reason VARCHAR",
    "figure_changes": "indicator_id VARCHAR, as_of DATE, compared_with VARCHAR",
}
BY_DATE = (
    "CREATE TEMP VIEW published AS SELECT DISTINCT indicator_id, as_of FROM indicator_results;"
    "CREATE TEMP VIEW evidence_periods AS SELECT indicator_id, entity_id, as_of AS first_as_of, as_of AS last_as_of,"
    " region_code, in_denominator, in_numerator, reason_code, doubt, delivery_id AS last_delivery_id FROM evidence;"
    "CREATE TEMP VIEW evidence_rows AS SELECT indicator_id, entity_id, as_of AS first_as_of, as_of AS last_as_of,"
    " sheet, row_number FROM evidence"
)
LOG = "SELECT release_id, published_at, {} FROM releases"
FIGURES = "SELECT DISTINCT indicator_id, as_of, known_at FROM \"{}\".indicator_results WHERE region_code = '00'"


@dataclass(frozen=True)
class Received:
    """An accepted delivery of a release."""

    export: str
    delivery_id: str
    extraction_date: date
    received_at: datetime


@dataclass(frozen=True)
class Known:
    """A figure, and when the last lot that it may rest on was received."""

    indicator_id: str
    as_of: date
    known_at: datetime


def tables_of(con: duckdb.DuckDBPyConnection, release: str) -> set[str]:
    """Return the names of the tables that an open release holds; none when nothing is attached under that name."""
    query = f"SELECT table_name FROM duckdb_tables() WHERE database_name = '{release}'"
    return {row[0] for row in con.execute(query).fetchall()}


def relations_of(con: duckdb.DuckDBPyConnection, release: str) -> set[str]:
    """Return the names of the tables and views that an open release holds."""
    query = f"SELECT view_name FROM duckdb_views() WHERE database_name = '{release}' AND NOT internal"
    return tables_of(con, release) | {row[0] for row in con.execute(query).fetchall()}


def log_of(con: duckdb.DuckDBPyConnection) -> list[Logged]:
    """Return the log of an open release; one of before the chain names no digest."""
    columns = {row[0] for row in con.execute("SELECT column_name FROM (DESCRIBE releases)").fetchall()}
    return records(
        con, LOG.format("previous_sha256" if "previous_sha256" in columns else "NULL AS previous_sha256"), Logged
    )


def complete(con: duckdb.DuckDBPyConnection, exports: Mapping[str, Collection[str]]) -> None:
    """Give the open release, for this connection only, whatever it lacks of what a release of today holds.

    `exports`: those that each indicator reads.
    """
    add_columns(con)
    add_tables(con)
    add_figure_sources(con, exports)


def add_figure_sources(con: duckdb.DuckDBPyConnection, exports: Mapping[str, Collection[str]]) -> None:
    """Make the rows of figure_sources that the open release lacks, in a table of this connection only."""
    (release,) = one_row(con, "SELECT current_database()")
    if "figure_sources" not in tables_of(con, release):
        con.execute(
            "CREATE TEMP TABLE figure_sources (indicator_id VARCHAR, as_of DATE, export VARCHAR, delivery_id VARCHAR)"
        )
        for row in figure_sources(con, release, exports):
            con.execute("INSERT INTO figure_sources VALUES (?, ?, ?, ?)", row)


def add_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Give the open release, for this connection only, what it was made before: no figure held, periods of one date."""
    (release,) = one_row(con, "SELECT current_database()")
    known = tables_of(con, release)
    for table, columns in EMPTY.items():
        if table not in known:
            con.execute(f"CREATE TEMP TABLE {table} ({columns})")
    if "evidence_periods" not in known:
        con.execute(BY_DATE)


def add_columns(con: duckdb.DuckDBPyConnection) -> None:
    """Give the tables of the open release, for this connection only, the columns that it lacks."""
    (release,) = one_row(con, "SELECT current_database()")
    for table in sorted(LACKING.keys() & tables_of(con, release)):
        source = f'"{release}".main.{table}'
        known = {row[1] for row in con.execute(f"PRAGMA table_info('{source}')").fetchall()}
        added = ", ".join(f"{how} AS {name}" for name, how in LACKING[table].items() if name not in known)
        if added:
            con.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT *, {added} FROM {source}")


def figure_sources(
    con: duckdb.DuckDBPyConnection, release: str, exports: Mapping[str, Collection[str]]
) -> Iterator[Source]:
    """Yield the rows of figure_sources that a release made before that table would hold.

    They are the lots used at each date, among those received when the figure became known. `exports`: those that each
    indicator reads; one that no plan has any more has none.
    """
    received = records(con, DELIVERIES.format(release), Received)
    for one in records(con, FIGURES.format(release), Known):
        known = [lot for lot in received if lot.received_at <= one.known_at]
        for export in exports.get(one.indicator_id, ()):
            yield from ((one.indicator_id, one.as_of, export, name) for name in _used(known, export, one.as_of))


def _used(received: Iterable[Received], export: str, as_of: date) -> list[str]:
    role = load_contracts()[export].role
    until = lots_until([lot for lot in received if lot.export == export], as_of, or_oldest=role == "places")
    return [lot.delivery_id for lot in until[-1:]]
