"""Operators on the rows of a delivery: moved, lost, repeated, added.

Belongs here: one function per operator, which changes a page. Does not belong here: operators on columns
(operators_columns.py), on what cells hold (operators_cells.py), on files.
"""

import random
from collections.abc import Callable

from .operators_files import Page

On = Callable[[Page, random.Random], None]


def _middle(page: Page) -> int:
    return len(page.rows) // 2


def rows_shuffled(page: Page, rng: random.Random) -> None:
    rng.shuffle(page.rows)


def rows_sorted(name: str) -> On:
    """Sort the rows by what one column says."""

    def sort(page: Page, _: random.Random) -> None:
        at = page.at(name)
        page.rows.sort(key=lambda row: (row[at] is None, str(row[at])))

    return sort


def row_repeated(page: Page, rng: random.Random) -> None:
    page.rows.append(list(rng.choice(page.rows)))


def every_row_twice(page: Page, _: random.Random) -> None:
    page.rows += [list(row) for row in page.rows]


def row_repeated_half_updated(page: Page, rng: random.Random) -> None:
    """Leave the row of before beside the row of after, in a column that the rules read."""
    row = list(rng.choice(page.rows))
    at = next(i for i in page.places(lambda c: c.used_by_rules and not c.key_position))
    row[at] = next(other[at] for other in page.rows if other[at] not in (row[at], None))
    page.rows.append(row)


def last_tenth_missing(page: Page, _: random.Random) -> None:
    del page.rows[-(len(page.rows) // 10) :]


def last_half_missing(page: Page, _: random.Random) -> None:
    del page.rows[_middle(page) :]


def totals_row_in_the_middle(page: Page, _: random.Random) -> None:
    page.rows.insert(_middle(page), ["Total partiel", *[None] * (len(page.header) - 1)])


def totals_row_at_the_bottom(page: Page, _: random.Random) -> None:
    page.rows.append(["TOTAL", *[None] * (len(page.header) - 2), len(page.rows)])


def header_row_in_the_middle(page: Page, _: random.Random) -> None:
    page.rows.insert(_middle(page), list(page.header))


def units_row_below_the_header(page: Page, _: random.Random) -> None:
    words = {"date": "AAAA-MM-JJ", "bandwidth": "Mbps", "yes_no": "Oui/Non"}
    kinds = {c.name: c.kind for c in page.table.columns}
    page.rows.insert(0, [words.get(kinds.get(name or "", "text"), "texte") for name in page.columns])


def footnote_under_the_table(page: Page, _: random.Random) -> None:
    page.rows += [[None] * len(page.header), ["* Données préliminaires", *[None] * (len(page.header) - 1)]]


def blank_rows_inside(page: Page, _: random.Random) -> None:
    for at in range(len(page.rows) - 1, 0, -7):
        page.rows.insert(at, [None] * len(page.header))


def titles_above(page: Page, _: random.Random) -> None:
    page.top = [["Ministère fictif"], [], ["Inventaire au 31 mars", None, "Page 1"], *page.top, [], []]


OPERATORS: dict[str, On] = {
    function.__name__.replace("_", " "): function
    for function in (
        rows_shuffled,
        row_repeated,
        every_row_twice,
        row_repeated_half_updated,
        last_tenth_missing,
        last_half_missing,
        totals_row_in_the_middle,
        totals_row_at_the_bottom,
        header_row_in_the_middle,
        units_row_below_the_header,
        footnote_under_the_table,
        blank_rows_inside,
        titles_above,
    )
}
