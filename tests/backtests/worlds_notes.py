"""What signed notes say of the things of a generated world: the end of some that are no longer listed.

Belongs here: drawing notes for any world. Not here: what they mean.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from .records import Delivery, Movement, NotedEnd, Pair, RgtLink, RitmLink, Unit

SHARE = 0.15
UNKNOWN = "L-NONE"  # a RITM link that no file has and pairs may name
Key = tuple[str | int, ...]


def noted_ends(world: Sequence[Delivery], seed: str) -> tuple[NotedEnd, ...]:
    """Draw the ends that notes give, at most one of each thing, in any state of the lists."""
    rng = random.Random(f"notes {seed}")
    last = max((one.extraction_date for one in world), default=date(2024, 1, 1))
    keys = sorted({key_of(row.record) for one in world for row in one.rows} - {None}, key=str)
    things = [*(one for one in keys if one is not None), ("ritm_liens", "liens", (UNKNOWN,))]
    return tuple(draw(rng, *one, last) for one in things if rng.random() < SHARE)


def key_of(record: object) -> tuple[str, str, Key] | None:
    """Give the export, the table and the key of what a note may be about."""
    match record:
        case Unit(no_unite=key):
            return "renir_unites", "unites", (key,)
        case RitmLink(id_lien_ritm=key):
            return "ritm_liens", "liens", (key,)
        case RgtLink(id_lien_rgt=key):
            return "rgt_liens", "liens", (key,)
        case Pair(id_lien_ritm=left, id_lien_rgt=right):
            return "rgt_liens", "correspondance", (left, right)
        case Movement(id_emploi=job, no_evenement=number):
            return "rh_regionalisation", "mouvements", (job,) if number % 2 else (job, number)
    return None


def draw(rng: random.Random, export: str, table: str, key: Key, last: date) -> NotedEnd:
    """Draw one end, before or after the last delivery."""
    day = last + timedelta(days=rng.choice([-400, -100, -1, 0, 20]))
    if export == "renir_unites":
        kind = rng.choice(["Fermée", "Fusionnée"])
        heir = rng.choice(["U0", "U1", "SQ-0001", "SQ-NONE"]) if kind == "Fusionnée" else None
        return NotedEnd(export, table, key, kind, day, successor=heir)
    if export == "ritm_liens":
        kind = rng.choice(["Débranché", "Débranché", "Annulé"])
        motif = rng.choice(["Migration RGT", "Site fermé"]) if kind == "Débranché" else None
        return NotedEnd(export, table, key, kind, day, motif=motif)
    if export == "rgt_liens" and table == "liens":
        return NotedEnd(export, table, key, rng.choice(["Résilié", "Annulé"]), day)
    if len(key) == 2:
        return NotedEnd(export, table, key, "Retirée", day)
    return NotedEnd(export, table, key, rng.choice(["Retour", "Abolition"]), day)
