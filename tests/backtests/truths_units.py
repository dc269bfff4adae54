"""The true units of a drawn world, and how their export tells them badly.

Belongs here: what is true of a unit at D, and ways of telling it that leave it open. Not here: the calculation.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from .records import Unit
from .truths import LAST, LATER, LOTS, REFERENCE, Fact, Told, World
from .worlds_units import UnitStory, past, unit_rows

SHARE = 0.4
WAITING = ("À migrer", "Planifiée", "En migration")
ENDED = ("Fermée", "Fusionnée")
Way = Callable[[Unit], Unit | None]


def when(fits: bool, row: Unit) -> Unit | None:  # noqa: FBT001 - reads as a sentence
    """Give a row told otherwise where that makes sense."""
    return row if fits else None


LONG_AGO = date(2022, 6, 1)
WAYS: dict[str, Way] = {
    "undated": lambda row: when(row.statut == "Migrée", replace(row, date_migration=None)),
    "said migrated": lambda row: when(row.statut in WAITING, replace(row, statut="Migrée")),
    "not said migrated": lambda row: when(row.statut == "Migrée", replace(row, statut="En migration")),
    "said back": lambda row: when(row.statut == "Migrée", replace(row, statut="Retour")),
    "not said back": lambda row: when(row.statut == "Retour", replace(row, statut="Migrée")),
    "dated": lambda row: when(row.statut in WAITING, replace(row, date_migration=LONG_AGO)),
    "no service": lambda row: replace(row, service=None),
    "said closed": lambda row: when(row.statut not in ENDED, replace(row, statut="Fermée")),
    "not said closed": lambda row: when(row.statut in ENDED, replace(row, statut="À migrer")),
    "closed without a date": lambda row: when(row.statut in ENDED, replace(row, date_fermeture=None)),
    "dated closed": lambda row: when(row.statut not in ENDED, replace(row, date_fermeture=LONG_AGO)),
    "unknown successor": lambda row: when(row.statut == "Fusionnée", replace(row, no_unite_successeur="SQ-LOST")),
    "blank": lambda row: replace(row, unite_existante=None),
}


def inside_and_done(story: UnitStory, stories: dict[str, UnitStory], day: date) -> tuple[bool, bool]:
    """Tell whether a unit is in the population, and migrated, on a day; merged, what its successor is."""
    if story.closed is not None and story.closed <= day:
        return inside_and_done(stories[story.heir], stories, day) if story.heir else (False, False)
    moves = [one for one in story.moves if one <= day]
    is_back = bool(moves) and story.back is not None and moves[-1] <= story.back <= day
    has_voice = story.service != "DONNÉES" or past(story.voice_from, day) is not None
    return True, bool(moves) and not is_back and has_voice


def known_at(story: UnitStory, day: date) -> UnitStory:
    """Give a story in which nothing happens after a day."""
    return replace(
        story,
        moves=tuple(one for one in story.moves if one <= day),
        back=past(story.back, day),
        closed=past(story.closed, day),
        voice_from=past(story.voice_from, day),
    )


class Telling:
    """One world of units while it is told."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(f"true units {seed}")
        drawn = unit_rows(f"true {seed}", self.rng.randint(3, 12))
        self.true = {one.key: known_at(one, LAST) for one in drawn}
        self.as_of = self.rng.choice([LAST, LATER])
        self.members = {key: self.is_member(one) for key, one in self.true.items()}

    def is_member(self, story: UnitStory) -> bool:
        """Tell what existed and was not closed for good on the reference date."""
        was_closed = past(story.closed, REFERENCE) is not None and story.heir is None
        return story.existing and not was_closed

    def earlier(self, day: date) -> Told:
        """Tell an earlier lot truly; the first leaves nothing out, in the next a blank says nothing."""
        told = Told(self.rng)
        for story in self.true.values():
            if (row := story.row(day)) is not None:
                is_blank = day > REFERENCE and self.rng.random() < 0.3
                said = replace(row, unite_existante=None) if is_blank else row
                told.say_somehow(said, 0.15, 0.15 if day > REFERENCE else 0)
        return told

    def last(self) -> Told:
        """Tell the last lot, badly."""
        told = Told(self.rng)
        for key, story in list(self.true.items()):
            if (row := story.row(LAST)) is None:
                continue
            chance = self.rng.random()
            if chance < SHARE:
                self.badly(told, row)
            elif chance < SHARE + 0.05:
                told.say(replace(row, unite_existante=not row.unite_existante))
                self.members[key] = self.rng.random() < 0.5
                told.ways.append("contradicted")
            elif chance < SHARE + 0.1:
                other = self.rng.choice(list(self.true.values())).row(LAST) or row
                told.say(replace(other, no_unite=key, code_region=row.code_region), doubted=True)
                told.ways.append("doubted")
            else:
                told.say_somehow(self.planned(row, told), 0.15, 0.1)
        return told

    def badly(self, told: Told, row: Unit) -> None:
        """Tell a row in one of its ways."""
        found = {name: other for name, way in WAYS.items() if (other := way(row)) is not None}
        name = self.rng.choice(list(found))
        told.ways.append(name)
        told.say_somehow(found[name], 0.15, 0.05)

    def planned(self, row: Unit, told: Told) -> Unit:
        """Plan a migration or a closing between the last lot and D, which happens or not."""
        day = LAST + timedelta(days=10)
        if self.as_of == LAST or row.date_fermeture is not None or self.rng.random() < 0.6:
            return row
        story, happens = self.true[row.no_unite], self.rng.random() < 0.5
        told.ways.append("planned")
        if self.rng.random() < 0.5:
            self.true[row.no_unite] = replace(story, closed=day, heir=None) if happens else story
            return replace(row, date_fermeture=day)
        if row.date_migration is None:
            self.true[row.no_unite] = replace(story, moves=(day,)) if happens else story
            return replace(row, date_migration=day)
        return row


def draw(seed: int) -> World:
    """Draw a world of units, judged on the day of its last lot or a month later."""
    telling = Telling(seed)
    told = [*(telling.earlier(day) for day in LOTS[:-1]), telling.last()]
    deliveries = [one.delivery("renir_unites", day) for one, day in zip(told, LOTS, strict=True)]
    facts = []
    for key, story in telling.true.items():
        inside, done = inside_and_done(story, telling.true, telling.as_of)
        facts.append(Fact(story.region, inside and telling.members[key], done))
    return World(telling.as_of, facts, deliveries, told[-1].ways)
