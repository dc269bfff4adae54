"""How the rows, the keys and the columns of a file fail as a whole, in the hands of who exports it.

Belongs here: what is done to the lines of a draft. Not here: bytes, names and folders (ways_files), which export each
is tried on (ways), what must come of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from drafts.draft import Cell, Draft, Line, Sheet

from .place import BEFORE, sound
from .truth import TrueWorld


@dataclass
class Failing:
    """A sound draft about to be spoilt, the world that it tells, and the chance of it."""

    draft: Draft
    world: TrueWorld
    rng: random.Random

    def sheet(self, column: str) -> Sheet:
        """Return the sheet that has a column: of a key that both have, the first."""
        return next(one for one in self.draft.tables if column in one.columns)

    def share(self, rows: list[Line], least: float = 0.02, most: float = 1.0) -> list[Line]:
        """Return a drawn share of rows, in their order."""
        kept = set(self.rng.sample(range(len(rows)), max(1, int(len(rows) * self.rng.uniform(least, most)))))
        return [line for at, line in enumerate(rows) if at in kept]

    def known(self, sheet: Sheet) -> list[Line]:
        """Return the rows whose keys the delivery before had: what nobody ever told cannot be missed."""
        before = sound(self.world, self.draft.contract.export, BEFORE)
        there = {keys_of(sheet, line) for one in before.tables if one.table is sheet.table for line in one.rows}
        return [line for line in sheet.rows if keys_of(sheet, line) in there]

    def some(self, rows: list[Line]) -> list[Line]:
        """Return all rows, or a few of them."""
        return rows if self.rng.random() < 0.5 else self.share(rows, most=0.3)


Spoil = Callable[[Failing], None]


def key_of(sheet: Sheet) -> str:
    """Return the first key column of a sheet."""
    return sheet.contract_columns(lambda column: column.key_position)[0].name


def keys_of(sheet: Sheet, line: Line) -> tuple[object, ...]:
    """Return the key that a row of a sound sheet says."""
    says = line.says or {}
    return tuple(says[column.name] for column in sheet.contract_columns(lambda column: column.key_position))


def main(failing: Failing) -> tuple[Sheet, str]:
    """Return the first sheet and its first key column."""
    sheet = failing.draft.tables[0]
    return sheet, key_of(sheet)


def changed(sheet: Sheet, rows: list[Line], column: str, change: Callable[[Cell], Cell]) -> None:
    """Write a column of rows otherwise."""
    at = sheet.place(column)
    for line in rows:
        line.cells[at] = change(line.cells[at])


def lost(sheet: Sheet, rows: list[Line]) -> None:
    """Leave rows out."""
    gone = {id(line) for line in rows}
    sheet.arrange([line for line in sheet.rows if id(line) not in gone])


def cut(failing: Failing) -> None:
    """Lose the last of the rows known before."""
    sheet = failing.rng.choice(failing.draft.tables)
    known = failing.known(sheet)
    lost(sheet, known[int(len(known) * failing.rng.uniform(0.2, 0.98)) :])


def thinned(failing: Failing) -> None:
    """Lose a share of the rows known before, wherever they stand."""
    sheet = failing.rng.choice(failing.draft.tables)
    lost(sheet, failing.share(failing.known(sheet), most=0.8))


def new_rows_lost(failing: Failing) -> None:
    """Lose the rows that no delivery had before."""
    for sheet in failing.draft.tables:
        sheet.arrange(failing.known(sheet))


def filtered(column: str) -> Spoil:
    """Leave a filter on: the rows known before of one value of a column are not exported, or they alone are."""

    def spoil(failing: Failing) -> None:
        sheet = failing.sheet(column)
        at = sheet.place(column)
        value = failing.rng.choice(sorted({str(line.cells[at]) for line in sheet.rows}))
        is_kept = failing.rng.random() < 0.3
        lost(sheet, [line for line in failing.known(sheet) if (str(line.cells[at]) == value) != is_kept])

    return spoil


def repeated(failing: Failing) -> None:
    """Paste the key of a row over those of others known before."""
    sheet, key = main(failing)
    rows = failing.share(failing.known(sheet), most=0.5)
    changed(sheet, rows, key, lambda _: rows[0].cells[sheet.place(key)])


def pasted_twice(failing: Failing) -> None:
    """Paste rows again under themselves, their status of another time."""
    sheet, _ = main(failing)
    rows = failing.share(sheet.rows)
    others = [Line(list(failing.rng.choice(sheet.rows).cells), line.says) for line in rows]
    for line, other in zip(rows, others, strict=True):
        for column in sheet.contract_columns(lambda one: one.key_position):
            sheet.put(other, column.name, line.cells[sheet.place(column.name)])
    sheet.arrange([*sheet.rows, *others])


def filled(column: str, *values: Cell) -> Spoil:
    """Write the same cell in a column of all rows, or of some."""

    def spoil(failing: Failing) -> None:
        sheet = failing.sheet(column)
        value = failing.rng.choice(values)
        changed(sheet, failing.some(sheet.rows), column, lambda _: value)

    return spoil


def emptied(column: str) -> Spoil:
    """Export a column without its cells, or without some."""
    return filled(column, None)


def dragged(column: str) -> Spoil:
    """Drag a cell down over the blank ones below it."""

    def spoil(failing: Failing) -> None:
        sheet = failing.sheet(column)
        above: list[Cell] = [None]
        for line in sheet.rows:
            here = line.cells[sheet.place(column)]
            above = [here if here is not None else above[0]]
            sheet.put(line, column, above[0])

    return spoil


def shifted(column: str) -> Spoil:
    """Move the cells of a column down by a row, from some row on."""

    def spoil(failing: Failing) -> None:
        sheet = failing.sheet(column)
        first = failing.rng.randrange(len(sheet.rows) - 1)
        cells = [line.cells[sheet.place(column)] for line in sheet.rows]
        moved = [*cells[:first], None, *cells[first:-1]]
        for line, cell in zip(sheet.rows, moved, strict=True):
            sheet.put(line, column, cell)

    return spoil


def sorted_alone(column: str) -> Spoil:
    """Sort a column and not the others."""

    def spoil(failing: Failing) -> None:
        sheet = failing.sheet(column)
        cells = sorted(
            (line.cells[sheet.place(column)] for line in sheet.rows), key=lambda one: (one is None, str(one))
        )
        for line, cell in zip(sheet.rows, cells, strict=True):
            sheet.put(line, column, cell)

    return spoil


def swapped(one: str, other: str) -> Spoil:
    """Put each of two columns under the header of the other."""

    def spoil(failing: Failing) -> None:
        sheet = next(sheet for sheet in failing.draft.tables if {one, other} <= {*sheet.columns})
        left, right = sheet.place(one), sheet.place(other)
        for line in sheet.rows:
            line.cells[left], line.cells[right] = line.cells[right], line.cells[left]

    return spoil


def without(column: str) -> Spoil:
    """Leave a column out."""

    def spoil(failing: Failing) -> None:
        sheet = failing.sheet(column)
        sheet.reorder([at for at in range(len(sheet.columns)) if at != sheet.place(column)])

    return spoil


def dates_as(form: str) -> Spoil:
    """Write every date as a text of a form."""

    def spoil(failing: Failing) -> None:
        for sheet in failing.draft.tables:
            for line in sheet.rows:
                line.cells = [cell.strftime(form) if isinstance(cell, date) else cell for cell in line.cells]

    return spoil


def serial_dates(failing: Failing) -> None:
    """Write every date as the number of days that Excel keeps."""
    for sheet in failing.draft.tables:
        for line in sheet.rows:
            line.cells = [str((c - date(1899, 12, 30)).days) if isinstance(c, date) else c for c in line.cells]


def keys(change: Callable[[str], Cell]) -> Spoil:
    """Write the keys of all that was known before, or of some, otherwise on each of its rows; other sheets stay."""

    def spoil(failing: Failing) -> None:
        sheet, key = main(failing)
        chosen = {keys_of(sheet, line)[0] for line in failing.some(failing.known(sheet))}
        rows = [line for line in sheet.rows if keys_of(sheet, line)[0] in chosen]
        changed(sheet, rows, key, lambda cell: change(str(cell)))

    return spoil


def some_rows_renamed(failing: Failing) -> None:
    """Misspell the key on some rows, whatever other rows of the same thing say."""
    sheet, key = main(failing)
    changed(sheet, failing.share(sheet.rows, most=0.3), key, lambda cell: f"N-{cell}")


def pair_keys(column: str, change: Callable[[str], Cell]) -> Spoil:
    """Write one of the two keys of all pairs, or of some, otherwise."""

    def spoil(failing: Failing) -> None:
        sheet = failing.draft.tables[1]
        changed(sheet, failing.some(failing.known(sheet)), column, lambda cell: change(str(cell)))

    return spoil


def totals(failing: Failing) -> None:
    """Close each region with a count, as a report does."""
    sheet, _ = main(failing)
    width = len(sheet.columns)
    for place in range(len(sheet.rows) - 1, 0, -6):
        sheet.insert([f"Total région {place % 17 + 1:02d}", *[1] * (width - 1)], before=sheet.rows[place])
    sheet.lines.append(Line(["TOTAL", *[len(sheet.rows)] * (width - 1)]))
