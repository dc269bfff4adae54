"""What a warehouse no longer needs: releases that no figure or history refers to, verdicts that a later one replaced.

Every accepted lot is the one of its day, or tells which entities vanished later, and any figure may be asked for again:
accepted lots stay. Only what is left of a delivery judged twice goes.

Belongs here: choosing and removing. Does not belong here: words (cli/).
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from ovt_pipeline.answers.current import open_current
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.chain import note_removed
from ovt_pipeline.warehouse.files import cannot_write
from ovt_pipeline.warehouse.place import DIGEST, Warehouse


@dataclass(frozen=True)
class Removable:
    """A file or folder that nothing refers to; `size` in bytes."""

    path: Path
    size: int


@dataclass(frozen=True)
class Pruning:
    """What can go, and how many releases and lots stay."""

    removable: tuple[Removable, ...]
    releases_kept: int
    lots_kept: int


def find_removable(warehouse: Warehouse) -> Pruning:
    """Return what nothing refers to. Raises OVT-P07 without a release: then nothing says what is needed."""
    with open_current(warehouse) as con:
        needed = {release_id for (release_id,) in con.execute(read_sql("operations/referred")).fetchall()}
    current = warehouse.current_release()
    releases = warehouse.release_files()
    old = [p for name, p in releases.items() if p.resolve() != current and name not in needed]
    store = LotStore(warehouse.lots)
    latest = {store.folder(d) for d in store.deliveries()}
    folders = sorted(p.parent for p in warehouse.lots.glob("*/*/delivery.json"))
    replaced = [folder for folder in folders if folder not in latest]
    found = tuple(Removable(p, _size(p)) for p in [*old, *replaced])
    return Pruning(found, len(releases) - len(old), len(folders) - len(replaced))


def remove(warehouse: Warehouse, removable: tuple[Removable, ...]) -> None:
    """Remove them, digests beside releases included. The caller holds the writer's lock. Raises OVT-P06.

    The digests of the releases are noted first: the chain goes on naming them.
    """
    gone = [one.path for one in removable if one.path.parent == warehouse.releases]
    if gone:
        with cannot_write(warehouse.releases.name):
            note_removed(warehouse, gone)
    for one in removable:
        with cannot_write(str(one.path.relative_to(warehouse.root))):
            if one.path.is_dir():
                shutil.rmtree(one.path)
            else:
                one.path.unlink()
                one.path.with_name(one.path.name + DIGEST).unlink(missing_ok=True)


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(f.stat().st_size for f in files if f.is_file())
