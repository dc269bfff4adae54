"""One writer at a time: an advisory lock on `<warehouse>/.lock`, released by the kernel when its process dies.

Belongs here: taking and naming the lock. Does not belong here: what is done while it is held.
"""

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.language.progress import tell
from ovt_pipeline.warehouse.files import PRIVATE_FILE, cannot_write
from ovt_pipeline.warehouse.place import Warehouse

WAIT_SECONDS = 300.0  # a night takes well under a minute; longer means that something is stuck
POLL_SECONDS = 0.2
_held: dict[str, int] = {}  # this process holds the lock of a warehouse so many times


@contextmanager
def writer(warehouse: Warehouse, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the writer's lock; re-entrant within a process.

    Raises: OVT-P03 naming the holder when it is still taken after `wait` seconds.
    """
    key = _key(warehouse.root)
    if _held.get(key):
        _held[key] += 1
        try:
            yield
        finally:
            _held[key] -= 1
        return
    with _open(warehouse) as file:
        _take(file, wait)
        _held[key] = 1
        try:
            yield
        finally:
            _held[key] = 0


def is_held(root: Path) -> bool:
    """Say whether this process holds the writer's lock of the warehouse at `root`."""
    return bool(_held.get(_key(root)))


def _key(root: Path) -> str:
    return f"{os.getpid()} {root.resolve()}"  # a child of this process holds nothing


def _open(warehouse: Warehouse) -> TextIO:
    with cannot_write(".lock"):
        handle = os.open(warehouse.root / ".lock", os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    return os.fdopen(handle, "r+", encoding="utf-8")


def _take(file: TextIO, wait: float) -> None:
    deadline, told = time.monotonic() + wait, False
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = file.read().strip() or "?"
                raise OvtError("OVT-P03", Where(file=".lock"), holder=holder, seconds=round(wait)) from None
            if not told:
                tell("lock_wait", seconds=round(wait))
                told = True
            time.sleep(POLL_SECONDS)
        else:
            break
    file.seek(0)
    file.truncate()
    file.write(f"{socket.gethostname()}, pid {os.getpid()}")
    file.flush()
