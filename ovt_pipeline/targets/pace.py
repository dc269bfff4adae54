"""The pace needed to reach a target in time, and the pace seen.

Belongs here: both paces and their comparison. Does not belong here: what is reached or missed (status.py).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.plan.model import Indicator, Point, StatusMethod
from ovt_pipeline.targets.dated import BY_DATE, ValuedFigure, figure_at, months_before, months_between


@dataclass(frozen=True)
class Pace:
    """Both paces, per average month and signed; `since` is the day from which the pace is seen.

    `is_of_months`: that day is exactly the number of months of the method ago.
    """

    needed: float
    seen: float
    since: date
    is_of_months: bool

    def status(self, method: StatusMethod, on_track: str, at_risk: str, behind: str) -> str:
        """Return which of the three the pace seen earns, by its share of the pace needed."""
        share = self.seen / self.needed
        return on_track if share >= method.on_track_from else at_risk if share >= method.at_risk_from else behind


def pace_of(indicator: Indicator, target: Point, known: Sequence[ValuedFigure], method: StatusMethod) -> Pace | None:
    """Return the paces at the last of `known`, from which the target is not reached; None when nothing comes before it.

    The pace seen starts at the last figure that is at least the months of the method old; without one, at the start of
    the plan: the figure of that day, else the plan's own starting value.
    """
    now = known[-1]
    limit = months_before(now.as_of, method.months_of_pace)
    old = known[bisect_right(known, limit, key=BY_DATE) - 1] if known[0].as_of <= limit else None
    start = old or figure_at(known, indicator.start.day)
    since, value = (start.as_of, start.value) if start else (indicator.start.day, indicator.start.value)
    if since >= now.as_of:
        return None
    needed = (target.value - now.value) / months_between(now.as_of, target.day)
    seen = (now.value - value) / months_between(since, now.as_of)
    return Pace(needed, seen, since, is_of_months=since == limit)
