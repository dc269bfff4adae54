"""Which dates the report inside tells of: enough to see where an indicator stands and how it came there.

Belongs here: that choice. Does not belong here: dates that may leave (public/).
"""

from collections.abc import Collection, Sequence
from datetime import date

from ovt_pipeline.targets.dated import months_before

MONTHS, YEAR = 24, 12


def days_inside(published: Sequence[date], declared: Collection[date]) -> list[date]:
    """Return the declared dates, the last one, the same day a year before, the last one of each of the last months.

    `published` are the dates that have a figure, in order; none without any.
    """
    if not published:
        return []
    last = published[-1]
    recent = [day for day in published if day > months_before(last, MONTHS)]
    ends = {(day.year, day.month): day for day in recent}.values()
    return sorted({last, *ends, *({*declared, months_before(last, YEAR)} & set(published))})
