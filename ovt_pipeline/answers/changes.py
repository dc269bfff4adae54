"""How many entities changed behind a figure, and what explains it, as a release says.

Belongs here: reading table figure_changes. Does not belong here: finding the changes (release/changes.py), words.
"""

from dataclasses import dataclass
from datetime import date

import duckdb

from ovt_pipeline.release.changes import Counts
from ovt_pipeline.release.earlier import tables_of
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import one_row, records


@dataclass(frozen=True)
class Changes(Counts):
    """The changes behind a published figure; `decision_id` let it through where the limits of the plan held it."""

    decision_id: str | None


def changes_in(con: duckdb.DuckDBPyConnection, figure: tuple[str, date] | None = None) -> list[Changes]:
    """Return what the open release says of a figure (indicator and date), else of all that someone may have to look at.

    By date and indicator; nothing of a release made before changes were counted.
    """
    (release,) = one_row(con, "SELECT current_database()")
    name, day = figure or (None, None)
    known = "figure_changes" in tables_of(con, release)
    return records(con, read_sql("answers/changes"), Changes, {"indicator_id": name, "as_of": day}) if known else []
