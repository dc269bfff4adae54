"""Deliveries that no parser should open, or that it cannot: one function per defect (OVT-F01 to F04).

Each takes the folder to write in and returns the file. Does not belong here: tables that lack something.
"""

import zipfile
from pathlib import Path

from .files import DELIVERY, HEADERS, UNITS, csv_text, raw, workbook
from .old_workbook import write_xls
from .writers import edited, ods

# F01: not what they say.


def text_named_xlsx(folder: Path) -> Path:
    return raw(folder, "xlsx", b"No unite;Statut\r\n")


def pdf_named_csv(folder: Path) -> Path:
    return raw(folder, "csv", b"%PDF-1.7 ...")


def web_page_named_xls(folder: Path) -> Path:
    return raw(folder, "xls", b"<html><table><tr><td>No unit</td></tr></table></html>")


def workbook_named_csv(folder: Path) -> Path:
    return raw(folder, "csv", workbook(folder).read_bytes())


def null_bytes_csv(folder: Path) -> Path:
    return raw(folder, "csv", csv_text().encode() + b"\0\0")


def word_document_named_xlsx(folder: Path) -> Path:
    return edited(workbook(folder), "[Content_Types].xml", lambda d: d.replace(b"sheet.main+xml", b"document.main+xml"))


def link_to_a_workbook(folder: Path) -> Path:
    path = folder / "lien_2024-01-31.xlsx"
    path.symlink_to(workbook(folder))
    return path


# F02: locked.


def password_xlsx(folder: Path) -> Path:
    return raw(
        folder, "xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "EncryptedPackage".encode("utf-16-le")
    )


def password_xls(folder: Path) -> Path:
    return write_xls(folder / f"{DELIVERY}.xls", {UNITS.sheet: [HEADERS]}, locked=True)


def encrypted_entries(folder: Path) -> Path:
    path = workbook(folder)
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return raw(folder, "xlsx", bytes(data))


# F03: damaged.


def empty_file(folder: Path) -> Path:
    return raw(folder, "xlsx", b"")


def truncated(folder: Path) -> Path:
    data = workbook(folder).read_bytes()
    return raw(folder, "xlsx", data[: len(data) // 2])


def wrong_crc(folder: Path) -> Path:
    path = workbook(folder)
    with zipfile.ZipFile(path) as package:
        entry = package.getinfo("xl/worksheets/sheet1.xml")
    data = bytearray(path.read_bytes())
    data[entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2] ^= 0xFF
    return raw(folder, "xlsx", bytes(data))


def sheet_part_gone(folder: Path) -> Path:
    return edited(workbook(folder), "workbook.xml.rels", lambda d: d.replace(b"sheet1.xml", b"sheet9.xml"))


def entity_bomb(folder: Path) -> Path:
    doctype = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    return edited(
        workbook(folder), "sheet1.xml", lambda d: doctype + d.partition(b"?>")[2] if b"?>" in d else doctype + d
    )


def unclosed_quote(folder: Path) -> Path:
    return raw(folder, "csv", (csv_text() + '"SQ-9;jamais fermé\r\nSQ-10;suite\r\n').encode())


def cut_csv(folder: Path) -> Path:
    """Cut a csv amid its last record, as a copy that stopped does."""
    whole = csv_text()
    return raw(folder, "csv", (whole.rstrip() + "\r\nSQ-9;03").encode())


def truncated_xls(folder: Path) -> Path:
    data = write_xls(folder / f"{DELIVERY}.xls", {UNITS.sheet: [HEADERS]}).read_bytes()
    return raw(folder, "xls", data[:700])


# F04: oversized.


def cells_at(folder: Path, last: str) -> Path:
    """Write a workbook whose only cells are A1 and `last`, as the known killers do."""
    row = "".join(c for c in last if c.isdigit())
    body = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{last}"><v>1</v></c></row>'.encode()

    def change(data: bytes) -> bytes:
        start, end = data.index(b"<sheetData>") + len(b"<sheetData>"), data.index(b"</sheetData>")
        return data[:start] + body + data[end:]

    return edited(workbook(folder), "sheet1.xml", change)


def killer_last_cell(folder: Path) -> Path:
    return cells_at(folder, "XFD1048576")


def killer_far_column(folder: Path) -> Path:
    return cells_at(folder, "XFD6000")


def deflate_bomb(folder: Path) -> Path:
    return edited(workbook(folder), "sheet1.xml", lambda d: d + b" " * (300 << 20))


def too_many_parts(folder: Path) -> Path:
    path = workbook(folder)
    with zipfile.ZipFile(path, "a") as package:
        for number in range(5_001):
            package.writestr(f"xl/media/{number}.bin", b"")
    return path


def repeated_ods_cells(folder: Path) -> Path:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16000"/>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    return ods(folder / f"{DELIVERY}.ods", (UNITS.sheet, row))
