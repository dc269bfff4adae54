"""Whether the steps of a history contradict the model of a steady pace with independent steps.

Belongs here: the steps between dated figures, and the tests of the model with the risk of a false alarm that the plan
file gives. Does not belong here: the projection (trend.py), sentences (catalogue/targets.yaml).

With z = change / sqrt(months) and x = sqrt(months), the model is a regression of z on x through the origin.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from math import inf, sqrt
from statistics import NormalDist

from ovt_pipeline.plan.model import TrendMethod
from ovt_pipeline.targets.dated import months_between

EQUAL = 1e-9  # of the size of the changes: what adding numbers with a point may leave


@dataclass(frozen=True)
class Steps:
    """The steps between figures: the day that ends each, its length in months, the change over it."""

    ends: Sequence[date]
    lengths: Sequence[float]
    changes: Sequence[float]

    @property
    def count(self) -> int:
        """Return how many steps there are."""
        return len(self.changes)

    @cached_property
    def months(self) -> float:
        """Return the length of the history."""
        return sum(self.lengths)

    @cached_property
    def pace(self) -> float:
        """Return the mean change per month."""
        return sum(self.changes) / self.months

    @cached_property
    def residuals(self) -> list[float]:
        """Return, for each step, how far its change is from the pace, in the scale of one month."""
        pace = self.pace
        return [(one - pace * t) / sqrt(t) for one, t in zip(self.changes, self.lengths, strict=True)]

    @cached_property
    def squares(self) -> float:
        """Return the sum of the squared residuals, 0 when every step has the same pace."""
        found, size = sum(one**2 for one in self.residuals), sum(one**2 for one in self.changes)
        return found if found > EQUAL**2 * size else 0.0

    @property
    def deviation(self) -> float:
        """Return the standard deviation of the change of one month."""
        return sqrt(self.squares / (self.count - 1))

    def part(self, first: int, last: int) -> "Steps":
        """Return the steps from `first` to before `last`."""
        return Steps(self.ends[first:last], self.lengths[first:last], self.changes[first:last])


@dataclass(frozen=True)
class Contradiction:
    """What contradicts the model: the key of its sentence, and the numbers and days that it names."""

    code: str
    fields: dict[str, object] = field(default_factory=dict)


def steps_of(days: Sequence[date], values: Sequence[float]) -> Steps:
    """Return the steps between figures in order of date."""
    lengths = [months_between(first, last) for first, last in pairwise(days)]
    return Steps(days[1:], lengths, [b - a for a, b in pairwise(values)])


def contradiction(steps: Steps, method: TrendMethod) -> Contradiction | None:
    """Return the first contradiction found, if any."""
    if not steps.squares:
        return Contradiction("trend_no_variation")
    return (
        _jump(steps, method.jump_level) or _change_of_pace(steps, method.break_level) or _link(steps, method.link_level)
    )


def _jump(steps: Steps, level: float) -> Contradiction | None:
    """Compare the most unusual step with the others, which alone say what is usual."""
    squares, months, freedom = steps.squares, steps.months, steps.count - 2
    worst, which = 0.0, 0
    for number, (residual, length) in enumerate(zip(steps.residuals, steps.lengths, strict=True)):
        kept = 1 - length / months
        others = squares - residual**2 / kept
        found = abs(residual) / sqrt(others / freedom * kept) if others > EQUAL * squares else inf
        worst, which = max((worst, which), (found, number))
    if worst > quantile(1 - level / (2 * steps.count), freedom):
        return Contradiction("trend_jump", {"day": steps.ends[which]})
    return None


def _change_of_pace(steps: Steps, level: float) -> Contradiction | None:
    """Compare the pace of the first half of the steps with that of the second."""
    middle = steps.count // 2
    before, after = steps.part(0, middle), steps.part(middle, steps.count)
    spread = (before.squares + after.squares) / (steps.count - 2) * (1 / before.months + 1 / after.months)
    distance = abs(before.pace - after.pace)
    if distance > quantile(1 - level / 2, steps.count - 2) * sqrt(spread):
        fields: dict[str, object] = {"before": before.pace, "after": after.pace, "day": before.ends[-1]}
        return Contradiction("trend_break", fields)
    return None


def _link(steps: Steps, level: float) -> Contradiction | None:
    """Compare each residual with the next one: independent steps have no correlation."""
    residuals = steps.residuals
    linked = sum(a * b for a, b in pairwise(residuals)) / steps.squares
    limit = NormalDist().inv_cdf(1 - level / 2) / sqrt(steps.count)
    return Contradiction("trend_linked") if abs(linked + 1 / steps.count) > limit else None


@lru_cache(maxsize=1024)
def quantile(share: float, freedom: int) -> float:
    """Return the quantile of Student's distribution with `freedom` degrees of freedom."""
    from scipy.special import stdtrit  # noqa: PLC0415 - half a second, only when a trend is projected

    return float(stdtrit(freedom, share))
