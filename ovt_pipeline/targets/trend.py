"""Where the trend of an indicator leads by a due date, and how surely.

Belongs here: the projection and its interval, or the reason why there is none. Does not belong here: planned dates
(never mixed with a trend), the tests of the model (trend_tests.py), sentences (catalogue/targets.yaml).

The model is a random walk with drift: the change over a step of t months has mean pace * t and variance s² * t, and the
steps are independent. The trend is the last figure plus pace * h. Its interval is Student's with steps - 1 degrees of
freedom, of half-width q * s * sqrt(h + h² / history): the second term is the pace that is not known exactly. A straight
line fitted to the figures would be far too sure of itself, since the errors of running totals add up: the back-test of
tests/backtests/trend_coverage.py shows both.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from ovt_pipeline.language.catalogue import LANGUAGES, both
from ovt_pipeline.language.numbers import percent
from ovt_pipeline.language.text import Text, joined
from ovt_pipeline.plan.model import Indicator, TrendMethod
from ovt_pipeline.targets.amount import Amount
from ovt_pipeline.targets.dated import BY_DATE, Series, ValuedFigure, months_between
from ovt_pipeline.targets.trend_tests import Steps, contradiction, quantile, steps_of

RATE_LIMITS = (0.0, 100.0)
COUNT_LIMITS = (0.0, float("inf"))


@dataclass(frozen=True)
class Trend:
    """A projection: value, low and high in percent points or a count, all None when `is_determined` is false.

    `code` is the key of the reason. A bound that would leave the scale (0–100 of a rate, 0 of a count) is brought back
    to its end, `low_is_cut` or `high_is_cut` is set, and the reason says so. `pace` is per average month.
    """

    indicator_id: str
    due: date
    as_of: date
    code: str
    reason: Text
    value: float | None = None
    low: float | None = None
    high: float | None = None
    pace: float | None = None
    low_is_cut: bool = False
    high_is_cut: bool = False

    @property
    def is_determined(self) -> bool:
        """Say whether there is a projection."""
        return self.value is not None


def project(indicator: Indicator, due: date, figures: Series, as_of: date, method: TrendMethod) -> Trend:
    """Project an indicator to `due` from the figures until `as_of`, or say why that cannot be done."""
    known = _thinned(figures.valued_until(as_of), method.days_between_steps)
    refused = _too_little(due, known, method)
    if refused:
        return Trend(indicator.id, due, as_of, *refused)
    steps = steps_of([one.as_of for one in known], [one.value for one in known])
    found = contradiction(steps, method)
    if found:
        fields = {name: _pace(one, indicator) for name, one in found.fields.items()}
        return Trend(indicator.id, due, as_of, found.code, both("targets", found.code, **fields))
    return _projected(indicator, due, as_of, known, steps, method)


def _too_little(due: date, known: Sequence[ValuedFigure], method: TrendMethod) -> tuple[str, Text] | None:
    if known and known[-1].as_of >= due:
        return "trend_due_passed", both("targets", "trend_due_passed", due=due)
    if len(known) - 1 < method.minimum_steps:
        found = max(len(known) - 1, 0)
        return "trend_few_steps", both("targets", "trend_few_steps", wanted=method.minimum_steps, found=found)
    first, last = known[0].as_of, known[-1].as_of
    if months_between(last, due) > method.longest_horizon * months_between(first, last):
        return "trend_too_far", both("targets", "trend_too_far", due=due, first=first)
    return None


def _projected(
    indicator: Indicator, due: date, as_of: date, known: Sequence[ValuedFigure], steps: Steps, method: TrendMethod
) -> Trend:
    horizon = months_between(known[-1].as_of, due)
    value = known[-1].value + steps.pace * horizon
    floor, ceiling = RATE_LIMITS if indicator.is_rate else COUNT_LIMITS
    pace = Amount(steps.pace, indicator, is_pace=True)
    if not floor <= value <= ceiling:
        reason = both("targets", "trend_leaves_scale", pace=pace, due=due)
        return Trend(indicator.id, due, as_of, "trend_leaves_scale", reason)
    spread = quantile((1 + method.confidence) / 2, steps.count - 1) * steps.deviation
    half = spread * sqrt(horizon + horizon**2 / steps.months)
    low, high = max(value - half, floor), min(value + half, ceiling)
    cut = {"trend_low_cut": value - half < floor, "trend_high_cut": value + half > ceiling}
    shown = {"value": value, "low": low, "high": high}
    amounts = {name: Amount(round(one, 1), indicator) for name, one in shown.items()}
    seen = {"first": known[0].as_of, "last": known[-1].as_of, "confidence": _share(method)}
    said = both("targets", "trend", **amounts, **seen, due=due, pace=pace)
    notes = [both("targets", key, **amounts) for key, is_cut in cut.items() if is_cut]
    return Trend(indicator.id, due, as_of, "trend", joined(said, *notes), value, low, high, steps.pace, *cut.values())


def _thinned(known: Sequence[ValuedFigure], days: int) -> list[ValuedFigure]:
    """Keep the last figure and, going back, each that is at least `days` older than the one kept before."""
    kept, place = [], len(known)
    while place:
        kept.append(known[place - 1])
        place = bisect_right(known, kept[-1].as_of - timedelta(days=days), key=BY_DATE)
    return kept[::-1]


def _pace(field: object, indicator: Indicator) -> object:
    return Amount(field, indicator, is_pace=True) if isinstance(field, float) else field


def _share(method: TrendMethod) -> Text:
    return Text(*(percent(100 * method.confidence, lang) for lang in LANGUAGES))
