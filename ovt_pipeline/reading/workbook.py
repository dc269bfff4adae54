"""Reading a workbook: which sheets are visible, which one holds each table, its rows with Excel's own numbers.

Belongs here: the choice of sheets and the grid. Does not belong here: gate checks, the cells the grid loses
(faulty_cells.py, merged_cells.py), columns and rows of data (tables.py), types.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ovt_pipeline.reading.biff import refuse_password
from ovt_pipeline.reading.cell_text import text_of
from ovt_pipeline.reading.faulty_cells import Faults, faults_of
from ovt_pipeline.reading.headers import HEADER_ROWS, HeaderRow, locate_header, normalise
from ovt_pipeline.reading.layout import Layout, TableLayout
from ovt_pipeline.reading.merged_cells import mark_covered
from ovt_pipeline.reading.refusal import Refusal
from ovt_pipeline.reading.tables import Row, RowSource, TableCells, first_filled, read_table

Opener = Callable[[str], RowSource]
Found = tuple[RowSource, HeaderRow]


def read_workbook(path: Path, kind: str, layout: Layout) -> list[TableCells]:
    """Return the tables of a workbook in contract order. Raises Refusal OVT-F05 to F08, F16."""
    if kind == "xls":
        refuse_password(path)
    with CalamineWorkbook.from_path(str(path)) as book:
        visible = visible_sheets(book)

        def opener(sheet: str) -> RowSource:
            faults = faults_of(path, kind, sheet, book.sheet_names.index(sheet))
            grid = book.get_sheet_by_name(sheet)
            rows = sheet_rows(grid, faults)
            return RowSource(sheet, list(islice(rows, HEADER_ROWS)), rows, merged=grid.merged_cell_ranges or ())

        return [_read(opener, visible, table, layout) for table in layout.tables]


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


def _read(opener: Opener, visible: list[str], table: TableLayout, layout: Layout) -> TableCells:
    source, header = _choose(opener, visible, table, layout)
    if header and source.merged:
        below = header.index + 1
        rows = mark_covered(chain(source.head[below:], source.rest), source.merged)
        source = replace(source, head=source.head[:below], rest=rows)
    return read_table(source, header, table)


def _choose(
    opener: Opener, visible: list[str], table: TableLayout, layout: Layout
) -> tuple[RowSource, HeaderRow | None]:
    """Return the sheet named by the contract if it has the headers, else the one sheet that has them, else the best."""
    own = normalise(table.sheet)
    taken = {normalise(t.sheet) for t in layout.tables} - {own}
    names = sorted((n for n in visible if normalise(n) not in taken), key=lambda n: normalise(n) != own)
    partial: list[Found] = []
    complete: list[Found] = []
    for name in names:
        source = opener(name)
        header = locate_header([[text_of(c) for c in cells] for _, cells in source.head], table)
        if header and header.complete(table):
            complete.append((source, header))
            if normalise(name) == own:
                return source, header
        elif header:
            partial.append((source, header))
    return _only(complete, table) or _closest(partial, table) or _none(opener, names, table, layout)


def _only(found: list[Found], table: TableLayout) -> Found | None:
    """Return the only complete sheet; of several, the only one with data; OVT-F16 rather than a guess."""
    filled = [f for f in found if any(first_filled(cells) for _, cells in f[0].head[f[1].index + 1 :])]
    kept = filled or found[:1]
    if len(kept) > 1:
        raise Refusal("OVT-F16", sheet_name=table.sheet, reason="several")
    return kept[0] if kept else None


def _closest(found: list[Found], table: TableLayout) -> Found | None:
    """Return the incomplete sheet to report: the contract's own, or one with at least half of the needed columns."""
    needed = sum(c.needed for c in table.columns)
    own = normalise(table.sheet)
    worth = [
        f for f in found if normalise(f[0].sheet or "") == own or 2 * (needed - len(f[1].missing(table))) >= needed
    ]
    return max(worth, key=lambda f: len(f[1].positions), default=None)


def _none(opener: Opener, names: list[str], table: TableLayout, layout: Layout) -> tuple[RowSource, None]:
    if len(layout.tables) > 1 or not names:
        raise Refusal("OVT-F16", sheet_name=table.sheet, reason="absent")
    return opener(names[0]), None
