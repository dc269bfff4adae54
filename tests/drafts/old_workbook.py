"""Writes a small .xls by hand: no library of the project can, and a reader must be tried on one.

Belongs here: just enough of BIFF8 in an OLE2 container. Does not belong here: any reading.
"""

import datetime as dt
import struct
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from .draft import Cell

_ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
_GENERAL, _DATE = 0, 14  # number formats that need no record of their own
_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def write_xls(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    *,
    hidden: Collection[str] = (),
    dates_from_1904: bool = False,
    locked: bool = False,
) -> Path:
    """Write sheets from A1 on, texts of an error as error cells; `locked` adds the mark of a password."""
    epoch = dt.date(1904, 1, 1) if dates_from_1904 else dt.date(1899, 12, 30)
    head = _bof(0x0005) + (_record(0x002F, bytes(54)) if locked else b"") + _record(0x0042, struct.pack("<H", 1200))
    head += _record(0x0022, struct.pack("<H", dates_from_1904))
    head += b"".join(_record(0x00E0, struct.pack("<HH16x", 0, number)) for number in (_GENERAL, _DATE))
    offset = len(head) + sum(len(_bound(name, 0, shown=True)) for name in sheets) + len(_record(0x000A, b""))
    bounds, bodies = b"", b""
    for name, lines in sheets.items():
        bounds += _bound(name, offset + len(bodies), shown=name not in hidden)
        bodies += _sheet(lines, epoch)
    path.write_bytes(_container(head + bounds + _record(0x000A, b"") + bodies))
    return path


def _bound(name: str, offset: int, *, shown: bool) -> bytes:
    return _record(0x0085, struct.pack("<IBBBB", offset, not shown, 0, len(name), 1) + name.encode("utf-16-le"))


def _sheet(lines: Sequence[Sequence[Cell]], epoch: dt.date) -> bytes:
    cells = b"".join(_cell(r, c, cell, epoch) for r, line in enumerate(lines) for c, cell in enumerate(line))
    size = struct.pack("<IIHHH", 0, len(lines), 0, max(map(len, lines)), 0)
    return _bof(0x0010) + _record(0x0200, size) + cells + _record(0x000A, b"")


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _cell(row: int, column: int, value: Cell, epoch: dt.date) -> bytes:
    at = struct.pack("<HHH", row, column, isinstance(value, dt.date))
    if value is None:
        return b""
    if isinstance(value, bool) or value in _ERRORS:
        code = int(value) if isinstance(value, bool) else _ERRORS[str(value)]
        return _record(0x0205, at + struct.pack("<BB", code, not isinstance(value, bool)))
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x0204, at + struct.pack("<HB", len(text) // 2, 1) + text)
    return _record(0x0203, at + struct.pack("<d", (value - epoch).days if isinstance(value, dt.date) else value))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _container(stream: bytes) -> bytes:
    """Return the file: allocation table in the first sectors, then the directory, then the workbook."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    tables = -(-(count + 2) // 126)  # a sector tells of 128 others, less those of the table itself
    first = tables + 1
    fat = [_FAT] * tables + [_END, *range(first + 1, first + count), _END]
    header = struct.pack("<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                         0, tables, tables, 0, 4096, _END, 0, _END, 0, 0)  # fmt: skip
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * _SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, first, len(stream))
    header += struct.pack("<108I", *range(1, tables), *[_FREE] * (109 - tables))
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
