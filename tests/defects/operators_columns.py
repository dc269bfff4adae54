"""Operators on the columns of a delivery: moved, swapped, added, deleted, emptied, sorted alone.

Belongs here: one function per operator, which changes a page. Does not belong here: operators on rows
(operators_rows.py), on what cells hold (operators_cells.py), on files.
"""

import random
from collections.abc import Callable

from .operators_files import Page

On = Callable[[Page, random.Random], None]


def first_column_away(page: Page, _: random.Random) -> None:
    """Move the whole table two columns to the right, header included."""
    page.header[:0] = ["", ""]
    page.columns[:0] = [None, None]
    for row in page.rows:
        row[:0] = [None, None]


def columns_shuffled(page: Page, rng: random.Random) -> None:
    _reorder(page, rng.sample(range(len(page.header)), len(page.header)))


def two_columns_swapped_with_their_headers(page: Page, _: random.Random) -> None:
    order = list(range(len(page.header)))
    order[0], order[2] = order[2], order[0]
    _reorder(page, order)


def _reorder(page: Page, order: list[int]) -> None:
    page.header = [page.header[i] for i in order]
    page.columns = [page.columns[i] for i in order]
    page.rows = [[row[i] for i in order] for row in page.rows]


def blank_column_inserted(page: Page, _: random.Random) -> None:
    _insert(page, 2, "", None)


def unknown_column_added(page: Page, _: random.Random) -> None:
    _insert(page, 1, "Responsable du suivi", "Sans objet connu")


def _insert(page: Page, at: int, header: str, cell: object) -> None:
    page.header.insert(at, header)
    page.columns.insert(at, None)
    for row in page.rows:
        row.insert(at, cell)


def unread_columns_deleted(page: Page, _: random.Random) -> None:
    for at in reversed(page.places(lambda c: not (c.required or c.used_by_rules))):
        _delete(page, at)


def data_shifted_by_one_column(page: Page, _: random.Random) -> None:
    for row in page.rows:
        row.insert(0, None)


def data_shifted_from_the_third_column(page: Page, _: random.Random) -> None:
    for row in page.rows:
        row.insert(2, None)


def needed_column_deleted(page: Page, _: random.Random) -> None:
    _delete(page, page.places(lambda c: c.used_by_rules)[-1])


def _delete(page: Page, at: int) -> None:
    del page.header[at], page.columns[at]
    for row in page.rows:
        del row[at]


def column_emptied(name: str) -> On:
    """Keep the header and lose the values: a look-up that found nothing."""

    def empty(page: Page, _: random.Random) -> None:
        for row in page.rows:
            row[page.at(name)] = None

    return empty


def headers_swapped(one: str, other: str) -> On:
    """Swap two headers and not what stands below them."""

    def swap(page: Page, _: random.Random) -> None:
        first, second = page.at(one), page.at(other)
        page.header[first], page.header[second] = page.header[second], page.header[first]

    return swap


def column_sorted_alone(name: str) -> On:
    """Sort one column without the others."""

    def sort(page: Page, _: random.Random) -> None:
        at = page.at(name)
        cells = sorted((row[at] for row in page.rows), key=lambda cell: (cell is None, str(cell)))
        for row, cell in zip(page.rows, cells, strict=True):
            row[at] = cell

    return sort


OPERATORS: dict[str, On] = {
    function.__name__.replace("_", " "): function
    for function in (
        first_column_away,
        columns_shuffled,
        two_columns_swapped_with_their_headers,
        blank_column_inserted,
        unknown_column_added,
        unread_columns_deleted,
        needed_column_deleted,
        data_shifted_by_one_column,
        data_shifted_from_the_third_column,
    )
}
