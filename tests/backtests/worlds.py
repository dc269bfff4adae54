"""A seeded world of facts and its deliveries at several dates, well-kept or with contradictions.

Belongs here: which deliveries there are and what each holds. Not here: the stories (worlds_units, worlds_links,
worlds_jobs), what goes wrong (worlds_doubts), files (exports_writer).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from .records import Delivery, Record, RitmLink, Row
from .worlds_doubts import Mess, spoil_jobs, spoil_rgt, spoil_ritm, spoil_units
from .worlds_jobs import jobs, jobs_on
from .worlds_links import links, rgt_on, ritm_on
from .worlds_places import MUNICIPALITIES, before_2021_07_08
from .worlds_units import unit_rows, units_on

DAYS = (date(2023, 3, 31), date(2023, 9, 30), date(2024, 3, 31), date(2025, 2, 28))


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


def exports(seed: int, sizes: Sizes) -> list[Export]:
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
    """Give every delivery of a world, in order of reception; a day may be delivered twice."""
    wanted = sizes or Sizes()
    rng = random.Random(f"deliveries {seed}")
    found, drawn = places(), exports(seed, wanted)
    for day in wanted.days:
        for export in drawn:
            extracted = day - timedelta(days=rng.choice([0, 0, 0, 1, 4]))
            found.append(deliver(export, extracted, len(found), seed, doubts=doubts))
            if rng.random() < 0.15:
                found.append(deliver(export, extracted, len(found), seed, doubts=doubts))
    return [one for one in found if one.rows]


def deliver(export: Export, day: date, received: int, seed: int, *, doubts: bool) -> Delivery:
    """Read one export on one day, in no particular order."""
    rng = random.Random(f"{export.name} {day} {received} {seed}")
    mess = Mess(rng, day, export.read(day))
    if doubts:
        export.spoil(mess)
    rng.shuffle(mess.rows)
    rng.shuffle(mess.rejected)
    return Delivery(export.name, day, received, tuple(Row(one) for one in mess.rows), tuple(mess.rejected))


def places() -> list[Delivery]:
    """Give the municipality list twice: as it was, then with Granby in Estrie."""
    lists = ((date(2021, 6, 30), before_2021_07_08()), (date(2023, 9, 15), MUNICIPALITIES))
    return [
        Delivery("municipalites", day, rank, tuple(Row(one) for one in rows)) for rank, (day, rows) in enumerate(lists)
    ]
