"""Which values counts may have that only sums are told of.

Belongs here: the arithmetic, on sets and whole numbers. Does not belong here: whose counts they are, which may be known
(attack.py).

Nothing tells apart the members of a *cell*: they are in the same sums. Every table of cells that gives the sums is
tried where they are few; where they are many, a cell keeps every value from none to the least sum that holds it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

Cell = frozenset[str]
Sums = dict[frozenset[str], int]
CouldBe = Callable[[Mapping[Cell, int]], bool]
Equations = dict[frozenset[Cell], int]  # what cells add up to

MOST_TABLES = 20_000


@dataclass(frozen=True)
class Values:
    """How many values a cell may have, and the greatest of them."""

    number: int
    greatest: int


def possible_values(sums: Sums, apart: Collection[frozenset[str]], could_be: CouldBe) -> dict[Cell, Values]:
    """Return what is left of each cell once its sums are known; a set of `apart` shares no cell with another.

    `could_be` refuses a table of the cells that hang together; where it refuses them all, none is.
    """
    equations = _reduced(_equations(sums, _cells(sums, apart)))
    found: dict[Cell, Values] = {}
    for part in _hanging_together(equations):
        found |= _values_of(part, could_be)
    return found


def known_sums(sums: Sums) -> Sums:
    """Return the sums that follow from `sums` by taking one out of another, as far as it goes."""
    equations = _reduced(_equations(sums, _cells(sums, ())))
    return {frozenset().union(*members): total for members, total in equations.items()} | sums


def _cells(sums: Sums, apart: Collection[frozenset[str]]) -> list[Cell]:
    alike: defaultdict[tuple[bool, ...], set[str]] = defaultdict(set)
    for member in frozenset().union(*sums):
        alike[tuple(member in one for one in (*sums, *apart))].add(member)
    return [frozenset(one) for one in alike.values()]


def _equations(sums: Sums, cells: Sequence[Cell]) -> Equations:
    return {frozenset(cell for cell in cells if cell <= members): total for members, total in sums.items()}


def _reduced(equations: Equations) -> Equations:
    """Take a sum out of every other one that holds all of it, until none does."""
    pair = next(((more, less) for more in equations for less in equations if less < more), None)
    while pair:
        more, less = pair
        left = equations.pop(more) - equations[less]
        equations.setdefault(more - less, left)
        pair = next(((more, less) for more in equations for less in equations if less < more), None)
    return equations


def _hanging_together(equations: Equations) -> Iterator[Equations]:
    """Yield the equations by what they share cells with, directly or through others."""
    left = dict(equations)
    while left:
        cells, grows = next(iter(left)), True
        while grows:
            touched = frozenset().union(*(members for members in left if members & cells))
            grows, cells = touched != cells, touched
        yield {members: left.pop(members) for members in list(left) if members & cells}


def _values_of(part: Equations, could_be: CouldBe) -> dict[Cell, Values]:
    cells = sorted(frozenset().union(*part), key=sorted)
    tables = list(islice(_tables(cells, part), MOST_TABLES + 1))
    if len(tables) > MOST_TABLES:
        tops = {cell: min(total for members, total in part.items() if cell in members) for cell in cells}
        return {cell: Values(top + 1, top) for cell, top in tops.items()}
    tables = [one for one in tables if could_be(one)] or tables
    seen = {cell: {one[cell] for one in tables} for cell in cells}
    return {cell: Values(len(values), max(values, default=0)) for cell, values in seen.items()}


def _tables(cells: Sequence[Cell], equations: Mapping[frozenset[Cell], int]) -> Iterator[dict[Cell, int]]:
    """Yield every table of whole numbers that gives the sums."""
    if not cells:
        yield {}
        return
    cell, rest = cells[0], cells[1:]
    own = {members: total for members, total in equations.items() if cell in members}
    last = [total for members, total in own.items() if members.isdisjoint(rest)]
    for value in [last[0]] if last else range(min(own.values()) + 1):
        left = {members: total - value if members in own else total for members, total in equations.items()}
        if all(total >= 0 for total in left.values()) and all(total == value for total in last):
            yield from ({cell: value, **more} for more in _tables(rest, left))
