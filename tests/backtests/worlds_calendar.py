"""When each export was delivered, and which list of municipalities held: what worlds side by side have in common.

Belongs here: days of extraction, redeliveries, lists. Not here: the rows (worlds, worlds_wild).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .records import Delivery, Eligibility, Municipality, Row
from .worlds_places import MUNICIPALITIES, before_2021_07_08

DAYS = (date(2023, 3, 31), date(2023, 9, 30), date(2024, 3, 31), date(2025, 3, 31))
SHIFTS = (0, 0, 0, -1, -4, 9)  # an inventory may be taken in the window after a date of the plan
FIRST, SECOND = date(2021, 5, 5), date(2023, 10, 1)  # on which lines of the table of eligible places change
EXPORTS = ("renir_unites", "ritm_liens", "rgt_liens", "rh_regionalisation")


@dataclass(frozen=True)
class Slot:
    """One delivery to fill."""

    export: str
    day: date
    received: int


@dataclass(frozen=True)
class Calendar:
    """The deliveries to fill, in order of reception, and the lists of municipalities."""

    slots: tuple[Slot, ...]
    lists: tuple[Delivery, ...]

    def days(self) -> list[date]:
        """Give the days of extraction."""
        return sorted({one.day for one in self.slots})


def calendar(seed: int, days: tuple[date, ...] = DAYS) -> Calendar:
    """Draw when each export is extracted around the days; some are delivered twice."""
    rng = random.Random(f"deliveries {seed}")
    found: list[Slot] = []
    lists = places()
    for day in days:
        for export in EXPORTS:
            slot = Slot(export, day + timedelta(days=rng.choice(SHIFTS)), len(lists) + len(found))
            found += [slot, *again(slot, rng, 0.15)]
    return Calendar(tuple(found), lists)


def again(slot: Slot, rng: random.Random, share: float) -> list[Slot]:
    """Deliver the same day a second time, sometimes."""
    return [Slot(slot.export, slot.day, slot.received + 1)] if rng.random() < share else []


def places() -> tuple[Delivery, ...]:
    """Give the municipality list twice: as it was, then with Granby in Estrie."""
    return written((date(2021, 6, 30), before_2021_07_08()), (date(2023, 9, 15), MUNICIPALITIES))


def written(*lists: tuple[date, tuple[Municipality, ...]]) -> tuple[Delivery, ...]:
    """Write lists of municipalities as deliveries, in order of reception."""
    return tuple(
        Delivery("municipalites", day, rank, tuple(Row(one) for one in rows)) for rank, (day, rows) in enumerate(lists)
    )


def changing(seed: int) -> Calendar:
    """Draw a calendar on which anything may happen: few or many deliveries, an export missing, places that leave."""
    rng = random.Random(f"changing {seed}")
    days = sorted(rng.sample([day + timedelta(days=rng.randint(-3, 3)) for day in DAYS], rng.randint(1, 4)))
    found: list[Slot] = []
    for export in EXPORTS:
        for day in days:
            if rng.random() < 0.85:
                slot = Slot(export, day + timedelta(days=rng.choice([0, 0, 1, 12, 15, 16])), 10 + len(found))
                found += [slot, *again(slot, rng, 0.25)]
    kept = tuple(slot for slot in found if rng.random() < 0.97)
    return Calendar(kept, leaving(rng, days))


def leaving(rng: random.Random, days: list[date]) -> tuple[Delivery, ...]:
    """Draw lists of municipalities, none of them whole, some of the same day, the oldest one often after a date.

    From one to the next some places leave, come back, move to another region or bear another name.
    """
    on = sorted(
        rng.choice(days) + timedelta(days=rng.choice([-400, -1, 0, 1])) for _ in range(rng.choice([0, 1, 1, 2, 3]))
    )
    return written(*((day, tuple(moved(rng, one) for one in before_or_now(rng) if rng.random() < 0.85)) for day in on))


def moved(rng: random.Random, one: Municipality) -> Municipality:
    """Give a place another region or another name, seldom."""
    drawn = rng.random()
    if drawn < 0.05:
        return replace(one, code_region=rng.choice(["01", "02", "06", "16"]))
    return replace(one, munnom=f"{one.munnom}-Nouvelle") if drawn < 0.1 else one


def dated_table(seed: int) -> tuple[Eligibility, ...]:
    """Draw a table of eligible places in which lines begin and end, a municipality otherwise than its region."""
    rng = random.Random(f"table {seed}")
    lines = []
    for place in ("01", "02", "06", "16", "10043", "93042", "66023", "65005"):
        ends = rng.choice([(date.min, FIRST), (FIRST, date.max), (FIRST, SECOND), (date.min, date.max)])
        lines.append(Eligibility(place, rng.random() < 0.5, *ends))
    return tuple(rng.sample(lines, rng.randint(0, len(lines))))


def before_or_now(rng: random.Random) -> tuple[Municipality, ...]:
    """Give the list of one time or of the other."""
    return rng.choice([before_2021_07_08(), MUNICIPALITIES])
