"""What a release takes from work.duckdb is computed again from the lots just before, unless this process put it there.

Of what another process left, only which dates were asked for is read; whatever else it says is written over. What this
one left is taken as long as every row is still what it wrote, from the inputs of now.

Belongs here: computing those dates again, forgetting those that a release took. Does not belong here: counting
(figures/), which dates a release takes (fill.py).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

import duckdb

from ovt_pipeline.figures.compute import TABLES, WORK_FORMAT, compute, content_of_work, open_work
from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.figures.own_work import OwnWork
from ovt_pipeline.language.progress import tell
from ovt_pipeline.release.earlier import add_tables
from ovt_pipeline.sql import sql_facts
from ovt_pipeline.warehouse.database import open_memory, open_release, remove_work
from ovt_pipeline.warehouse.place import Warehouse


def compute_again(warehouse: Warehouse, inputs: Inputs, days: Collection[date], own_work: OwnWork) -> None:
    """Compute from the lots every date that work.duckdb names of an indicator, and `days` of all of them.

    Not where all of it is `own_work`, untouched and of the same inputs. The caller holds the writer's lock.
    Raises what computing raises.
    """
    asked, is_own = _asked(warehouse, inputs, own_work)
    wanted = {i: sorted({*asked.get(i.id, ()), *days}) for i in inputs.indicators}
    if is_own and {(i.id, day) for i, found in wanted.items() for day in found} == own_work.figures:
        return
    remove_work(warehouse)
    for indicator, found in wanted.items():
        if found:
            compute(warehouse, inputs, indicator, found)


def dates_again(previous: Path | None, inputs: Inputs) -> set[date]:
    """Return the dates of a release that the next one counts again whatever is asked: held, or by other rules."""
    if previous is None:
        return set()
    with open_release(previous) as con:
        return _counted_by_other_rules(con, inputs) | _held(con)


def held_dates(release: Path) -> set[date]:
    """Return the dates of a release at which a figure is held: each run tries them again."""
    with open_release(release) as con:
        return _held(con)


def _counted_by_other_rules(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> set[date]:
    """Return the dates of which a figure has another rule version than its measure today.

    They are all computed again in one release: nobody should have to know by which rules a figure beside another was
    counted.
    """
    today = {one.id: sql_facts(f"indicators/{one.measure}")["rule_version"] for one in inputs.indicators}
    query = "SELECT DISTINCT indicator_id, as_of, rule_version FROM indicator_results WHERE region_code = '00'"
    return {day for name, day, version in con.execute(query).fetchall() if today.get(name, version) != version}


def _held(con: duckdb.DuckDBPyConnection) -> set[date]:
    add_tables(con)
    return {row[0] for row in con.execute("SELECT DISTINCT as_of FROM held_figures").fetchall()}


def forget(warehouse: Warehouse, taken: Sequence[date]) -> None:
    """Take out of work.duckdb the dates that a release holds now: nobody asks for them any more."""
    with open_memory() as con, open_work(con, warehouse):
        for table in ("computations", *TABLES):
            con.execute(f"DELETE FROM work.{table} WHERE list_contains($days::DATE[], as_of)", {"days": list(taken)})


def _asked(warehouse: Warehouse, inputs: Inputs, own_work: OwnWork) -> tuple[dict[str, set[date]], bool]:
    """Return the dates that work.duckdb names, by indicator, and whether it stands as `own_work` was left.

    None when it cannot be read.
    """
    asked: defaultdict[str, set[date]] = defaultdict(set)
    with open_memory() as con:
        try:
            with open_work(con, warehouse):
                rows = con.execute("SELECT indicator_id, as_of, inputs_digest FROM work.computations").fetchall()
                is_own = content_of_work(con) == own_work.content
        except duckdb.Error:
            tell("work_renewed", found="?", expected=WORK_FORMAT)
            return {}, False
    for indicator_id, day, _ in rows:
        asked[indicator_id].add(day)
    now = {day: inputs.digest(day) for _, day, _ in rows} if is_own else {}
    return asked, is_own and all(digest == now[day] for _, day, digest in rows)
