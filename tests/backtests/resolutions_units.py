"""What the owner of the units may answer to each doubt: the missing date, another statut, the row again.

Belongs here: the corrections of `renir_unites`. Not here: how a delivery is corrected (resolutions).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from .oracle_renir import could_belong
from .packs import Judged
from .records import Unit
from .resolutions import Scene, happened_or_not

DATES = ("date_migration", "date_retour", "date_fermeture")


def resolve(scene: Scene, key: str, judged: Judged) -> Iterator[Scene]:
    """Give the scenes in which an entity in doubt is no longer, either way."""
    if judged.reason == "REJECTED-NEW":
        yield from mended_new(scene, key)
    elif judged.doubt == "D-REJECTED":
        yield from (scene.put(row) for row in states(Unit(key, "01"), scene.extracted(Unit)))
    elif judged.doubt == "D-VANISHED":
        yield from restored(scene, key)
    elif judged.doubt is not None:
        yield from answered(scene, key)


def states(row: Unit, day: date) -> list[Unit]:
    """Give the row migrated, not migrated, and closed for good."""
    nothing: dict[str, Any] = dict.fromkeys((*DATES, "no_unite_successeur"))
    clean = replace(row, service="VOIX", statut="À migrer", **nothing)
    migrated = replace(clean, statut="Migrée", date_migration=day)
    return [migrated, clean, replace(clean, statut="Fermée", date_fermeture=day)]


def mended_new(scene: Scene, key: str) -> Iterator[Scene]:
    """Mend the rejected rows of a unit that no lot had, unless something readable excludes it."""
    day = scene.extracted(Unit)
    rows = [
        bad for bad in scene.broken(Unit) if bad.text("no_unite") == key or (key[0] == "?" and not bad.text("no_unite"))
    ]
    for bad in rows:
        if could_belong(bad, day, scene.as_of):
            for row in (*states(Unit("U-MENDED", "01"), day), Unit("U-MENDED", "01", unite_existante=False)):
                mended = scene.mended(bad, row)
                yield mended if key[0] == "?" else mended.without(Unit, {"no_unite": key})


def restored(scene: Scene, key: str) -> Iterator[Scene]:
    """Put back the unit that vanished, as it was or closed; not one that was merged: its successor may have changed."""
    for row in scene.before(Unit, "no_unite", key):
        if row.no_unite_successeur is None:
            yield scene.put(row)
            yield scene.put(states(row, scene.extracted(Unit))[-1])


def answered(scene: Scene, key: str) -> Iterator[Scene]:
    """Correct the rows from which the doubt of a unit comes: its own, then those of its successors."""
    file = {one.no_unite: one for one in scene.rows(Unit)}
    reached: str | None = key
    while reached is not None and reached in file:
        row = file.pop(reached)
        yield from (scene.put(one) for one in corrections(row, scene.extracted(Unit), scene.as_of))
        reached = row.no_unite_successeur
    broken = {bad.text("no_unite") for bad in scene.broken(Unit)}
    if reached is not None and reached not in broken:
        yield from supplied(scene, reached)


def supplied(scene: Scene, key: str) -> Iterator[Scene]:
    """Supply a successor that is missing: as it was, else one that no lot had and that is not counted itself."""
    if any(one.no_unite == key for one in scene.rows(Unit)):
        return
    known = scene.before(Unit, "no_unite", key)
    fresh = states(Unit(key, "01", unite_existante=False), scene.extracted(Unit))
    yield from (scene.put(one) for one in known or fresh if one.no_unite_successeur is None)


def corrections(row: Unit, day: date, as_of: date) -> Iterator[Unit]:
    """Give what a row may have been meant to say."""
    if row.statut == "Fermée" and row.date_fermeture is None:
        # Not tried: that it is not closed but migrated. D-CLOSED is literal (docs/adr/0005, reading 8).
        yield replace(row, statut="À migrer", date_migration=None)
        if row.no_unite_successeur is None:
            yield replace(row, date_fermeture=day)
        return
    yield from said_otherwise(row, day)
    for one in happened_or_not(row, DATES, day, as_of):
        still_open = one.statut == "Fermée" and one.date_fermeture is None
        yield replace(one, statut=None) if still_open else one


def said_otherwise(row: Unit, day: date) -> Iterator[Unit]:
    """Give the row with the statut that its dates say, and with the dates that its statut says."""
    moved, back = row.date_migration, row.date_retour
    if row.statut == "Migrée" and moved is None:
        yield replace(row, date_migration=day, date_retour=None)
        yield replace(row, statut="À migrer")
    elif row.statut == "Migrée" and moved is not None and back is not None and moved <= back:
        yield replace(row, statut="Retour")
        yield replace(row, date_retour=None)
    elif row.statut in ("À migrer", "Planifiée", "En migration") and moved is not None and moved <= day:
        yield replace(row, statut="Migrée", date_retour=None)
        yield replace(row, date_migration=None)
