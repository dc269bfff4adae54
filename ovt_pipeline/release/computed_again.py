"""What a release takes from work.duckdb is computed again from the lots just before: that file is never believed.

Only which dates were asked for is read of it; whatever else it says, it is written over.

Belongs here: computing those dates again, forgetting those that a release took. Does not belong here: counting
(figures/), which dates a release takes (fill.py).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

import duckdb

from ovt_pipeline.figures.compute import TABLES, WORK_FORMAT, compute, open_work
from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.language.progress import tell
from ovt_pipeline.release.earlier import add_tables
from ovt_pipeline.sql import sql_facts
from ovt_pipeline.warehouse.database import open_memory, open_release, remove_work
from ovt_pipeline.warehouse.place import Warehouse


def compute_again(warehouse: Warehouse, inputs: Inputs, days: Collection[date] = ()) -> None:
    """Compute from the lots every date that work.duckdb names of an indicator, and `days` of all of them.

    The caller holds the writer's lock. Raises what computing raises.
    """
    asked = _asked(warehouse)
    remove_work(warehouse)
    for indicator in inputs.indicators:
        wanted = sorted({*asked.get(indicator.id, ()), *days})
        if wanted:
            compute(warehouse, inputs, indicator, wanted)


def counted_by_other_rules(previous: Path | None, inputs: Inputs) -> set[date]:
    """Return the dates of a release of which a figure has another rule version than its measure today.

    They are all computed again in one release: nobody should have to know by which rules a figure beside another was
    counted.
    """
    if previous is None:
        return set()
    today = {one.id: sql_facts(f"indicators/{one.measure}")["rule_version"] for one in inputs.indicators}
    query = "SELECT DISTINCT indicator_id, as_of, rule_version FROM indicator_results WHERE region_code = '00'"
    with open_release(previous) as con:
        return {day for name, day, version in con.execute(query).fetchall() if today.get(name, version) != version}


def held_dates(previous: Path | None) -> set[date]:
    """Return the dates of a release at which a figure is held: each run tries them again."""
    if previous is None:
        return set()
    with open_release(previous) as con:
        add_tables(con)
        return {row[0] for row in con.execute("SELECT DISTINCT as_of FROM held_figures").fetchall()}


def forget(warehouse: Warehouse, taken: Sequence[date]) -> None:
    """Take out of work.duckdb the dates that a release holds now: nobody asks for them any more."""
    with open_memory() as con, open_work(con, warehouse):
        for table in ("computations", *TABLES):
            con.execute(f"DELETE FROM work.{table} WHERE list_contains($days::DATE[], as_of)", {"days": list(taken)})


def _asked(warehouse: Warehouse) -> dict[str, set[date]]:
    """Return the dates that work.duckdb names, by indicator; none when it cannot be read."""
    asked: defaultdict[str, set[date]] = defaultdict(set)
    with open_memory() as con:
        try:
            with open_work(con, warehouse):
                for indicator_id, day in con.execute("SELECT indicator_id, as_of FROM work.computations").fetchall():
                    asked[indicator_id].add(day)
        except duckdb.Error:
            tell("work_renewed", found="?", expected=WORK_FORMAT)
            return {}
    return asked
