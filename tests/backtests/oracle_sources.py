"""What the figures of an indicator rest on at D, written from indicators.md ("Lot used") and docs/adr/0005, reading 5.

Belongs here: is there a figure, is it preliminary, how old is its oldest source. Not here: the figures (oracle).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .oracle_common import lots_at
from .records import Delivery

Resting = tuple[bool, date]


def resting(as_of: date, deliveries: Sequence[Delivery], needs: Sequence[str]) -> Resting | None:
    """Give (is preliminary, oldest date), None where there is no figure. The list of municipalities ages none."""
    if not {lot.export for lot in deliveries}.issuperset(needs):
        return None
    lots = [lots_at(deliveries, export, as_of).used for export in needs if export != "municipalites"]
    days = [lot.extraction_date for lot in lots if lot is not None]
    if not days:
        return None
    return len(days) < len(lots) or any(day < as_of for day in days), min(days)
