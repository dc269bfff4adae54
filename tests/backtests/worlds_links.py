"""The RITM and RGT links of a generated world: what really happened, and how the two inventories read on any day.

Belongs here: the history of links and their well-kept rows. Not here: contradictions (worlds_doubts), indicator rules.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from .records import Pair, Record, RgtLink, RitmLink
from .worlds_places import MUNICIPALITIES
from .worlds_units import HORIZON, Dates, Seed, maybe_day, past, some_day

ORDERS_FROM = date(2021, 1, 1)


@dataclass(frozen=True)
class RgtStory:
    """What happens to one RGT link."""

    key: str
    region: str
    place: str
    ordered: date
    delivered: Dates
    on: Dates
    off: Dates
    cancelled: Dates

    def row(self, today: date) -> RgtLink | None:
        """Read the link on one day; None before it is ordered."""
        if self.ordered > today:
            return None
        delivered, on, off = past(self.delivered, today), past(self.on, today), past(self.off, today)
        planned = self.on if self.on and not on else None
        return RgtLink(self.key, self.region, self.statut(today), self.ordered, delivered, on, off, planned, self.place)

    def statut(self, today: date) -> str:
        """Give the statut of the day of the extraction."""
        if past(self.cancelled, today):
            return "Annulé"
        if past(self.off, today):
            return "Résilié"
        if past(self.on, today):
            return "En production"
        if delivered := past(self.delivered, today):
            return "Livré" if today - delivered < timedelta(days=20) else "En essai"
        return "Commandé"

    def runs(self, today: date) -> bool:
        """Say whether the link is in production."""
        return self.statut(today) == "En production"


@dataclass(frozen=True)
class RitmStory:
    """What happens to one RITM link; `pairs`: RGT link and obligatoire."""

    key: str
    region: str
    place: str
    since: date
    cancelled: Dates
    cut: Dates
    why: str | None
    pairs: tuple[tuple[RgtStory, bool], ...] = field(default=())

    def replaced(self, today: date) -> bool:
        """Say whether what must replace it runs."""
        live = [(one, needed) for one, needed in self.pairs if one.statut(today) != "Annulé" and one.ordered <= today]
        needed = [one.runs(today) for one, must in live if must]
        return all(needed) if needed else any(one.runs(today) for one, _ in live)

    def row(self, today: date) -> RitmLink | None:
        """Read the link on one day; None before it is in service."""
        if self.since > today:
            return None
        cut = past(self.cut, today)
        link = RitmLink(self.key, self.region, self.since, self.statut(today), code_geo=self.place)
        return replace(link, date_debranchement=cut, motif_fin=self.why if cut else None)

    def statut(self, today: date) -> str:
        """Give the statut of the day of the extraction."""
        if past(self.cancelled, today):
            return "Annulé"
        if past(self.cut, today):
            return "Débranché"
        started = any(one.ordered <= today and one.statut(today) != "Annulé" for one, _ in self.pairs)
        if not started:
            return "Actif"
        # Double running: half of the links stay Actif although their replacement runs.
        if self.replaced(today):
            return "Migré" if int(self.key[-1]) % 2 else "Actif"
        return "En migration"


def order(rng: random.Random, number: int) -> RgtStory:
    """Draw one RGT link."""
    place = rng.choice(MUNICIPALITIES)
    ordered = some_day(rng, ORDERS_FROM, date(2025, 3, 1))
    delivered = maybe_day(rng, 0.85, ordered, ordered + timedelta(days=300))
    on = maybe_day(rng, 0.85, delivered, delivered + timedelta(days=200)) if delivered else None
    off = maybe_day(rng, 0.15, on, on + timedelta(days=500)) if on else None
    cancelled = maybe_day(rng, 0.3, delivered or ordered) if on is None else None
    return RgtStory(f"RGT-{number:05d}", place.code_region, place.mcode, ordered, delivered, on, off, cancelled)


def link(rng: random.Random, number: int, orders: list[RgtStory]) -> RitmStory:
    """Draw one RITM link with none, one or several of the RGT links (shared ones make n-1, several make 1-n)."""
    place = rng.choice(MUNICIPALITIES)
    since = some_day(rng, date(2010, 1, 1), date(2023, 12, 31)) if rng.random() < 0.9 else date(2023, 3, 31)
    count = rng.choices([0, 1, 2, 3], [3, 6, 2, 1])[0]
    chosen = rng.sample(orders, min(count, len(orders)))
    pairs = tuple((one, rng.random() < 0.75) for one in chosen)
    cancelled = maybe_day(rng, 0.06, since) if not pairs else None
    drawn = RitmStory(f"RITM-{number:05d}", place.code_region, place.mcode, since, cancelled, None, None, pairs)
    return disconnect(rng, drawn)


def disconnect(rng: random.Random, drawn: RitmStory) -> RitmStory:
    """Draw when and why it is disconnected: once its replacement runs for good, or for another motif."""
    settled = all(one.off is None and one.cancelled is None for one, _ in drawn.pairs)
    last = max((one.on or HORIZON for one, _ in drawn.pairs), default=HORIZON)
    if drawn.pairs and settled and last < HORIZON and rng.random() < 0.6:
        return replace(drawn, cut=some_day(rng, max(last, drawn.since)), why="Migration RGT")
    if drawn.cancelled is None and rng.random() < 0.15:
        first = max(drawn.since, date(2022, 6, 1))
        return replace(drawn, cut=some_day(rng, first), why=rng.choice(["Site fermé", "Consolidation", "Autre"]))
    return drawn


def links(seed: Seed, ritm: int, rgt: int) -> tuple[list[RitmStory], list[RgtStory]]:
    """Draw the links of a world; some RGT links replace nothing (new sites)."""
    rng = random.Random(f"links {seed}")
    orders = [order(rng, number) for number in range(1, rgt + 1)]
    return [link(rng, number, orders) for number in range(1, ritm + 1)], orders


def ritm_on(stories: list[RitmStory], today: date) -> list[Record]:
    """Read the RITM inventory on one day."""
    return [row for one in stories if (row := one.row(today))]


def rgt_on(stories: list[RitmStory], orders: list[RgtStory], today: date) -> list[Record]:
    """Read the RGT inventory on one day: links, then pairs of links that both exist."""
    rows: list[Record] = [row for one in orders if (row := one.row(today))]
    for one in stories:
        known = [(supply, needed) for supply, needed in one.pairs if supply.ordered <= today and one.since <= today]
        rows += [Pair(one.key, supply.key, obligatoire=needed) for supply, needed in known]
    return rows
