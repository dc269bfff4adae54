"""The cells of a column as its distinct texts: a million rows hold few dates, regions or statuses.

Belongs here: that form of a column. Does not belong here: what a text means, how it crosses a pipe (answer.py).
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import overload


class Texts(Sequence[str]):
    """The texts of a column, row by row; `distinct` holds each once, `codes` the place there of each row's own."""

    def __init__(self, distinct: list[str], codes: "array[int]") -> None:
        self.distinct, self.codes = distinct, codes

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> list[str]: ...
    def __getitem__(self, row: int | slice) -> str | list[str]:
        """Return the text of a row, or those of several."""
        if isinstance(row, slice):
            return [self.distinct[code] for code in self.codes[row]]
        return self.distinct[self.codes[row]]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.codes)

    def __iter__(self) -> Iterator[str]:
        """Yield the text of each row."""
        return map(self.distinct.__getitem__, self.codes)

    def __eq__(self, other: object) -> bool:
        """Tell whether the other holds the same texts, in whatever form."""
        return isinstance(other, Sequence) and not isinstance(other, str) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # equal to a list, which has none

    def __repr__(self) -> str:
        """Return the texts, as a list shows them."""
        return repr(list(self))


def texts_of(cells: Iterable[str]) -> Texts:
    """Return cells in that form; those that are in it already as they are."""
    if isinstance(cells, Texts):
        return cells
    places: dict[str, int] = {}
    codes = array("I", [places.setdefault(text, len(places)) for text in cells])
    return Texts(list(places), codes)


def one_after_another(parts: Iterable[Texts]) -> Texts:
    """Return columns as one; a text that several of them hold is there once for each."""
    distinct: list[str] = []
    codes = array("I")
    for part in parts:
        codes.extend(array("I", [len(distinct) + code for code in part.codes]))
        distinct += part.distinct
    return Texts(distinct, codes)
