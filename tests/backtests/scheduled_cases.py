"""Asks the SQL of the scheduled projection all that test_scheduled asks, and gathers what does not hold.

Belongs here: calling its tests with their parameters. Not here: the cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from _pytest.mark.structures import ParameterSet

from . import test_scheduled


def surprises_of_plans() -> Iterator[str]:
    """Name each test of the projection that fails."""
    for name, test in vars(test_scheduled).items():
        if name.startswith("test_"):
            yield from (f"{name} {values}" for values in parameters(test) if not holds(test, values))


def parameters(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """Give the arguments of each call of a test: those of its one parametrize, or none."""
    (mark,) = getattr(test, "pytestmark", [None]) or [None]
    if mark is None:
        yield {}
        return
    names, sets = mark.args
    names = (names,) if isinstance(names, str) else names
    for one in sets:
        yield dict(zip(names, ParameterSet.extract_from(one, force_tuple=len(names) == 1).values, strict=True))


def holds(test: Callable[..., None], values: dict[str, Any]) -> bool:
    """Tell whether a test passes."""
    try:
        test(**values)
    except AssertionError:
        return False
    return True
