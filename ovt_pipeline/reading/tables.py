"""From the rows of one sheet or csv to the cells of one table, columns dropped, rows counted.

Belongs here: blank rows, the totals row, the columns that leave the reader. Does not belong here: file formats, types.
"""

from array import array
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from ovt_pipeline.reading.cell_text import BROKEN_RECORD, text_of
from ovt_pipeline.reading.folding import letters_and_digits
from ovt_pipeline.reading.headers import HeaderRow, check_header
from ovt_pipeline.reading.layout import TableLayout
from ovt_pipeline.reading.refusal import Refusal

SYNTHETIC_MARK = "synthetique"
TOTALS_MARK = "total"
_BATCH = 256  # rows appended at once: a column at a time is faster than a cell at a time, while they are in cache

Row = tuple[int, list[Any]]  # number as people see it (Excel row, csv line), cells from the first column on


@dataclass
class RowSource:
    """The rows of one sheet (or csv): the first ones already read to find the header, then the others.

    `ragged`: its records can be longer than the header (csv). `unterminated`: its last line has no end. `merged`: first
    and last (row, column) of its merged cells, from 0.
    """

    sheet: str | None
    head: list[Row]
    rest: Iterator[Row]
    ragged: bool = False
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
    totals_row: int | None = None
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
            "totals_row": self.totals_row,
            "overlong_rows": self.overlong_rows,
            "row_numbers": b64encode(self.row_numbers.tobytes()).decode("ascii"),
            "cells": {name: cells.plain() for name, cells in self.cells.items()},
        }


def read_table(source: RowSource, header: HeaderRow | None, table: TableLayout) -> TableCells:
    """Return the cells of `table` below `header`. Raises Refusal OVT-F05, F06, F07, F08, F21."""
    row = source.head[header.index][0] if header else None
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
    if not read.row_numbers:
        raise Refusal("OVT-F08", sheet=source.sheet, row=row)
    return read


def _fill(read: TableCells, source: RowSource, header: HeaderRow, table: TableLayout) -> None:
    """Append every filled row; the last one is dropped when it is a totals row."""
    columns = [(header.positions[name][0], cells) for name, cells in read.cells.items()]
    width = len(header.texts)
    reach = max((header.positions[c.name][0] + 1 for c in table.columns if c.required), default=0)
    rows: list[Row] = []
    first = ""
    length = width
    whole = 0  # records as wide as the header at least
    for number, cells in chain(source.head[header.index + 1 :], source.rest):
        filled = first_filled(cells)
        if not filled:
            continue
        if len(rows) >= _BATCH:
            _append(read, columns, rows, header)
            rows.clear()
        first, length = filled, len(cells)
        whole += length >= width
        rows.append((number, _fitted(cells, width, reach if source.ragged else None)))
    if first.casefold().startswith(TOTALS_MARK):
        read.totals_row = rows.pop()[0]
    elif source.unterminated and length < width:
        if whole and whole == len(read.row_numbers) + len(rows) - 1:  # every other record is whole: the file was cut
            raise Refusal("OVT-F21", sheet=source.sheet, row=rows[-1][0])
        rows[-1] = (rows[-1][0], [BROKEN_RECORD] * width)
    _append(read, columns, rows, header)


def first_filled(cells: list[Any]) -> str:
    """Return the text of the first filled cell of a row, '' when the row is blank."""
    for cell in cells:
        if cell != "":
            text = text_of(cell).strip()
            if text:
                return text
    return ""


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
