"""When things happen in the invented world, how big it is, and how chance is drawn.

Belongs here: the sample dates, the spans that events fall in, the default seed and size, the seeded draws.
Does not belong here: what happens to a unit, a link or a job.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")
Span = tuple[date, date]

DEFAULT_SEED = 2023
DEFAULT_SIZE = 240
SMALLEST_SIZE = 20
SAMPLE_DATES = (date(2023, 3, 31), date(2024, 3, 31), date(2025, 3, 31))

LONG_AGO: Span = (date(2012, 1, 9), date(2018, 12, 14))
PAST: Span = (date(2019, 1, 7), date(2022, 12, 16))
WINTER: Span = (date(2023, 1, 9), date(2023, 3, 24))
YEAR_1: Span = (date(2023, 4, 11), date(2024, 2, 23))
YEAR_2: Span = (date(2024, 4, 9), date(2025, 2, 21))
AHEAD: Span = (date(2025, 6, 2), date(2026, 11, 27))

FIXED_BY_2024 = date(2023, 12, 31)  # last day of a slip that only the first delivery shows
FIXED_BY_2025 = date(2024, 12, 31)  # last day of a slip that the first two deliveries may show
SEEN_IN_2024 = date(2024, 1, 1)  # first day of a slip that the first delivery does not show
SEEN_IN_2025 = date(2025, 1, 1)  # first day of a slip that only the third delivery shows


class Draw:
    """Seeded chance: the same words in give the same draws, on any machine."""

    def __init__(self, *words: object) -> None:
        self._random = Random("/".join(str(word) for word in words))

    def day(self, span: Span) -> date:
        """Return a day of the span, both ends included."""
        first, last = span
        return first + timedelta(days=self._random.randint(0, (last - first).days))

    def days(self, low: int, high: int) -> timedelta:
        """Return a duration between `low` and `high` days."""
        return timedelta(days=self._random.randint(low, high))

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return choices[self._random.randrange(len(choices))]

    def chance(self, share: float) -> bool:
        """Return true in about `share` of the draws."""
        return self._random.random() < share

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in another order."""
        return self._random.sample(list(items), len(items))
