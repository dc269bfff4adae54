"""How many entities changed behind a figure, and what explains it, as a release says.

Belongs here: reading table figure_changes. Does not belong here: finding the changes (release/changes.py), words.
"""

from dataclasses import dataclass
from datetime import date

import duckdb

from ovt_pipeline.release.earlier import tables_of
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import one_row, records


@dataclass(frozen=True)
class Changes:
    """A figure beside another one; `lost`: unexplained, and no longer counted."""

    indicator_id: str
    as_of: date
    compared_with: str  # date | version
    compared_as_of: date
    explained: int
    entered_late: int
    cleared: int
    restored: int
    unexplained: int
    lost: int
    numerator_before: int
    numerator: int
    decision_id: str | None


def changes_in(con: duckdb.DuckDBPyConnection) -> list[Changes]:
    """Return what the open release says, by date and indicator; nothing of one made before changes were counted."""
    (release,) = one_row(con, "SELECT current_database()")
    known = "figure_changes" in tables_of(con, release)
    return records(con, read_sql("answers/changes"), Changes) if known else []
