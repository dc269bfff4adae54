"""Removes releases so that nobody misses them, whenever it stops: noted first, then the file, then its digest.

Belongs here: that order, and what a removal that stopped has left. Does not belong here: choosing (operations/), what
the chain says of what is gone (chain.py).
"""

from collections.abc import Sequence
from pathlib import Path

from ovt_pipeline.warehouse.chain import note_removed, removed_ids
from ovt_pipeline.warehouse.files import cannot_write, sync
from ovt_pipeline.warehouse.place import DIGEST, Warehouse, release_id


def remove_releases(warehouse: Warehouse, releases: Sequence[Path]) -> None:
    """Remove releases, and each digest whose release was removed before. The caller holds the lock. Raises OVT-P06.

    The public one stays, whoever asks.
    """
    gone = [path for path in releases if path.resolve() != warehouse.current_release()]
    with cannot_write(warehouse.releases.name):
        if gone:
            note_removed(warehouse, gone)
        for path in gone:
            path.unlink(missing_ok=True)
        _remove_digests(warehouse)
        sync(warehouse.releases)


def _remove_digests(warehouse: Warehouse) -> None:
    removed = removed_ids(warehouse)
    for beside in warehouse.releases.glob(f"ovt_*{DIGEST}"):
        release = beside.with_name(beside.name.removesuffix(DIGEST))
        if release_id(release.name) in removed and not release.exists():
            beside.unlink(missing_ok=True)
