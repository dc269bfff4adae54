"""Files that fail as a whole: the truth lies between the low and the high of every figure, or nothing is published.

Belongs here: which ways are tried, the invariant, and that enough was published to prove something. Not here: how a
case is made (proof), the ways (ways). docs/gates.md tells in words what UNSEEN names.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from backtests.strategies import QUICK
from drafts.reading_here import reading_here
from hypothesis import given, settings
from hypothesis import strategies as st

from .place import FAULTY, Place, When, base
from .proof import SOUND, Case, Counts, Life, Way
from .truth import TrueWorld
from .ways import JOBS, RGT, RITM, UNITS, all_ways
from .ways_unseen import UNSEEN, UNSEEN_AT_FIRST

PARTS = 6  # of all ways, so that they can be tried side by side
SEEDS = 3  # worlds that lives are drawn of: what came before a fault is lived once for each
LOG = logging.getLogger(__name__)
Bases = Callable[[int, When], Place]


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Bases:
    """Give places in which nothing has failed yet, by world and by what fails next; to be copied."""

    @cache
    def made(seed: int, when: When) -> Place:
        with reading_here():
            return base(TrueWorld(seed), tmp_path_factory.mktemp(when), when)

    return made


def lives() -> st.SearchStrategy[Life]:
    """Draw a way of an export of each indicator, when it fails, and what follows."""
    exports = st.tuples(st.just(UNITS), st.sampled_from([RITM, RGT]), st.just(JOBS))
    by_export = {one: st.sampled_from([way for way in all_ways() if way[0] == one]) for one in (UNITS, RITM, RGT, JOBS)}
    ways = exports.flatmap(lambda chosen: st.tuples(*(by_export[one] for one in chosen)))
    return st.builds(
        Life,
        st.integers(0, SEEDS - 1),
        ways,
        st.sampled_from(["later", "first", "replaced"]),
        st.sampled_from(["corrected", "the next one"]),
    )


def each_way(part: int) -> dict[str, list[Way]]:
    """Return a part of all ways, by export; those of RITM and of RGT are in parts of their own."""
    network, (third, sixth) = (RITM, RGT)[part % 2], (slice(part // 2, None, PARTS // 2), slice(part, None, PARTS))
    return {
        export: [way for way in all_ways() if way[0] == export][third if export == network else sixth]
        for export in (UNITS, network, JOBS)
    }


def check(counts: Counts) -> None:
    """Tell what was counted (shown by --log-cli-level=WARNING), and say every lie of a way that a program could see."""
    told = "%s; %s figures checked, %s of them on a file that failed; excepted: %s"
    LOG.warning(told, dict(counts.total), counts.checked, counts.on_failed, dict(counts.excepted))
    assert counts.lies == []


@pytest.mark.slow
def test_a_sound_world_is_told_exactly(bases: Bases, tmp_path: Path) -> None:
    """Otherwise bounds that hold the truth would prove little."""
    world, place = TrueWorld(0), bases(0, "replaced").copy(tmp_path)
    lots, figures = place.lots(), place.figures()
    assert len(figures) > 100
    for (name, day, region), bounds in figures.items():
        true = world.true(name, region, day, {export: told for export, (_, told) in lots[name, day].items()})
        assert bounds == (None,) * 3 if true is None else bounds == pytest.approx((float(true),) * 3)


def test_every_way_that_the_page_excepts_is_one_of_many() -> None:
    known = {*all_ways()}
    assert {*UNSEEN, *UNSEEN_AT_FIRST} < known
    assert not {*UNSEEN} & {*UNSEEN_AT_FIRST}
    assert len({name for _, name in known}) >= 20
    assert {way for part in range(PARTS) for ways in each_way(part).values() for way in ways} == known


@pytest.mark.slow
@pytest.mark.usefixtures("reads_here")
@pytest.mark.parametrize("part", range(PARTS))
def test_every_way(part: int, bases: Bases, tmp_path: Path) -> None:
    """A file of each export is sent in one way after another until one is accepted; then all are published."""
    ways, counts, begun = each_way(part), Counts(), bases(0, "later")
    tried = {way for some in ways.values() for way in some}
    while left := sum(map(len, ways.values())):
        case = Case(TrueWorld(0), begun.copy(tmp_path / str(left)), counts)
        case.place.drop_sound(case.world, FAULTY, *(export for export, waiting in ways.items() if waiting))
        last = tuple(way for waiting in ways.values() if (way := case.send_until_accepted(waiting)))
        case.hold(last, "the same night", FAULTY)
    check(counts)
    assert {*counts.by_way} == tried
    assert len({name for _, name in tried}) >= 20
    assert counts.on_failed >= 100
    assert {"accepted", "final"} < {*counts.total}
    assert sum(times for word, times in counts.total.items() if word.startswith("OVT-F")) >= 10


@pytest.mark.slow
@pytest.mark.usefixtures("reads_here")
def test_lives(bases: Bases, tmp_path: Path) -> None:
    counts, numbers = Counts(), count()

    @given(lives())
    @settings(QUICK, max_examples=12)
    def lived(life: Life) -> None:
        place = bases(life.seed, life.when).copy(tmp_path / str(next(numbers)))
        Case(TrueWorld(life.seed), place, counts, life.days[0]).live(life)

    lived()
    check(counts)
    assert len({name for _, name in counts.by_way}) >= 20
    assert counts.on_failed >= 300
    assert {"final", "preliminary", "held", "no figure"} < {*counts.total}
    assert counts.by_way[SOUND]["accepted"] >= 20
