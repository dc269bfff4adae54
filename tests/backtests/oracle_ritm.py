"""I2 ritm_links_migrated, written from indicators.md sentence by sentence.

Belongs here: the population of RITM links, their state and their doubts. The RGT side is in oracle_rgt.
Not here: lots, figures (oracle_common).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import product

from .oracle_common import (
    Entity,
    Lots,
    Result,
    Span,
    State,
    entity,
    fallback,
    happened,
    last_known,
    lots_at,
    rate,
    result,
    unknown_regions,
)
from .oracle_rgt import Network, Supply, is_migrated, network_at
from .records import Delivery, Pair, Rejected, RitmLink

MIGRATION = "Migration RGT"
Outcome = tuple[State, State, frozenset[str]]  # against, for, doubts


def names_rejected(link: RitmLink, pairs: list[Pair], net: Network) -> bool:
    """Say whether a rejected RGT or pair row names the link: "for: migrated", whatever its other pairs are."""
    # READING (D-REJECTED): as the table says it, without asking whether one row alone could do it.
    return link.id_lien_ritm in net.broken or any(pair.id_lien_rgt in net.rejected for pair in pairs)


def outcome(link: RitmLink, *, cut: bool, pairs: list[Pair], supply: dict[str, Supply], net: Network) -> Outcome:
    """One link in service, once the dates in doubt and the RGT links are fixed."""
    # READING: D-CLOSED goes before D-CLAIM (out of the population is decided first), and holds whatever the
    # motif or the RGT side.
    if link.statut == "Annulé" or (cut and link.motif_fin not in (None, MIGRATION)):
        return State.OUT, State.OUT, frozenset()
    if (cut and link.motif_fin is None) or (link.statut == "Débranché" and link.date_debranchement is None):
        return State.NOT, State.OUT, frozenset({"D-CLOSED"})
    if is_migrated(pairs, supply):
        return State.DONE, State.DONE, frozenset()
    if link.statut == "Migré" or (cut and link.motif_fin == MIGRATION):
        return State.NOT, State.DONE, frozenset({"D-CLAIM"})
    if names_rejected(link, pairs, net):
        return State.NOT, State.DONE, frozenset({"D-REJECTED"})
    return State.NOT, State.NOT, frozenset()


def link_span(link: RitmLink, extraction: date, as_of: date, reference: date, net: Network) -> Span:
    """Every combination of what is in doubt; a doubt is kept when it alone can change the outcome."""
    pairs = net.pairs.get(link.id_lien_ritm, [])
    keys = list(dict.fromkeys(pair.id_lien_rgt for pair in pairs))
    choices = [net.supply(key) for key in keys]
    cuts = happened(link.date_debranchement, extraction, as_of)
    starts = (
        happened(link.date_mise_en_service, extraction, as_of) if link.date_mise_en_service <= reference else (False,)
    )
    found: dict[tuple[object, ...], Outcome] = {}
    for begun, cut in product(starts, cuts):
        for supplies in product(*(choice.options for choice in choices)):
            fixed = dict(zip(keys, supplies, strict=True))
            real = outcome(link, cut=cut, pairs=pairs, supply=fixed, net=net)
            found[(begun, cut, *supplies)] = real if begun else (State.OUT, State.OUT, frozenset())
    codes = frozenset[str]().union(*(one[2] for one in found.values()))
    names = ["D-FUTURE", "D-FUTURE", *(choice.doubt for choice in choices)]
    deciding = {name for place, name in enumerate(names) if decides(place, found)}
    return Span(min(one[0] for one in found.values()), max(one[1] for one in found.values()), codes | deciding)


def decides(place: int, found: dict[tuple[object, ...], Outcome]) -> bool:
    """Two combinations that differ in this place only have different outcomes."""
    groups: dict[tuple[object, ...], set[tuple[State, State]]] = {}
    for combination, one in found.items():
        groups.setdefault(combination[:place] + combination[place + 1 :], set()).add(one[:2])
    return any(len(group) > 1 for group in groups.values())


def could_belong(row: Rejected, extraction: date, as_of: date, reference: date) -> bool:
    """Nothing readable excludes it: in service after the reference date or D, Annulé, disconnected otherwise."""
    started, cut, motif = row.day("date_mise_en_service"), row.day("date_debranchement"), row.text("motif_fin")
    late = started is not None and started > min(reference, as_of)
    gone = cut is not None and cut <= min(extraction, as_of) and motif not in (None, MIGRATION)
    return not (late or gone or row.text("statut") == "Annulé")


def entities_of(lots: Lots, lot: Delivery, as_of: date, reference: date, net: Network) -> dict[str, Entity]:
    """Give the links of the lot used, then those that only an earlier lot had (rejected now, or vanished)."""
    # READING: the last known row of a link is read at D with the pairs and RGT links known at D.
    day = lot.extraction_date
    found = {
        one.id_lien_ritm: entity(link_span(one, day, as_of, reference, net), one.code_region)
        for one in lot.accepted(RitmLink)
    }
    broken = {row.text("id_lien_ritm") for row in lot.broken(RitmLink)}
    for key, (link, then) in last_known(lots, RitmLink, lambda one: one.id_lien_ritm).items():
        if key not in found:
            span = link_span(link, then.extraction_date, as_of, reference, net)
            found[key] = entity(fallback(span, is_rejected=key in broken), link.code_region)
    return found


def ritm(as_of: date, deliveries: Iterable[Delivery], reference: date) -> Result:
    """Give the indicator at D; `reference` is the plan's reference date."""
    known = list(deliveries)
    lots = lots_at(known, "ritm_liens", as_of)
    lot = lots.used
    if lot is None:
        return result({}, [], rate)
    day = lot.extraction_date
    found = entities_of(lots, lot, as_of, reference, network_at(lots_at(known, "rgt_liens", as_of), as_of))
    extra = unknown_regions(
        lot.broken(RitmLink), "id_lien_ritm", set(found), lambda row: could_belong(row, day, as_of, reference)
    )
    return result(found, extra, rate)
