"""The true jobs of a drawn world, and how their roster tells them badly.

Belongs here: what is true of a job at D, and ways of telling it that leave it open. Not here: the calculation.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from .records import Delivery, Movement, Row
from .truths import LAST, LATER, LOTS, Fact, Told, World
from .worlds_jobs import job, place
from .worlds_places import EXCLUDED, MUNICIPALITIES

WINDOW = date(2018, 10, 1)
SOON = LAST + timedelta(days=10)
REGIONS = {one.mcode: one.code_region for one in MUNICIPALITIES}
LIST = Delivery("municipalites", date(2023, 1, 15), 0, tuple(Row(one) for one in MUNICIPALITIES))


def counted_in(story: list[Movement], day: date) -> str | None:
    """Give the region in which a job counts on a day, None when it does not."""
    dated = [(on, one.no_evenement, one) for one in story if (on := one.date_effet) and WINDOW <= on <= day]
    last = max(dated, key=lambda one: one[:2])[2] if dated else None
    if last is None or last.type_mouvement not in ("Régionalisation", "Transfert") or last.port_attache in EXCLUDED:
        return None
    return REGIONS[last.port_attache or ""]


class Telling:
    """One world of jobs while it is told."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(f"true jobs {seed}")
        drawn = [job(self.rng, number) for number in range(self.rng.randint(1, 6))]
        self.stories = [[one for one in story if one.date_effet and one.date_effet <= LAST] for story in drawn]
        self.as_of = self.rng.choice([LAST, LATER])
        self.known: set[Movement] = (
            set()
        )  # accepted so far: what was only ever rejected is nobody's once it is left out

    def earlier(self, day: date) -> Told:
        """Tell an earlier lot truly."""
        told = Told(self.rng)
        for story in self.stories:
            for one in story:
                if one.date_effet and one.date_effet <= day:
                    told.say_somehow(one, 0.1, 0.05 if one in self.known else 0)
        self.known |= {row.record for row in told.rows if isinstance(row.record, Movement)}
        return told

    def last(self) -> Told:
        """Tell the last lot, badly."""
        told = Told(self.rng)
        for story in self.stories:
            is_doubted = self.rng.random() < 0.08
            for one in story:
                if is_doubted:
                    told.say(replace(one, type_mouvement="Abolition", port_attache=None), doubted=True)
                else:
                    told.say_somehow(one, 0.12, 0.08 if one in self.known else 0)
            told.ways += ["doubted"] if is_doubted else []
            if story and self.as_of == LATER and self.rng.random() < 0.4:
                self.plan(told, story)
        return told

    def plan(self, told: Told, story: list[Movement]) -> None:
        """Plan a movement between the last lot and D, which happens or not."""
        kind = self.rng.choice(["Transfert", "Retour"])
        where = place(self.rng) if kind == "Transfert" else None
        coming = Movement(story[0].id_emploi, story[-1].no_evenement + 1, kind, where, SOON)
        told.say_somehow(coming, 0.15, 0)
        told.ways.append("planned")
        if self.rng.random() < 0.5:
            story.append(coming)


def draw(seed: int) -> World:
    """Draw a world of jobs, judged on the day of its last lot or a month later."""
    telling = Telling(seed)
    told = [*(telling.earlier(day) for day in LOTS[:-1]), telling.last()]
    deliveries = [one.delivery("rh_regionalisation", day) for one, day in zip(told, LOTS, strict=True)]
    regions = [counted_in(story, telling.as_of) for story in telling.stories]
    facts = [Fact(region, region is not None, region is not None) for region in regions]
    return World(telling.as_of, facts, [*deliveries, LIST], told[-1].ways)
