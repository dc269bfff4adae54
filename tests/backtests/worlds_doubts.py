"""Contradictions sprinkled over well-kept rows, so that each doubt of the closed list occurs.

Belongs here: how rows go wrong; each row is touched once. Not here: what the indicators make of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from .records import Movement, Pair, Record, Rejected, RgtLink, RitmLink, Unit, reject_for, spoil
from .worlds_places import OPEN

T = TypeVar("T", Unit, RitmLink, RgtLink, Pair, Movement)
OPEN_CODES = tuple(one.mcode for one in OPEN)
FEW = 40  # rows of a delivery of which not every doubt touches one
WINDOW = date(2018, 10, 1)
REFERENCE = date(2023, 3, 31)


@dataclass
class Mess:
    """The rows of one delivery while they are being spoilt."""

    rng: random.Random
    today: date
    rows: list[Record]
    rejected: list[Rejected] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)

    @property
    def tag(self) -> str:
        """Tell the rows of this delivery from those of another."""
        return self.today.strftime("%y%m%d")

    def soon(self) -> date:
        """Draw a day after the extraction."""
        return self.today + timedelta(days=self.rng.randint(5, 150))

    def pick(self, kind: type[T], fits: Callable[[T], bool]) -> list[T]:
        """Draw some untouched rows that fit, about one in thirty; of few rows one, or none."""
        good = [one for one in self.rows if isinstance(one, kind) and id(one) not in self.touched and fits(one)]
        few = len(self.rows) < FEW and self.rng.random() < 0.5
        return [] if few else self.rng.sample(good, min(len(good), 1 + len(good) // 30))

    def swap(self, old: Record, *new: Record) -> None:
        """Replace a row."""
        place = next(index for index, one in enumerate(self.rows) if one is old)
        self.rows[place : place + 1] = new
        self.touched.update(id(one) for one in new)

    def change(self, kind: type[T], fits: Callable[[T], bool], **cells: Any) -> None:  # noqa: ANN401 - any cell
        """Change the cells of some rows."""
        for one in self.pick(kind, fits):
            self.swap(one, replace(one, **cells))

    def lose(self, kind: type[T], fits: Callable[[T], bool]) -> None:
        """Leave some rows out."""
        for one in self.pick(kind, fits):
            self.swap(one)

    def break_cell(self, kind: type[T], fits: Callable[[T], bool], **raw: object) -> None:
        """Make a cell of some rows unreadable."""
        for one in self.pick(kind, fits):
            self.swap(one)
            self.rejected.append(spoil(one, **raw))


def spoil_units(mess: Mess) -> None:
    """Sprinkle what goes wrong with units."""
    voice = ("VOIX", "VOIX+DONNÉES")

    def migrated(one: Unit) -> bool:
        return one.statut == "Migrée" and one.service in voice and one.date_retour is None

    def waiting(one: Unit) -> bool:
        return one.statut in ("À migrer", "Planifiée") and one.service in voice

    def still_open(one: Unit) -> bool:
        return one.date_fermeture is None and one.statut != "Retour" and one.unite_existante is True

    day = mess.today
    mess.change(Unit, migrated, date_migration=None)
    mess.change(Unit, migrated, statut="En migration")
    mess.change(Unit, lambda one: one.statut == "Retour", statut="Migrée")
    mess.change(Unit, waiting, statut="Migrée", date_migration=mess.soon())
    mess.change(Unit, migrated, statut="Retour", date_retour=mess.soon())
    mess.change(Unit, still_open, statut="Fermée", date_fermeture=mess.soon())
    mess.change(Unit, still_open, statut="Fermée")
    mess.change(Unit, still_open, statut="Fusionnée", date_fermeture=day, no_unite_successeur=f"SQ-Z{mess.tag}")
    mess.change(Unit, still_open, unite_existante=None)
    mess.change(Unit, still_open, unite_existante=False)
    mess.change(Unit, lambda one: one.unite_existante is False, unite_existante=True)
    mess.change(Unit, waiting, service=None, statut=None, date_migration=day - timedelta(days=30))
    mess.lose(Unit, lambda one: one.unite_existante is True)
    mess.lose(Unit, lambda one: one.date_fermeture is not None and one.no_unite_successeur is None)
    mess.lose(Unit, lambda one: one.statut == "Fusionnée")
    mess.lose(Unit, lambda one: any(is_heir_of(one, other) for other in mess.rows))
    mess.break_cell(Unit, still_open, code_region="Région inconnue")
    mess.break_cell(Unit, still_open, date_migration="vers la fin mars")
    cycle_of_units(mess, still_open)
    fresh = Unit(f"SQ-N{mess.tag}", "09")
    mess.rejected += [
        spoil(fresh, code_region=None),
        spoil(replace(fresh, no_unite=f"SQ-M{mess.tag}"), date_retour="#N/A"),
        spoil(replace(fresh, no_unite=f"SQ-L{mess.tag}", unite_existante=False), code_region="99"),
        spoil(replace(fresh, code_region="08"), no_unite=None),
    ]


def cycle_of_units(mess: Mess, fits: Callable[[Unit], bool]) -> None:
    """Let two units name each other and a third lead to them; too few units, no cycle."""
    good = [one for one in mess.rows if isinstance(one, Unit) and id(one) not in mess.touched and fits(one)]
    if len(good) < 3:
        return
    first, second, third = mess.rng.sample(good, 3)
    for one, heir in ((first, second), (second, first)):
        mess.swap(one)
        mess.rejected.append(reject_for(merge(one, heir, mess.today), "no_unite_successeur"))
    mess.swap(third, merge(third, first, mess.today))


def is_heir_of(one: Unit, other: Record) -> bool:
    """Tell the successor of a unit."""
    return isinstance(other, Unit) and other.no_unite_successeur == one.no_unite


def merge(one: Unit, heir: Unit, day: date) -> Unit:
    """Give the unit merged into another."""
    return replace(one, statut="Fusionnée", date_fermeture=day, no_unite_successeur=heir.no_unite)


def spoil_ritm(mess: Mess) -> None:
    """Sprinkle what goes wrong with RITM links."""

    def active(one: RitmLink) -> bool:
        return one.statut == "Actif"

    mess.change(RitmLink, active, statut="Migré")
    mess.change(RitmLink, active, statut="Débranché", motif_fin="Site fermé")
    mess.change(RitmLink, active, statut="Débranché", date_debranchement=mess.today)
    mess.change(RitmLink, active, statut="Débranché", date_debranchement=mess.soon(), motif_fin="Consolidation")
    mess.lose(RitmLink, active)
    mess.lose(RitmLink, lambda one: one.statut == "Débranché")
    mess.change(RitmLink, active, date_mise_en_service=date(2023, 6, 1))
    mess.change(RitmLink, active, statut="Annulé")
    mess.change(RitmLink, lambda one: one.date_mise_en_service > REFERENCE, date_mise_en_service=date(2015, 1, 1))
    mess.change(RitmLink, lambda one: one.statut == "Annulé", statut="Actif")
    mess.change(RitmLink, lambda one: one.motif_fin == "Site fermé", statut="Actif")
    mess.break_cell(RitmLink, active, code_region="Atlantide")
    mess.break_cell(RitmLink, active, date_mise_en_service="01/02/15")
    fresh = RitmLink(f"RITM-N{mess.tag}", "05", date(2016, 5, 4))
    mess.rejected += [
        spoil(fresh, code_region=None),
        spoil(replace(fresh, id_lien_ritm=f"RITM-M{mess.tag}"), date_mise_en_service=None),
        spoil(
            replace(fresh, id_lien_ritm=f"RITM-L{mess.tag}", date_mise_en_service=date(2023, 4, 1)), code_region="99"
        ),
        spoil(replace(fresh, code_region="14"), id_lien_ritm=None),
    ]


def spoil_rgt(mess: Mess, ritm_keys: Iterable[str]) -> None:
    """Sprinkle what goes wrong with RGT links and pairs."""
    waits = ("Commandé", "En essai")
    fields = {"statut": "En production", "date_bascule": mess.soon()}
    mess.change(RgtLink, lambda one: one.statut in waits, **fields)
    ending = {"statut": "Résilié", "date_fin": mess.soon()}
    mess.change(RgtLink, lambda one: one.statut == "En production", **ending)
    mess.lose(RgtLink, lambda one: one.statut == "En production")
    mess.lose(RgtLink, lambda one: one.statut == "Résilié")
    mess.change(RgtLink, lambda one: one.statut == "En production", statut="Livré")
    mess.change(RgtLink, lambda one: one.statut == "En production", statut="Annulé")
    mess.lose(Pair, lambda _: True)
    running = {one.id_lien_rgt for one in mess.rows if isinstance(one, RgtLink) and one.statut == "En production"}
    alone = lonely_pairs(mess.rows)
    crowd = {one.id_lien_rgt for one in mess.rows if isinstance(one, Pair) and one.id_lien_ritm not in alone}
    spared = running - crowd
    mess.break_cell(RgtLink, lambda one: one.id_lien_rgt in spared, code_region="Région inconnue")
    left = {one.id_lien_rgt for one in mess.rows if isinstance(one, RgtLink)} & running
    fits = {key for key, pair in alone.items() if pair.id_lien_rgt in left}
    mess.break_cell(Pair, lambda one: one.id_lien_ritm in fits, obligatoire="peut-être")
    mess.break_cell(Pair, lambda one: one.id_lien_ritm in fits, id_lien_rgt=None)
    paired = {one.id_lien_ritm for one in mess.rows if isinstance(one, Pair)}
    free = sorted(set(ritm_keys) - paired - {row.text("id_lien_ritm") or "" for row in mess.rejected})
    mess.rows += [Pair(key, f"RGT-Z{mess.tag}") for key in free[:2]]
    mess.rejected.append(spoil(RgtLink(f"RGT-N{mess.tag}", "04"), id_lien_rgt=None))
    mess.rows += [Pair(f"RITM-X{mess.tag}", key) for key in sorted(running)[:1]]  # a RITM link that is in no lot
    mess.rejected += [spoil(Pair("?", key), id_lien_ritm="#N/A") for key in sorted(running)[1:2]]


def lonely_pairs(rows: list[Record]) -> dict[str, Pair]:
    """Give the pairs that are the only one of their RITM link."""
    pairs = [one for one in rows if isinstance(one, Pair)]
    keys = [one.id_lien_ritm for one in pairs]
    return {one.id_lien_ritm: one for one in pairs if keys.count(one.id_lien_ritm) == 1}


def spoil_jobs(mess: Mess) -> None:
    """Sprinkle what goes wrong with jobs; existing jobs are touched when they have a single row."""
    keys = [one.id_emploi for one in mess.rows if isinstance(one, Movement)]
    single = {key for key in keys if keys.count(key) == 1}

    def settled(one: Movement) -> bool:
        good = one.port_attache in OPEN_CODES and one.date_effet is not None and one.date_effet >= WINDOW
        return one.id_emploi in single and one.type_mouvement == "Régionalisation" and good

    for one in mess.pick(Movement, settled):
        mess.swap(one, one, Movement(one.id_emploi, one.no_evenement + 1, "Retour", None, mess.soon()))
    mess.change(Movement, settled, date_effet=mess.soon())
    mess.lose(Movement, settled)
    mess.lose(Movement, lambda one: one.id_emploi not in single)
    mess.break_cell(Movement, settled, date_effet="bientôt")
    mess.break_cell(Movement, settled, no_evenement="douze")
    fresh = Movement(f"EMP-N{mess.tag}", 1, "Régionalisation", "10043", mess.today - timedelta(days=9))
    mess.rejected += [spoil(fresh, port_attache="Ville-Inconnue"), spoil(fresh, id_emploi=None)]
