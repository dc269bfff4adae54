"""A seeded world of facts and its deliveries at several dates, well-kept or with contradictions.

Belongs here: what each delivery holds. Not here: when there is one (worlds_calendar), the stories (worlds_units,
worlds_links, worlds_jobs), what goes wrong (worlds_doubts), rows without a story (worlds_wild), files (exports_writer).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .records import Delivery, Record, RitmLink, Row
from .worlds_calendar import DAYS, Calendar, Slot, calendar
from .worlds_doubts import Mess, spoil_jobs, spoil_rgt, spoil_ritm, spoil_units
from .worlds_jobs import jobs, jobs_on
from .worlds_links import links, rgt_on, ritm_on
from .worlds_units import Seed, unit_rows, units_on

DOUBTED = 0.02  # rows that an expectation marks in a world with doubts


@dataclass(frozen=True)
class Sizes:
    """How much there is; `days` are the days around which each export is extracted."""

    units: int = 120
    ritm: int = 160
    rgt: int = 110
    jobs: int = 90
    days: tuple[date, ...] = DAYS

    @classmethod
    def small(cls) -> Sizes:
        """Give worlds that a person can read."""
        return cls(units=14, ritm=12, rgt=8, jobs=10)


Reader = Callable[[date], list[Record]]
Spoiler = Callable[[Mess], None]


@dataclass(frozen=True)
class Export:
    """How one export reads on any day, and what goes wrong in it."""

    name: str
    read: Reader
    spoil: Spoiler


def exports(seed: Seed, sizes: Sizes) -> list[Export]:
    """Draw the world."""
    units = unit_rows(seed, sizes.units)
    ritm, rgt = links(seed, sizes.ritm, sizes.rgt)
    roster = jobs(seed, sizes.jobs)

    def spoil_pairs(mess: Mess) -> None:
        keys = [one.id_lien_ritm for one in ritm_on(ritm, mess.today) if isinstance(one, RitmLink)]
        spoil_rgt(mess, keys)

    return [
        Export("renir_unites", lambda day: units_on(units, day), spoil_units),
        Export("ritm_liens", lambda day: ritm_on(ritm, day), spoil_ritm),
        Export("rgt_liens", lambda day: rgt_on(ritm, rgt, day), spoil_pairs),
        Export("rh_regionalisation", lambda day: jobs_on(roster, day), spoil_jobs),
    ]


def generate(seed: int, sizes: Sizes | None = None, *, doubts: bool = False) -> list[Delivery]:
    """Give every delivery of a world, in order of reception; a day may be delivered twice, none is empty."""
    wanted = sizes or Sizes()
    return [one for one in fill(calendar(seed, wanted.days), seed, wanted, doubts=doubts) if one.rows]


def fill(drawn: Calendar, seed: Seed, sizes: Sizes, *, doubts: bool) -> list[Delivery]:
    """Give the deliveries of a calendar as they read in one world."""
    by_name = {one.name: one for one in exports(seed, sizes)}
    filled = [deliver(by_name[slot.export], slot, seed, doubts=doubts) for slot in drawn.slots]
    return [*drawn.lists, *filled]


def deliver(export: Export, slot: Slot, seed: Seed, *, doubts: bool) -> Delivery:
    """Read one export on one day, in no particular order."""
    rng = random.Random(f"{export.name} {slot.day} {slot.received} {seed}")
    mess = Mess(rng, slot.day, export.read(slot.day))
    if doubts:
        export.spoil(mess)
    rng.shuffle(mess.rows)
    rng.shuffle(mess.rejected)
    rows = tuple(Row(one, doubted=doubts and rng.random() < DOUBTED) for one in mess.rows)
    return Delivery(export.name, slot.day, slot.received, rows, tuple(mess.rejected))
