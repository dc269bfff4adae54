"""The RGT links of I2: in production at D or not, and their doubts, written from indicators.md version 2.

Not here: pairs (oracle_pairs), the RITM links that are counted (oracle_ritm).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from functools import cached_property

from .oracle_common import REGIONS, Dates, Doubts, happened, lots_at, not_yet, noted, rows_of
from .oracle_rejected import ANY, could_be, representatives
from .records import Delivery, Notes, Rejected, RgtLink

SAYS_RUNNING = {"En production": True, "Commandé": False, "Livré": False, "En essai": False, "Résilié": False}


class Supply(Enum):
    """What an RGT link is at D."""

    NOT = 0
    PRODUCTION = 1
    CANCELLED = 2


Supplies = frozenset[Supply]
Running = tuple[RgtLink, date]  # a row, and the day that its delivery describes
IDLE, CUT_OVER, DROPPED = (frozenset({one}) for one in Supply)


def supply_of(link: RgtLink, day: date, as_of: date, on: Doubts) -> Supplies:
    """In production when date_bascule ≤ D and no date_fin ≤ D; the pair of an order cancelled is none."""
    start = link.date_bascule
    if link.statut == "Annulé":
        if start is None or start > day or "D-STATUS" not in on:
            return DROPPED
        return DROPPED | (IDLE if not_yet(start, day, as_of) else CUT_OVER)
    starts, ends = happened(start, day, as_of, on), happened(link.date_fin, day, as_of, on)
    found = {Supply.PRODUCTION if begun and not over else Supply.NOT for begun in starts for over in ends}
    says = SAYS_RUNNING.get(link.statut or "")
    is_running = day_by_day(link, day)
    if says is not None and says != is_running and "D-STATUS" in on:
        found |= {Supply.NOT} if not_yet(start, day, as_of) else {Supply.NOT, Supply.PRODUCTION}
    return frozenset(found)


def day_by_day(link: RgtLink, day: date) -> bool:
    """Give whether the dates alone say that it is in production on a day."""
    return link.date_bascule is not None and link.date_bascule <= day and (link.date_fin is None or link.date_fin > day)


class Orders:
    """The RGT links at D."""

    def __init__(self, as_of: date, deliveries: Sequence[Delivery], dates: Dates, notes: Notes) -> None:
        self.as_of = as_of
        self.lots = lots_at(deliveries, "rgt_liens", as_of, dates)
        self.link_ends = noted(notes, "rgt_liens", "liens", as_of)
        self.last: dict[str, Running] = {}
        self.supplies: dict[tuple[str, Doubts], Supplies] = {}
        self.marked: set[str] = set()
        for lot in self.lots.known:
            rows = rows_of(lot, RgtLink, lambda one: one.id_lien_rgt)
            self.last |= {key: (row, lot.extraction_date) for key, (row, _) in rows.items()}
            self.marked = (self.marked - rows.keys()) | {key for key, (_, is_marked) in rows.items() if is_marked}
        self.marked -= self.broken.keys()

    @cached_property
    def today(self) -> dict[str, RgtLink]:
        """Give the accepted RGT links of the lot used."""
        return {one.id_lien_rgt: one for one in self.lots.used.accepted(RgtLink)} if self.lots.used else {}

    @cached_property
    def broken(self) -> dict[str, list[Rejected]]:
        """Give the rejected RGT rows of the lot used that name their link."""
        found: dict[str, list[Rejected]] = {}
        for row in self.lots.used.broken(RgtLink) if self.lots.used else ():
            if (key := row.text("id_lien_rgt")) is not None and key not in self.today:
                found.setdefault(key, []).append(row)
        return found

    def is_known_end(self, row: RgtLink, day: date) -> bool:
        """Tell a link with a date_fin that is a fact, or Annulé."""
        ended = row.date_fin is not None and row.date_fin <= min(day, self.as_of)
        return ended or row.statut == "Annulé"

    def standing(self, key: str) -> Running | None:
        """Give the accepted row that stands at D: today's, or the last one of a link whose end is known."""
        if key in self.today and self.lots.used is not None:
            return self.today[key], self.lots.used.extraction_date
        if key in self.broken or key not in self.last:
            return None
        row, day = self.last[key]
        note = self.link_ends.get((key,))
        if self.is_known_end(row, day):
            return row, day
        if note is None:
            return None
        if note.kind == "Annulé":
            return replace(row, statut=note.kind), day
        # A note is a fact on its own day, whatever the day that the last delivery describes.
        return replace(row, statut=note.kind, date_fin=note.day), max(day, note.day)

    def supply(self, key: str, on: Doubts) -> Supplies:
        """Give what an RGT link may be at D; a rejected one is any row that it could be."""
        if (key, on) not in self.supplies:
            self.supplies[key, on] = self.judged(key, on)
        return self.supplies[key, on]

    def judged(self, key: str, on: Doubts) -> Supplies:
        """Judge an RGT link by the row that stands, else by what is known of it."""
        row = self.standing(key)
        if row is not None:
            return supply_of(*row, self.as_of, on)
        if key == ANY:
            return frozenset(Supply)
        if key in self.broken:
            return self.if_rejected(key, on) if "D-REJECTED" in on else IDLE
        doubt = "D-VANISHED" if key in self.last else "D-PAIR"
        return IDLE | CUT_OVER if doubt in on else IDLE

    def if_rejected(self, key: str, on: Doubts) -> Supplies:
        """Give what a rejected RGT link may be."""
        day = self.lots.used.extraction_date if self.lots.used else self.as_of
        found: set[Supply] = set()
        for row in self.broken[key]:
            rows = could_be(row, RgtLink, representatives(row, self.as_of, day))
            found = found.union(*(supply_of(one, day, self.as_of, on) for one in rows))
        return frozenset(found)

    def supply_on(self, key: str, day: date) -> Supply:
        """Give what the row that stands says of another day, by its dates."""
        row = self.standing(key)
        if row is None:
            return Supply.NOT
        if row[0].statut == "Annulé":
            return Supply.CANCELLED
        return Supply.PRODUCTION if day_by_day(row[0], min(day, row[1])) else Supply.NOT

    def is_cancelled(self, key: str) -> bool:
        """Tell an RGT link whose row that stands is Annulé."""
        row = self.standing(key)
        return row is not None and row[0].statut == "Annulé"

    def surely_cancelled(self, key: str) -> bool:
        """Annulé, without a date_bascule ≤ extraction."""
        rows = self.broken.get(key)
        if rows is None:
            row = self.standing(key)
            return row is not None and supply_of(*row, self.as_of, frozenset({"D-STATUS"})) == DROPPED
        return self.if_rejected(key, frozenset({"D-STATUS"})) == DROPPED

    def regions_of(self, key: str | None) -> frozenset[str]:
        """Give the region that the last row of an RGT link names, any when that cannot be told."""
        # READING: the last row is today's, rejected or not; rows of one key that disagree leave each of them.
        found: set[str | None] = {row.text("code_region") for row in self.broken.get(key or "", [])}
        if not found and key in self.last:
            found = {self.last[key][0].code_region}
        return frozenset(REGIONS) if not found or None in found else frozenset(one for one in found if one)
