"""Asks the SQL of the scheduled projection about the cases of test_scheduled.

Belongs here: where an answer is not the one expected. Not here: the cases.
"""

from __future__ import annotations

from collections.abc import Iterator

from . import test_scheduled as cases
from .oracle import JOBS, RENIR, RITM
from .shorthand import network, pairs, renir_lot, ritm, roster


def surprises_of_plans() -> Iterator[str]:
    """Say where a planned date gives another numerator than its case says."""
    units = [
        (RENIR, renir_lot(cases.EXTRACTED, cases.MIGRATED, one), n) for one, n in (one.values for one in cases.UNITS)
    ]
    rows = [*pairs("L1>R1")]
    links = [
        (RITM, network(cases.EXTRACTED, ritm("L1"), ritm("L2"), one, *rows), n)
        for one, n in (one.values for one in cases.LINKS)
    ]
    jobs = [(JOBS, roster(cases.EXTRACTED, cases.ARRIVED, *many), n) for many, n in (one.values for one in cases.MOVES)]
    for indicator, world, expected in [*units, *links, *jobs]:
        found = cases.plan(world, indicator).numerator
        if found != expected:
            yield f"{indicator}: {found} instead of {expected} of {world}."
