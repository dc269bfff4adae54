"""Files that fail as a whole: the truth lies between the low and the high of every figure, or nothing is published.

Belongs here: which ways are tried, the invariant, and that enough was published to prove something. Not here: how a
case is made (proof), the ways (ways). docs/gates.md tells in words what UNSEEN names.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from .place import FAULTY, Place, base
from .proof import Case, Counts, Way
from .truth import TrueWorld
from .ways import JOBS, RGT, RITM, UNITS, all_ways
from .ways_unseen import UNSEEN

SAMPLE: tuple[tuple[Way, ...], ...] = (
    ((UNITS, "rows left out"), (RITM, "keys without their zeros"), (JOBS, "keys pasted over others")),
    ((UNITS, "date_migration moved by a row"), (RGT, "RITM keys of pairs renamed"), (JOBS, "the first file again")),
    ((UNITS, "American dates"), (RGT, "cut after some rows"), (JOBS, "forgotten")),
)


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


@pytest.mark.slow
def test_a_few_ways(before: Place, tmp_path: Path) -> None:
    counts = counted(0, SAMPLE, before, tmp_path)
    check(counts)
    assert counts.checked > 500


def test_every_way_that_the_page_excepts_is_one_of_many() -> None:
    known = {*all_ways()}
    assert {*UNSEEN} < known
    assert len({name for _, name in known}) >= 20
    assert {way for chosen in SAMPLE for way in chosen} < known - {*UNSEEN}
