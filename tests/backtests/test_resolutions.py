"""Whatever the owner of a delivery answers to one doubt, the new value stays between the low and the high.

Belongs here: the property, on drawn worlds, for Québec as a whole: a mended row may stand in another region. Not here:
the answers (resolutions*). What is only a remark is not resolved: mending it may move the value further.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from . import resolutions_jobs, resolutions_links, resolutions_units
from .compare import TOLERANCE, Numbers
from .oracle import JOBS, RENIR, RITM
from .packs import Answer, ask
from .resolutions import Scene
from .strategies import MOST, QUICK, THOROUGH, Pack, packs

MESSY = ("doubtful", "wild", "crowded")
RESOLVE = {RENIR: resolutions_units.resolve, RITM: resolutions_links.resolve, JOBS: resolutions_jobs.resolve}


def resolved(name: str, scene: Scene, answer: Answer) -> Iterator[tuple[str, Scene]]:
    """Give every correction of every entity in doubt, and of every rejected row that may count."""
    for (_, day, key), judged in answer.evidence.items():
        if day == scene.as_of and (judged.doubt is not None or judged.reason == "REJECTED-NEW"):
            for other in RESOLVE[name](scene, key, judged):
                yield f"{key} {judged.doubt}", other


def outside(before: Numbers, after: Numbers) -> bool:
    """Tell a value that is below the low or above the high it had."""
    low, high, value = before[3], before[4], after[2]
    if value is None or low is None:
        return False
    return value < low - TOLERANCE or (high is not None and value > high + TOLERANCE)


def resolve_all(name: str, pack: Pack) -> list[str]:
    """Resolve every doubt of every world at one date; say which answer leads out of the low and the high."""
    as_of, worlds = pack.as_ofs()[-1 - pack.seed % 2], pack.worlds()
    answers = ask([name], [as_of], worlds)
    cases = [
        (number, said, scene)
        for number, (world, answer) in enumerate(zip(worlds, answers, strict=True))
        for said, scene in resolved(name, Scene(tuple(world), as_of), answer)
    ]
    after = ask([name], [as_of], [scene.world for _, _, scene in cases]) if cases else []
    figures = [one.figures[name, as_of, "00"] for one in after]
    event(f"{len(cases) // 50 * 50} or more ways")
    return [
        f"{pack}.world({number}) at {as_of}, {said}: {now} is outside {answers[number].figures[name, as_of, '00']}"
        for (number, said, _), now in zip(cases, figures, strict=True)
        if outside(answers[number].figures[name, as_of, "00"], now)
    ]


@pytest.mark.parametrize("name", RESOLVE)
@settings(QUICK, max_examples=3)
@given(data=st.data())
def test_resolving_a_doubt_stays_between_low_and_high(name: str, data: st.DataObject) -> None:
    assert resolve_all(name, data.draw(st.sampled_from(MESSY).flatmap(lambda kind: packs(kind, 8)))) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", MESSY)
@pytest.mark.parametrize("name", RESOLVE)
@settings(THOROUGH, max_examples=15)
@given(data=st.data())
def test_resolving_thousands_of_doubts(name: str, kind: str, data: st.DataObject) -> None:
    assert resolve_all(name, data.draw(packs(kind, 15))) == []


@pytest.mark.parametrize("name", RESOLVE)
def test_doubts_move_the_value_both_ways(name: str) -> None:
    """What is resolved matters: some answer reaches above the value, and no world is without a doubt."""
    pack = Pack("doubtful", 7, MOST["doubtful"], 6)
    as_of = pack.as_ofs()[-1]
    world = pack.worlds()[0]
    (answer,) = ask([name], [as_of], [world])
    scenes = [scene.world for _, scene in resolved(name, Scene(tuple(world), as_of), answer)]
    values = {one.figures[name, as_of, "00"][2] for one in ask([name], [as_of], scenes)}
    assert len(values) > 2
