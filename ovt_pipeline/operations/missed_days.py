"""The days that have no figure since the last one that has, because nights were missed.

Belongs here: that question. Does not belong here: filling them (backfill.py), words.
"""

from datetime import date, timedelta

from ovt_pipeline.operations.situation import Situation

ONE_DAY, MONTH = timedelta(days=1), timedelta(days=31)


def missed_days(situation: Situation, day: date) -> list[date]:
    """Return the days without a figure since the last published one before `day`, at least those of the last month."""
    dates = {f.as_of for f in situation.release.current.figures} if situation.release else set()
    before = [d for d in dates if d < day]
    if not before:
        return []
    first = max(min(before), min(max(before), day - MONTH)) + ONE_DAY
    span = [first + ONE_DAY * n for n in range((day - first).days)]
    return [d for d in span if d not in dates]
