"""The cells that a merged cell covers below its first row: they store nothing, and yet a person reads its value there.

Belongs here: marking them in the rows of data, so that they are not taken for blanks. Does not belong here: titles and
headers, where merging hides nothing; what a mark entails (the rules).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ovt_pipeline.reading.cell_text import COVERED_CELL
from ovt_pipeline.reading.tables import Row, first_filled

Range = tuple[
    tuple[int, int], tuple[int, int]
]  # first and last cell, each (row, column) from 0, as the grid gives them


def mark_covered(rows: Iterable[Row], ranges: Sequence[Range]) -> Iterator[Row]:
    """Yield rows in which the blank cells that a filled merged cell covers are marked.

    A merged cell that begins above the rows is left alone, and so is a row with no cell of its own: records that each
    take two merged rows are read as they look.
    """
    waiting = sorted(ranges, reverse=True)
    opened: list[Range] = []
    for number, cells in rows:
        opened = [one for one in opened if one[1][0] >= number - 1]
        yield number, _marked(cells, opened) if opened and first_filled(cells) else cells
        while waiting and waiting[-1][0][0] < number:
            first, last = waiting.pop()
            if first[0] == number - 1 < last[0] and first_filled(cells[first[1] : first[1] + 1]):
                opened.append((first, last))


def _marked(cells: list[Any], covering: list[Range]) -> list[Any]:
    marked = list(cells)
    for (_, left), (_, right) in covering:
        for column in range(left, min(right + 1, len(marked))):
            marked[column] = COVERED_CELL if marked[column] == "" else marked[column]
    return marked
