"""What the owner of the roster may answer to each doubt: what happened or not, the rows again, a job.

Belongs here: the corrections of `rh_regionalisation`. Not here: how a delivery is corrected (resolutions).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from .packs import Judged
from .records import Movement
from .resolutions import Scene

ELIGIBLE, LAST = "10043", 999


def resolve(scene: Scene, key: str, judged: Judged) -> Iterator[Scene]:
    """Give the scenes in which an entity in doubt is no longer, either way."""
    if judged.reason == "REJECTED-NEW":
        yield from mended_nameless(scene)
    elif judged.reason == "VANISHED":
        yield from restored(scene, key)
    elif judged.doubt == "D-REJECTED":
        yield from mended(scene, key)
    elif judged.doubt is not None:
        yield from happened_or_not(scene, [one for one in scene.rows(Movement) if one.id_emploi == key])


def arrival(scene: Scene, key: str) -> Movement:
    """Give a last movement that counts."""
    return Movement(key, LAST, "Régionalisation", ELIGIBLE, scene.extracted(Movement))


def leaving(scene: Scene, key: str) -> Movement:
    """Give a last movement that removes a job."""
    return Movement(key, LAST, "Abolition", None, scene.extracted(Movement))


def without_rejected(scene: Scene, key: str) -> Scene:
    """Take out the rejected rows of a job, and keep its accepted ones."""
    kept = [one for one in scene.rows(Movement) if one.id_emploi == key]
    return scene.without(Movement, {"id_emploi": key}).put(*kept)


def mended(scene: Scene, key: str) -> Iterator[Scene]:
    """Mend the rejected rows of a job: they said nothing, or what they said decides."""
    clean = without_rejected(scene, key)
    yield clean.put(arrival(scene, key))
    yield clean.put(leaving(scene, key))
    if any(one.id_emploi == key for one in clean.rows(Movement)):
        yield clean


def mended_nameless(scene: Scene) -> Iterator[Scene]:
    """Give the rejected movements of nobody to somebody: a job that arrives, or one that leaves."""
    for bad in scene.broken(Movement):
        if bad.text("id_emploi") is None:
            yield scene.mended(bad, arrival(scene, "J-MENDED"))
            for key in sorted({one.id_emploi for one in scene.rows(Movement)}):
                yield scene.mended(bad, leaving(scene, key))


def restored(scene: Scene, key: str) -> Iterator[Scene]:
    """Put back the job that vanished, as it was or abolished."""
    rows = scene.before(Movement, "id_emploi", key)
    yield scene.put(*rows)
    yield scene.put(*rows, leaving(scene, key))


def happened_or_not(scene: Scene, rows: Sequence[Movement]) -> Iterator[Scene]:
    """Say of each movement after the extraction whether it happened, every way; their order stays."""
    day = scene.extracted(Movement)
    ordered = sorted(rows, key=lambda one: (one.date_effet is not None, one.date_effet or day, one.no_evenement))
    numbered = [replace(one, no_evenement=number) for number, one in enumerate(ordered, start=1)]
    may = [one for one in numbered if one.date_effet and day < one.date_effet <= scene.as_of]
    clean = scene.without(Movement, {"id_emploi": rows[0].id_emploi})
    for chosen in product([True, False], repeat=len(may)):
        gone = [one for one, real in zip(may, chosen, strict=True) if not real]
        kept = [replace(one, date_effet=day) if one in may else one for one in numbered if one not in gone]
        yield clean.put(*kept)
