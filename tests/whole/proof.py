"""The proof: a world in which files failed as a whole, and whether every published figure holds what is true.

Belongs here: one case from the fault to the night after, and what is counted. Not here: ways, worlds, files.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from backtests.oracle import JOBS, RENIR, RITM
from backtests.truths import outside

from .place import AFTER, BEFORE, FAULTY, Figure, Place, sound
from .truth import TrueWorld
from .ways_rows import Failing, Spoil

INDICATORS = {"renir_unites": RENIR, "ritm_liens": RITM, "rgt_liens": RITM, "rh_regionalisation": JOBS}
Way = tuple[str, str]  # export, name
OTHER: Way = ("", "what no fault touches")


@dataclass
class Counts:
    """What came of each way: the verdict on its file, the states of its figure; what does not hold the truth."""

    by_way: dict[Way, Counter[str]] = field(default_factory=dict)
    lies: dict[Way, list[str]] = field(default_factory=dict)
    checked: int = 0  # figures of Québec and of regions, null ones left out

    @property
    def total(self) -> Counter[str]:
        """All ways together."""
        return sum(self.by_way.values(), Counter())

    def add(self, way: Way, word: str) -> None:
        """Count what came of a way."""
        self.by_way.setdefault(way, Counter())[word] += 1


@dataclass
class Case:
    """One export at most of each indicator fails on a night; a later night brings what is sound."""

    world: TrueWorld
    ways: Mapping[Way, Spoil]
    place: Place
    counts: Counts

    def run(self, rng: random.Random) -> None:
        """Spend both nights."""
        failing = [export for export, _ in self.ways]
        self.place.drop_sound(self.world, FAULTY, *failing)
        for (export, _), spoil in self.ways.items():
            one = Failing(sound(self.world, export, FAULTY), self.world, rng)
            spoil(one)
            self.place.drop(one.draft)
        verdicts = self.place.night(FAULTY)
        for way in self.ways:
            code = next((code for name, code in verdicts.items() if name.startswith(way[0])), "not received")
            self.counts.add(way, f"refused {code}" if code.startswith("OVT") else code or "accepted")
        self.hold_against_the_truth("the same night", FAULTY)
        if rng.random() < 0.75:
            for export in failing:
                draft = sound(self.world, export, FAULTY)
                self.place.drop(draft, f"{export}_corrigé_{FAULTY}.{draft.extension}")
            self.place.night(FAULTY)
            self.hold_against_the_truth("once corrected", FAULTY)
        else:
            self.place.drop_sound(self.world, AFTER)
            self.place.night(FAULTY, AFTER)
            self.hold_against_the_truth("a fortnight later", FAULTY, AFTER)

    def hold_against_the_truth(self, when: str, *days: date) -> None:
        """Count what stands at these dates for each way, and hold every figure against the truth."""
        states = self.place.states()
        for way in self.ways:
            for day in days:
                self.counts.add(way, states.get((INDICATORS[way[0]], day), "no figure"))
        for (indicator, day, _), lie in self.lies():
            found = (way for way in self.ways if INDICATORS[way[0]] == indicator and day > BEFORE)
            self.counts.lies.setdefault(next(found, OTHER), []).append(f"world {self.world.seed}, {when}: {lie}")

    def lies(self) -> Iterator[tuple[Figure, str]]:
        """Yield every published figure that does not hold the truth."""
        told = self.place.told()
        for (name, day, region), (low, value, high) in self.place.figures().items():
            true = self.world.true(name, region, day, told[name, day])
            self.counts.checked += true is not None and low is not None
            if outside(true, low, high):
                shown = None if true is None else float(true)
                yield (name, day, region), f"{name} at {day} in {region}: {shown} is outside [{low}, {high}] ({value})"
