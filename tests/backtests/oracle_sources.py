"""What the figures of an indicator rest on at D, written from indicators.md version 2 ("Lot used").

Belongs here: is there a figure, is it preliminary, how old is its oldest source. Not here: the figures (oracle).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .oracle import JOBS, NEEDS, PLAN
from .oracle_common import Dates, knowledge, lots_at
from .records import Delivery

Resting = tuple[bool, date]


def resting(name: str, as_of: date, deliveries: Sequence[Delivery], dates: Dates | None = None) -> Resting | None:
    """Give (is preliminary, oldest date), None where there is no figure. The list of municipalities ages none."""
    lots = [lots_at(deliveries, export, as_of, dates or PLAN()).used for export in NEEDS[name]]
    days = [lot.extraction_date for lot in lots if lot is not None]
    if len(days) < len(lots) or (name == JOBS and not knowledge(deliveries, "municipalites")):
        return None
    return min(days) < as_of, min(days)
