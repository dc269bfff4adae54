"""Files that no reader should trust: wrong content, locked, cut, swollen, or with a cell lost at the far corner.

Belongs here: spoiling the bytes of a sound workbook, or standing in for one.
Does not belong here: spoiled tables (refused.py).
"""

from random import Random

from ovt_pipeline.samples.compound_file import compound_file
from ovt_pipeline.samples.files import unzipped, zipped
from ovt_pipeline.samples.sheet import SYNTHETIC
from ovt_pipeline.samples.timeline import DEFAULT_SEED

SHEET_PART = "xl/worksheets/sheet1.xml"
SWOLLEN_BYTES = 128 * 1024 * 1024
KEPT_PERCENT = 60
FAR_CELL = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>cellule perdue</t></is></c></row>'


def plain_text() -> bytes:
    """Return a text that someone named .xlsx."""
    return f"{SYNTHETIC} - ceci est un texte, pas un classeur.\r\n".encode()


def protected() -> bytes:
    """Return the envelope of a workbook saved with a password; what it seals is invented noise."""
    info = bytes.fromhex("0400040040000000") + b'<?xml version="1.0" encoding="UTF-8"?>\r\n<encryption/>'
    sealed = Random(DEFAULT_SEED).randbytes(8192)
    return compound_file({"EncryptionInfo": info, "EncryptedPackage": len(sealed).to_bytes(8, "little") + sealed})


def truncated(workbook: bytes) -> bytes:
    """Return the first part of a workbook, as an interrupted copy leaves it."""
    return workbook[: len(workbook) * KEPT_PERCENT // 100]


def zip_bomb(workbook: bytes) -> bytes:
    """Return a small workbook whose sheet swells to 128 MB of blanks when read."""
    parts = unzipped(workbook)
    head, tail = parts[SHEET_PART].split(b"</sheetData>")
    parts[SHEET_PART] = head + b" " * SWOLLEN_BYTES + b"</sheetData>" + tail
    return zipped(parts, compressed=True)


def stray_cell(workbook: bytes) -> bytes:
    """Return the workbook with a cell typed by mistake at the last row and column that Excel has."""
    parts = unzipped(workbook)
    head, tail = parts[SHEET_PART].split(b"</sheetData>")
    declared = head.split(b'<dimension ref="')
    declared[1] = b"A1:XFD1048576" + declared[1][declared[1].index(b'"') :]
    parts[SHEET_PART] = b'<dimension ref="'.join(declared) + FAR_CELL + b"</sheetData>" + tail
    return zipped(parts)
