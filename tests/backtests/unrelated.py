"""Rows that no figure is about: put among the others, they change nothing.

Belongs here: one row of each sort. Not here: that nothing changes (test_properties).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from .records import Delivery, Movement, Pair, Record, RgtLink, RitmLink, Row, Unit

LONG_AGO = date(2017, 5, 1)
ROWS: dict[str, tuple[Record, ...]] = {
    "renir_unites": (
        Unit("X-NEW", "01", unite_existante=False, statut="Migrée", date_migration=LONG_AGO),
        Unit("X-CLOSED", "02", statut="Fermée", date_fermeture=LONG_AGO),
        Unit("X-NEW-UNSURE", "01", unite_existante=False, statut="Migrée"),
    ),
    "ritm_liens": (
        RitmLink("X-CANCELLED", "01", LONG_AGO, "Annulé"),
        RitmLink("X-CLOSED", "02", LONG_AGO, "Débranché", LONG_AGO, "Site fermé"),
        RitmLink("X-LATE", "02", date(2023, 4, 1), "Migré"),
    ),
    "rgt_liens": (
        RgtLink("X-SITE", "01", "En production", date_bascule=LONG_AGO),
        RgtLink("X-DROPPED", "01", "Annulé"),
        Pair("X-UNKNOWN", "X-DROPPED"),
    ),
    "rh_regionalisation": (
        Movement("X-BEFORE", 1, "Régionalisation", "10043", date(2018, 9, 30)),
        Movement("X-PLANNED", 1, "Régionalisation", "10043", None, date(2024, 1, 1)),
        Movement("X-BACK", 1, "Régionalisation", "10043", date(2019, 1, 1)),
        Movement("X-BACK", 2, "Retour", None, date(2019, 1, 1)),
        Movement("X-EXCLUDED", 1, "Transfert", "65999", date(2019, 1, 1)),
    ),
}


def with_unrelated_rows(delivered: Delivery) -> Delivery:
    """Give the delivery with the rows that change nothing."""
    return replace(delivered, rows=(*delivered.rows, *(Row(one) for one in ROWS.get(delivered.export, ()))))
