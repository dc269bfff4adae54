"""I1 renir_units_migrated, written from indicators.md sentence by sentence.

Belongs here: population, own state, mergers and doubts of the units. Not here: lots, figures (oracle_common).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .oracle_common import (
    Entity,
    Lots,
    Result,
    Span,
    State,
    doubtful,
    either,
    entity,
    fallback,
    happened,
    last_known,
    lots_at,
    rate,
    result,
    sure,
    unknown_regions,
)
from .records import Delivery, Rejected, Unit

NOT_YET = ("À migrer", "Planifiée", "En migration")


def status_contradicts(unit: Unit, extraction: date, as_of: date) -> bool:
    """D-STATUS: the statut and the dates say different things."""
    moved, back = unit.date_migration, unit.date_retour
    if moved is None or moved > as_of:
        return False
    # READING ("no later return"): a return on the day of the migration is later, as in the own state; a return after
    # the extraction is a plan and does not explain the statut.
    returned = back is not None and moved <= back
    if unit.statut in NOT_YET:
        return moved <= extraction and not (returned and back is not None and back <= extraction)
    # READING (second half): taken as it stands, even when the return is planned after D.
    return unit.statut == "Migrée" and returned


def own_state(unit: Unit, extraction: date, as_of: date) -> Span:
    """Migrated: service includes VOIX, date_migration ≤ D, no date_retour with date_migration ≤ date_retour ≤ D."""
    # READING: statut Fermée without the date is "out" for the high even when a successor is named.
    if unit.statut == "Fermée" and unit.date_fermeture is None:
        return doubtful(State.NOT, State.OUT, "D-CLOSED")
    if unit.service not in ("VOIX", "VOIX+DONNÉES"):
        return sure(State.NOT)
    if unit.statut == "Migrée" and unit.date_migration is None:
        return doubtful(State.NOT, State.DONE, "D-UNDATED")
    if status_contradicts(unit, extraction, as_of):
        return doubtful(State.NOT, State.DONE, "D-STATUS")
    return by_dates(unit, extraction, as_of)


def by_dates(unit: Unit, extraction: date, as_of: date) -> Span:
    """Give the own state from the two dates alone."""
    moved, back = unit.date_migration, unit.date_retour
    counted_return = back if moved is not None and back is not None and back >= moved else None
    outcomes = [
        sure(State.DONE if gone and not returned else State.NOT)
        for gone in happened(moved, extraction, as_of)
        for returned in happened(counted_return, extraction, as_of)
    ]
    return either(outcomes, "D-FUTURE")


def state_at(
    unit: Unit, file: dict[str, Unit], extraction: date, as_of: date, seen: frozenset[str] = frozenset()
) -> Span:
    """Its own state until it is closed or merged; closed without successor it is out; merged, its successor's state."""
    # READING: statut Fusionnée without a date_fermeture is never merged ("from then on" has no then): own state.
    outcomes = []
    for ended in happened(unit.date_fermeture, extraction, as_of):
        if not ended:
            outcomes.append(own_state(unit, extraction, as_of))
        elif unit.no_unite_successeur is None:
            outcomes.append(sure(State.OUT))
        else:
            outcomes.append(merged_state(unit, file, extraction, as_of, seen | {unit.no_unite}))
    return either(outcomes, "D-FUTURE")


def merged_state(unit: Unit, file: dict[str, Unit], extraction: date, as_of: date, seen: frozenset[str]) -> Span:
    """Give the state of the successor, or D-SUCCESSOR when the file has no accepted row of it or it is on a cycle."""
    heir = file.get(unit.no_unite_successeur or "")
    if heir is None or heir.no_unite in seen:
        return doubtful(State.NOT, State.DONE, "D-SUCCESSOR")
    return state_at(heir, file, extraction, as_of, seen)


def unit_span(unit: Unit, file: dict[str, Unit], extraction: date, as_of: date) -> Span:
    """Give a unit of the cohort in its lot; a new unit is never in the population (it may still be a successor)."""
    return state_at(unit, file, extraction, as_of) if unit.unite_existante else sure(State.OUT)


def file_of(lot: Delivery) -> dict[str, Unit]:
    """Give the accepted units of one file."""
    return {unit.no_unite: unit for unit in lot.accepted(Unit)}


def could_belong(row: Rejected, extraction: date, as_of: date) -> bool:
    """Nothing readable excludes it: not marked Non (blank = Non), not closed at D without successor."""
    # READING: a row whose statut is Fusionnée or unreadable is not known to be closed for good without successor.
    if row.readable.get("unite_existante", True) is not True:
        return False
    closed = row.day("date_fermeture")
    ended = closed is not None and closed <= min(extraction, as_of)
    alone = row.blank("no_unite_successeur") and "statut" in row.readable and row.text("statut") != "Fusionnée"
    return not (ended and alone)


def entities_of(lots: Lots, lot: Delivery, as_of: date) -> dict[str, Entity]:
    """Give the units of the lot used, then those that only an earlier lot had (rejected now, or vanished)."""
    # READING: a key with an accepted row is an accepted entity whatever other rows of it were rejected.
    file = file_of(lot)
    found = {
        key: entity(unit_span(unit, file, lot.extraction_date, as_of), unit.code_region) for key, unit in file.items()
    }
    broken = {row.text("no_unite") for row in lot.broken(Unit)}
    files = {(then.extraction_date, then.received): file_of(then) for then in lots.earlier}
    for key, (unit, then) in last_known(lots, Unit, lambda one: one.no_unite).items():
        if key not in found:
            span = unit_span(unit, files[then.extraction_date, then.received], then.extraction_date, as_of)
            found[key] = entity(fallback(span, is_rejected=key in broken), unit.code_region)
    return found


def renir(as_of: date, deliveries: Iterable[Delivery]) -> Result:
    """Give the indicator at D."""
    lots = lots_at(deliveries, "renir_unites", as_of)
    lot = lots.used
    if lot is None:
        return result({}, [], rate)
    day = lot.extraction_date
    found = entities_of(lots, lot, as_of)
    extra = unknown_regions(lot.broken(Unit), "no_unite", set(found), lambda row: could_belong(row, day, as_of))
    return result(found, extra, rate)
