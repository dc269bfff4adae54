"""A place where nights are spent: files into an inbox, received and published for real, less Dagster and its log.

Belongs here: writing sound files, a night, what stands published after it. Not here: what must be true of it (proof).
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from backtests.house import House
from backtests.truths import REFERENCE
from drafts.draft import Draft
from drafts.formats import write
from drafts.of_worlds import draft_of_records
from drafts.reading_here import reading_here

from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.quality.verdict import judge_delivery
from ovt_pipeline.warehouse.lock import writer

from .truth import Told, TrueWorld

FIRST, BEFORE, FAULTY, AFTER = REFERENCE, date(2024, 3, 31), date(2025, 3, 31), date(2025, 4, 14)
EXPORTS = ("renir_unites", "ritm_liens", "rgt_liens", "rh_regionalisation")
CSV = {"ritm_liens": (";", "cp1252"), "municipalites": (",", "utf-8-sig")}
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

    def receive_files(self) -> dict[str, str]:
        """Receive what waits; return the code of the refusal of each file, '' when it was accepted."""
        now, codes = self.situation, {}
        with writer(self.warehouse):
            receiver = Receiver(now.inbox, now.store, self.clock, now.contracts, judge_delivery)
            for contract in now.contracts.values():
                for one in receiver.receive(contract).new:
                    codes[one.file_name] = one.refusal_code or ""
        return codes

    def night(self, *days: date) -> dict[str, str]:
        """Receive what waits and publish these days; return what receiving returns."""
        codes = self.receive_files()
        self.publish(days)
        return codes

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

    def told(self) -> dict[tuple[str, date], Told]:
        """Return, for each figure, up to which day the lots that it used say what happened."""
        told: dict[tuple[str, date], dict[str, date]] = {}
        query = "SELECT indicator_id, as_of, export, extraction_date FROM figure_sources JOIN deliveries "
        query += "USING (delivery_id, export)"
        for name, day, export, extracted in self.ask(query):
            told.setdefault((name, day), {})[export] = extracted
        return {**told}

    def states(self) -> dict[tuple[str, date], str]:
        """Return what stands at each date of each indicator: final, preliminary, or held."""
        query = "SELECT indicator_id, as_of, is_preliminary FROM indicator_results WHERE region_code = '00'"
        found = {(name, day): "preliminary" if early else "final" for name, day, early in self.ask(query)}
        return found | dict.fromkeys(self.ask("SELECT indicator_id, as_of FROM held_figures"), "held")


def base(world: TrueWorld, root: Path) -> Place:
    """Return a place that has published two sound dates of a world."""
    made = Place(root)
    made.drop(sound(world, "municipalites", FIRST))
    with reading_here():
        for day in (FIRST, BEFORE):
            made.drop_sound(world, day)
            assert not any(made.receive_files().values())
    made.publish([BEFORE])
    return made
