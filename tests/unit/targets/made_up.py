"""Made-up indicators, targets and dated figures, so that a case is one line.

Belongs here: short ways of writing them. Not here: what is said of them.
"""

from dataclasses import replace
from datetime import date

from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.plan.model import Indicator, Target
from ovt_pipeline.targets.dated import Dated

RATE = load_plan().indicator("renir_units_migrated")
JOBS = load_plan().indicator("jobs_regionalised")
STATUS_METHOD = load_plan().status_method
TREND_METHOD = load_plan().trend_method


def day(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def target(due: str, value: float) -> Target:
    """Write a target."""
    return Target(day(due), value)


def figure(text: str, value: float | None, low: float | None = None, high: float | None = None) -> Dated:
    """Write a figure."""
    return Dated(day(text), value, low, high, None)


def figures(**values: float | None) -> list[Dated]:
    """Write figures: `d2024_03_31=70`."""
    return [figure(name[1:].replace("_", "-"), value) for name, value in values.items()]


def falling(indicator: Indicator) -> Indicator:
    """Return the same indicator, nearer its target when it falls."""
    return replace(indicator, direction="down")
