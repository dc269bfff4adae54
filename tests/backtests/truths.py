"""True worlds that their exports tell badly: what is true at D, and whether a figure holds it.

Belongs here: the truth, the days, rows told badly in the ways that every export knows. Not here: what is true of one
export and how it is told (truths_units, truths_links, truths_jobs), the calculation, whose rules nothing here reads.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from .compare import TOLERANCE, Number
from .records import Delivery, Movement, Pair, Record, Rejected, RgtLink, RitmLink, Row, Unit, spoil

REFERENCE = date(2023, 3, 31)
LAST = date(2025, 3, 31)
LOTS = (REFERENCE, date(2024, 3, 31), LAST)
LATER = LAST + timedelta(days=30)


@dataclass(frozen=True)
class Fact:
    """What is true of one entity at D: its region, is it in the population, is it migrated or counted."""

    region: str | None
    inside: bool
    done: bool


@dataclass
class World:
    """What is true at D, what the exports say, and which ways of telling it were taken."""

    as_of: date
    facts: list[Fact] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)

    def true(self, region: str, *, is_rate: bool) -> Fraction | None:
        """Give the true figure of '00' or of a region."""
        here = [one for one in self.facts if region in ("00", one.region)]
        done = sum(one.done and one.inside for one in here)
        if not is_rate:
            return Fraction(done)
        inside = sum(one.inside for one in here)
        return Fraction(100 * done, inside) if inside else None


def outside(true: Number, low: Number, high: Number) -> bool:
    """Tell a truth that is not between low and high; without them nothing is promised."""
    if true is None or low is None or high is None:
        return False
    return not low - TOLERANCE <= true <= high + TOLERANCE


@dataclass
class Told:
    """The rows of one delivery, and how they are told."""

    rng: random.Random
    rows: list[Row] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)

    def say(self, row: Record, *, doubted: bool = False) -> None:
        """Accept a row."""
        self.rows.append(Row(row, doubted=doubted))

    def say_somehow(self, row: Record, rejected: float, left_out: float) -> None:
        """Accept a row, reject it for some of its cells, its key among them, or leave it out."""
        chance = self.rng.random()
        if chance < rejected:
            names = SPOILT[type(row)]
            chosen = self.rng.sample(names, min(len(names), self.rng.choice([1, 1, 2])))
            if isinstance(row, Movement) and row.port_attache is None and "type_mouvement" in chosen:
                chosen.append("port_attache")  # a blank attach point beside an unreadable type
            self.rejected.append(spoil(row, **dict.fromkeys(chosen, "?")))
            self.ways.append("rejected")
        elif chance < rejected + left_out:
            self.ways.append("left out")
        else:
            self.say(row)

    def delivery(self, export: str, day: date) -> Delivery:
        """Give the delivery."""
        return Delivery(export, day, 0, tuple(self.rows), tuple(self.rejected))


SPOILT: dict[type, tuple[str, ...]] = {
    Unit: (
        "no_unite",
        "code_region",
        "unite_existante",
        "service",
        "statut",
        "date_migration",
        "date_retour",
        "date_fermeture",
        "no_unite_successeur",
    ),
    RitmLink: ("id_lien_ritm", "code_region", "date_mise_en_service", "statut", "date_debranchement", "motif_fin"),
    RgtLink: ("code_region", "statut", "date_bascule", "date_fin"),
    Pair: ("obligatoire", "id_lien_rgt"),
    Movement: ("id_emploi", "no_evenement", "type_mouvement", "port_attache", "date_effet"),
}


def surprises(world: World, figures: Mapping[str, tuple[Number, Number]], *, is_rate: bool) -> Iterator[str]:
    """Say where the truth is not within the low and the high of '00' or of a region."""
    for region, (low, high) in figures.items():
        true = world.true(region, is_rate=is_rate)
        if outside(true, low, high):
            yield f"{region}: {true} is outside [{low}, {high}], told {sorted(set(world.ways))}"
