"""From the rows of one sheet or csv to the cells of one table, columns dropped, rows counted.

Belongs here: blank rows, the columns that leave the reader. Does not belong here: which rows are no data
(ignored_rows.py), file formats, types.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from ovt_pipeline.reading.cell_text import BROKEN_RECORD, text_of
from ovt_pipeline.reading.distinct_cells import DistinctCells
from ovt_pipeline.reading.folding import SYNTHETIC_MARK, letters_and_digits
from ovt_pipeline.reading.garbled import refuse_garbled
from ovt_pipeline.reading.headers import HeaderRow, check_header
from ovt_pipeline.reading.ignored_rows import NOTE, Ignored, Screen
from ovt_pipeline.reading.layout import TableLayout
from ovt_pipeline.reading.refusal import Refusal
from ovt_pipeline.reading.swallowed_rows import refuse_swallowed

_BATCH = 256  # rows appended at once: a column at a time is faster than a cell at a time, while they are in cache

Row = tuple[int, list[Any]]  # number as people see it (Excel row, csv line), cells from the first column on


@dataclass
class RowSource:
    """The rows of one sheet (or csv): the first ones already read to find the header, then the others.

    `separator`: that of a csv, whose records can be longer than the header. `unterminated`: its last line has no end.
    `merged`: first and last (row, column) of its merged cells, from 0.
    """

    sheet: str | None
    head: list[Row]
    rest: Iterator[Row]
    separator: str = ""
    unterminated: bool = False
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()


@dataclass
class TableCells:
    """What one table holds; the columns are the contract's, in its order, as far as the file has them."""

    table: str
    sheet: str | None
    header_row: int
    columns: dict[str, int]
    unknown_headers: dict[int, str]
    is_synthetic: bool
    cells: dict[str, DistinctCells]
    ignored_rows: list[Ignored] = field(default_factory=list)
    overlong_rows: list[int] = field(default_factory=list)
    row_numbers: "array[int]" = field(default_factory=lambda: array("I"))

    def plain(self) -> dict[str, Any]:
        """Return the table as plain data, its numbers and columns as answer.py packs them."""
        return {
            "table": self.table,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "columns": self.columns,
            "unknown_headers": list(self.unknown_headers.items()),
            "is_synthetic": self.is_synthetic,
            "ignored_rows": self.ignored_rows,
            "overlong_rows": self.overlong_rows,
            "row_numbers": self.row_numbers,
            "cells": {name: cells.plain() for name, cells in self.cells.items()},
        }


def read_table(source: RowSource, header: HeaderRow | None, table: TableLayout) -> TableCells:
    """Return the cells of `table` below `header`. Raises Refusal OVT-F05, F06, F07, F08, F21, F32, F33."""
    row = source.head[header.index][0] if header else None
    refuse_garbled(source.head, header, table, source.sheet)
    check_header(header, table, source.sheet, row, len(source.head))
    if header is None or row is None:  # check_header has refused already: this tells mypy
        raise AssertionError
    found = [c.name for c in table.columns if c.name in header.positions]
    read = TableCells(
        table=table.name,
        sheet=source.sheet,
        header_row=row,
        columns={name: header.positions[name][0] + 1 for name in found},
        unknown_headers=header.unknown(table),
        is_synthetic=_says_synthetic(source.head[: header.index]),
        cells={name: DistinctCells(only_texts=bool(source.separator)) for name in found},
    )
    _fill(read, source, header, table)
    if not read.row_numbers and not table.may_be_empty:
        raise Refusal("OVT-F08", sheet=source.sheet, row=row)
    return read


def _fill(read: TableCells, source: RowSource, header: HeaderRow, table: TableLayout) -> None:
    """Append every filled row that is data; the others are noted."""
    filling = _Filling(read, source, header, table)
    for batch in _batches(chain(source.head[header.index + 1 :], source.rest)):
        if not filling.take_whole(batch):
            for number, cells in batch:
                filling.take(number, cells)
    filling.end()


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Yield rows, some at a time. What stops the reading is raised once the rows before it were looked at."""
    stopped: Refusal | None = None
    while stopped is None:
        batch: list[Row] = []
        try:
            batch.extend(islice(rows, _BATCH))
        except Refusal as refusal:
            stopped = refusal
        if batch:
            yield batch
        elif stopped is None:
            return
    raise stopped


class _Filling:
    """Fills a table with rows: many at once when a glance tells that all are data, else one by one."""

    def __init__(self, read: TableCells, source: RowSource, header: HeaderRow, table: TableLayout) -> None:
        self.read, self.headers = read, header.texts
        self.has_unnamed = not all(text.strip() for text in header.texts)
        self.columns = [(header.positions[name][0], cells) for name, cells in read.cells.items()]
        self.screen = Screen(header, table, source.sheet)
        self.fit = _Fit(header, table, source)
        self.rows: list[Row] = []
        self.alone: list[Row] = []  # rows of a single cell: notes, unless a full row follows

    def take_whole(self, batch: list[Row]) -> bool:
        """Append rows that all are data of the header's width, one line each; False, and nothing, of any other."""
        numbers, rows = zip(*batch, strict=True)
        if not self.fit.are_whole(numbers, rows):
            return False
        columns = list(zip(*rows, strict=True))
        if not self.screen.are_data(columns):
            return False
        self._append([*self.rows, *self.alone])
        self.rows, self.alone = [], []
        self.fit.took(numbers)
        self.read.row_numbers.extend(numbers)
        for position, column in self.columns:
            column.extend(columns[position])
        if self.has_unnamed:
            _note_unnamed(self.read, batch, self.headers)
        return True

    def take(self, number: int, cells: list[Any]) -> None:
        """Append a row if it is data, note it if it is none."""
        filled, is_alone = filled_cells(cells)
        if not filled:
            return
        reason = self.screen.reason(number, filled, cells)
        if reason:
            self.read.ignored_rows.append((number, reason))
            self.fit.last = None
            return
        row = self.fit.row(number, cells)
        if is_alone:
            self.alone.append(row)
            return
        self.rows += [*self.alone, row]
        self.alone.clear()
        if len(self.rows) > _BATCH:
            self._append(self.rows[:-1])
            self.rows = self.rows[-1:]  # the last one may be cut

    def end(self) -> None:
        """Append what is left, the rows of a single cell noted; the last record may have been cut."""
        if not self.fit.is_whole() and self.fit.last is not None:
            (self.alone or self.rows).pop()
            self.rows.append((self.fit.last, [BROKEN_RECORD] * len(self.headers)))
        if self.rows or self.read.row_numbers:
            self.read.ignored_rows += [(number, NOTE) for number, _ in self.alone]
        else:
            self.rows = self.alone
        self._append(self.rows)

    def _append(self, rows: list[Row]) -> None:
        self.read.row_numbers.extend([number for number, _ in rows])
        for position, column in self.columns:
            column.extend([cells[position] for _, cells in rows])
        _note_unnamed(self.read, rows, self.headers)


