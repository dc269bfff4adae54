"""Operators on the files themselves: the text and encoding of a csv, the workbook around its tables, the inbox.

Belongs here: one operator per way in which a good delivery is written, named or sent otherwise. Does not belong here:
what the tables hold (operators_rows.py, operators_cells.py).
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from drafts.draft import Draft
from drafts.formats import csv_text, write
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from .good import FIRST_DAY, LAST_DAY, good
from .operators_rows import On, last_tenth_missing, rows_shuffled
from .operators_run import Drop

Text = Callable[[str], str]
Book = Callable[[Workbook], object]

# A csv, as text.


def _lines(change: Callable[[list[str]], list[str]]) -> Text:
    return lambda text: "".join(change(text.splitlines(keepends=True)))


def _at_middle(change: Text) -> Text:
    """Return the operator that changes one record in the middle."""

    def changed(lines: list[str]) -> list[str]:
        at = len(lines) // 2
        return [*lines[:at], change(lines[at]), *lines[at + 1 :]]

    return _lines(changed)


def _with_commas(text: str) -> str:
    return text.replace(",", " ").replace(";", ",")


def _two_quotes_three_lines_apart(lines: list[str]) -> list[str]:
    """Open a quote at the start of a cell, close it at the end of the same cell three lines below."""
    at = len(lines) // 2
    first, last = lines[at].split(";"), lines[at + 3].split(";")
    first[1], last[1] = '"' + first[1], last[1] + '"'
    return [*lines[:at], ";".join(first), *lines[at + 1 : at + 3], ";".join(last), *lines[at + 4 :]]


TEXTS: dict[str, Text] = {
    "separator changed below the header": _lines(lambda lines: [*lines[:2], *map(_with_commas, lines[2:])]),
    "a quote never closed": _at_middle(lambda line: line.replace(";", ';"', 1)),
    "a quote inside a name": _at_middle(lambda line: line.replace(";", ';5" ', 1)),
    "two quotes, three lines apart": _lines(_two_quotes_three_lines_apart),
    "a separator inside a cell": _at_middle(lambda line: line.replace(";", "; annexe;", 1)),
    "a separator lost": _at_middle(lambda line: line.replace(";", "", 1)),
    "a line broken in two": _at_middle(lambda line: line.replace(";", ";\r\n", 1)),
    "two lines in one": _at_middle(lambda line: line.rstrip("\r\n")),
    "cut by a tenth": lambda text: text[: len(text) * 9 // 10],
    "cut by a tenth at the end of a line": lambda text: text[: len(text) * 9 // 10].rpartition("\n")[0] + "\n",
}
ENCODINGS = {"in code page 1252": "cp1252", "in code page 850": "cp850", "in Mac OS Roman": "mac_roman"}


def rewritten(rewrite: Text) -> Callable[[Draft], object]:
    """Return the operator that rewrites the text of a csv."""

    def operate(draft: Draft) -> None:
        draft.then.append(lambda path: path.write_bytes(rewrite(csv_text(draft)).encode(draft.encoding)))

    return operate


def encoded(encoding: str) -> Callable[[Draft], object]:
    """Return the operator that saves a csv in another encoding, without the characters that it lacks."""

    def operate(draft: Draft) -> None:
        draft.then.append(lambda path: path.write_bytes(csv_text(draft).encode(encoding, "replace")))

    return operate


def encoded_twice(draft: Draft) -> None:
    """Write UTF-8 that a program took for code page 1252, in UTF-8."""
    draft.then.append(lambda path: path.write_bytes(csv_text(draft).encode().decode("cp1252", "replace").encode()))


# A workbook.


def _pages(book: Workbook) -> list[Worksheet]:
    return [page for page in book.worksheets if isinstance(page, Worksheet)]


def sheets_hidden(book: Workbook) -> None:
    book.active = book.index(book.create_sheet("Lisez-moi"))
    for page in _pages(book)[:-1]:
        page.sheet_state = "hidden"


def old_copy_beside(book: Workbook) -> None:
    copy = book.copy_worksheet(_pages(book)[0])
    copy.title = "Ancienne version"
    copy.delete_rows(5, 9)


def column_hidden(book: Workbook) -> None:
    for page in _pages(book):
        page.column_dimensions["C"].hidden = True


def rows_filtered(book: Workbook) -> None:
    for page in _pages(book):
        page.auto_filter.ref = page.dimensions
        for number in range(3, page.max_row + 1, 3):
            page.row_dimensions[number].hidden = True


def merged_down(header: str) -> Book:
    """Merge, two by two, the cells of a column that say the same: only the first of each keeps its value."""

    def merge(book: Workbook) -> None:
        page = next(p for p in _pages(book) if any(c.value == header for c in p[2]))
        at = next(c.column for c in page[2] if c.value == header)
        for row in range(3, page.max_row, 2):
            if page.cell(row, at).value == page.cell(row + 1, at).value is not None:
                page.merge_cells(start_row=row, end_row=row + 1, start_column=at, end_column=at)

    return merge


def comments_and_colours(book: Workbook) -> None:
    for page in _pages(book):
        page["A2"].comment = Comment("À vérifier", "X")
        page["B4"].fill = PatternFill("solid", fgColor="FFFF00")


BOOKS: dict[str, Book] = {
    "sheets hidden": sheets_hidden,
    "old copy of a sheet beside it": old_copy_beside,
    "column hidden": column_hidden,
    "rows filtered": rows_filtered,
    "comments and colours": comments_and_colours,
}

# The inbox.


def _bytes(change: Callable[[bytes], bytes]) -> Callable[[str], Drop]:
    def drop(export: str, folder: Path) -> None:
        path = write(good(export), folder)
        path.write_bytes(change(path.read_bytes()))

    return lambda export: lambda folder: drop(export, folder)


def _named(name: Callable[[Draft], str]) -> Callable[[str], Drop]:
    return lambda export: lambda folder: write(good(export), folder, name(good(export)))


def _other_extension(made: Draft) -> str:
    return made.name.replace(".csv", ".xlsx") if made.extension == "csv" else made.name.replace(".xlsx", ".xls")


def _two(spoil: On) -> Callable[[str], Drop]:
    """Deliver a good file, then another one of the same date."""

    def drop(export: str, folder: Path) -> None:
        second = good(export)
        for sheet in second.tables:
            spoil(sheet, random.Random(1))
        write(good(export), folder, f"a_{good(export).name}")
        write(second, folder, f"b_{second.name}")

    return lambda export: lambda folder: drop(export, folder)


def _of_another_export(export: str) -> Drop:
    other = good("ritm_liens" if export == "municipalites" else "municipalites")
    return lambda folder: write(replace(other, extension=good(export).extension), folder, good(export).name)


INBOX: dict[str, Callable[[str], Drop]] = {
    "bytes cut by a tenth": _bytes(lambda data: data[: len(data) * 9 // 10]),
    "null bytes at the end": _bytes(lambda data: data + b"\0" * 512),
    "extension of another format": _named(_other_extension),
    "name without a date": _named(lambda made: f"export.{made.extension}"),
    "name with two dates": _named(lambda made: f"{FIRST_DAY}_{made.name}"),
    "dated in the future": _named(lambda made: made.name.replace(str(LAST_DAY), str(LAST_DAY + timedelta(days=9)))),
    "two files of the same date": _two(rows_shuffled),
    "a shorter file of the same date": _two(last_tenth_missing),
    "older file under the newer date": lambda e: lambda folder: write(good(e, FIRST_DAY), folder, good(e).name),
    "file of another export": _of_another_export,
}
