"""A rejected row is every row it could be: what is readable in it holds, what is not may be anything allowed.

Belongs here: which rows one could be, with dates that stand for all others. Not here: what they mean for an indicator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, timedelta
from itertools import product
from typing import Any

from .records import Movement, Pair, R, Rejected, RgtLink, RitmLink, Unit

ANY = "?"  # stands for any unit, RGT link or place
LONG_AGO = date(1990, 1, 2)
TO_COME = date(2099, 12, 31)
DAY = timedelta(days=1)

VALUES: dict[type, dict[str, tuple[object, ...]]] = {
    Unit: {
        "unite_existante": (True, False, None),
        "service": ("VOIX", "VOIX+DONNÉES", "DONNÉES", None),
        "statut": ("À migrer", "Planifiée", "En migration", "Migrée", "Retour", "Fermée", "Fusionnée", None),
        "no_unite_successeur": (None, ANY),
    },
    RitmLink: {
        "statut": ("Actif", "En migration", "Migré", "Débranché", "Annulé", None),
        "motif_fin": ("Migration RGT", "Site fermé", None),  # Consolidation and Autre count as Site fermé
    },
    RgtLink: {"statut": ("Commandé", "Livré", "En essai", "En production", "Annulé", "Résilié", None)},
    Pair: {"id_lien_rgt": (ANY,), "obligatoire": (True, False)},
    Movement: {
        "type_mouvement": ("Régionalisation", "Transfert", "Retour", "Abolition"),
        "port_attache": (None, ANY),
        "no_evenement": (-1, 10**9),
    },
}
DATES = {
    Unit: ("date_migration", "date_retour", "date_fermeture"),
    RitmLink: ("date_mise_en_service", "date_debranchement"),
    RgtLink: ("date_bascule", "date_fin"),
    Movement: ("date_effet", "date_prevue"),
}
REQUIRED = ("date_mise_en_service",)


def representatives(row: Rejected, *days: date) -> list[date]:
    """Give dates of which one is like any other: around those that the rules compare, and around those of the row."""
    read = [one for one in row.readable.values() if isinstance(one, date)]
    near = [*read, *days]
    return sorted({LONG_AGO, TO_COME, *near, *(day + DAY for day in near)})


def could_be(row: Rejected, kind: type[R], dates: Iterable[date]) -> Iterator[R]:
    """Give every row of a kind that a rejected one could be."""
    days: tuple[date, ...] = tuple(dates)
    choices: dict[str, tuple[object, ...]] = {}
    for field in fields(kind):
        name = field.name
        if name in row.readable:
            choices[name] = (row.readable[name],)
        elif name in DATES.get(kind, ()):
            choices[name] = days if name in REQUIRED else (None, *days)
        else:
            choices[name] = VALUES[kind].get(name, (ANY,))
    for picked in product(*choices.values()):
        cells: dict[str, Any] = dict(zip(choices, picked, strict=True))
        found = kind(**cells)
        if allowed(found):
            yield found


def allowed(row: object) -> bool:
    """Tell what no contract rejects for what its cells say together."""
    if isinstance(row, Unit):
        return row.statut != "Fusionnée" or row.no_unite_successeur is not None
    if isinstance(row, Movement):
        arrives = row.type_mouvement in ("Régionalisation", "Transfert")
        dated = row.date_effet is not None or row.date_prevue is not None
        return dated and (row.port_attache is not None or not arrives)
    return True
