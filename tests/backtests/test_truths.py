"""What is true lies within the low and the high of Québec and of every region, however badly the exports tell it.

Belongs here: the property, on drawn worlds of which the truth is known. Not here: the worlds (truths*). Nothing is
promised of what a region does not cover (where something no longer listed went, a misspelt pair of two regions), nor of
what only ever stood in rejected rows of earlier lots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from . import truths_jobs, truths_links, truths_units
from .oracle import JOBS, RENIR, RITM, calculate
from .oracle_figures import Figure
from .truths import World, surprises

DRAW: dict[str, Callable[[int], World]] = {
    RENIR: truths_units.draw,
    RITM: truths_links.draw,
    JOBS: truths_jobs.draw,
}
FEW, MANY = 250, 5000
Shown = Callable[[Figure], tuple[object, object]]


def told(name: str, seeds: range) -> Iterator[tuple[int, World, dict[str, Figure]]]:
    """Give worlds, and the figures that the calculation gives of what their exports tell."""
    for seed in seeds:
        world = DRAW[name](seed)
        found = calculate(world.as_of, world.deliveries)
        if name in found:
            yield seed, world, found[name].figures


def lies(name: str, seeds: range) -> list[str]:
    """Say where the truth is outside."""
    return [
        f"{name} {seed}, {said}"
        for seed, world, figures in told(name, seeds)
        for said in surprises(world, {code: (one.low, one.high) for code, one in figures.items()}, is_rate=name != JOBS)
    ]


@pytest.mark.parametrize("name", DRAW)
def test_the_truth_is_between_low_and_high(name: str) -> None:
    assert lies(name, range(FEW)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", DRAW)
def test_the_truth_of_thousands_of_worlds(name: str) -> None:
    assert lies(name, range(FEW, MANY)) == []


@pytest.mark.parametrize("name", DRAW)
def test_the_worlds_are_told_badly_enough(name: str) -> None:
    """The value alone would often be wrong, and the truth is met at the low and at the high."""
    bounds = [
        (world.true("00", is_rate=name != JOBS), figures["00"])
        for _, world, figures in told(name, range(FEW))
        if figures["00"].low != figures["00"].high
    ]
    assert len(bounds) > FEW / 4
    assert sum(true != one.value for true, one in bounds) > FEW / 20
    assert {true == one.low for true, one in bounds} == {true == one.high for true, one in bounds} == {True, False}
