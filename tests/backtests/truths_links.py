"""The true links of a drawn world, and how their two exports tell them badly.

Belongs here: what is true of a RITM link at D, and ways of telling it that leave it open. Not here: the calculation.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from .records import Pair, Record, RgtLink, RitmLink
from .truths import LAST, LATER, LOTS, REFERENCE, Fact, Told, World
from .worlds_links import RgtStory, RitmStory, links, rgt_on, ritm_on
from .worlds_units import past

SHARE = 0.3
LONG_AGO = date(2022, 6, 1)
SOON = LAST + timedelta(days=10)
RitmWay = Callable[[RitmLink], RitmLink | None]
RgtWay = Callable[[RgtLink], RgtLink | None]


def is_cut(row: RitmLink) -> bool:
    """Tell a link that is disconnected."""
    return row.statut == "Débranché"


RITM_WAYS: dict[str, RitmWay] = {
    "said migrated": lambda row: None if is_cut(row) else replace(row, statut="Migré"),
    "said disconnected": lambda row: replace(row, statut="Débranché"),
    "said closed": lambda row: None if is_cut(row) else replace(row, statut="Débranché", motif_fin="Site fermé"),
    "dated closed": lambda row: (
        None if is_cut(row) else replace(row, date_debranchement=LONG_AGO, motif_fin="Consolidation")
    ),
    "not said disconnected": lambda row: replace(row, statut="Actif") if is_cut(row) else None,
    "no motif": lambda row: replace(row, motif_fin=None) if is_cut(row) else None,
    "disconnected without a date": lambda row: replace(row, date_debranchement=None) if is_cut(row) else None,
}
RGT_WAYS: dict[str, RgtWay] = {
    "said delivered": lambda row: replace(row, statut="Livré") if row.statut == "En production" else None,
    "said terminated": lambda row: replace(row, statut="Résilié") if row.statut == "En production" else None,
    "said cancelled": lambda row: replace(row, statut="Annulé") if row.statut == "En production" else None,
    "cut over without a date": lambda row: replace(row, date_bascule=None) if row.statut == "En production" else None,
    "said in production": lambda row: (
        replace(row, statut="En production") if row.statut in ("Commandé", "Livré", "En essai", "Résilié") else None
    ),
    "dated in production": lambda row: (
        replace(row, date_bascule=LONG_AGO) if row.statut in ("Commandé", "Livré", "En essai") else None
    ),
    "terminated without a date": lambda row: replace(row, date_fin=None) if row.statut == "Résilié" else None,
}


class Telling:
    """One world of links while it is told."""

    def __init__(self, seed: int) -> None:
        self.rng = rng = random.Random(f"true links {seed}")
        stories, orders = links(f"true {seed}", rng.randint(2, 8), rng.randint(2, 7))
        self.as_of = rng.choice([LAST, LATER])
        self.orders = {one.key: until(one, LAST) for one in orders}
        self.ritm = {one.key: replace(one, pairs=(), cut=past(one.cut, LAST)) for one in stories}
        self.pairs = {
            (one.key, order.key): needed
            for one in stories
            for order, needed in one.pairs
            if order.ordered <= LAST and one.since <= LAST
        }
        self.members = {key: self.is_member(one) for key, one in self.ritm.items()}
        self.lost_orders = {key for key in self.orders if rng.random() < 0.06}  # in no lot
        self.known: set[Pair] = set()  # accepted so far
        self.heard: set[str] = set()  # RITM links accepted so far

    def is_member(self, one: RitmStory) -> bool:
        """Tell what was in service, not cancelled and not closed on the reference date."""
        was_closed = past(one.cut, REFERENCE) is not None and one.why != "Migration RGT"
        return one.since <= REFERENCE and past(one.cancelled, REFERENCE) is None and not was_closed

    def linked(self, day: date) -> list[RitmStory]:
        """Give the RITM links with their pairs."""
        return [
            replace(one, pairs=tuple((self.orders[r], must) for (left, r), must in self.pairs.items() if left == key))
            for key, one in self.ritm.items()
            if one.since <= day
        ]

    def earlier(self, day: date) -> tuple[Told, Told]:
        """Tell an earlier lot of each export truly; the first leaves no RITM link out."""
        ritm, rgt = Told(self.rng), Told(self.rng)
        for row in ritm_on(self.linked(day), day):
            key = getattr(row, "id_lien_ritm", "")
            # That it was not Annulé yet on the reference date stands nowhere else than in the cohort lot.
            can_be_rejected = self.ritm[key].cancelled is None or key in self.heard
            ritm.say_somehow(row, 0.12 if can_be_rejected else 0, 0.1 if day > REFERENCE else 0)
        self.heard |= {row.record.id_lien_ritm for row in ritm.rows if isinstance(row.record, RitmLink)}
        for row in rgt_on(self.linked(day), list(self.orders.values()), day):
            self.say_rgt(rgt, row, rejected=0.05, left_out=0)
        self.known |= {row.record for row in rgt.rows if isinstance(row.record, Pair)}
        return ritm, rgt

    def say_rgt(self, told: Told, row: Record, *, rejected: float, left_out: float) -> None:
        """Tell a row of the RGT export, unless its link is in no lot."""
        if not (isinstance(row, RgtLink) and row.id_lien_rgt in self.lost_orders):
            told.say_somehow(row, rejected, left_out)

    def last_ritm(self) -> Told:
        """Tell the last RITM lot, badly."""
        told = Told(self.rng)
        for row in ritm_on(self.linked(LAST), LAST):
            if not isinstance(row, RitmLink):
                continue
            chance = self.rng.random()
            if chance < 0.06:
                self.contradict(told, row)
            elif chance < 0.1:
                told.say(replace(row, statut="Débranché", date_debranchement=LONG_AGO, motif_fin="Autre"), doubted=True)
                told.ways.append("doubted")
            else:
                told.say_somehow(self.told_ritm(row, told), 0.12, 0.08)
        return told

    def told_ritm(self, row: RitmLink, told: Told) -> RitmLink:
        """Tell a row in one of its ways, or plan its end."""
        found = {name: other for name, way in RITM_WAYS.items() if (other := way(row)) is not None}
        if self.rng.random() < SHARE:
            name = self.rng.choice(list(found))
            told.ways.append(name)
            return found[name]
        if self.as_of == LATER and row.date_debranchement is None and self.rng.random() < 0.2:
            told.ways.append("planned end")
            if self.rng.random() < 0.5:
                self.ritm[row.id_lien_ritm] = replace(self.ritm[row.id_lien_ritm], cut=SOON, why="Site fermé")
            return replace(row, date_debranchement=SOON, motif_fin="Site fermé")
        return row

    def contradict(self, told: Told, row: RitmLink) -> None:
        """Tell a member as none, or the other way round; either may be true."""
        key = row.id_lien_ritm
        if self.members[key] and key in self.heard:
            told.say(replace(row, date_mise_en_service=date(2023, 8, 1)))
        elif not self.members[key] and row.date_mise_en_service > REFERENCE and row.statut != "Annulé":
            told.say(replace(row, date_mise_en_service=LONG_AGO))
        else:
            told.say(row)
            return
        self.members[key] = self.rng.random() < 0.5
        told.ways.append("contradicted")

    def last_rgt(self) -> Told:
        """Tell the last RGT lot, badly."""
        told = Told(self.rng)
        lies: set[str] = set()
        for row in rgt_on(self.linked(LAST), list(self.orders.values()), LAST):
            if isinstance(row, RgtLink):
                said = self.told_rgt(row, told)
                lies |= {row.id_lien_rgt} if said != row else set()
                self.say_rgt(told, said, rejected=0.08, left_out=0.08)
            elif isinstance(row, Pair):
                self.say_pair(told, row, can_vanish=row.id_lien_rgt not in lies)
        return told

    def told_rgt(self, row: RgtLink, told: Told) -> RgtLink:
        """Tell an RGT link in one of its ways, or plan its cut-over or its end."""
        found = {name: other for name, way in RGT_WAYS.items() if (other := way(row)) is not None}
        if found and self.rng.random() < SHARE:
            name = self.rng.choice(list(found))
            told.ways.append(name)
            return found[name]
        if self.as_of == LATER and row.statut in ("Commandé", "En production") and self.rng.random() < 0.3:
            field, story = ("date_bascule", "on") if row.statut == "Commandé" else ("date_fin", "off")
            happens: dict[str, Any] = {story: SOON}
            planned: dict[str, Any] = {field: SOON}
            told.ways.append(f"planned {field}")
            if self.rng.random() < 0.5:
                self.orders[row.id_lien_rgt] = replace(self.orders[row.id_lien_rgt], **happens)
            return replace(row, **planned)
        return row

    def say_pair(self, told: Told, row: Pair, *, can_vanish: bool) -> None:
        """Tell a pair, one of another link, one that cannot be read, or none."""
        chance, home = self.rng.random(), self.ritm[row.id_lien_ritm].region
        if chance < 0.06 and self.orders[row.id_lien_rgt].region == home and row.id_lien_rgt not in self.lost_orders:
            told.say(replace(row, id_lien_ritm="RITM-MISSPELT"))
            told.ways.append("misspelt pair")
        elif chance < 0.12 and can_vanish and self.was_listed(row):
            told.ways.append("pair left out")
        else:
            told.say_somehow(row, 0.06, 0)

    def was_listed(self, row: Pair) -> bool:
        """Tell a pair that was accepted, like every other of its link, from the first sheets on."""
        pairs = [right for left, right in self.pairs if left == row.id_lien_ritm]
        known = self.ritm[row.id_lien_ritm].since <= LOTS[0]
        return known and row in self.known and all(self.orders[right].ordered <= LOTS[0] for right in pairs)


def until(one: RgtStory, day: date) -> RgtStory:
    """Give a story in which nothing happens after a day."""
    return replace(one, on=past(one.on, day), off=past(one.off, day), cancelled=past(one.cancelled, day))


def draw(seed: int) -> World:
    """Draw a world of links, judged on the day of its last lots or a month later."""
    telling = Telling(seed)
    told = [*(telling.earlier(day) for day in LOTS[:-1]), (telling.last_ritm(), telling.last_rgt())]
    world = World(telling.as_of, ways=told[-1][0].ways + told[-1][1].ways)
    for (ritm, rgt), day in zip(told, LOTS, strict=True):
        world.deliveries += [ritm.delivery("ritm_liens", day), rgt.delivery("rgt_liens", day)]
    for one in telling.linked(LATER):
        is_out = past(one.cut, telling.as_of) is not None and one.why != "Migration RGT"
        inside = telling.members[one.key] and not is_out
        world.facts.append(Fact(one.region, inside, one.replaced(telling.as_of)))
    return world
