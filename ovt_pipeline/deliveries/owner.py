"""Which export a file belongs to, by its headers.

Belongs here: how alike is enough. Does not belong here: comparing headers (reading/recognise.py).
"""

from collections.abc import Iterable
from pathlib import Path

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.front import recognise_file
from ovt_pipeline.reading.recognise import Likeness

ENOUGH = 0.5  # share of an export's columns below which a file is nobody's


def closest(path: Path, contracts: Iterable[Contract]) -> Likeness:
    """Return the export whose headers the file has most of. Raises OvtError OVT-F01 to F04, F14 and F15."""
    return max(recognise_file(path, contracts), key=share)


def share(likeness: Likeness) -> float:
    """Return the share of an export's columns that a file has."""
    return likeness.found / likeness.columns


def owner_of(path: Path, contracts: Iterable[Contract]) -> str | None:
    """Return the export that a file belongs to, None when it is nobody's or cannot be read."""
    try:
        found = closest(path, contracts)
    except OvtError:
        return None
    return found.export if share(found) >= ENOUGH else None
