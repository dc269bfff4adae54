"""What was read of files, kept as long as their state on the disk is the one they were read in.

Belongs here: when a file need not be read again. Does not belong here: what is read of it. A memory lives as long as
one command, run or tick; what outlives them is lot_index.py's.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

State = tuple[int, ...]
Read = TypeVar("Read")


class Remembered(Generic[Read]):
    """Answers of `read` by file. A file that was replaced or written to is read again."""

    def __init__(self, read: Callable[[Path], Read]) -> None:
        self._read = read
        self._kept: dict[Path, tuple[State, Read]] = {}

    def of(self, path: Path) -> Read:
        """Return what is read of a file; raises what reading raises."""
        state = state_of(path)
        known = self._kept.get(path)
        if known and known[0] == state:
            return known[1]
        found = self._read(path)
        if state:  # looked at before reading: what changed meanwhile is read again
            self._kept[path] = (state, found)
        return found


def state_of(path: Path | str) -> State:
    """Return what changes with a file's content, nothing for a file that is not there."""
    try:
        now = os.lstat(path)  # a night asks of every file of every lot: a third of the time of Path
    except OSError:
        return ()
    return (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)
