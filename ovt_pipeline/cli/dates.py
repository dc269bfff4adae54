"""The dates of a command line: which ones a figure may describe.

Belongs here: reading and refusing them. Does not belong here: what a command does with a date.
"""

import re
from datetime import date

from ovt_pipeline.clock import SystemClock, last_complete_day
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.plan.loader import load_plan


def day_of(text: str) -> date:
    """Return a date written AAAA-MM-JJ that a figure may describe. Raises OVT-U02 for any other."""
    last, first = last_complete_day(SystemClock()), load_plan().first_as_of
    day = _real_day(text)
    if day is None or not first <= day <= last:
        raise OvtError("OVT-U02", first=first, last=last, found=text)
    return day


def _real_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None
