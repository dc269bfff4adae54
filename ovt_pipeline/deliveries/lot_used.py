"""Which lots of an export are knowledge at a day, and so which one is used then: the only place that says so.

Belongs here: that rule, over anything that has an extraction date. Does not belong here: where lots are kept (lots.py),
what is counted from them (figures/). SQL is told: it finds the answer in the relation lots_used.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """What describes a day."""

    @property
    def extraction_date(self) -> date | None:
        """Day described; an accepted lot always has one."""
        ...


Lot = TypeVar("Lot", bound=Dated)


def lots_until(lots: Sequence[Lot], day: date, *, or_oldest: bool = False) -> list[Lot]:
    """Return the lots of one export that are knowledge at `day`, in their order; the last of them is the lot used.

    It has the greatest extraction date ≤ `day` and was received last among those of that date: `lots` come by
    extraction date, then reception. With `or_oldest` the oldest lot serves the days before it.
    """
    known = list(lots[: bisect_right(lots, day, key=_day)])
    if known or not (or_oldest and lots):
        return known
    return [lots[bisect_right(lots, _day(lots[0]), key=_day) - 1]]


def _day(lot: Dated) -> date:
    return lot.extraction_date or date.min
