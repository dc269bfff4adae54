"""Retention: after each publication, what is past its time goes by itself; the first time it is only said.

Belongs here: the list of kinds, to which other rooms add theirs, and what a publication does with them. Does not belong
here: a kind (one module each), what a person asks beyond it (prune.py), words.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.language.progress import tell, warn
from ovt_pipeline.operations.old_releases import OldReleases
from ovt_pipeline.operations.removable import Kind, Removable
from ovt_pipeline.operations.replaced_lots import ReplacedLots
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.warehouse.files import cannot_write, write_whole
from ovt_pipeline.warehouse.place import RETENTION, Warehouse

_kinds: dict[str, Kind] = {kind.name: kind for kind in (OldReleases(), ReplacedLots())}


def register(kind: Kind) -> None:
    """Add a kind to what a publication and `ovt prune` remove; one of the same name takes its place."""
    _kinds[kind.name] = kind


def kinds() -> tuple[Kind, ...]:
    """Return every kind, in the order in which they were added."""
    return tuple(_kinds.values())


def past_time(situation: Situation) -> list[Removable]:
    """Return what a publication removes today, of every kind. Raises OVT-P07 without a release."""
    return [one for kind in _nightly() for one in kind.past(situation, situation.settings.keep_days)]


def retain(situation: Situation) -> None:
    """Remove what is past its time, or begin to by saying so; the caller holds the writer's lock.

    What is published is published: a fault of one kind is told as OVT-P16, and the next night tries again.
    """
    steps: list[Callable[[Situation], None]] = [_begin]
    if introduced(situation.warehouse):
        steps = [partial(_remove, kind) for kind in _nightly()]
    for step in steps:
        try:
            step(situation)
        except OvtError as error:
            warn(not_done(error))


def not_done(cause: OvtError | None = None, left: int = 0) -> OvtError:
    """Return OVT-P16: the error that stopped retention, or how much it left."""
    reason = {"cause": cause.code} if cause else {"count": left}
    return OvtError("OVT-P16", cause.where if cause else Where(), reason="stopped" if cause else "left", **reason)


def introduced(warehouse: Warehouse) -> str:
    """Return the release at whose publication retention began in this warehouse, '' when it has not."""
    try:
        return _mark(warehouse).read_text(encoding="utf-8", errors="replace").strip() or "?"
    except OSError:
        return ""


def _nightly() -> Iterator[Kind]:
    return (kind for kind in kinds() if kind.is_nightly)


def _begin(situation: Situation) -> None:
    with cannot_write(RETENTION):
        write_whole(_mark(situation.warehouse), situation.published().current.release_id + "\n")


def _remove(kind: Kind, situation: Situation) -> None:
    with cannot_write(kind.name):
        found = kind.past(situation, situation.settings.keep_days)
        kind.remove(situation, found)
    if found:
        tell("retained", kind=kind.name, count=len(found), size=sum(one.size for one in found) // 2**20)


def _mark(warehouse: Warehouse) -> Path:
    return warehouse.releases / RETENTION
