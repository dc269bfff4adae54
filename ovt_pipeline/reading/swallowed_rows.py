"""Csv records that are several rows: two stray quotes made one cell of all that stands between them.

Belongs here: telling them from a cell that holds line breaks of its own. Does not belong here: cutting records.
"""

import re
from typing import Any

from ovt_pipeline.reading.refusal import Refusal

_BREAK = re.compile("\r\n|\r|\n")


def refuse_swallowed(line: int, cells: list[Any], separator: str, width: int, keys: list[int]) -> None:
    """Refuse (OVT-F33, with its lines) a record that swallowed rows; `keys` are the places of the key cells.

    One of its cells has a line break, and as many separators as a row: after it, or all in all; or it does not fit the
    header; or the cell is a key.
    """
    broken = [(place, cell) for place, cell in enumerate(cells) if "\n" in cell or "\r" in cell]
    if not broken:
        return
    misfits = len(cells) != width
    lines = sum(len(_BREAK.findall(cell)) for _, cell in broken)
    for place, cell in broken:
        held = cell.count(separator)
        after = _BREAK.split(cell, maxsplit=1)[1].count(separator)
        is_key = place in keys and _BREAK.search(cell.strip())
        if is_key or after >= width - 1 or held == width - 1 or (misfits and held):
            raise Refusal("OVT-F33", row=line, first=line, last=line + lines)
