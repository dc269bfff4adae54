"""Operators on the workbook around the tables: what is hidden, renamed, merged, added.

Belongs here: one function per operator. Does not belong here: operators on tables and cells, csv, names of files.
"""

from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet


def _pages(book: Workbook) -> list[Worksheet]:
    return [page for page in book.worksheets if isinstance(page, Worksheet)]


def sheets_hidden(book: Workbook) -> None:
    book.active = book.index(book.create_sheet("Lisez-moi"))
    for page in _pages(book)[:-1]:
        page.sheet_state = "hidden"


def sheets_renamed(book: Workbook) -> None:
    for number, page in enumerate(_pages(book), start=1):
        page.title = f"Feuil{number}"


def sheet_added(book: Workbook) -> None:
    book.create_sheet("Graphiques", 0).append(["Taux", "Cible"])


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


def title_merged(book: Workbook) -> None:
    for page in _pages(book):
        page.merge_cells("A1:C1")


def merged_down(header: str) -> Callable[[Workbook], None]:
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


BOOKS: dict[str, Callable[[Workbook], None]] = {
    "sheets hidden": sheets_hidden,
    "sheets renamed": sheets_renamed,
    "sheet added": sheet_added,
    "old copy of a sheet beside it": old_copy_beside,
    "column hidden": column_hidden,
    "rows filtered": rows_filtered,
    "title merged": title_merged,
    "comments and colours": comments_and_colours,
}
