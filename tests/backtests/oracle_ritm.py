"""I2 ritm_links_migrated, written from indicators.md version 2 sentence by sentence.

Belongs here: what the row of a RITM link says. The RGT side is in oracle_pairs.
Not here: cohort, rejected and vanished rows (oracle_rates), figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import Enum

from .oracle_cohort import Row
from .oracle_common import ALL, NONE, Dates, Doubts, State, States, happened, not_yet
from .oracle_figures import Beside, Result, result
from .oracle_pairs import Network
from .oracle_rates import ALWAYS, NOT, OUT, Rate
from .records import Delivery, Notes, RitmLink

MIGRATION = "Migration RGT"


class End(Enum):
    """Whether a RITM link has left the population, or (no motif) may as well be migrated."""

    NO = 0
    OUT = 1
    DONE = 2


def is_other(motif: str | None) -> bool:
    """Give whether a motif takes a link out of the population."""
    return motif is not None and motif != MIGRATION


def ends_of(link: RitmLink, day: date, as_of: date, on: Doubts) -> set[End]:
    """Give whether it has left: date_debranchement ≤ D and a motif other than Migration RGT, and D-CLOSED."""
    cut, is_cut_off = link.date_debranchement, link.statut == "Débranché"
    found = {End.OUT if gone and is_other(link.motif_fin) else End.NO for gone in happened(cut, day, as_of, on)}
    if "D-CLOSED" not in on:
        return found
    says, dated = (
        is_cut_off and link.motif_fin != MIGRATION,
        cut is not None and cut <= day and is_other(link.motif_fin),
    )
    if link.statut is not None and says != dated:
        found |= {End.NO} if not_yet(cut, day, as_of) else {End.NO, End.OUT}
    gone_by_then = is_cut_off or (cut is not None and cut <= as_of)
    if link.motif_fin is None and gone_by_then and not not_yet(cut, day, as_of):
        found |= set(End)
    return found


class Links(Rate[RitmLink]):
    """The RITM links at D."""

    kind, export, table, key_field = RitmLink, "ritm_liens", "liens", "id_lien_ritm"

    def __init__(
        self, as_of: date, deliveries: Sequence[Delivery], reference: date, dates: Dates, notes: Notes
    ) -> None:
        super().__init__(as_of, deliveries, reference, dates, notes)
        self.net = Network(as_of, deliveries, dates, notes)

    def states(self, row: Row[RitmLink], on: Doubts, seen: frozenset[str]) -> States:  # noqa: ARG002 - of units
        """Out before it is in service and once it has left; else migrated or not by its pairs."""
        link, found = row.cells, set[State]()
        for end in ends_of(link, row.day, self.as_of, on):
            found |= {State(end.value)} if end != End.NO else self.in_service(row, on)
        # READING: a link re-dated after the reference date is D-COHORT's; one by then, after the extraction of its
        # delivery, is in the population, and may not be in service (D-FUTURE).
        if link.date_mise_en_service <= self.reference:
            if link.date_mise_en_service > self.as_of:
                found = {State.OUT}
            elif link.date_mise_en_service > row.day and "D-FUTURE" in on:
                found |= OUT
        key = link.id_lien_ritm
        marked = row.doubted or self.net.is_marked(key, ended=self.is_ended(row), listed=self.is_listed(key))
        return frozenset(found) | (ALWAYS if marked and "D-CONTRACT" in on else frozenset())

    def in_service(self, row: Row[RitmLink], on: Doubts) -> States:
        """Give the states of a link that has not left."""
        key, ended = row.cells.id_lien_ritm, self.is_ended(row)
        done = self.net.migrated(key, on, ended=ended, listed=self.is_listed(key))
        if False in done and "D-CLAIM" in on and self.claims(row.cells):
            # READING: at the extraction, the rule is read off the rows that stand, nothing being in doubt.
            done = done if self.net.migrated_on(key, row.day, ended=ended) else {False, True}
        return frozenset(State.DONE if one else State.NOT for one in done)

    def claims(self, link: RitmLink) -> bool:
        """Statut Migré, or motif Migration RGT with date_debranchement ≤ D or blank."""
        cut = link.date_debranchement
        return link.statut == "Migré" or (link.motif_fin == MIGRATION and (cut is None or cut <= self.as_of))

    def belongs(self, row: RitmLink, day: date) -> bool | None:
        """In service by the reference date, not Annulé, and not already disconnected for another motif."""
        already_out = ends_of(row, day, self.reference, ALL) == {End.OUT}
        return row.date_mise_en_service <= self.reference and row.statut != "Annulé" and not already_out

    def brings_in(self, row: RitmLink, day: date) -> bool:  # noqa: ARG002 - of units
        """Give a link in service by the reference date that is no member."""
        # READING: one Annulé never was in service; one already out by then says that it was.
        return row.date_mise_en_service <= self.reference and row.statut != "Annulé"

    def leaves_out(self, row: RitmLink) -> bool:
        """Give a member re-dated after the reference date, or now Annulé."""
        return row.date_mise_en_service > self.reference or row.statut == "Annulé"

    def has_ended(self, row: RitmLink, day: date) -> bool:
        """Give whether date_debranchement ≤ its extraction and ≤ D, with its motif."""
        cut = row.date_debranchement
        return cut is not None and cut <= min(day, self.as_of) and row.motif_fin is not None

    def is_ended(self, row: Row[RitmLink]) -> bool:
        """Tell a link whose end is known, by this row or, once it is not listed any more, by a note."""
        key = row.cells.id_lien_ritm
        return self.has_ended(row.cells, row.day) or (not self.is_listed(key) and (key,) in self.ends)

    def is_listed(self, key: str) -> bool:
        """Tell a link that the lot used names, accepted or rejected."""
        return key in self.today or key in self.rejected

    def with_note(self, key: str) -> Row[RitmLink]:
        """Give the last row of a link with the end that a note gives it."""
        row, note = self.last[key], self.ends[key,]
        if note.kind == "Annulé":
            return row._replace(cells=replace(row.cells, statut="Annulé"))
        cells = replace(row.cells, statut=note.kind, date_debranchement=note.day, motif_fin=note.motif)
        return row._replace(cells=cells, day=max(row.day, note.day))

    def noted_states(self, key: str, on: Doubts, seen: frozenset[str]) -> States:
        """Give what its last row says, with the end that the note gives it."""
        return self.states(self.with_note(key), on, seen)

    def contradicts(self, row: Row[RitmLink], *, member: bool | None) -> bool:
        """Tell also a note: one that says Annulé is as a row that says so, and no word of the cohort lot."""
        key = row.cells.id_lien_ritm
        if self.is_listed(key) or self.has_ended(row.cells, row.day) or (key,) not in self.ends:
            return super().contradicts(row, member=member)
        noted = self.with_note(key)
        return self.leaves_out(noted.cells) if member else super().contradicts(noted, member=member)

    def unknown_states(self, on: Doubts) -> States:  # noqa: ARG002 - of units
        """No link leads to one that is in no lot."""
        return NOT

    def fact_date(self, key: str) -> date | None:
        """Give date_debranchement of what is disconnected, else what the pairs say."""
        row = self.today.get(key) or self.last[key]
        if key not in self.today and not self.has_ended(row.cells, row.day):
            row = self.with_note(key)
        if ends_of(row.cells, row.day, self.as_of, NONE) == {End.OUT}:
            return row.cells.date_debranchement
        if row.cells.date_mise_en_service > self.as_of:
            return None
        return self.net.began(self.net.pairs(key, ended=self.is_ended(row)))

    def beside(self) -> list[Beside]:
        """Give r, k⁻ and k⁺."""
        known = {row.id_lien_ritm for lot in self.lots.known for row in lot.accepted(RitmLink)}
        known |= {row.text("id_lien_ritm") or "" for lot in self.lots.known for row in lot.broken(RitmLink)}
        known |= {str(key) for (key,) in self.ends}
        unknown = self.net.unknown(frozenset(known - {""}))
        return super().beside() + [Beside(regions, takes_in=regions) for regions in unknown]


def ritm(as_of: date, deliveries: Sequence[Delivery], reference: date, dates: Dates, notes: Notes = ()) -> Result:
    """Give the indicator at D."""
    links = Links(as_of, deliveries, reference, dates, notes)
    return result(links.entities(), links.beside(), is_rate=True)
