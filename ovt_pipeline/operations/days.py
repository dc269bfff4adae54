"""Stretches of days.

Belongs here: making them. Does not belong here: which days a figure may describe (plan/, clock.py).
"""

import calendar
from datetime import date, timedelta


def days_between(first: date, last: date, *, month_ends: bool = False) -> list[date]:
    """Return every day from `first` to `last`, both included, or the last days of months among them."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [d for d in days if not month_ends or d.day == calendar.monthrange(d.year, d.month)[1]]
