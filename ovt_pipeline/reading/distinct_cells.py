"""A column of a table as its distinct texts and the rank of each row's text.

Belongs here: that, and the longest text that a cell may hold. Does not belong here: which columns and rows (tables.py).
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ovt_pipeline.reading.answer import MAX_TEXT
from ovt_pipeline.reading.cell_text import text_of
from ovt_pipeline.reading.ignored_rows import are_texts
from ovt_pipeline.reading.refusal import Refusal


class _Ranks(dict[str, int]):
    """Text → its rank of first appearance."""

    def __missing__(self, text: str) -> int:
        if len(text) > MAX_TEXT:
            raise Refusal("OVT-F04", reason="cell", limit=MAX_TEXT, size=len(text))
        self[text] = rank = len(self)
        return rank


@dataclass
class DistinctCells:
    """A column as its distinct texts and, for each row, the rank of its text: repeated values cost four bytes.

    `only_texts` says of a column that none of its cells can be anything else.
    """

    only_texts: bool = False
    ranks: _Ranks = field(default_factory=_Ranks)
    codes: "array[int]" = field(default_factory=lambda: array("I"))

    def extend(self, cells: Sequence[Any]) -> None:
        """Append cells."""
        if not (self.only_texts or are_texts(cells)):
            cells = [cell if type(cell) is str else text_of(cell) for cell in cells]
        self.codes.extend(map(self.ranks.__getitem__, cells))

    def plain(self) -> dict[str, Any]:
        """Return the column as plain data."""
        return {"values": list(self.ranks), "codes": self.codes}
