"""What a warehouse holds that has an end: each kind says what of it is past its time, and removes it.

Belongs here: what a kind is. Does not belong here: a kind (one module each beside this one, or in a later room), the
list of them and when they are asked (retention.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from ovt_pipeline.operations.situation import Situation


@dataclass(frozen=True)
class Removable:
    """A file or folder past its time; `day` is what its age is counted from, in Toronto, `size` in bytes."""

    path: Path
    day: date
    size: int


class Kind(Protocol):
    """A kind of what can be removed, by the name of its folder; not `is_nightly`, it goes by `ovt prune` only."""

    name: str
    is_nightly: bool

    def past(self, situation: Situation, keep_days: int) -> list[Removable]:
        """Return what is past its time when each one is kept for `keep_days` days, oldest first."""
        ...

    def remove(self, situation: Situation, found: Sequence[Removable]) -> None:
        """Remove what `past` found. The caller holds the writer's lock. Raises OVT-P06."""
        ...


def size_of(path: Path) -> int:
    """Return the bytes of a file, or of all files below a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())
