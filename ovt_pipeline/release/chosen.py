"""Which of the computed figures a release takes: those of one digest that have their sources and are not held.

Belongs here: filling `taken`. Does not belong here: why a figure is held (held.py), the rows of a release (fill.py).
"""

from dataclasses import dataclass
from datetime import date

import duckdb

from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.release.held import Held, hold
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.sql import read_sql

TABLES = "CREATE TEMP TABLE computed_dates (as_of DATE); CREATE TEMP TABLE taken (indicator_id VARCHAR, as_of DATE)"
TAKEN = "INSERT INTO taken SELECT DISTINCT indicator_id, as_of FROM work.figures SEMI JOIN computed_dates USING (as_of)"


@dataclass(frozen=True)
class Chosen:
    """What was not taken: dates whose indicators do not share one digest (OVT-P02), and held figures."""

    left_out: list[OvtError]
    held: list[Held]


def choose(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> Chosen:
    """Fill `taken` (indicator and date).

    A figure that is held or has no source keeps the version that it had. A date that the previous release holds as it
    was computed is not left out.
    """
    con.execute(TABLES)
    dates = con.execute(read_sql("release/taken_dates")).fetchall()
    insert_rows(con, "temp.computed_dates", ["as_of"], [[day] for day, _, is_taken, _ in dates if is_taken])
    con.execute(TAKEN)
    held = hold(con, inputs)
    mixed = [_mixed(con, inputs, day, digests) for day, digests, is_taken, is_new in dates if is_new and not is_taken]
    return Chosen(mixed, held)


def _mixed(con: duckdb.DuckDBPyConnection, inputs: Inputs, day: date, digests: int) -> OvtError:
    """Name the indicators of a date that are not computed from what is known now."""
    current = inputs.digest(day)
    query = "SELECT indicator_id FROM work.computations WHERE as_of = $day AND inputs_digest = $current"
    fresh = {row[0] for row in con.execute(query, {"day": day, "current": current}).fetchall()}
    stale = ", ".join(i.id for i in inputs.indicators if i.id not in fresh)
    return OvtError("OVT-P02", Where(), as_of=day.isoformat(), found=digests, indicators=stale)
