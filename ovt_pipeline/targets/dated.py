"""A figure of the whole at a date, and how long it is between dates.

Belongs here: what status, trend and transitions share of figures and calendars. Does not belong here: judging.
"""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

DAYS_OF_MONTH = 30.4375  # of an average month: 365.25 / 12


@dataclass(frozen=True)
class Dated:
    """A figure of the whole: its values are percent points or a count, None when there is nothing to divide by.

    `is_preliminary`: it rests on a delivery older than its date. `exits_kept`: its value under each rule by which what
    went stays in the population.
    """

    as_of: date
    value: float | None
    value_low: float | None = None
    value_high: float | None = None
    display: str | None = None
    is_preliminary: bool = False
    exits_kept: Mapping[str, float | None] = field(default_factory=dict, kw_only=True)

    def under(self, rule: str | None) -> float | None:
        """Return the value by one of those rules; its own without a rule, or when it is not counted by it."""
        return self.value if rule is None else self.exits_kept.get(rule, self.value)


@dataclass(frozen=True)
class ValuedFigure:
    """A figure that has a value."""

    as_of: date
    value: float
    figure: Dated


def known_until(figures: Iterable[Dated], day: date, rule: str | None = None) -> list[ValuedFigure]:
    """Return the figures until `day` that have a value, by date, as `rule` would have them.

    Raises: ValueError when two have the same date.
    """
    valued = ((one, one.under(rule)) for one in figures if one.as_of <= day)
    found = [ValuedFigure(one.as_of, value, one) for one, value in valued if value is not None]
    if len({one.as_of for one in found}) < len(found):
        raise ValueError("two figures of the same date")
    return sorted(found, key=lambda one: one.as_of)


def months_between(first: date, last: date) -> float:
    """Return the length in average months, negative when `last` comes first."""
    return (last - first).days / DAYS_OF_MONTH


def months_before(day: date, months: int) -> date:
    """Return the same day of the month `months` earlier, or the last one that this month has."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
