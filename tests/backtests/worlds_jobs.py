"""The jobs of a generated world: their movements, and how the roster reads on any day.

Belongs here: the history of jobs and their well-kept rows. Not here: contradictions (worlds_doubts), indicator rules.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from .records import Movement, Record
from .worlds_places import EXCLUDED, OPEN
from .worlds_units import HORIZON, Seed, some_day

FIRST_DAY = date(2018, 3, 1)


def place(rng: random.Random) -> str:
    """Draw an attach point, seldom one that is not eligible."""
    return rng.choice(EXCLUDED) if rng.random() < 0.15 else rng.choice(OPEN).mcode


def following(rng: random.Random, last: Movement, today: date) -> Movement:
    """Draw what comes after a movement, sometimes on the same day."""
    gone = last.type_mouvement in ("Retour", "Abolition")
    kind = "Régionalisation" if gone else rng.choices(["Transfert", "Retour", "Abolition"], [5, 3, 2])[0]
    target = place(rng) if kind in ("Régionalisation", "Transfert") else None
    later = rng.random() < 0.7 and today < HORIZON
    on = some_day(rng, today + timedelta(days=1)) if later else today
    return Movement(last.id_emploi, last.no_evenement + 1, kind, target, on)


def job(rng: random.Random, number: int) -> list[Movement]:
    """Draw the movements of one job; numbers start at 1 or near 9, so that they only order well as numbers."""
    on = some_day(rng, FIRST_DAY) if rng.random() < 0.95 else date(2018, 10, 1)
    story = [Movement(f"EMP-{number:05d}", rng.choice([1, 8, 9, 99]), "Régionalisation", place(rng), on)]
    while rng.random() < 0.4:
        story.append(following(rng, story[-1], story[-1].date_effet or on))
    return story


def jobs(seed: Seed, total: int) -> list[list[Movement]]:
    """Draw the jobs of a world."""
    rng = random.Random(f"jobs {seed}")
    return [job(rng, number) for number in range(1, total + 1)]


def jobs_on(stories: list[list[Movement]], today: date) -> list[Record]:
    """Read the roster on one day: movements in effect, and the next planned one of a third of the jobs."""
    rows: list[Record] = []
    for index, story in enumerate(stories):
        rows += [one for one in story if one.date_effet and one.date_effet <= today]
        coming = next((one for one in story if one.date_effet and one.date_effet > today), None)
        if coming and index % 3 == 0:
            rows.append(replace(coming, date_effet=None, date_prevue=coming.date_effet))
    return rows
