"""Files that fail as a whole: the truth lies between the low and the high of every figure, or nothing is published.

Belongs here: which cases are drawn, the invariant, and that enough was published to prove something. Not here: how a
case is made (proof), the ways (ways). docs/gates.md tells in words what UNSEEN names.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest

from .place import EXPORTS, FAULTY, Place, base
from .proof import Case, Counts, Way
from .truth import TrueWorld
from .ways import JOBS, RGT, RITM, UNITS, all_ways
from .ways_unseen import UNSEEN

WORLDS, CASES = range(8), 19  # every way of every export is drawn over so many cases of so many worlds
SAMPLE: tuple[tuple[Way, ...], ...] = (
    ((UNITS, "rows left out"), (RITM, "keys without their zeros"), (JOBS, "keys pasted over others")),
    ((UNITS, "date_migration moved by a row"), (RGT, "pairs of another month"), (JOBS, "the first file again")),
    ((UNITS, "American dates"), (RGT, "cut after some rows"), (JOBS, "forgotten")),
)


def cases(world: int) -> Iterator[tuple[Way, ...]]:
    """Yield the cases of a world: a way for the units, one for either export of the links, one for the jobs."""
    drawn = random.Random("ways")
    by_export = {export: [way for way in all_ways() if way[0] == export] for export in EXPORTS}
    links = by_export[RITM] + by_export[RGT]
    for ways in (by_export[UNITS], links, by_export[JOBS]):
        drawn.shuffle(ways)
    every = zip(cycle(by_export[UNITS]), cycle(links), cycle(by_export[JOBS]), strict=False)
    yield from islice(every, world * CASES, (world + 1) * CASES)


def counted(seed: int, drawn: Iterable[tuple[Way, ...]], before: Place, place: Path) -> Counts:
    """Return what came of the cases of a world."""
    known, counts = all_ways(), Counts()
    for number, chosen in enumerate(drawn):
        case = Case(TrueWorld(seed), {way: known[way] for way in chosen}, before.copy(place / str(number)), counts)
        case.run(random.Random(f"{seed} {chosen}"))
        shutil.rmtree(place / str(number))
    return counts


def check(counts: Counts) -> None:
    """Say every lie that is not of a way that no program can see."""
    lies = [lie for way, said in counts.lies.items() if way not in UNSEEN for lie in said]
    assert lies == []


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Publish two sound dates of a world; to be copied."""
    return base(TrueWorld(0), tmp_path_factory.mktemp("whole"))


def test_a_sound_world_is_told_exactly(before: Place, tmp_path: Path) -> None:
    """Otherwise bounds that hold the truth would prove little."""
    world, place = TrueWorld(0), before.copy(tmp_path)
    place.drop_sound(world, FAULTY)
    assert not any(place.night(FAULTY).values())
    told, figures = place.told(), place.figures()
    assert len(figures) > 100
    for (name, day, region), bounds in figures.items():
        true = world.true(name, region, day, told[name, day])
        assert bounds == (None,) * 3 if true is None else bounds == pytest.approx((float(true),) * 3)


def test_a_few_ways(before: Place, tmp_path: Path) -> None:
    counts = counted(0, SAMPLE, before, tmp_path)
    check(counts)
    assert counts.checked > 500


def test_every_way_is_drawn_and_there_are_many() -> None:
    drawn = {way for world in WORLDS for case in cases(world) for way in case}
    assert drawn == {*all_ways()}
    assert len({name for _, name in drawn}) >= 20
    assert {*UNSEEN} < drawn
    assert len(UNSEEN) < len(drawn) / 10
