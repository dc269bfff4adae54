"""The disk: what the warehouse takes of it, and what is left on its volume.

Belongs here: measuring. Does not belong here: removing (retention.py), words.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ovt_pipeline.warehouse.place import Warehouse

BLOCK = 512  # bytes of what the system calls a block of a file


@dataclass(frozen=True)
class Disk:
    """Bytes that the files of a warehouse take, and bytes that are left to whoever writes there."""

    used: int
    free: int


def disk_of(warehouse: Warehouse) -> Disk:
    """Measure a warehouse; what goes away meanwhile, or may not be looked into, counts for nothing."""
    return Disk(sum(_sizes(warehouse.root)), free_on(warehouse))


def free_on(warehouse: Warehouse) -> int:
    """Return the bytes left on the volume of a warehouse."""
    return shutil.disk_usage(warehouse.root).free


def _sizes(folder: Path) -> Iterator[int]:
    for where, _, names in os.walk(folder):
        for name in names:
            try:
                yield os.lstat(os.path.join(where, name)).st_blocks * BLOCK  # noqa: PTH118 - a third of the time of Path
            except OSError:
                continue
