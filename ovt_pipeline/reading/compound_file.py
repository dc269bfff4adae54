"""The OLE2 container of an old .xls: finding the stream that holds the workbook.

Belongs here: sectors and directory entries. Does not belong here: what the stream says (biff.py).
"""

import struct
from collections.abc import Iterator

END_OF_CHAIN = 0xFFFFFFF0  # sector numbers from here on are marks, not sectors
_HEADER = 512
_ENTRY = 128
_NAMES = ("Workbook", "Book")


def workbook_stream(data: bytes) -> bytes | None:
    """Return the workbook stream of an OLE2 file, None when its structure does not lead to one."""
    try:
        return _Container(data).stream()
    except (struct.error, IndexError, KeyError):
        return None


class _Container:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = 1 << struct.unpack_from("<H", data, 30)[0]
        self.mini_size = 1 << struct.unpack_from("<H", data, 32)[0]
        self.directory, self.cutoff = struct.unpack_from("<I4xI", data, 48)
        self.mini_fat_start, _, self.difat_start = struct.unpack_from("<III", data, 60)
        self.fat = self._fat()

    def stream(self) -> bytes | None:
        raw = self._chain(self.directory)
        entries = [raw[i : i + _ENTRY] for i in range(0, len(raw) - _ENTRY + 1, _ENTRY)]
        named = {self._name(e): e for e in entries}
        entry = next((named[n] for n in _NAMES if n in named), None)
        if entry is None:
            return None
        start, size = struct.unpack_from("<II", entry, 116)
        if size >= self.cutoff:
            return self._chain(start)[:size]
        return self._mini_chain(entries[0], start)[:size]

    def _name(self, entry: bytes) -> str:
        length: int = struct.unpack_from("<H", entry, 64)[0]
        return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")

    def _sector(self, number: int) -> bytes:
        start = _HEADER + number * self.size if self.size == _HEADER else (number + 1) * self.size
        return self.data[start : start + self.size]

    def _fat(self) -> tuple[int, ...]:
        sectors = list(struct.unpack_from("<109I", self.data, 76))
        following, seen = self.difat_start, set[int]()
        while following < END_OF_CHAIN and following not in seen:
            seen.add(following)
            numbers = _integers(self._sector(following))
            sectors, following = sectors + list(numbers[:-1]), numbers[-1]
        return _integers(b"".join(self._sector(s) for s in sectors if s < END_OF_CHAIN))

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(s) for s in _followed(start, self.fat))

    def _mini_chain(self, root: bytes, start: int) -> bytes:
        whole = self._chain(struct.unpack_from("<I", root, 116)[0])
        mini_fat = _integers(self._chain(self.mini_fat_start))
        size = self.mini_size
        return b"".join(whole[s * size : (s + 1) * size] for s in _followed(start, mini_fat))


def _integers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _followed(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """Yield the sectors of a chain; a damaged one that turns in circles or leaves the table ends there."""
    seen = set[int]()
    while start < min(END_OF_CHAIN, len(table)) and start not in seen:
        seen.add(start)
        yield start
        start = table[start]
