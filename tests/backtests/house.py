"""A warehouse whose lots come from plain records, a delivery at a time: computed and published for real, without files.

Belongs here: receiving, deciding, publishing, asking. Not here: what must come of it (test_two_clocks, test_history).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from unit.decisions.papers import HELD, write_decision

from ovt_pipeline.answers.current import open_current
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.operations.backfill import compute_and_publish
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.settings import Settings
from ovt_pipeline.warehouse.place import Warehouse

from .lots_writer import write_lot
from .records import Delivery

START = datetime(2026, 1, 1, tzinfo=UTC)


class Ticking:
    """A clock that moves a minute each time it is asked."""

    def __init__(self) -> None:
        self.time = START + timedelta(days=30)

    def now(self) -> datetime:
        """Return the next minute."""
        self.time += timedelta(minutes=1)
        return self.time


class House:
    """A warehouse whose lots come from a world, one delivery at a time."""

    def __init__(self, root: Path) -> None:
        signed = root / "decisions"
        self.settings = Settings(root / "in", Warehouse(root / "wh"), root / "home", signed, signed)
        self.warehouse = self.settings.warehouse
        self.warehouse.prepare()
        self.clock, self.count = Ticking(), 0

    def copy(self, root: Path) -> House:
        """Return a house elsewhere that goes on from here."""
        shutil.copytree(self.settings.sources.parent, root, symlinks=True)
        made = House(root)
        made.clock.time, made.count = self.clock.time, self.count
        return made

    @property
    def situation(self) -> Situation:
        """What a command finds now."""
        return Situation(self.settings, self.clock)

    def receive(self, deliveries: Sequence[Delivery]) -> None:
        """Write lots, each received a minute after the one before."""
        for one in deliveries:
            self.count += 1
            moment = (START + timedelta(minutes=self.count)).replace(tzinfo=None)
            write_lot(LotStore(self.warehouse.lots), one, moment)

    def let_held_figures_through(self) -> None:
        """Sign, for each indicator, that what no fact explains is published too."""
        let_held_figures_through(self.settings.decisions)

    def publish(self, days: Sequence[date]) -> str | None:
        """Compute the days and publish; None when no date has a figure yet."""
        try:
            return compute_and_publish(self.situation, list(days)).release_id
        except OvtError as error:
            if error.code != "OVT-P04":
                raise
            return None

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the current release."""
        with open_current(self.warehouse) as con:
            return con.execute(query).fetchall()


def let_held_figures_through(decisions: Path) -> None:
    """Sign, in a folder of decisions, that what no fact explains is published too, whatever the indicator and date."""
    for number, indicator in enumerate(load_plan().indicators, start=1):
        every_day = {"indicator": indicator.id, "from": "2000-01-01", "to": "2099-12-31"}
        paper = {"id": f"WV-2026-{number:02}", "figures": every_day}
        write_decision(decisions, f"{indicator.id}.yaml", HELD, **paper)


@contextmanager
def house() -> Iterator[House]:
    """Give an empty warehouse that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        yield House(Path(folder))
