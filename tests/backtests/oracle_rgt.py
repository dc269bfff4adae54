"""The RGT side of I2: pairs, RGT links in production at D, and their doubts, written from indicators.md version 2.

Not here: the RITM links that are counted (oracle_ritm).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import chain, product

from .oracle_common import NONE, REGIONS, Dates, Doubts, Lots, happened, lots_at, not_yet, noted, rows_of
from .oracle_rejected import ANY, could_be, representatives
from .records import Delivery, Notes, Pair, Rejected, RgtLink

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


class Network:
    """The RGT side at D."""

    def __init__(self, as_of: date, deliveries: Sequence[Delivery], dates: Dates, notes: Notes) -> None:
        self.as_of = as_of
        self.lots: Lots = lots_at(deliveries, "rgt_liens", as_of, dates)
        self.link_ends = noted(notes, "rgt_liens", "liens", as_of)
        self.pair_ends = noted(notes, "rgt_liens", "correspondance", as_of)
        self.last: dict[str, Running] = {}
        self.sheets = [sheet_of(lot) for lot in self.lots.known]
        self.supplies: dict[tuple[str, Doubts], Supplies] = {}
        for lot in self.lots.known:
            for row in lot.accepted(RgtLink):
                self.last[row.id_lien_rgt] = row, lot.extraction_date

    # RGT links

    @cached_property
    def today(self) -> dict[str, tuple[RgtLink, bool]]:
        """Give the accepted RGT links of the lot used, each with whether an expectation marks it."""
        return rows_of(self.lots.used, RgtLink, lambda one: one.id_lien_rgt) if self.lots.used else {}

    @cached_property
    def broken(self) -> dict[str, list[Rejected]]:
        """Give the rejected RGT rows of the lot used that name their link."""
        found: dict[str, list[Rejected]] = {}
        for row in self.lots.used.broken(RgtLink) if self.lots.used else ():
            if (key := row.text("id_lien_rgt")) is not None and key not in self.today:
                found.setdefault(key, []).append(row)
        return found

    def is_known_end(self, row: RgtLink, day: date) -> bool:
        """A date_fin that is a fact, or statut Annulé."""
        ended = row.date_fin is not None and row.date_fin <= min(day, self.as_of)
        return ended or row.statut == "Annulé"

    def standing(self, key: str) -> Running | None:
        """Give the accepted row that stands at D: today's, or the last one of a link whose end is known."""
        if key in self.today and self.lots.used is not None:
            return self.today[key][0], self.lots.used.extraction_date
        if key in self.broken or key not in self.last:
            return None
        row, day = self.last[key]
        note = self.link_ends.get((key,))
        if self.is_known_end(row, day):
            return row, day
        if note is None:
            return None
        # A note is a fact on its own day, whatever the day that the last delivery describes.
        ended = replace(row, statut=note.kind, date_fin=note.day if note.kind == "Résilié" else row.date_fin)
        return (ended, day) if note.kind == "Annulé" else (replace(ended, date_bascule=None), max(day, note.day))

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

    # Pairs

    def listed(self, key: str) -> list[Pair]:
        """Give the accepted pairs of a RITM link in today's sheet."""
        return self.sheets[-1].get(key, []) if self.sheets else []

    def broken_pairs(self, key: str) -> list[Rejected]:
        """Give the rejected pair rows of the sheet that name a RITM link."""
        rows = self.lots.used.broken(Pair) if self.lots.used else []
        return [row for row in rows if row.text("id_lien_ritm") == key]

    def has_pair(self, key: str) -> bool:
        """Tell whether today's sheet has a row of a RITM link."""
        # READING: rejected or not.
        return bool(self.listed(key) or self.broken_pairs(key))

    def pairs(self, key: str, *, ended: bool) -> list[Pair]:
        """Give the pairs of a RITM link: today's; of an ended one without any, those of the last sheet that had one."""
        if ended and not self.has_pair(key):
            return next((sheet[key] for sheet in reversed(self.sheets[:-1]) if key in sheet), [])
        return self.listed(key)

    def vanished_pairs(self, key: str, *, ended: bool) -> list[Pair]:
        """Give the pairs of a listed RITM link that an earlier lot had and the lot used lacks."""
        if ended and not self.has_pair(key):
            return []
        listed = {one.id_lien_rgt for one in self.listed(key)}
        listed |= {row.text("id_lien_rgt") or "" for row in self.broken_pairs(key)}
        found: dict[str, Pair] = {}
        for sheet in self.sheets[:-1]:
            found |= {one.id_lien_rgt: one for one in sheet.get(key, [])}
        return [
            one
            for name, one in found.items()
            if name not in listed
            and (key, name) not in self.pair_ends
            and not self.is_cancelled(name)
            and not self.replaced_since(key, name)
        ]

    def is_cancelled(self, key: str) -> bool:
        """Tell an RGT link whose row that stands is Annulé."""
        row = self.standing(key)
        return row is not None and row[0].statut == "Annulé"

    def replaced_since(self, key: str, name: str) -> bool:
        """Has the link been given a pair that the last sheet with this one lacked?"""
        # READING: in any sheet since, accepted.
        sheets = [{one.id_lien_rgt for one in sheet.get(key, [])} for sheet in self.sheets]
        last = max(place for place, sheet in enumerate(sheets) if name in sheet)
        return any(sheet - sheets[last] for sheet in sheets[last + 1 :])

    # A RITM link

    def migrated(self, key: str, on: Doubts, *, ended: bool, listed: bool) -> set[bool]:
        """Give whether a RITM link is migrated at D, in every reading of its pairs and of their RGT links."""
        gone = self.vanished_pairs(key, ended=ended) if listed and "D-VANISHED" in on else []
        sure = [[one] for one in self.pairs(key, ended=ended)] + [[one, None] for one in gone]
        without = self.outcomes(sure, on - {"D-REJECTED"})
        if "D-REJECTED" not in on:
            return without
        day = self.as_of
        broken: list[list[Pair | None]] = [[*could_be(row, Pair, [day])] for row in self.broken_pairs(key)]
        found = self.outcomes([*sure, *broken], on)
        return found if found == without else found | {False}

    def outcomes(self, choices: Sequence[Sequence[Pair | None]], on: Doubts) -> set[bool]:
        """Give every outcome of one choice of each pair and one supply of each RGT link."""
        found = set()
        for chosen in product(*choices):
            pairs = [one for one in chosen if one is not None]
            keys = sorted({one.id_lien_rgt for one in pairs})
            for supplies in product(*(sorted(self.supply(key, on), key=lambda one: one.value) for key in keys)):
                found.add(is_migrated(pairs, dict(zip(keys, supplies, strict=True))))
        return found

    def migrated_on(self, key: str, day: date, *, ended: bool) -> bool:
        """Give what the rule says on another day, nothing being in doubt."""
        pairs = self.pairs(key, ended=ended)
        supplies = {one.id_lien_rgt: self.supply_on(one.id_lien_rgt, day) for one in pairs}
        return is_migrated(pairs, supplies)

    def supply_on(self, key: str, day: date) -> Supply:
        """Give what the row that stands says of another day, by its dates."""
        row = self.standing(key)
        if row is None:
            return Supply.NOT
        if row[0].statut == "Annulé":
            return Supply.CANCELLED
        return Supply.PRODUCTION if day_by_day(row[0], day) else Supply.NOT

    def is_marked(self, pairs: Iterable[Pair]) -> bool:
        """D-CONTRACT: an expectation marks one of the pairs, or the RGT row of one."""
        marked = self.lots.used.doubted(Pair) if self.lots.used else set()
        return any(one in marked or self.today.get(one.id_lien_rgt, (None, False))[1] for one in pairs)

    def began(self, pairs: Sequence[Pair]) -> date | None:
        """Give the fact_date of a link migrated or not by these pairs, nothing being in doubt."""
        rows = {one.id_lien_rgt: row[0] for one in pairs if (row := self.standing(one.id_lien_rgt))}
        supplies = {one.id_lien_rgt: next(iter(self.supply(one.id_lien_rgt, NONE))) for one in pairs}
        live = [one for one in pairs if supplies[one.id_lien_rgt] != Supply.CANCELLED]
        needed = [one.id_lien_rgt for one in live if one.obligatoire]
        deciding = needed or [one.id_lien_rgt for one in live]
        if is_migrated(pairs, supplies):
            starts = [day for key in deciding if supplies[key] == Supply.PRODUCTION and (day := rows[key].date_bascule)]
            return max(starts) if needed else min(starts)
        # READING: the RGT links that decide are those, among the obligatoires if any, not in production.
        idle = (rows[key].date_fin for key in deciding if key in rows and supplies[key] == Supply.NOT)
        return max((day for day in idle if day is not None and day <= self.as_of), default=None)

    # k

    def unknown(self, known: frozenset[str]) -> Iterator[frozenset[str]]:
        """Give the regions of each row of the sheet whose RITM link cannot be read, or is in no lot: k⁻ and k⁺."""
        lot = self.lots.used
        accepted = ((one.id_lien_ritm, one.id_lien_rgt) for one in (lot.accepted(Pair) if lot else ()))
        broken = ((row.text("id_lien_ritm"), row.text("id_lien_rgt")) for row in (lot.broken(Pair) if lot else ()))
        for left, right in chain(accepted, broken):
            if left not in known and not (right is not None and self.surely_cancelled(right)):
                yield self.regions_of(right)

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


def sheet_of(lot: Delivery) -> dict[str, list[Pair]]:
    """Give the accepted pairs of a lot by RITM link."""
    found: dict[str, list[Pair]] = {}
    for one in lot.accepted(Pair):
        found.setdefault(one.id_lien_ritm, []).append(one)
    return found


def is_migrated(pairs: Sequence[Pair], supply: dict[str, Supply]) -> bool:
    """At least one pair not Annulé; every obligatoire one in production, or one of them when none is obligatoire."""
    live = [pair for pair in pairs if supply[pair.id_lien_rgt] != Supply.CANCELLED]
    needed = [pair for pair in live if pair.obligatoire]
    running = [supply[pair.id_lien_rgt] == Supply.PRODUCTION for pair in needed or live]
    return all(running) if needed else any(running)
