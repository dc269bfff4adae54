"""Marking the cells at fault: a fill for the worst fault of a cell, one note for all of them.

Belongs here: from faults to cells, fills and notes. Does not belong here: opening and saving (annotate_workbook.py),
the first sheet (annotate_summary.py).

Every cell at fault is filled; notes end at MOST_NOTES for each rule: a file with a note in every row hardly opens.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from ovt_pipeline.reading.annotation.openpyxl_private import take_style
from ovt_pipeline.reading.annotation.style import FILLS, note
from ovt_pipeline.reading.folding import letters_and_digits

MOST_NOTES = 200  # of one rule

Place = tuple[str, int, int]  # sheet, row, column from 1


@dataclass(frozen=True)
class Marked:
    """The first cell of each fault (None: it has none) and the rules with more cells than notes."""

    firsts: list[Place | None]
    capped: list[str]


def mark(book: Workbook, faults: list[dict[str, Any]], author: str) -> Marked:
    """Fill and note the cells of `faults`, which come worst first."""
    found: dict[Place, list[int]] = {}
    noted: set[Place] = set()
    notes: Counter[str] = Counter()
    firsts: list[Place | None] = []
    for index, fault in enumerate(faults):
        places = list(dict.fromkeys(_places(book, fault)))
        firsts.append(places[0] if places else None)
        left = max(0, MOST_NOTES - notes[fault["rule"]])
        noted.update(places[:left])
        notes[fault["rule"]] += len(places)
        for place in places:
            found.setdefault(place, []).append(index)
    for place, indexes in found.items():
        _mark_cell(book, place, [faults[i] for i in indexes], author if place in noted else None)
    return Marked(firsts, [rule for rule, count in notes.items() if count > MOST_NOTES])


def _mark_cell(book: Workbook, place: Place, faults: list[dict[str, Any]], author: str | None) -> None:
    sheet, row, column = place
    cell = _existing(book[sheet], row, column)
    cell.fill = FILLS[faults[0]["severity"]]
    if author is None:
        return
    own = cell.comment
    texts = [own.text] if own else []
    texts += [fault["note"] for fault in faults]
    cell.comment = note("\n\n".join(texts), (own.author if own else None) or author)


def _existing(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell to mark; one that is not in the file takes the format of its row or column before the fill."""
    cell: Any = sheet.cell(row, column)
    if cell.value is None and not cell.has_style:
        whole: Any = sheet.row_dimensions[row] if row in sheet.row_dimensions else _column_of(sheet, column)
        if whole is not None and whole.has_style:
            take_style(cell, whole)
    return cell  # type: ignore[no-any-return]


def _column_of(sheet: Worksheet, column: int) -> Any:  # noqa: ANN401 - openpyxl keeps this type to itself
    """Return the dimension that holds a column: one stands for all the columns from its min to its max."""
    return next((d for d in sheet.column_dimensions.values() if (d.min or 0) <= column <= (d.max or 0)), None)


def _places(book: Workbook, fault: dict[str, Any]) -> Iterator[Place]:
    """Yield the cells of a fault; none when its sheet is not there."""
    name = fault["sheet"]
    if name not in book.sheetnames or not fault["rows"]:
        return
    sheet = book[name]
    width = sheet.max_column
    for row in fault["rows"]:
        for column in [fault["column"]] if fault["column"] else _columns(sheet, row, width, fault["headers"]):
            yield (name, *_anchor(sheet, row, column))


def _columns(sheet: Worksheet, row: int, width: int, headers: list[str]) -> list[int]:
    """Return the columns of a row that hold one of the headers, else its first filled one, else the first of all."""
    texts = [_text(sheet.cell(row, column).value) for column in range(1, width + 1)]
    named = [i for i, text in enumerate(texts, start=1) if text and letters_and_digits(text) in headers]
    return named or [next((i for i, text in enumerate(texts, start=1) if text), 1)]


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _anchor(sheet: Worksheet, row: int, column: int) -> tuple[int, int]:
    """Return the cell that is seen at a place: of merged cells, the first."""
    if isinstance(sheet.cell(row, column), MergedCell):
        for merged in sheet.merged_cells.ranges:
            if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
                return merged.min_row, merged.min_col
    return row, column
