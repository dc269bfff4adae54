"""Any world: every figure, low and high of every region and date, what it rests on, and every entity, by two ways.

Belongs here: the SQL against the independent calculation on drawn worlds; a few hundred each time, thousands by
`make test-slow`, other ones with OTHER_WORLDS=1 before it. Not here: worlds made by hand (test_sql), what holds
without a second calculation (test_properties).
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .agreement import Expected, disagreements
from .oracle import JOBS, RENIR, RITM
from .packs import ask
from .strategies import KINDS, QUICK, THOROUGH, Pack, packs

INDICATORS = (RENIR, RITM, JOBS)


def check(pack: Pack) -> None:
    """Name the first world on which the two disagree, and say how."""
    as_ofs, worlds = pack.as_ofs(), pack.worlds()
    notes = [pack.notes(number) if number % 2 else () for number in range(len(worlds))]  # of every second world
    answers = ask(INDICATORS, as_ofs, worlds, pack.table, notes)
    for number, (world, answer) in enumerate(zip(worlds, answers, strict=True)):
        found = list(disagreements(Expected(INDICATORS, as_ofs, world, pack.table, notes[number]), answer))
        assert found == [], f"{pack}.world({number})"


@pytest.mark.parametrize("kind", KINDS)
@settings(QUICK, max_examples=3)
@given(data=st.data())
def test_some_worlds(kind: str, data: st.DataObject) -> None:
    check(data.draw(packs(kind, 15)))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@settings(THOROUGH, max_examples=12)
@given(data=st.data())
def test_thousands_of_worlds(kind: str, data: st.DataObject) -> None:
    check(data.draw(packs(kind, 40)))
