"""Scans folders for canaries: every byte of every file, what archives hold, and databases as their readers see them.

Belongs here: walking, unpacking, and the report. Does not belong here: what a canary looks like in bytes
(canary_forms.py), reading databases (canary_tables.py), which folders a run may have written to (canary_runs.py).
"""

import bz2
import io
import lzma
import os
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .canary_forms import Finder
from .canary_tables import READERS, Unreadable, kind_of
from .canary_words import STEMS

DEPTH = 5  # archives within archives
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_PACKED: dict[bytes, Callable[[], Any]] = {  # first bytes → what unpacks the rest, as far as it goes
    **dict.fromkeys((b"\x1f\x8b", *_ZLIB), lambda: zlib.decompressobj(zlib.MAX_WBITS | 32)),
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ": lzma.LZMADecompressor,
}
_NOT_PACKED = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)


@dataclass(frozen=True)
class Hit:
    """One canary in one place: `form` says how it was written there."""

    where: str
    form: str
    canary: str


@dataclass
class Report:
    """What a scan found, and what it read: a scan of nothing finds nothing either."""

    hits: list[Hit] = field(default_factory=list)
    read: Counter[str] = field(default_factory=Counter)  # file, archive, duckdb, parquet, sqlite, bytes → how many
    unread: list[str] = field(default_factory=list)  # databases that no reader opens: their bytes alone were scanned

    @property
    def canaries(self) -> set[str]:
        """Canaries found, wherever."""
        return {hit.canary for hit in self.hits}


@dataclass
class Scanner:
    """Looks for the same canaries in any number of folders."""

    canaries: Iterable[str]
    report: Report = field(default_factory=Report)

    def __post_init__(self) -> None:
        self._finder = Finder(STEMS.values(), list(self.canaries))

    def scan(self, *folders: Path) -> Report:
        """Scan every file below the folders, names and targets of links included; return the report."""
        for folder in folders:
            for path in _below(folder):
                place = str(path.relative_to(folder.parent))
                self._look(f"name of {place}", place.encode())
                if path.is_symlink():
                    self._look(f"target of {place}", os.fsencode(path.readlink()))
                elif path.is_file():
                    self._file(path, place)
        return self.report

    def _file(self, path: Path, place: str) -> None:
        data = path.read_bytes()
        self.report.read.update({"file": 1, "bytes": len(data)})
        self._block(place, data, DEPTH)
        self._tables(path, place, data)

    def _block(self, place: str, data: bytes, depth: int) -> None:
        self._look(place, data)
        self._unpack(place, data, depth)

    def _unpack(self, place: str, data: bytes, depth: int) -> None:
        """Look into what a block holds when it is an archive."""
        for name, inner in _unpacked(data) if depth else ():
            self.report.read["archive"] += 1
            self._block(f"{place}!{name}", inner, depth - 1)
            if kind_of(inner):
                self._tables_of_member(f"{place}!{name}", inner)

    def _tables(self, path: Path, place: str, data: bytes) -> None:
        """Read a database or a Parquet file as its readers do: compressed values are not in its bytes."""
        kind = kind_of(data)
        if kind is None:
            return
        try:
            blocks = [(f"{place}:{column}", value) for column, value in READERS[kind](path)]
        except Unreadable:
            self.report.unread.append(place)
        else:
            self.report.read[kind] += 1
            self._blocks(blocks)

    def _blocks(self, blocks: list[tuple[str, bytes]]) -> None:
        """Look into all blocks at once, and into each only when something is there; archives one by one."""
        if self._finder.find(b"\n".join(value for _, value in blocks)):
            for place, value in blocks:
                self._look(place, value)
        for place, value in blocks:
            self._unpack(place, value, DEPTH)

    def _tables_of_member(self, place: str, data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "member"
            path.write_bytes(data)
            self._tables(path, place, data)

    def _look(self, place: str, data: bytes) -> None:
        self.report.hits += [Hit(place, form, canary) for canary, form in self._finder.find(data).items()]


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or path.is_file() or path.is_dir():
            yield path


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the members of a zip, or the content of a compressed block."""
    try:
        if data.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                yield from [(name, package.read(name)) for name in package.namelist()]
        for magic, unpacker in _PACKED.items():
            if data.startswith(magic):
                yield "content", unpacker().decompress(data)
    except _NOT_PACKED:  # the first bytes were a coincidence: the bytes themselves have been scanned
        return
