"""Writes a small .xls by hand: no library of the project can, and a reader must be tried on one.

Belongs here: just enough of BIFF8 in an OLE2 container. Does not belong here: any reading.
"""

import struct
from pathlib import Path

Cell = str | float | None

ERROR_NA = "#N/A"
_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def write_xls(path: Path, sheet: str, rows: list[list[Cell]], *, locked: bool = False) -> Path:
    """Write rows of text, numbers and #N/A error cells from A1 on; `locked` adds the mark of a password."""
    path.write_bytes(_container(_workbook(sheet, rows, locked=locked)))
    return path


def _workbook(sheet: str, rows: list[list[Cell]], *, locked: bool) -> bytes:
    before = _bof(0x0005) + (_record(0x002F, bytes(54)) if locked else b"") + _record(0x0042, struct.pack("<H", 1200))
    name = sheet.encode("utf-16-le")
    bound_length = 4 + 8 + len(name)
    offset = len(before) + bound_length + 4
    bound = _record(0x0085, struct.pack("<IBBBB", offset, 0, 0, len(sheet), 1) + name)
    cells = b"".join(_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row))
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)
    body = _bof(0x0010) + _record(0x0200, size) + cells + _record(0x000A, b"")
    return before + bound + _record(0x000A, b"") + body


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _cell(row: int, column: int, value: Cell) -> bytes:
    at = struct.pack("<HHH", row, column, 0)
    if value is None:
        return b""
    if value == ERROR_NA:
        return _record(0x0205, at + struct.pack("<BB", 0x2A, 1))
    if isinstance(value, float):
        return _record(0x0203, at + struct.pack("<d", value))
    return _record(0x0204, at + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _container(stream: bytes) -> bytes:
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    fat = [_FAT, _END, *range(3, 2 + count), _END]
    header = struct.pack("<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                         0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)  # fmt: skip
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    header += struct.pack("<108I", *[_FREE] * 108)
    return header + table + directory.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", _FREE, _FREE, child)
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB", len(raw), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
