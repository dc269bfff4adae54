"""The proof: a world in which files failed as a whole, and whether every published figure holds what is true.

Belongs here: a life from the night of the fault to the night after, and what is counted. Not here: ways, worlds, files.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from backtests.oracle import JOBS, RENIR, RITM
from backtests.truths import outside

from .place import AFTER, BEFORE, FAULTY, FIRST, Bounds, Figure, Place, When, sound
from .truth import TrueWorld
from .ways import all_ways
from .ways_rows import Failing
from .ways_unseen import UNSEEN, UNSEEN_AT_FIRST

INDICATORS = {"renir_unites": RENIR, "ritm_liens": RITM, "rgt_liens": RITM, "rh_regionalisation": JOBS}
Way = tuple[str, str]  # export, name
SOUND: Way = ("", "what is sound and comes after")


@dataclass
class Counts:
    """What came of each way: the verdict on its file, the states of its figure; what does not hold the truth."""

    by_way: dict[Way, Counter[str]] = field(default_factory=dict)
    lies: list[str] = field(default_factory=list)
    excepted: Counter[Way] = field(default_factory=Counter)  # lies of ways that no program sees
    checked: int = 0  # figures of Québec and of regions, null ones left out
    on_failed: int = 0  # of them, those that rest on a file that failed

    @property
    def total(self) -> Counter[str]:
        """All ways together."""
        return sum(self.by_way.values(), Counter())

    def add(self, way: Way, word: str) -> None:
        """Count what came of a way."""
        self.by_way.setdefault(way, Counter())[word] += 1


@dataclass(frozen=True)
class Life:
    """Which files fail, one export at most of each indicator, in which of their deliveries, and what follows."""

    seed: int
    ways: tuple[Way, ...]
    when: When = "later"
    then: Literal["corrected", "the next one"] = "corrected"

    @property
    def days(self) -> tuple[date, date]:
        """The day that fails, and that of the next delivery."""
        return (FIRST, BEFORE) if self.when == "first" else (FAULTY, AFTER)


@dataclass
class Case:
    """A place in which the files of a day fail."""

    world: TrueWorld
    place: Place
    counts: Counts
    day: date = FAULTY
    failed: dict[str, Way] = field(default_factory=dict)  # by delivery: the way of each file that was accepted

    def live(self, life: Life) -> None:
        """Spend the night of the fault, and the one after it."""
        failing = [export for export, _ in life.ways]
        if life.when != "replaced":
            self.place.drop_sound(self.world, self.day, *failing)
        for way in life.ways:
            self.send(way)
        self.hold(life.ways, "the same night", self.day)
        if life.then == "corrected":
            self._correct(failing)
        else:
            self.place.drop_sound(self.world, life.days[1])
        for one in self.place.receive_files():
            self.counts.add(SOUND, one.refusal_code or "accepted")
        self.hold(life.ways, life.then, *life.days[: 1 if life.then == "corrected" else 2])

    def send(self, way: Way) -> bool:
        """Receive a file that fails, and what waits beside it; tell whether it was accepted."""
        failing = Failing(sound(self.world, way[0], self.day), self.world, random.Random(f"{self.world.seed} {way}"))
        all_ways()[way](failing)
        self.place.drop(failing.draft)
        found = [one for one in self.place.receive_files() if one.file_name.startswith(way[0])]
        verdict = found[0].refusal_code or "accepted" if found else "not received"
        self.counts.add(way, verdict)
        self.failed |= {one.delivery_id: way for one in found if one.accepted}
        return verdict == "accepted"

    def send_until_accepted(self, waiting: list[Way]) -> Way | None:
        """Send a file of each way that waits, in its turn, until one is accepted; return the last that was sent."""
        way = None
        while waiting:
            way = waiting.pop(0)
            if self.send(way):
                break
        return way

    def _correct(self, exports: list[str]) -> None:
        """Put the sound files of the day beside those that failed: other bytes than any that came before."""
        for export in exports:
            draft = sound(self.world, export, self.day)
            draft.extension = "ods"
            self.place.drop(draft)

    def hold(self, ways: tuple[Way, ...], when: str, *days: date) -> None:
        """Publish these days; count what stands at them for each way, and hold every figure against the truth."""
        is_published = self.place.publish(days) is not None
        states = self.place.states() if is_published else {}
        for way in ways:
            for day in days:
                self.counts.add(way, states.get((INDICATORS[way[0]], day), "no figure"))
        if not is_published:
            return
        lots = self.place.lots()
        for figure, bounds in self.place.figures().items():
            self._hold(figure, bounds, lots[figure[:2]], when)

    def _hold(self, figure: Figure, bounds: Bounds, lots: dict[str, tuple[str, date]], when: str) -> None:
        """Hold a figure against the truth; `lots` are those that it used, and their days."""
        name, day, region = figure
        low = bounds[0]
        true = self.world.true(name, region, day, {export: told for export, (_, told) in lots.items()})
        if true is None or low is None:
            return
        ways = [self.failed[lot] for lot, _ in lots.values() if lot in self.failed]
        self.counts.checked += 1
        self.counts.on_failed += bool(ways)
        if not outside(true, low, bounds[2]):
            return
        unseen = {*UNSEEN} | (UNSEEN_AT_FIRST if self.day == FIRST else set())
        self.counts.excepted.update(way for way in ways if way in unseen)
        if not unseen.intersection(ways):
            shown = f"{float(true)} is outside [{low}, {bounds[2]}] ({bounds[1]})"
            self.counts.lies.append(f"world {self.world.seed}, {ways}, {when}: {name} at {day} in {region}: {shown}")
