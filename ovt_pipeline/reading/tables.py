"""From the rows of one sheet or csv to the cells of one table, columns dropped, rows counted.

Belongs here: blank rows, the columns that leave the reader. Does not belong here: which rows are no data
(ignored_rows.py), file formats, types.
"""

from array import array
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from ovt_pipeline.reading.cell_text import BROKEN_RECORD, text_of
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


class _Ranks(dict[str, int]):
    """Text → its rank of first appearance."""

    def __missing__(self, text: str) -> int:
        self[text] = rank = len(self)
        return rank


@dataclass
class DistinctCells:
    """A column as its distinct texts and, for each row, the rank of its text: repeated values cost four bytes."""

    ranks: _Ranks = field(default_factory=_Ranks)
    codes: "array[int]" = field(default_factory=lambda: array("I"))

    def extend(self, cells: list[Any]) -> None:
        """Append cells."""
        ranks = self.ranks
        self.codes.extend([ranks[c if type(c) is str else text_of(c)] for c in cells])

    def plain(self) -> dict[str, Any]:
        """Return the column as JSON-ready data."""
        return {"values": list(self.ranks), "codes": b64encode(self.codes.tobytes()).decode("ascii")}


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
        """Return the table as JSON-ready data."""
        return {
            "table": self.table,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "columns": self.columns,
            "unknown_headers": list(self.unknown_headers.items()),
            "is_synthetic": self.is_synthetic,
            "ignored_rows": self.ignored_rows,
            "overlong_rows": self.overlong_rows,
            "row_numbers": b64encode(self.row_numbers.tobytes()).decode("ascii"),
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
        cells={name: DistinctCells() for name in found},
    )
    _fill(read, source, header, table)
    if not read.row_numbers and not table.may_be_empty:
        raise Refusal("OVT-F08", sheet=source.sheet, row=row)
    return read


def _fill(read: TableCells, source: RowSource, header: HeaderRow, table: TableLayout) -> None:
    """Append every filled row that is data; the others are noted."""
    columns = [(header.positions[name][0], cells) for name, cells in read.cells.items()]
    screen = Screen(header, table, source.sheet)
    fit = _Fit(header, table, source)
    rows: list[Row] = []
    alone: list[Row] = []  # rows of a single cell: notes, unless a full row follows
    for number, cells in chain(source.head[header.index + 1 :], source.rest):
        filled, is_alone = filled_cells(cells)
        if not filled:
            continue
        reason = screen.reason(number, filled, cells)
        if reason:
            read.ignored_rows.append((number, reason))
            fit.last = None
            continue
        row = fit.row(number, cells)
        if is_alone:
            alone.append(row)
            continue
        if len(rows) + len(alone) >= _BATCH:
            _append(read, columns, rows, header)
            rows.clear()
        rows += [*alone, row]
        alone.clear()
    if not fit.is_whole() and fit.last is not None:
        (alone or rows).pop()
        rows.append((fit.last, [BROKEN_RECORD] * len(header.texts)))
    if rows or read.row_numbers:
        read.ignored_rows += [(number, NOTE) for number, _ in alone]
    else:
        rows = alone
    _append(read, columns, rows, header)


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


def _append(read: TableCells, columns: list[tuple[int, DistinctCells]], rows: list[Row], header: HeaderRow) -> None:
    read.row_numbers.extend([number for number, _ in rows])
    for position, column in columns:
        column.extend([cells[position] for _, cells in rows])
    _note_unnamed(read, rows, header.texts)


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
