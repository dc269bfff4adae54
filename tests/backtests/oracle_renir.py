"""I1 renir_units_migrated, written from indicators.md version 2 sentence by sentence.

Belongs here: what the row of a unit says. Not here: cohort, rejected and vanished rows (oracle_rates), figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .oracle_cohort import Row
from .oracle_common import ALL, NONE, Dates, Doubts, State, States, happened, not_yet
from .oracle_figures import Result, result
from .oracle_rates import ALWAYS, NOT, OUT, Rate
from .oracle_rejected import ANY
from .records import Delivery, Notes, Unit

SAYS_MIGRATED = {"Migrée": True, "À migrer": False, "Planifiée": False, "En migration": False, "Retour": False}


class Units(Rate[Unit]):
    """The units at D."""

    kind, export, table, key_field = Unit, "renir_unites", "unites", "no_unite"

    def states(self, row: Row[Unit], on: Doubts, seen: frozenset[str]) -> States:
        """Own state until it is closed or merged; closed it is out, merged its successor's state."""
        unit, found = row.cells, set[State]()
        for ended in self.ended(unit, row.day, self.as_of, on):
            if not ended:
                found |= {State.DONE if done else State.NOT for done in self.migrated(unit, row.day, on)}
            else:
                found |= self.after_end(unit.no_unite, unit.no_unite_successeur, on, seen)
        return frozenset(found) | (ALWAYS if row.doubted and "D-CONTRACT" in on else frozenset())

    def after_end(self, key: str, heir: str | None, on: Doubts, seen: frozenset[str]) -> States:
        """Give the state from the end on: out, or that of the successor, followed through the chain."""
        if heir is None:
            return OUT
        if heir == ANY:
            return ALWAYS
        # READING: a chain that leads back to a unit already followed at D leads into a cycle.
        return self.unknown_states(on) if heir in seen | {key} else self.as_member(heir, on, seen | {key})

    def migrated(self, unit: Unit, day: date, on: Doubts) -> set[bool]:
        """Migrated: service includes VOIX, date_migration ≤ D, no date_retour with date_migration ≤ date_retour ≤ D."""
        if unit.service == "DONNÉES":
            return {False}
        found = by_dates(unit, day, self.as_of, on)
        if unit.service is None:
            found = {False, *found} if "D-STATUS" in on else {False}
        if unit.statut == "Migrée" and unit.date_migration is None and "D-UNDATED" in on:
            found |= {False, True}
        says = SAYS_MIGRATED.get(unit.statut or "")
        if says is not None and "D-STATUS" in on and {says} != by_dates(unit, day, day, NONE):
            # READING: the reading "migrated" falls where date_migration is in the inventory window, after D.
            found |= {False} if not_yet(unit.date_migration, day, self.as_of) else {False, True}
        return found

    def ended(self, unit: Unit, day: date, as_of: date, on: Doubts) -> set[bool]:
        """Give whether the date_fermeture has come, as the dates and, where they disagree, the statut say it."""
        found, closed = happened(unit.date_fermeture, day, as_of, on), unit.date_fermeture
        says = unit.statut in ("Fermée", "Fusionnée")
        if unit.statut is not None and "D-CLOSED" in on and says != (closed is not None and closed <= day):
            found |= {False} if not_yet(closed, day, as_of) else {False, True}
        return found

    def belongs(self, row: Unit, day: date) -> bool | None:
        """Oui in the cohort lot, and not already closed at the reference date."""
        # READING: already closed when no reading of that row leaves it open (here and for RITM links).
        # A unit Fusionnée is merged, not closed, also where its successor cannot be read.
        is_merged = row.no_unite_successeur is not None or row.statut == "Fusionnée"
        if not is_merged and self.ended(row, day, self.reference, ALL) == {True}:
            return False
        return row.unite_existante

    def brings_in(self, row: Unit, day: date) -> bool:  # noqa: ARG002 - of links
        """Give an explicit Oui."""
        return row.unite_existante is True

    def leaves_out(self, row: Unit) -> bool:
        """Give an explicit Non."""
        return row.unite_existante is False

    def has_ended(self, row: Unit, day: date) -> bool:
        """Give whether date_fermeture ≤ its extraction and ≤ D."""
        return row.date_fermeture is not None and row.date_fermeture <= min(day, self.as_of)

    def noted_states(self, key: str, on: Doubts, seen: frozenset[str]) -> States:
        """Give closed, or merged into the successor that the note names."""
        note = self.ends[key,]
        found = self.after_end(key, note.successor if note.kind == "Fusionnée" else None, on, seen)
        return found | (ALWAYS if self.last[key].doubted and "D-CONTRACT" in on else frozenset())

    def unknown_states(self, on: Doubts) -> States:
        """D-SUCCESSOR."""
        return NOT | {State.DONE} if "D-SUCCESSOR" in on else NOT

    def fact_date(self, key: str, seen: frozenset[str] = frozenset()) -> date | None:
        """Give the date of the last row that stands, or that of a note; merged: the later of its own and its heir's."""
        if key in seen or key not in self.last or (key in self.rejected and key not in self.today):
            return None
        row = self.today.get(key) or self.last[key]
        unit, closed, heir = row.cells, row.cells.date_fermeture, row.cells.no_unite_successeur
        note = self.ends.get((key,))
        if key not in self.today and note is not None and not self.has_ended(unit, row.day):
            closed, heir = note.day, note.successor if note.kind == "Fusionnée" else None
        elif self.has_vanished(key):
            return None
        elif self.ended(unit, row.day, self.as_of, NONE) == {False}:
            return own_date(unit, row.day, self.as_of)
        then = self.fact_date(heir, seen | {key}) if heir else None
        return max((one for one in (closed, then) if one is not None), default=None)


def by_dates(unit: Unit, day: date, as_of: date, on: Doubts) -> set[bool]:
    """Give the own state from the two dates alone."""
    moved, back = unit.date_migration, unit.date_retour
    counted = back if moved is not None and back is not None and back >= moved else None
    moves, returns = happened(moved, day, as_of, on), happened(counted, day, as_of, on)
    return {gone and not returned for gone in moves for returned in returns}


def own_date(unit: Unit, day: date, as_of: date) -> date | None:
    """Give date_migration of what is migrated, date_retour of what is back; never migrated: nothing."""
    moved, back = unit.date_migration, unit.date_retour
    if unit.service not in ("VOIX", "VOIX+DONNÉES") or moved is None or happened(moved, day, as_of, NONE) == {False}:
        return None
    is_back = back is not None and back >= moved and happened(back, day, as_of, NONE) == {True}
    return back if is_back else moved


def renir(as_of: date, deliveries: Sequence[Delivery], reference: date, dates: Dates, notes: Notes = ()) -> Result:
    """Give the indicator at D."""
    units = Units(as_of, deliveries, reference, dates, notes)
    return result(units.entities(), units.beside(), is_rate=True)
