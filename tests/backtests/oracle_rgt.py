"""The RGT side of I2: pairs, RGT links in production at D, and their doubts, written from indicators.md.

Not here: the RITM links that are counted (oracle_ritm).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from .oracle_common import Lots, happened, last_known
from .records import Pair, Rejected, RgtLink


class Supply(Enum):
    """What an RGT link is at D."""

    NOT = 0
    PRODUCTION = 1
    CANCELLED = 2


@dataclass(frozen=True)
class Choice:
    """What an RGT link may be at D, and the doubt that leaves it open."""

    options: tuple[Supply, ...]
    doubt: str = ""


IN_DOUBT = (Supply.NOT, Supply.PRODUCTION)


def supply_of(link: RgtLink, extraction: date, as_of: date) -> Choice:
    """In production when date_bascule ≤ D and no date_fin ≤ D; Annulé is not a replacement."""
    # READING (agreed): Livré and En essai are never in production, otherwise the dates alone say it. A date_fin ≤ D
    # ends production even when it precedes the cut-over.
    if link.statut == "Annulé":
        return Choice((Supply.CANCELLED,))
    if link.statut in ("Livré", "En essai"):
        return Choice((Supply.NOT,))
    cut_over = happened(link.date_bascule, extraction, as_of)
    ended = happened(link.date_fin, extraction, as_of)
    found = {Supply.PRODUCTION if on and not off else Supply.NOT for on in cut_over for off in ended}
    return Choice(tuple(sorted(found, key=lambda one: one.value)), "D-FUTURE")


@dataclass(frozen=True)
class Network:
    """The RGT side at D: pairs, rejected pairs, and what each RGT link may be."""

    pairs: dict[str, list[Pair]]
    broken: dict[str, list[Rejected]]
    supplies: dict[str, Choice]
    rejected: frozenset[str] = frozenset()

    def supply(self, key: str) -> Choice:
        """D-PAIR: a link that is in no lot."""
        return self.supplies.get(key, Choice(IN_DOUBT, "D-PAIR"))


def network_at(lots: Lots, as_of: date) -> Network:
    """Give the lot used of rgt_liens; what only earlier lots had; what was rejected. No lot ≤ D gives no pairs."""
    lot = lots.used
    if lot is None:
        return Network({}, {}, {})
    supplies: dict[str, Choice] = {}
    for key, (link, then) in last_known(lots, RgtLink, lambda one: one.id_lien_rgt).items():
        # READING (D-VANISHED): an RGT link gone after having been Annulé is "not in production" against, Annulé for.
        last = supply_of(link, then.extraction_date, as_of)
        supplies[key] = Choice(tuple(dict.fromkeys((Supply.NOT, *last.options))), "D-VANISHED")
    for row in lot.broken(RgtLink):
        # READING: whatever an earlier lot said of it, and whatever else of the row can be read.
        # A row without a key names nobody.
        supplies[row.text("id_lien_rgt") or ""] = Choice((Supply.NOT,))
    supplies |= {link.id_lien_rgt: supply_of(link, lot.extraction_date, as_of) for link in lot.accepted(RgtLink)}
    pairs: dict[str, list[Pair]] = {}
    for pair in lot.accepted(Pair):
        pairs.setdefault(pair.id_lien_ritm, []).append(pair)
    broken: dict[str, list[Rejected]] = {}
    for row in lot.broken(Pair):
        broken.setdefault(row.text("id_lien_ritm") or "", []).append(row)
    rejected = frozenset(row.text("id_lien_rgt") or "" for row in lot.broken(RgtLink))
    return Network(pairs, broken, supplies, rejected)


def is_migrated(pairs: list[Pair], supply: dict[str, Supply]) -> bool:
    """At least one pair not Annulé; every obligatoire one in production, or one of them when none is obligatoire."""
    live = [pair for pair in pairs if supply[pair.id_lien_rgt] != Supply.CANCELLED]
    needed = [pair for pair in live if pair.obligatoire]
    running = [supply[pair.id_lien_rgt] == Supply.PRODUCTION for pair in needed or live]
    return all(running) if needed else any(running)
