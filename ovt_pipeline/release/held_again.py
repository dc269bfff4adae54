"""Which figures would be held, and by what, were they published now: computed aside, stored nowhere.

Belongs here: that question, for whoever has to decide. Does not belong here: holding (held.py), words.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from ovt_pipeline.figures.compute import compute, open_work
from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.release.computed_again import held_dates
from ovt_pipeline.release.fill import begin
from ovt_pipeline.release.held import Held
from ovt_pipeline.warehouse.database import attach_new, attach_read_only, open_memory
from ovt_pipeline.warehouse.place import Warehouse


def held_again(warehouse: Warehouse, inputs: Inputs) -> Sequence[Held]:
    """Return the figures that are held at the dates that the current release names, as the lots stand now."""
    current = warehouse.current_release()
    days = sorted(held_dates(current)) if current else []
    return held_after(current, inputs, days) if current and days else []


def held_after(release: Path, inputs: Inputs, days: Sequence[date]) -> Sequence[Held]:
    """Return the figures that would be held if these dates were computed now and published after a release."""
    with TemporaryDirectory(prefix="ovt-") as folder:
        aside = Warehouse(Path(folder))
        for indicator in inputs.indicators:
            compute(aside, inputs, indicator, days)
        with ExitStack() as opened:
            con = opened.enter_context(open_memory())
            opened.enter_context(open_work(con, aside))
            opened.enter_context(attach_read_only(con, release, "previous"))
            opened.enter_context(attach_new(con, aside.root / "release.duckdb", "release"))
            held = begin(con, inputs).held
            con.execute("ROLLBACK")
            return held
