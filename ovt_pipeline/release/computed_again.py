"""What a release takes from work.duckdb is computed again from the lots just before: that file is never believed.

Only which dates were asked for is read of it; whatever else it says, it is written over.

Belongs here: computing those dates again, forgetting those that a release took. Does not belong here: counting
(figures/), which dates a release takes (fill.py).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

import duckdb

from ovt_pipeline.figures.compute import TABLES, WORK_FORMAT, compute, open_work
from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.language.progress import tell
from ovt_pipeline.warehouse.database import open_memory, remove_work
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
