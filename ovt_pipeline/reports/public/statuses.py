"""The targets as the public may judge them: by the figures told to it and no other.

A status, a pace or a reason of a release rests on the figures of every night: one that says since when a target is
reached tells the night on which a unit moved. Belongs here: judging again. Does not belong here: how (targets/).
"""

from collections.abc import Collection, Sequence
from datetime import date

import duckdb

from ovt_pipeline.figures.inputs import exits_kept
from ovt_pipeline.plan.model import Plan
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.release.targets import COLUMNS, Figures, figures_of, judged_rows
from ovt_pipeline.targets.dated import Series

OLD = "SELECT indicator_id, due_date, as_of, scheduled_value FROM told_targets"
MARK = "SELECT coalesce(bool_or(is_synthetic), false) FROM told_release"


def figures_told(con: duckdb.DuckDBPyConnection, plans: Sequence[Plan], days: Collection[date]) -> Figures:
    """Return the figures of the whole of an open release at `days`, by indicator."""
    rules = sorted({rule for plan in plans for indicator in plan.indicators for rule in exits_kept(indicator)})
    every = figures_of(con, rules)
    return {name: Series(one for one in known.figures if one.as_of in days) for name, known in every.items()}


def judge_again(con: duckdb.DuckDBPyConnection, plans: Sequence[Plan], figures: Figures) -> None:
    """Replace the rows of told_targets by what `figures` alone say; what was scheduled stays."""
    planned = {(name, due, day): value for name, due, day, value in con.execute(OLD).fetchall()}
    (mark,) = con.execute(MARK).fetchall()[0]
    rows = [
        row
        for plan in plans
        for one in plan.indicators
        if (known := figures.get(one.id))
        for row in judged_rows(plan, one, known, [figure.as_of for figure in known.figures], planned, mark=mark)
    ]
    con.execute("DELETE FROM told_targets")
    insert_rows(con, "told_targets", COLUMNS, rows)
