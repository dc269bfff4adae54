"""Which lots of an export are knowledge, and which one is used at a day: the only place that says so.

Belongs here: that rule, over anything that has an extraction date. Does not belong here: where lots are kept (lots.py),
what is counted from them (figures/). SQL is told: it finds the answer in the relation lots_used.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar


class Dated(Protocol):
    """What describes a day."""

    @property
    def extraction_date(self) -> date | None:
        """Day described; an accepted lot always has one."""
        ...


Lot = TypeVar("Lot", bound=Dated)


def last_of_each_day(lots: Sequence[Lot]) -> list[Lot]:
    """Return the lots of one export that are knowledge, given by extraction date, then reception, in that order.

    Of those of one date only the last received is: what it replaced is kept in the history, and says nothing.
    """
    return list({_day(lot): lot for lot in lots}.values())


def lots_until(lots: Sequence[Lot], day: date, *, window: int = 0, or_oldest: bool = False) -> list[Lot]:
    """Return the lots of one export that are known at `day`, in their order; the last of them is the lot used.

    It has the greatest extraction date ≤ `day`; or, when none has `day` itself, the first one of the `window` days
    after it: an inventory is taken after the day it describes. `lots` are knowledge, by extraction date. With
    `or_oldest` the oldest lot serves the days before it.
    """
    count = bisect_right(lots, day, key=_day)
    is_of_day = count > 0 and _day(lots[count - 1]) == day
    if not is_of_day and count < len(lots) and _day(lots[count]) <= day + timedelta(days=window):
        count += 1
    return list(lots[: max(count, 1)]) if or_oldest else list(lots[:count])


def _day(lot: Dated) -> date:
    return lot.extraction_date or date.min
