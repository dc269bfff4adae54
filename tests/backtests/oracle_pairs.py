"""The pairs of I2: which a RITM link has, in every reading, and what they make of it; rows of links in no lot.

Not here: RGT links (oracle_rgt), the RITM links that are counted (oracle_ritm).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, product

from .oracle_common import NONE, Dates, Doubts, noted, rows_of
from .oracle_rejected import could_be
from .oracle_rgt import Orders, Supply
from .records import Delivery, Notes, Pair, Rejected


class Network(Orders):
    """The RGT side at D: links and pairs."""

    def __init__(self, as_of: date, deliveries: Sequence[Delivery], dates: Dates, notes: Notes) -> None:
        super().__init__(as_of, deliveries, dates, notes)
        self.pair_ends = noted(notes, "rgt_liens", "correspondance", as_of)
        self.sheets = [sheet_of(lot) for lot in self.lots.known]
        self.marked_pairs: set[tuple[str, str]] = set()
        for lot in self.lots.known:
            rows = rows_of(lot, Pair, lambda one: (one.id_lien_ritm, one.id_lien_rgt))
            self.marked_pairs -= rows.keys()
            self.marked_pairs |= {key for key, (_, is_marked) in rows.items() if is_marked}

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

    def replaced_since(self, key: str, name: str) -> bool:
        """Tell a link given a pair since that the last sheet with this one lacked."""
        # READING: in any sheet since, accepted.
        sheets = [{one.id_lien_rgt for one in sheet.get(key, [])} for sheet in self.sheets]
        last = max(place for place, sheet in enumerate(sheets) if name in sheet)
        return any(sheet - sheets[last] for sheet in sheets[last + 1 :])

    def migrated(self, key: str, on: Doubts, *, ended: bool, listed: bool) -> set[bool]:
        """Give whether a RITM link is migrated at D, in every reading of its pairs and of their RGT links."""
        gone = self.vanished_pairs(key, ended=ended) if listed and "D-VANISHED" in on else []
        sure = [[one] for one in self.pairs(key, ended=ended)] + [[one, None] for one in gone]
        without = self.outcomes(sure, on - {"D-REJECTED"})
        if "D-REJECTED" not in on:
            return without
        found = self.outcomes([*sure, *self.if_broken(key)], on)
        return found if found == without else found | {False}

    def if_broken(self, key: str) -> list[list[Pair | None]]:
        """Give each rejected pair of a RITM link in every way; of a repeated one, each row may be the one."""
        found: dict[str, list[Pair | None]] = {}
        for place, row in enumerate(self.broken_pairs(key)):
            found.setdefault(row.text("id_lien_rgt") or str(place), []).extend(could_be(row, Pair, [self.as_of]))
        return list(found.values())

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

    def is_marked(self, key: str, *, ended: bool, listed: bool) -> bool:
        """D-CONTRACT: an expectation marks a pair that it may have, or the last row of the RGT link of one."""
        # READING: also where that row stands in an earlier lot, and where the pair is rejected or no longer listed.
        gone = self.vanished_pairs(key, ended=ended) if listed else []
        names = {one.id_lien_rgt for one in (*self.pairs(key, ended=ended), *gone)}
        broken = {row.text("id_lien_rgt") or "" for row in self.broken_pairs(key)}
        return any((key, name) in self.marked_pairs for name in names) or not self.marked.isdisjoint(names | broken)

    def began(self, pairs: Sequence[Pair]) -> date | None:
        """Give the fact_date of a link migrated or not by these pairs, nothing being in doubt."""
        standing = {one.id_lien_rgt: row for one in pairs if (row := self.standing(one.id_lien_rgt))}
        rows = {key: row for key, (row, _) in standing.items()}
        supplies = {one.id_lien_rgt: next(iter(self.supply(one.id_lien_rgt, NONE))) for one in pairs}
        live = [one for one in pairs if supplies[one.id_lien_rgt] != Supply.CANCELLED]
        needed = [one.id_lien_rgt for one in live if one.obligatoire]
        deciding = needed or [one.id_lien_rgt for one in live]
        if is_migrated(pairs, supplies):
            starts = [day for key in deciding if supplies[key] == Supply.PRODUCTION and (day := rows[key].date_bascule)]
            return max(starts) if needed else min(starts)
        # READING: the RGT links that decide are those, among the obligatoires if any, not in production.
        idle = (standing[key] for key in deciding if key in rows and supplies[key] == Supply.NOT)
        ends = ((row.date_fin, min(known, self.as_of)) for row, known in idle)  # one that is planned is no fact
        return max((end for end, known in ends if end is not None and end <= known), default=None)

    def unknown(self, known: frozenset[str]) -> Iterator[frozenset[str]]:
        """Give the regions of each row of the sheet whose RITM link cannot be read, or is in no lot: k⁻ and k⁺."""
        lot = self.lots.used
        accepted = ((one.id_lien_ritm, one.id_lien_rgt) for one in (lot.accepted(Pair) if lot else ()))
        broken = ((row.text("id_lien_ritm"), row.text("id_lien_rgt")) for row in (lot.broken(Pair) if lot else ()))
        for left, right in chain(accepted, broken):
            if left not in known and not (right is not None and self.surely_cancelled(right)):
                yield self.regions_of(right)


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
