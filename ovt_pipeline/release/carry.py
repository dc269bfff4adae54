"""Carries the release before over into the one being built: a copy of its bytes, else table by table.

A copy costs the same whatever the file holds. Table by table where the schema or the sentences about it have changed,
and where the file has too much slack: that gives it back.

Belongs here: which of the two, and what of the copy is emptied to be filled anew. Does not belong here: what is filled
(fill.py, periods.py), what an earlier version lacks (earlier.py).
"""

import shutil
from pathlib import Path

import duckdb

from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.release.earlier import tables_of
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import BLOCK_SIZE, one_row
from ovt_pipeline.warehouse.files import PRIVATE_FILE

CARRIED = (  # what a night adds to; the other tables are filled anew
    "indicator_results",
    "indicator_sensitivity",
    "figure_sources",
    "evidence_periods",
    "evidence_rows",
    "reconciliation_periods",
    "indicator_history",
    "revision_causes",
    "status_events",
    "releases",
    "deliveries",
    "quality_results",
    "quarantine",
)
RENEWED = (  # those that fill a table of these change only what is not as it was
    "data_dictionary",
    "regions",
    "plans",
    "plan_statements",
    "context_figures",
    "plan",
    "published",
    "indicator_targets",
)
# Share of blocks without rows above which a release is written anew. Every night leaves a block of each table that it
# writes to, and takes it again the night after: so many are no slack.
SLACK, FEW_BLOCKS = 0.15, 24
SHAPE = "SELECT sql FROM duckdb_tables() WHERE database_name = $name ORDER BY ALL"  # views are made anew
TOLD = "SELECT table_name, column_name, description_fr, description_en FROM previous.data_dictionary"
BLOCKS = "SELECT free_blocks, total_blocks, block_size FROM pragma_database_size() WHERE database_name = 'previous'"


def copy_release(con: duckdb.DuckDBPyConnection, previous: Path, aside: Path) -> bool:
    """Copy the attached `previous` to `aside` where it has the schema of today; say whether that was done."""
    is_copy = _has_shape(con) and _is_told_as_today(con) and _is_tight(con)
    if is_copy:
        shutil.copyfile(previous, aside)
        aside.chmod(PRIVATE_FILE)
    return is_copy


def carry_over(con: duckdb.DuckDBPyConnection, *, is_copy: bool) -> None:
    """Leave in the attached `release` what the one before holds in the tables that a night adds to, no more.

    Reads the views previous_<table>.
    """
    if is_copy:
        for table in sorted(tables_of(con, "release") - {*CARRIED, *RENEWED}):
            con.execute(f"DELETE FROM {table}")
    else:
        for table in CARRIED:
            con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM previous_{table}")


def _has_shape(con: duckdb.DuckDBPyConnection) -> bool:
    """Say whether `previous` has the tables of today: those that the schema makes in a database beside it."""
    con.execute("ATTACH ':memory:' AS today; USE today")
    con.execute(read_sql("release/schema"))
    found, wanted = (con.execute(SHAPE, {"name": name}).fetchall() for name in ("previous", "today"))
    con.execute("USE memory; DETACH today")
    return bool(found == wanted)


def _is_told_as_today(con: duckdb.DuckDBPyConnection) -> bool:
    return set(con.execute(TOLD).fetchall()) == set(dictionary_rows())


def _is_tight(con: duckdb.DuckDBPyConnection) -> bool:
    """Say whether `previous` has the blocks of today, and few without rows."""
    free, total, size = one_row(con, BLOCKS)
    return bool(size == BLOCK_SIZE and not (free > SLACK * total and free > FEW_BLOCKS))


def dictionary_rows() -> list[tuple[str, str, str, str]]:
    """Return the rows of data_dictionary: each table, column '', then its columns, in French and English."""
    told = entries("dictionary")
    rows = []
    for table, entry in told.items():
        rows.append((table, "", entry["table"]["fr"], entry["table"]["en"]))
        columns = entry["columns"] or told["indicator_results"]["columns"]
        rows += [(table, column, text["fr"], text["en"]) for column, text in columns.items()]
    return rows
