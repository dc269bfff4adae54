"""One row drawn at random, cell by cell, among the days on which something changes.

Belongs here: the values that each cell may take. Not here: deliveries, what is rejected (worlds_wild), any rule.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .records import Movement, Pair, Record, RgtLink, RitmLink, Unit

Key = dict[str, Any]
WINDOW_DAYS = (date(2018, 9, 30), date(2018, 10, 1), date(2021, 5, 4), date(2021, 5, 5), date(2021, 5, 6))
REFERENCE_DAYS = (date(2015, 6, 1), date(2023, 3, 31), date(2023, 4, 1))


@dataclass(frozen=True)
class Draw:
    """What a cell is drawn from; `days` are those around the deliveries and the dates of the figures."""

    rng: random.Random
    days: tuple[date, ...]
    units: tuple[str, ...]

    def day(self, share: float, *more: date) -> date | None:
        """Draw a day, or none."""
        return self.rng.choice([*self.days, *more, *more]) if self.rng.random() < share else None


Cell = Callable[[Draw], object]


def among(*values: object) -> Cell:
    """Draw one of the values; one written twice comes twice as often."""
    return lambda draw: draw.rng.choice(values)


def dated(share: float, *more: date) -> Cell:
    """Draw a day, or none."""
    return lambda draw: draw.day(share, *more)


def yes(share: float) -> Cell:
    """Draw Oui, else Non."""
    return lambda draw: draw.rng.random() < share


def heir(draw: Draw) -> object:
    """Draw a successor: another unit, itself, one that no file has, mostly none."""
    return draw.rng.choice([*draw.units, "SQ-NONE"]) if draw.rng.random() < 0.4 else None


def existing(draw: Draw) -> object:
    """Draw Oui, Non, or a blank."""
    chance = draw.rng.random()
    return None if chance < 0.25 else chance < 0.85


REGION = among("01", "02", "05")
CELLS: dict[type[Record], dict[str, Cell]] = {
    Unit: {
        "code_region": REGION,
        "unite_existante": existing,
        "service": among("VOIX", "VOIX", "VOIX+DONNÉES", "DONNÉES", None),
        "statut": among(
            "À migrer", "Planifiée", "En migration", "Migrée", "Migrée", "Retour", "Fermée", "Fusionnée", None
        ),
        "date_migration": dated(0.7),
        "date_retour": dated(0.35),
        "date_fermeture": dated(0.35),
        "no_unite_successeur": heir,
    },
    RitmLink: {
        "code_region": REGION,
        "date_mise_en_service": dated(1, *REFERENCE_DAYS, *REFERENCE_DAYS),
        "statut": among("Actif", "Actif", "En migration", "Migré", "Débranché", "Annulé", None),
        "date_debranchement": dated(0.45),
        "motif_fin": among("Migration RGT", "Migration RGT", "Site fermé", "Autre", None, None),
    },
    RgtLink: {
        "code_region": REGION,
        "statut": among("En production", "En production", "Commandé", "Livré", "En essai", "Annulé", "Résilié", None),
        "date_bascule": dated(0.75),
        "date_fin": dated(0.3),
    },
    Pair: {"obligatoire": yes(0.67)},
    Movement: {
        "type_mouvement": among("Régionalisation", "Régionalisation", "Transfert", "Retour", "Abolition"),
        "port_attache": among("10043", "93042", "93042", "47017", "58227", "66023", "23057", "65005", "99999", None),
        "date_effet": dated(0.85, *WINDOW_DAYS),
        "date_prevue": dated(0.2),
    },
}


def draw_row(draw: Draw, kind: type[Record], key: Key) -> Record:
    """Draw every cell of a row but those of its key."""
    cells: dict[str, Any] = {name: cell(draw) for name, cell in CELLS[kind].items()}
    return kind(**key, **cells)


def change_row(draw: Draw, row: Record) -> Record:
    """Draw one cell of a row again."""
    name = draw.rng.choice(list(CELLS[type(row)]))
    again: dict[str, Any] = {name: CELLS[type(row)][name](draw)}
    return replace(row, **again)
