"""What the owners of the links may answer to each doubt: the missing RGT link, a date, a motif, the row again.

Belongs here: the corrections of `ritm_liens` and `rgt_liens`. Not here: how a delivery is corrected (resolutions).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from .oracle import REFERENCE
from .oracle_ritm import could_belong
from .packs import Judged
from .records import Pair, RgtLink, RitmLink
from .resolutions import NEVER, Scene, happened_or_not

NEW = "R-SUPPLIED"


def resolve(scene: Scene, key: str, judged: Judged) -> Iterator[Scene]:
    """Give the scenes in which an entity in doubt is no longer, either way."""
    if judged.reason == "REJECTED-NEW":
        yield from mended_new(scene, key)
    elif judged.reason == "REJECTED":
        yield from mended(scene, RitmLink(key, "01", date(2015, 6, 1)))
    elif judged.reason == "VANISHED":
        yield from restored(scene, key)
    elif judged.doubt == "D-CLOSED":
        yield from closed_or_not(scene, key)
    else:
        yield from answered(scene, key)


def running(scene: Scene, key: str) -> Scene:
    """Give a link one pair only, with an RGT link in production."""
    supply = RgtLink(NEW, "01", "En production", date_bascule=scene.extracted(RgtLink))
    return scene.without(Pair, {"id_lien_ritm": key}).put(supply, Pair(key, NEW))


def mended(scene: Scene, row: RitmLink) -> Iterator[Scene]:
    """Put a link in the place of its rejected rows: migrated, not migrated, closed."""
    yield running(scene.put(row), row.id_lien_ritm)
    yield scene.put(row).without(Pair, {"id_lien_ritm": row.id_lien_ritm})
    yield scene.put(replace(row, date_debranchement=scene.extracted(RitmLink), motif_fin="Site fermé"))


def mended_new(scene: Scene, key: str) -> Iterator[Scene]:
    """Mend the rejected rows of a link that no lot had, unless something readable excludes it."""
    day = scene.extracted(RitmLink)
    for bad in scene.broken(RitmLink):
        name = bad.text("id_lien_ritm")
        if (name == key or (name is None and key[0] == "?")) and could_belong(bad, day, scene.as_of, REFERENCE):
            others = scene.mended(bad) if name is None else scene.without(RitmLink, {"id_lien_ritm": key})
            yield from mended(others, RitmLink("L-MENDED", "01", date(2015, 6, 1)))


def restored(scene: Scene, key: str) -> Iterator[Scene]:
    """Put back the link that vanished, as it was or disconnected."""
    for row in scene.before(RitmLink, "id_lien_ritm", key):
        yield scene.put(row)
        yield scene.put(replace(row, date_debranchement=scene.extracted(RitmLink), motif_fin="Site fermé"))


def own_row(scene: Scene, key: str) -> RitmLink:
    """Give the row of a link."""
    return next(one for one in scene.rows(RitmLink) if one.id_lien_ritm == key)


def closed_or_not(scene: Scene, key: str) -> Iterator[Scene]:
    """Say that a link is closed, or not but then not replaced either: D-CLOSED is literal (docs/adr/0005, 8)."""
    row = own_row(scene, key)
    yield scene.put(replace(row, date_debranchement=scene.extracted(RitmLink), motif_fin="Site fermé"))
    alone = scene.without(Pair, {"id_lien_ritm": key})
    yield alone.put(replace(row, statut="Actif", date_debranchement=None, motif_fin=None))


def answered(scene: Scene, key: str) -> Iterator[Scene]:
    """Correct the row of a link, its pairs, and the RGT links that they name."""
    row, day = own_row(scene, key), scene.extracted(RitmLink)
    yield from (scene.put(one) for one in happened_or_not(row, ("date_debranchement",), day, scene.as_of))
    if day < row.date_mise_en_service:
        yield from (scene.put(replace(row, date_mise_en_service=on)) for on in (day, NEVER))
    if row.statut == "Migré" or row.motif_fin == "Migration RGT":
        yield scene.put(replace(row, statut="Actif", date_debranchement=None, motif_fin=None))
        yield running(scene, key)
    for name in sorted({one.id_lien_rgt for one in scene.rows(Pair) if one.id_lien_ritm == key}):
        yield from (scene.put(one) for one in supplies(scene, name))
    yield from mended_pairs(scene, key)


def supplies(scene: Scene, name: str) -> Iterator[RgtLink]:
    """Give what the row of an RGT link may say, when it is missing, rejected, or has dates in doubt."""
    day = scene.extracted(RgtLink)
    own = [one for one in scene.rows(RgtLink) if one.id_lien_rgt == name]
    for one in own:
        yield from happened_or_not(one, ("date_bascule", "date_fin"), day, scene.as_of)
    known = scene.before(RgtLink, "id_lien_rgt", name)
    is_rejected = any(bad.text("id_lien_rgt") == name for bad in scene.broken(RgtLink))
    if not own and known and not is_rejected:
        yield known[-1]
        yield replace(known[-1], statut="Livré" if known[-1].statut != "Annulé" else "Annulé")
    elif not own:
        for statut in ("En production", "Commandé", "Annulé"):
            yield RgtLink(name, "01", statut, date_bascule=day if statut == "En production" else None)


def mended_pairs(scene: Scene, key: str) -> Iterator[Scene]:
    """Mend the rejected pairs that name a link not migrated without them."""
    for bad in scene.broken(Pair):
        if bad.text("id_lien_ritm") == key:
            for needed in (True, False):
                yield running(scene.mended(bad), key)
                yield scene.mended(bad, Pair(key, bad.text("id_lien_rgt") or NEW, obligatoire=needed))
