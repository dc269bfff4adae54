"""What one pass over a part of a workbook's archive tells: whether a closer look at a sheet is worth its price.

Belongs here: signs that cost next to nothing to find. Does not belong here: what a sign leads to (sheet_gate.py,
faulty_cells.py).
"""

import re
from collections.abc import Iterator

_OVERLAP = 1024  # bytes kept from the previous chunk: longer than any cell's opening tag
# Addresses are found by a look at each « = », six times cheaper than at every cell. FAR: beyond column Z, or below any
# row that a spreadsheet has. DEEP: below row 700,000, where 26 columns could be too many and 18 are not.
_FAR_ADDRESS = rb"[A-Za-z](?:[A-Za-z]{1,2}[0-9]|1[1-9][0-9]{5}|[2-9][0-9]{6})"
_DEEP_ADDRESS = rb"[A-Za-z](?:[7-9][0-9]{5}|10[0-9]{5})"
_BEGUN = rb"""=\s*+["']"""
_FAR = re.compile(_BEGUN + _FAR_ADDRESS)
_DEEP = re.compile(_BEGUN + _DEEP_ADDRESS)
_ERROR = re.compile(_BEGUN + rb"""e["']""")
_ANY = re.compile(_BEGUN + rb"""(?:e["']|""" + _FAR_ADDRESS + rb"|" + _DEEP_ADDRESS + rb")")
WIDE = re.compile(_BEGUN + rb"[S-Zs-z][0-9]")  # from the 19th column on: deep rows could then be too many cells


class Look:
    """What was seen of a part: whether one of its cells lies far, or deep, or may be an error.

    A formula counts as an error: its result may never have been stored. `untagged` is the most bytes found without a
    tag; those within one chunk are not counted.
    """

    def __init__(self) -> None:
        self.is_far = self.is_deep = self.is_faulty = False
        self.untagged = 0
        self._tail, self._since_tag = b"", 0

    def at(self, chunk: bytes) -> None:
        """Look at the next chunk."""
        self._measure(chunk)
        text = self._tail + chunk
        if not (self.is_far and self.is_faulty) and _ANY.search(text):
            self.is_far = self.is_far or _FAR.search(text) is not None
            self.is_deep = self.is_deep or _DEEP.search(text) is not None
            self.is_faulty = self.is_faulty or _ERROR.search(text) is not None
        self.is_faulty = self.is_faulty or b"<f" in text or (b":" in text and b":f" in text)
        self._tail = chunk[-_OVERLAP:]

    def _measure(self, chunk: bytes) -> None:
        first = chunk.find(b"<")
        self._since_tag += len(chunk) if first < 0 else first
        self.untagged = max(self.untagged, self._since_tag)
        if first >= 0:
            self._since_tag = len(chunk) - chunk.rfind(b"<")


Looks = dict[str, Look]  # by name of a part


def look_at(chunks: Iterator[bytes]) -> Look:
    """Return what is seen of a part."""
    look = Look()
    for chunk in chunks:
        look.at(chunk)
    return look


def overlapping(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield each chunk with the end of the one before it."""
    tail = b""
    for chunk in chunks:
        yield tail + chunk
        tail = chunk[-_OVERLAP:]
