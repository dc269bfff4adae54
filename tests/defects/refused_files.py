"""Files that no parser should open, or that it cannot: one function per defect (OVT-F01 to F04, F14, F21).

Each takes a draft and lets its file be spoilt once it is written. Does not belong here: tables that lack something
(refused_tables.py).
"""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from drafts.draft import Draft
from drafts.formats import edited, ods, write
from drafts.old_workbook import write_xls

Spoil = Callable[[Draft], object]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEET = "sheet1.xml"


def _bytes(change: Callable[[bytes], bytes], draft: Draft) -> None:
    """Change the bytes of the written file."""
    draft.then.append(lambda path: path.write_bytes(change(path.read_bytes())))


def _part(name: str, change: Callable[[bytes], bytes], draft: Draft) -> None:
    """Change a part of the written workbook."""
    draft.then.append(lambda path: edited(path, name, change))


def bytes_become(data: bytes) -> Spoil:
    """Return the defect of a file that holds something else."""
    return partial(_bytes, lambda _: data)


def cut_at(share: float) -> Spoil:
    """Return the defect of a copy that stopped."""
    return partial(_bytes, lambda data: data[: int(len(data) * share)])


def ends_with(more: bytes) -> Spoil:
    """Return the defect of a file that something was added to."""
    return partial(_bytes, lambda data: data + more)


text_as_workbook = bytes_become(b"No unite;Statut\r\n")
web_page_as_workbook = bytes_become(b"<html><table><tr><td>No unit</td></tr></table></html>")
pdf_as_csv = bytes_become(b"%PDF-1.7 ...")
password = bytes_become(_OLE + bytes(1016) + "EncryptedPackage".encode("utf-16-le"))
word_document = partial(_part, "[Content_Types].xml", lambda d: d.replace(b"sheet.main+xml", b"document.main+xml"))
sheet_part_gone = partial(_part, "workbook.xml.rels", lambda d: d.replace(b"sheet1.xml", b"sheet9.xml"))
deflate_bomb = partial(_part, _SHEET, lambda d: d + b" " * (300 << 20))
quote_not_closed = ends_with('"SQ-9;jamais fermé\r\nSQ-10;suite\r\n'.encode())


def workbook_as_csv(draft: Draft) -> None:
    draft.then.append(lambda path: write(replace(draft, extension="xlsx", then=[]), path.parent, path.name))


def link(draft: Draft) -> None:
    draft.then.append(lambda path: path.symlink_to(path.rename(path.with_stem("vrai"))))


def password_of_old_workbook(draft: Draft) -> None:
    sheets = {sheet.name: [sheet.header.cells] for sheet in draft.tables}
    draft.then.append(lambda path: write_xls(path, sheets, locked=True))


def encrypted_entries(draft: Draft) -> None:
    def mark(data: bytes) -> bytes:
        at = data.find(b"PK\x01\x02") + 8
        return data[:at] + bytes([data[at] | 1]) + data[at + 1 :]

    _bytes(mark, draft)


def wrong_crc(draft: Draft) -> None:
    def spoil(path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            entry = package.getinfo(f"xl/worksheets/{_SHEET}")
        data = bytearray(path.read_bytes())
        data[entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2] ^= 0xFF
        path.write_bytes(data)

    draft.then.append(spoil)


def entity_bomb(draft: Draft) -> None:
    doctype = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    _part(_SHEET, lambda d: doctype + (d.partition(b"?>")[2] if b"?>" in d else d), draft)


def cut_csv(draft: Draft) -> None:
    """Cut a csv amid its last record, as a copy that stopped does."""
    _bytes(lambda data: data.rstrip() + b"\r\nSQ-9" + draft.separator.encode() + b"03", draft)


def cells_at(last: str) -> Spoil:
    """Return a workbook whose only cells are A1 and `last`, as the known killers do."""
    row = "".join(c for c in last if c.isdigit())
    body = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{last}"><v>1</v></c></row>'.encode()

    def change(data: bytes) -> bytes:
        start, end = data.index(b"<sheetData>") + len(b"<sheetData>"), data.index(b"</sheetData>")
        return data[:start] + body + data[end:]

    return partial(_part, _SHEET, change)


def too_many_parts(draft: Draft) -> None:
    def add(path: Path) -> None:
        with zipfile.ZipFile(path, "a") as package:
            for number in range(5_001):
                package.writestr(f"xl/media/{number}.bin", b"")

    draft.then.append(add)


def repeated_cells(draft: Draft) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16000"/>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    draft.then.append(lambda path: ods(path, (draft.sheets[0].name, row)))
