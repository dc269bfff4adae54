"""What is drawn at random: several worlds of one calendar, of a kind, a size and a seed.

Belongs here: the strategies of hypothesis and the worlds that they stand for. Not here: how a world is made (worlds*),
what must hold in it.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from .records import DEFAULT_ELIGIBILITY, Delivery, Eligibility, NotedEnd
from .worlds import Sizes, fill
from .worlds_calendar import Calendar, calendar, changing, dated_table
from .worlds_notes import noted_ends
from .worlds_wild import wild

FIRST = date(2023, 3, 31)  # no figure describes a day before the reference date of the plan
DUE = (FIRST, date(2024, 3, 31), date(2025, 3, 31))
MOST = {
    "well-kept": Sizes(units=14, ritm=12, rgt=8, jobs=10),
    "doubtful": Sizes(units=14, ritm=12, rgt=8, jobs=10),
    "wild": Sizes(units=4, ritm=4, rgt=3, jobs=4),
    "crowded": Sizes(units=9, ritm=6, rgt=6, jobs=6),
}
KINDS = tuple(MOST)
QUICK = settings(
    deadline=None,
    derandomize=True,  # the same worlds each time: a change that breaks nothing never fails
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a world is named by its seed: a smaller seed is no smaller world
    suppress_health_check=list(HealthCheck),
)
OTHER_WORLDS = bool(os.environ.get("OTHER_WORLDS"))  # to search: a gate must not depend on what is drawn
THOROUGH = settings(QUICK, derandomize=not OTHER_WORLDS)


@dataclass(frozen=True)
class Pack:
    """Worlds side by side. `Pack(...).world(3)` is one of them, for a person to look at."""

    kind: str
    seed: int
    sizes: Sizes
    count: int

    @property
    def calendar(self) -> Calendar:
        """Give what the worlds have in common."""
        return (
            calendar(self.seed)
            if self.seed % 3 == 0 and self.kind in ("well-kept", "doubtful")
            else changing(self.seed)
        )

    def world(self, number: int) -> list[Delivery]:
        """Give one world."""
        name = f"{self.seed}/{number}"
        if self.kind in ("wild", "crowded"):
            return wild(self.calendar, name, self.sizes)
        return fill(self.calendar, name, self.sizes, doubts=self.kind == "doubtful")

    @property
    def table(self) -> tuple[Eligibility, ...]:
        """Give the table of eligible places: that of the plan, or one with dates."""
        return DEFAULT_ELIGIBILITY if self.seed % 2 else dated_table(self.seed)

    def notes(self, number: int) -> tuple[NotedEnd, ...]:
        """Give what signed notes say of one world, some of it about things that are still listed."""
        return noted_ends(self.world(number), f"{self.seed}/{number}")

    def worlds(self) -> list[list[Delivery]]:
        """Give every world."""
        return [self.world(number) for number in range(self.count)]

    def as_ofs(self) -> list[date]:
        """Draw some dates on and around the days of the deliveries, one of the plan, and one after all of them."""
        days = self.calendar.days() or [FIRST]
        around = sorted({day + timedelta(days=far) for day in days for far in (-1, 0, 1, 30)})
        rng = random.Random(f"dates {self.seed}")
        chosen = {*rng.sample(around, min(3, len(around))), rng.choice(DUE)}
        return sorted({max(FIRST, day) for day in (*chosen, days[-1], days[-1] + timedelta(days=40))})


def packs(kind: str, count: int) -> st.SearchStrategy[Pack]:
    """Draw packs of so many worlds of a kind, large and small, even empty."""
    most = MOST[kind]
    parts = {name: st.integers(0, getattr(most, name)) for name in ("units", "ritm", "rgt", "jobs")}
    sizes = st.one_of(st.just(most), st.just(most), st.builds(Sizes, **parts))
    return st.builds(Pack, st.just(kind), st.integers(0, 10**9), sizes, st.just(count))
