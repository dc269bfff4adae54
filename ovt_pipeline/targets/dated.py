"""A figure of the whole at a date, and how long it is between dates.

Belongs here: what status, trend and transitions share of figures and calendars. Does not belong here: judging.
"""

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

DAYS_OF_MONTH = 30.4375  # of an average month: 365.25 / 12
BY_DATE = attrgetter("as_of")


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


class Series:
    """The figures of one indicator, in order of date: what was known until a day is found without reading all.

    Raises: ValueError when two figures have the same date.
    """

    def __init__(self, figures: Iterable[Dated] = ()) -> None:
        """Put the figures in order."""
        self.figures = sorted(figures, key=BY_DATE)
        if len({one.as_of for one in self.figures}) < len(self.figures):
            raise ValueError("two figures of the same date")
        self._valued: dict[str | None, list[ValuedFigure]] = {}

    def valued_until(self, day: date, rule: str | None = None) -> list[ValuedFigure]:
        """Return the figures until `day` that have a value, by date, as `rule` would have them."""
        if rule not in self._valued:
            valued = ((one, one.under(rule)) for one in self.figures)
            self._valued[rule] = [ValuedFigure(one.as_of, value, one) for one, value in valued if value is not None]
        known = self._valued[rule]
        return known[: bisect_right(known, day, key=BY_DATE)]


def figure_at(known: Sequence[ValuedFigure], day: date) -> ValuedFigure | None:
    """Return the figure of a day, of figures in order of date."""
    place = bisect_left(known, day, key=BY_DATE)
    return known[place] if place < len(known) and known[place].as_of == day else None


def months_between(first: date, last: date) -> float:
    """Return the length in average months, negative when `last` comes first."""
    return (last - first).days / DAYS_OF_MONTH


def months_before(day: date, months: int) -> date:
    """Return the same day of the month `months` earlier, or the last one that this month has."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
