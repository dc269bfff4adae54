"""The smallest OLE2 compound file that a protected workbook needs.

Belongs here: headers, allocation table and directory of a version 3 compound file with a few large streams.
Does not belong here: encryption (the streams hold invented bytes), or which refusal the file illustrates.
"""

from collections.abc import Mapping
from math import ceil
from struct import pack

SECTOR = 512
SMALLEST_STREAM = 4096  # shorter streams would need a second allocation table
FREE, END_OF_CHAIN, TABLE_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NOTHING = 0xFFFFFFFF
STREAM, ROOT = 2, 5
BLACK = 1
MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
ENTRIES_PER_SECTOR = 4


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file of up to three streams, named from the shortest to the longest, each 4 kB or more."""
    padded = {name: content.ljust(SMALLEST_STREAM, b"\0") for name, content in streams.items()}
    table = [TABLE_SECTOR, END_OF_CHAIN]
    entries = [_entry("Root Entry", ROOT, END_OF_CHAIN, 0, child=1)]
    for position, (name, content) in enumerate(padded.items(), start=1):
        following = position + 1 if position < len(padded) else NOTHING
        entries.append(_entry(name, STREAM, len(table), len(content), right=following))
        sectors = ceil(len(content) / SECTOR)
        table += [*range(len(table) + 1, len(table) + sectors), END_OF_CHAIN]
    table += [FREE] * (SECTOR // 4 - len(table))
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    data = b"".join(content.ljust(ceil(len(content) / SECTOR) * SECTOR, b"\0") for content in padded.values())
    return _header() + pack(f"<{len(table)}I", *table) + directory + data


def _header() -> bytes:
    """Return the header: table in sector 0, directory from sector 1."""
    sizes = pack("<16xHHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    counts = pack("<IIIIIIIII", 0, 1, 1, 0, SMALLEST_STREAM, END_OF_CHAIN, 0, END_OF_CHAIN, 0)
    return MAGIC + sizes + counts + pack("<109I", 0, *[FREE] * 108)


def _entry(name: str, kind: int, start: int, size: int, *, right: int = NOTHING, child: int = NOTHING) -> bytes:
    """Return one directory entry of 128 bytes."""
    text = name.encode("utf-16-le")
    links = pack("<HBBIII", len(text) + 2, kind, BLACK, NOTHING, right, child)
    return text.ljust(64, b"\0") + links + bytes(36) + pack("<IQ", start, size)
