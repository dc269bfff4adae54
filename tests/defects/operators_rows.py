"""Operators on the rows and columns of a table: moved, lost, repeated, added, swapped, sorted alone.

Belongs here: one function per operator, which changes a sheet; those that change nothing at all are messes
(messy_layout.py, messy_headers.py). Does not belong here: what cells hold (operators_cells.py), files.
"""

import random
from collections.abc import Callable

from drafts.draft import Cell, Line, Sheet

On = Callable[[Sheet, random.Random], object]


def again(line: Line) -> Line:
    """Return a copy of a row."""
    return Line(list(line.cells), line.says)


def _blank(sheet: Sheet, *first: Cell) -> Line:
    return Line([*first, *[None] * (len(sheet.columns) - len(first))])


def _among(sheet: Sheet, at: int, line: Line) -> None:
    rows = sheet.rows
    sheet.arrange([*rows[:at], line, *rows[at:]])


def _middle(sheet: Sheet) -> int:
    return len(sheet.rows) // 2


def rows_shuffled(sheet: Sheet, rng: random.Random) -> None:
    sheet.arrange(rng.sample(sheet.rows, len(sheet.rows)))


def rows_sorted(column: str) -> On:
    """Sort the rows by what one column says."""

    def sort(sheet: Sheet, _: random.Random) -> None:
        at = sheet.place(column)
        sheet.arrange(sorted(sheet.rows, key=lambda line: (line.cells[at] is None, str(line.cells[at]))))

    return sort


def row_repeated(sheet: Sheet, rng: random.Random) -> None:
    sheet.lines.append(again(rng.choice(sheet.rows)))


def every_row_twice(sheet: Sheet, _: random.Random) -> None:
    sheet.lines += [again(line) for line in sheet.rows]


def row_repeated_half_updated(sheet: Sheet, rng: random.Random) -> None:
    """Leave the row of before beside the row of after, in a column that the rules read."""
    line = again(rng.choice(sheet.rows))
    at = sheet.place(sheet.contract_columns(lambda c: c.used_by_rules and not c.key_position)[0].name)
    line.cells[at] = next(one.cells[at] for one in sheet.rows if one.cells[at] not in (line.cells[at], None))
    sheet.lines.append(line)


def last_tenth_missing(sheet: Sheet, _: random.Random) -> None:
    sheet.arrange(sheet.rows[: -(len(sheet.rows) // 10)])


def last_half_missing(sheet: Sheet, _: random.Random) -> None:
    sheet.arrange(sheet.rows[: _middle(sheet)])


def totals_row_in_the_middle(sheet: Sheet, _: random.Random) -> None:
    _among(sheet, _middle(sheet), _blank(sheet, "Total partiel"))


def header_row_in_the_middle(sheet: Sheet, _: random.Random) -> None:
    _among(sheet, _middle(sheet), again(sheet.header))


def units_row_below_the_header(sheet: Sheet, _: random.Random) -> None:
    words = {"date": "AAAA-MM-JJ", "bandwidth": "Mbps", "yes_no": "Oui/Non"}
    kinds = {c.name: c.kind for c in sheet.contract_columns()}
    _among(sheet, 0, Line([words.get(kinds.get(str(name), "text"), "texte") for name in sheet.columns]))


def footnote_under_the_table(sheet: Sheet, _: random.Random) -> None:
    sheet.lines += [_blank(sheet), _blank(sheet, "* Données préliminaires")]


def blank_column_inserted(sheet: Sheet, _: random.Random) -> None:
    sheet.add_column("", lambda _: None, at=2)


def unread_columns_deleted(sheet: Sheet, _: random.Random) -> None:
    read = {c.name for c in sheet.contract_columns(lambda c: c.required or c.used_by_rules)}
    sheet.reorder([at for at, name in enumerate(sheet.columns) if name in read or name is None])


def data_shifted_by_one_column(sheet: Sheet, _: random.Random) -> None:
    for line in sheet.rows:
        line.cells.insert(0, None)


def data_shifted_from_the_third_column(sheet: Sheet, _: random.Random) -> None:
    for line in sheet.rows:
        line.cells.insert(2, None)


def column_emptied(column: str) -> On:
    """Keep the header and lose the values: a look-up that found nothing."""

    def empty(sheet: Sheet, _: random.Random) -> None:
        for line in sheet.rows:
            sheet.put(line, column, None)

    return empty


def headers_swapped(one: str, other: str) -> On:
    """Swap two headers and not what stands below them."""

    def swap(sheet: Sheet, _: random.Random) -> None:
        cells, first, second = sheet.header.cells, sheet.place(one), sheet.place(other)
        cells[first], cells[second] = cells[second], cells[first]

    return swap


def column_sorted_alone(column: str) -> On:
    """Sort one column without the others."""

    def sort(sheet: Sheet, _: random.Random) -> None:
        at = sheet.place(column)
        cells = sorted((line.cells[at] for line in sheet.rows), key=lambda cell: (cell is None, str(cell)))
        for line, cell in zip(sheet.rows, cells, strict=True):
            line.cells[at] = cell

    return sort


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
        header_row_in_the_middle,
        units_row_below_the_header,
        footnote_under_the_table,
        blank_column_inserted,
        unread_columns_deleted,
        data_shifted_by_one_column,
        data_shifted_from_the_third_column,
    )
}
