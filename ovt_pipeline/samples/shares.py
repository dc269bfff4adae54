"""How many entities the starting situation needs so that it displays the plan's published starting value.

Belongs here: the published starting values and the arithmetic of a displayed percentage.
Does not belong here: counting rules, or any figure of a later date (the later pace is invented, file by file).
"""

from dataclasses import dataclass
from itertools import count

START_RENIR_PERCENT = 51
START_RITM_PERCENT = 11
START_JOBS = 62


@dataclass(frozen=True)
class Share:
    """A part of a whole population."""

    part: int
    whole: int


def rounded(part: int, whole: int) -> int:
    """Return part/whole rounded half up, in whole numbers only."""
    return (2 * part + whole) // (2 * whole)


def starting_share(percent: int, wanted: int) -> Share:
    """Return the smallest population of at least `wanted` in which some part displays exactly `percent`."""
    for whole in count(max(1, wanted)):
        part = rounded(percent * whole, 100)
        if rounded(100 * part, whole) == percent:
            return Share(part, whole)
    raise AssertionError  # pragma: no cover - 100 always fits
