"""Deliveries that can be opened but whose table is not there, or not whole (OVT-F05 to F08, F14, F16).

Each takes the folder to write in and returns the file. Does not belong here: files that cannot be opened.
"""

from pathlib import Path

import openpyxl

from .files import HEADERS, csv_text, first_sheet, raw, sound_rows, workbook

# F05 to F08, F16: the table is not there.


def no_header(folder: Path) -> Path:
    return workbook(folder, sound_rows()[1:])


def no_header_csv(folder: Path) -> Path:
    return raw(folder, "csv", csv_text(sound_rows()[1:]).encode())


def header_too_low(folder: Path) -> Path:
    return raw(folder, "csv", ("titre\r\n" * 50 + csv_text()).encode())


def only_a_hidden_sheet(folder: Path) -> Path:
    path = workbook(folder)
    book = openpyxl.load_workbook(path)
    first_sheet(book).sheet_state = "hidden"
    book.active = book.index(book.create_sheet("Lisez-moi"))
    book.save(path)
    return path


def missing_column(folder: Path) -> Path:
    at = HEADERS.index("Statut")
    return workbook(folder, [row[:at] + row[at + 1 :] for row in sound_rows()])


def renamed_column(folder: Path) -> Path:
    rows = sound_rows()
    rows[0][HEADERS.index("Date de migration")] = "Date migrations"
    return workbook(folder, rows)


def repeated_header(folder: Path) -> Path:
    return workbook(folder, [[*row, row[0]] for row in sound_rows()])


def no_data_row(folder: Path) -> Path:
    return workbook(folder, [list(HEADERS), [None], [None]])


def only_a_totals_row(folder: Path) -> Path:
    return workbook(folder, [list(HEADERS), ["Total", 0]])


def undeclared_encoding(folder: Path) -> Path:
    return raw(folder, "csv", csv_text().encode("cp1252").replace(b"\xe9", b"\x81"))


def two_sheets_alike(folder: Path) -> Path:
    path = workbook(folder, sheet="2023")
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(first_sheet(book)).title = "2024"
    book.save(path)
    return path
