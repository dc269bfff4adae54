"""A place where nights are spent: files into an inbox, received and published for real, less Dagster and its log.

Belongs here: writing sound files, a night, what stands published after it. Not here: what must be true of it (proof).
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Literal

from backtests.house import House
from backtests.truths import REFERENCE
from drafts.draft import Draft
from drafts.formats import write
from drafts.of_worlds import draft_of_records

from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.quality.verdict import judge_delivery
from ovt_pipeline.warehouse.lock import writer

from .truth import TrueWorld

FIRST, BEFORE, FAULTY, AFTER = REFERENCE, date(2024, 3, 31), date(2025, 3, 31), date(2025, 4, 14)
EXPORTS = ("renir_unites", "ritm_liens", "rgt_liens", "rh_regionalisation")
CSV = {"ritm_liens": (";", "cp1252"), "municipalites": (",", "utf-8-sig")}
When = Literal["first", "later", "replaced"]  # the very first delivery, a later one, or another one of its date
Figure = tuple[str, date, str]  # indicator, date, region
Bounds = tuple[float | None, float | None, float | None]  # low, value, high


def sound(world: TrueWorld, export: str, day: date) -> Draft:
    """Return a well-kept delivery of what is true on a day."""
    draft = draft_of_records(export, day, world.records(export, day))
    if export in CSV:
        draft.extension, (draft.separator, draft.encoding) = "csv", CSV[export]
    return draft


class Place(House):
    """An inbox and its warehouse."""

    def drop(self, draft: Draft, name: str = "") -> None:
        """Put a file where its export belongs."""
        write(draft, self.settings.sources / draft.contract.export, name)

    def drop_sound(self, world: TrueWorld, day: date, *but: str) -> None:
        """Put the sound files of a day, but those of some exports."""
        for export in EXPORTS:
            if export not in but:
                self.drop(sound(world, export, day))

    def receive_files(self) -> list[Delivery]:
        """Receive what waits; return what it became."""
        now, new = self.situation, list[Delivery]()
        with writer(self.warehouse):
            receiver = Receiver(now.inbox, now.store, self.clock, now.contracts, judge_delivery)
            for contract in now.contracts.values():
                new += receiver.receive(contract).new
        return new

    def copy(self, root: Path) -> Place:
        """Return another place in the same state, with an inbox that holds nothing."""
        shutil.copytree(self.warehouse.root, root / "wh", symlinks=True)
        other = Place(root)
        other.clock.time = self.clock.time
        return other

    def figures(self) -> dict[Figure, Bounds]:
        """Return what is published."""
        asked = self.ask("SELECT indicator_id, as_of, region_code, value_low, value, value_high FROM indicator_results")
        return {(name, day, region): (low, value, high) for name, day, region, low, value, high in asked}

    def lots(self) -> dict[tuple[str, date], dict[str, tuple[str, date]]]:
        """Return, for each figure, the lots that it used and up to which day they say what happened."""
        lots: dict[tuple[str, date], dict[str, tuple[str, date]]] = {}
        query = "SELECT indicator_id, as_of, export, delivery_id, extraction_date FROM figure_sources JOIN deliveries "
        query += "USING (delivery_id, export)"
        for name, day, export, delivery, extracted in self.ask(query):
            lots.setdefault((name, day), {})[export] = delivery, extracted
        return lots

    def states(self) -> dict[tuple[str, date], str]:
        """Return what stands at each date of each indicator: final, preliminary, or held."""
        query = "SELECT indicator_id, as_of, is_preliminary FROM indicator_results WHERE region_code = '00'"
        found = {(name, day): "preliminary" if early else "final" for name, day, early in self.ask(query)}
        return found | dict.fromkeys(self.ask("SELECT indicator_id, as_of FROM held_figures"), "held")


def base(world: TrueWorld, root: Path, when: When = "later") -> Place:
    """Return a place that is about to receive what may fail; what came before is sound."""
    made = Place(root)
    made.drop(sound(world, "municipalites", FIRST))
    days = {"first": (), "later": (FIRST, BEFORE), "replaced": (FIRST, BEFORE, FAULTY)}[when]
    for day in days:
        made.drop_sound(world, day)
    assert all(one.accepted for one in made.receive_files())
    if days:
        made.publish(days[1:])
    return made
