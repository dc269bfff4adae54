"""The units of a generated world: what really happened to each, and how its row reads on any day.

Belongs here: the history of units and their well-kept rows. Not here: contradictions (worlds_doubts), indicator rules.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from .records import Record, Unit
from .worlds_places import REGION_NAMES

START = date(2021, 1, 1)
HORIZON = date(2025, 12, 31)
Dates = date | None
Seed = int | str


def some_day(rng: random.Random, first: date = START, last: date = HORIZON) -> date:
    """Draw a day between two days included."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def maybe_day(rng: random.Random, share: float, first: date = START, last: date = HORIZON) -> Dates:
    """Draw a day, or none."""
    return some_day(rng, first, last) if rng.random() < share else None


def past(day: Dates, today: date) -> Dates:
    """Give the day if it has come."""
    return day if day is not None and day <= today else None


@dataclass(frozen=True)
class UnitStory:
    """What happens to one unit."""

    key: str
    region: str
    existing: bool
    created: date
    service: str
    voice_from: Dates
    moves: tuple[date, ...]  # first migration, then a second one after a return
    back: Dates
    closed: Dates
    heir: str | None

    def row(self, today: date) -> Unit | None:
        """Read the unit on one day; None before it exists."""
        if self.created > today:
            return None
        done = [one for one in self.moves if one <= today]
        coming = next((one for one in self.moves if one > today), None)
        closed = past(self.closed, today)
        service = "VOIX+DONNÉES" if past(self.voice_from, today) else self.service
        dates = (coming, done[-1] if done else None, past(self.back, today), closed)
        return Unit(
            self.key, self.region, self.existing, service, self.statut(today), *dates, self.heir if closed else None
        )

    def statut(self, today: date) -> str:
        """Give the statut of the day of the extraction."""
        done = [one for one in self.moves if one <= today]
        if past(self.closed, today):
            return "Fusionnée" if self.heir else "Fermée"
        if done:
            back = past(self.back, today)
            return "Retour" if back and back >= done[-1] else "Migrée"
        coming = next((one for one in self.moves if one > today), None)
        if coming is None:
            return "À migrer"
        return "En migration" if coming - today < timedelta(days=30) else "Planifiée"


def write_story(rng: random.Random, number: int, total: int) -> UnitStory:
    """Draw one unit. It merges into a unit of a higher number only, so that there is no cycle."""
    existing = rng.random() < 0.88
    created = START if existing else some_day(rng, date(2023, 4, 1))
    service = rng.choices(["VOIX", "VOIX+DONNÉES", "DONNÉES"], [5, 3, 2])[0]
    voice_from = maybe_day(rng, 0.4, date(2023, 1, 1)) if service == "DONNÉES" else None
    floor = max(created, voice_from) if voice_from else created
    first = maybe_day(rng, 0.75, floor) if service != "DONNÉES" or voice_from else None
    back = maybe_day(rng, 0.25, first) if first else None
    second = maybe_day(rng, 0.4, back + timedelta(days=1)) if back and back < HORIZON else None
    moves = tuple(one for one in (first, second) if one)
    closed = maybe_day(rng, 0.35, date(2022, 1, 1) if existing else created)
    heir = (
        key_of(rng.randint(number + 1, min(total, number + 4)))
        if closed and number < total and rng.random() < 0.7
        else None
    )
    region = rng.choice(list(REGION_NAMES))
    return UnitStory(key_of(number), region, existing, created, service, voice_from, moves, back, closed, heir)


def key_of(number: int) -> str:
    """Write the number of a unit."""
    return f"SQ-{number:04d}"


def end_of(story: UnitStory) -> UnitStory:
    """Forget what would happen after the unit is closed or merged."""
    closed = story.closed
    if closed is None:
        return story
    moves = tuple(one for one in story.moves if one <= closed)
    return UnitStory(
        story.key,
        story.region,
        story.existing,
        story.created,
        story.service,
        past(story.voice_from, closed),
        moves,
        past(story.back, closed),
        closed,
        story.heir,
    )


def heirs_exist(stories: list[UnitStory]) -> list[UnitStory]:
    """Keep a merger only when the successor is there and still open on that day; else the unit stays open."""
    by_key = {one.key: one for one in stories}
    kept = []
    for one in stories:
        heir = by_key.get(one.heir or "")
        lost = heir is not None and (
            heir.created > (one.closed or START) or (heir.closed or HORIZON) <= (one.closed or START)
        )
        fields = {**one.__dict__, "closed": None, "heir": None} if lost else one.__dict__
        kept.append(end_of(UnitStory(**fields)))
    return kept


def unit_rows(seed: Seed, total: int) -> list[UnitStory]:
    """Draw the units of a world."""
    rng = random.Random(f"units {seed}")
    return heirs_exist([write_story(rng, number, total) for number in range(1, total + 1)])


def units_on(stories: list[UnitStory], today: date) -> list[Record]:
    """Read every unit on one day."""
    return [row for one in stories if (row := one.row(today))]
