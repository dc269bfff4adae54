"""Deliveries that look odd and are sound, as offices really send them.

Each takes the folder to write in and returns the file. Does not belong here: anything that must be refused.
"""

from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from .files import HEADERS, SENTINEL, UNITS, Cell, edited, fill, first_sheet, save, sound_rows, workbook


def dates_1904(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    fill(book, sound_rows())
    return save(book, folder)


def title_block_offset_and_totals(folder: Path) -> Path:
    """Write a merged synthetic title in C2, the table from C5 on, a blank row, a hidden row, and a totals row."""
    book = openpyxl.Workbook()
    sheet = first_sheet(book)
    sheet["C2"] = "Unités – données SYNTHÉTIQUES"
    sheet.merge_cells("C2:H3")
    header, *rows = sound_rows()
    placed: list[tuple[int, list[Cell]]] = [
        (5, header),
        (6, rows[0]),
        (8, rows[1]),
        (9, rows[2]),
        (11, ["TOTAL général", 3]),
    ]
    for number, row in placed:
        for column, cell in enumerate(row, start=3):
            sheet.cell(number, column, cell)
    sheet.row_dimensions[9].hidden = True
    return save(book, folder)


def hidden_sheet_first(folder: Path) -> Path:
    path = workbook(folder, sheet="Feuil1")
    book = openpyxl.load_workbook(path)
    old = book.create_sheet(UNITS.sheet, 0)
    for row in sound_rows(9):
        old.append(row)
    old.sheet_state = "hidden"
    book.active = 1
    book.save(path)
    return path


def faulty_cells(folder: Path) -> Path:
    """Write an error cell in the status of the first row, a formula without result in that of the second."""
    path = workbook(folder)
    book = openpyxl.load_workbook(path)
    column = HEADERS.index("Statut") + 1
    first_sheet(book).cell(2, column, "#REF!").data_type = "e"
    first_sheet(book).cell(3, column, "=A1")
    book.save(path)
    return path


def wrong_dimension(folder: Path) -> Path:
    path = workbook(folder)
    return edited(path, "sheet1.xml", lambda d: d.replace(b'<dimension ref="', b'<dimension ref="A1:XFD1048576" was="'))


def personal_and_unknown_columns(folder: Path) -> Path:
    rows = sound_rows()
    rows[0] += ["Commentaire", "Responsable\nlocal"]
    return workbook(folder, [rows[0], *([*row, SENTINEL, SENTINEL] for row in rows[1:])])
