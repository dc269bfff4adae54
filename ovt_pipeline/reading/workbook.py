"""Reading a workbook: which sheets are visible, which one holds each table, its rows with Excel's own numbers.

Belongs here: the choice of sheets and the grid. Does not belong here: gate checks, the cells the grid loses
(faulty_cells.py, merged_cells.py, number_formats.py), columns and rows of data (tables.py), types.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ovt_pipeline.language.typography import quoted
from ovt_pipeline.reading.biff import refuse_password
from ovt_pipeline.reading.cell_text import text_of
from ovt_pipeline.reading.faulty_cells import Faults, faults_of
from ovt_pipeline.reading.headers import HEADER_ROWS, HeaderRow, normalise
from ovt_pipeline.reading.joined_header import find_header
from ovt_pipeline.reading.layout import Layout, TableLayout
from ovt_pipeline.reading.merged_cells import mark_covered
from ovt_pipeline.reading.number_formats import ShownNumbers
from ovt_pipeline.reading.part_look import Looks
from ovt_pipeline.reading.refusal import Refusal
from ovt_pipeline.reading.sheet_gate import check_hidden_sheet
from ovt_pipeline.reading.tables import Row, RowSource, TableCells, first_filled, read_table

Found = tuple[RowSource, HeaderRow]


def read_workbook(path: Path, kind: str, layout: Layout, looks: Looks) -> list[TableCells]:
    """Return the tables of a workbook in contract order, one for each sheet that holds a part of it.

    `looks` are what the gate saw of the parts of its archive.

    Raises Refusal OVT-F05 to F08, F16, F30 to F32.
    """
    if kind == "xls":
        refuse_password(path)
    with CalamineWorkbook.from_path(str(path)) as book:
        opened = _Book(path, kind, book, looks)
        return [_read(opened, *found, table) for table in layout.tables for found in _choose(opened, table, layout)]


@dataclass(frozen=True)
class _Book:
    """An opened workbook and what it takes to read its sheets one by one."""

    path: Path
    kind: str
    book: CalamineWorkbook
    looks: Looks

    def open(self, sheet: str) -> RowSource:
        """Return the rows of a visible sheet, what the grid loses put back."""
        grid = self.book.get_sheet_by_name(sheet)
        rows = sheet_rows(grid, faults_of(self.path, self.kind, sheet, self._rank(sheet), self.looks))
        return RowSource(sheet, list(islice(rows, HEADER_ROWS)), rows, merged=grid.merged_cell_ranges or ())

    def shown(self, sheet: str, columns: Collection[int]) -> ShownNumbers:
        """Return the numbers of some columns (from 1) of a sheet."""
        return ShownNumbers(self.path, self.kind, sheet, self._rank(sheet), columns)

    def holds(self, sheet: str, table: TableLayout) -> bool:
        """Tell whether a hidden sheet has every header of a table; one that is out of reach has none."""
        try:
            if self.kind == "xlsx":
                check_hidden_sheet(self.path, sheet, self.looks)
            head = list(islice(sheet_rows(self.book.get_sheet_by_name(sheet), {}), HEADER_ROWS))
        except Refusal:
            return False
        _, header = find_header(head, table)
        return header is not None and header.complete(table)

    def _rank(self, sheet: str) -> int:
        return self.book.sheet_names.index(sheet)


def visible_heads(path: Path, kind: str) -> Iterator[list[list[str]]]:
    """Yield the texts of the first rows of each visible sheet: what a header can be looked for in."""
    if kind == "xls":
        refuse_password(path)
    with CalamineWorkbook.from_path(str(path)) as book:
        for sheet in visible_sheets(book):
            yield [
                [text_of(c) for c in cells]
                for _, cells in islice(sheet_rows(book.get_sheet_by_name(sheet), {}), HEADER_ROWS)
            ]


def visible_sheets(book: CalamineWorkbook) -> list[str]:
    """Return the names of the worksheets that a person sees, in workbook order."""
    shown = [m for m in book.sheets_metadata if m.visible == SheetVisibleEnum.Visible]
    return [m.name for m in shown if m.typ == SheetTypeEnum.WorkSheet]


def sheet_rows(grid: CalamineSheet, faults: Faults) -> Iterator[Row]:
    """Yield (Excel row number, cells from column A on) for the rows that can hold something.

    The grid starts at the first filled column and drops what it cannot say (errors, formulas without result): `faults`,
    (row, column) counted from 1 → literal, puts those back, also beyond the edges of the grid.
    """
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), literal in faults.items():
        by_row.setdefault(row, {})[column] = literal
    left = [""] * grid.start[1] if grid.start else []
    for number, cells in enumerate(grid.iter_rows(), start=1):
        yield number, _with_faults(left + cells if left else cells, by_row.pop(number, None))
    yield from ((number, _with_faults([], by_row[number])) for number in sorted(by_row))


def _with_faults(cells: list[Any], faults: dict[int, str] | None) -> list[Any]:
    if faults:
        cells = cells + [""] * (max(faults) - len(cells))
        for column, literal in faults.items():
            cells[column - 1] = literal
    return cells


def _read(book: _Book, source: RowSource, header: HeaderRow | None, table: TableLayout) -> TableCells:
    if header:
        below = header.index + 1
        rows: Iterator[Row] = chain(source.head[below:], source.rest)
        rows = mark_covered(rows, source.merged) if source.merged else rows
        keys = [
            header.positions[c.name][0] + 1 for c in table.columns if c.is_identifier and c.name in header.positions
        ]
        rows = book.shown(source.sheet or "", keys).put_in(rows)
        source = replace(source, head=source.head[:below], rest=rows)
    return read_table(source, header, table)


def _choose(book: _Book, table: TableLayout, layout: Layout) -> Sequence[tuple[RowSource, HeaderRow | None]]:
    """Return the one visible sheet that has the headers, else the closest; the contract's own name comes first.

    Where sheets add up, return all of them.
    """
    own = normalise(table.sheet)
    taken = {normalise(t.sheet) for t in layout.tables} - {own}
    names = [n for n in visible_sheets(book.book) if normalise(n) not in taken]
    found = [f for f in (_located(book.open(name), table) for name in names) if f]
    found.sort(key=lambda one: normalise(one[0].sheet or "") != own)
    complete = [one for one in found if one[1].complete(table)]
    if not complete:
        _refuse_hidden(book, table)
    if table.sheets_add_up and complete:
        return _all_filled(_worth(found, table)) or complete[:1]
    return [_only(complete, table) or _closest(found, table) or _none(book, names, table, layout)]


def _located(source: RowSource, table: TableLayout) -> Found | None:
    head, header = find_header(source.head, table)
    return (replace(source, head=head), header) if header else None


def _refuse_hidden(book: _Book, table: TableLayout) -> None:
    hidden = [m.name for m in book.book.sheets_metadata if m.visible != SheetVisibleEnum.Visible]
    holding = [name for name in hidden if book.holds(name, table)]
    if holding:
        raise Refusal("OVT-F30", sheet=holding[0], sheet_name=table.sheet)


def _only(complete: list[Found], table: TableLayout) -> Found | None:
    """Return the only sheet that has the headers and filled rows, or none; OVT-F31 rather than a guess.

    An empty sheet of the contract's own name is one of the two: it may be the filled one that is wrong.
    """
    filled = [found for found in map(_looked_into, complete) if found[1]]
    own = [one for one in complete if normalise(one[0].sheet or "") == normalise(table.sheet)]
    sheets = dict.fromkeys([*(one.sheet for (one, _), _ in filled), *(one.sheet for one, _ in own)])
    if filled and len(sheets) > 1:
        raise Refusal("OVT-F31", sheets=", ".join(quoted(sheet or "") for sheet in sheets), sheet_name=table.sheet)
    return filled[0][0] if filled else next(iter(complete), None)


def _all_filled(found: list[Found]) -> list[Found]:
    """Return the sheets that have filled rows. One that lacks a needed column is among them, and will be refused."""
    return [one for one, is_filled in map(_looked_into, found) if is_filled]


def _looked_into(found: Found) -> tuple[Found, bool]:
    """Return a sheet, still whole, and whether it has a filled row below its header."""
    source, header = found
    if any(first_filled(cells) for _, cells in source.head[header.index + 1 :]):
        return found, True
    first = next((row for row in source.rest if first_filled(row[1])), None)
    return (replace(source, rest=chain([first] if first else [], source.rest)), header), first is not None


def _closest(found: list[Found], table: TableLayout) -> Found | None:
    """Return the incomplete sheet to report."""
    return max(_worth(found, table), key=lambda f: len(f[1].positions), default=None)


def _worth(found: list[Found], table: TableLayout) -> list[Found]:
    """Return the sheets meant for a table: the contract's own, and those with at least half of the needed columns."""
    needed = sum(c.needed for c in table.columns)
    own = normalise(table.sheet)
    return [f for f in found if normalise(f[0].sheet or "") == own or 2 * (needed - len(f[1].missing(table))) >= needed]


def _none(book: _Book, names: list[str], table: TableLayout, layout: Layout) -> tuple[RowSource, None]:
    if len(layout.tables) > 1 or not names:
        raise Refusal("OVT-F16", sheet_name=table.sheet)
    own = [name for name in names if normalise(name) == normalise(table.sheet)]
    source = book.open((own or names)[0])
    return replace(source, sheet=source.sheet if own else None), None  # another name may be anything