class _Fit:
    """Makes each row as wide as its header, and knows whether the last record of a csv is whole."""

    def __init__(self, header: HeaderRow, table: TableLayout, source: RowSource) -> None:
        self.source, self.width = source, len(header.texts)
        reach = max((header.positions[c.name][0] + 1 for c in table.columns if c.required), default=0)
        self.reach = reach if source.separator else None
        self.keys = [header.positions[c.name][0] for c in table.columns if c.is_key and c.name in header.positions]
        self.last: int | None = None
        self.length = self.width
        self.seen = self.short = 0

    def are_whole(self, numbers: Sequence[int], rows: Sequence[list[Any]]) -> bool:
        """Tell whether rows have the width of the header, and stand on one line each: no cell of them has two."""
        if numbers[-1] - numbers[0] != len(rows) - 1 or set(map(len, rows)) != {self.width}:
            return False
        return not self.source.separator or not any("\n" in cell or "\r" in cell for cell in rows[-1])

    def took(self, numbers: Sequence[int]) -> None:
        """Note that rows were taken as they are."""
        self.last, self.length = numbers[-1], self.width
        self.seen += len(numbers)

    def row(self, number: int, cells: list[Any]) -> Row:
        """Return a row with the cells of its header. Raises Refusal OVT-F33."""
        if self.source.separator:
            refuse_swallowed(number, cells, self.source.separator, self.width, self.keys)
        self.last, self.length = number, len(cells)
        self.seen += 1
        self.short += len(cells) < self.width
        return number, _fitted(cells, self.width, self.reach)

    def is_whole(self) -> bool:
        """Tell whether the last record is whole. Raises Refusal OVT-F21 when every other one is: the file was cut."""
        if self.last is None or not self.source.unterminated or self.length >= self.width:
            return True
        if self.seen > 1 and self.short == 1:
            raise Refusal("OVT-F21", sheet=self.source.sheet, row=self.last)
        return False


def filled_cells(cells: list[Any]) -> tuple[str, bool]:
    """Return the text of the first filled cell of a row, '' when the row is blank, and whether it is the only one."""
    first = ""
    for cell in cells:
        if cell != "":
            text = text_of(cell).strip()
            if text and first:
                return first, False
            first = first or text
    return first, True


def first_filled(cells: list[Any]) -> str:
    """Return the text of the first filled cell of a row, '' when the row is blank."""
    return filled_cells(cells)[0]


def _fitted(cells: list[Any], width: int, reach: int | None) -> list[Any]:
    """Return a row as wide as its header at least, the missing cells blank.

    A csv record (with a `reach`) is broken, every cell of it, when it has filled cells beyond its header (a separator
    amid a text) or ends before a cell that is never empty (a line break amid a text): no cell of it can be told from
    its neighbour. Blank cells may be missing at its end: spreadsheets drop them.
    """
    length = len(cells)
    if reach is not None and (length < reach or (length > width and first_filled(cells[width:]))):
        return [BROKEN_RECORD] * width
    return cells if length >= width else cells + [""] * (width - length)


def _note_unnamed(read: TableCells, rows: list[Row], headers: tuple[str, ...]) -> None:
    """Note the columns that have cells and no header: like any column the contract does not name, they are kept out.

    A row with such a cell right of the last header is overlong: it has a note beside it, or it has shifted.
    """
    unnamed = [i for i, header in enumerate(headers) if not header.strip()]
    last = max(i for i, header in enumerate(headers) if header.strip())
    for number, cells in rows if unnamed else [row for row in rows if len(row[1]) > len(headers)]:
        if cells[0] == BROKEN_RECORD:  # in every column: it says nothing of those that the file has
            continue
        filled = [i for i in (*unnamed, *range(len(headers), len(cells))) if text_of(cells[i]).strip()]
        read.unknown_headers |= {i + 1: "" for i in filled}
        if filled and filled[-1] > last:
            read.overlong_rows.append(number)


def _says_synthetic(rows: list[Row]) -> bool:
    return any(SYNTHETIC_MARK in letters_and_digits(text_of(cell)) for _, cells in rows for cell in cells if cell)
