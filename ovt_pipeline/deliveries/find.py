"""The deliveries that wait in a folder: which files they are, what their names and bytes say.

Belongs here: looking at names and bytes without ever following or waiting on anything. Does not belong here: opening
a delivery as a workbook, deciding which ones are new.
"""

import datetime as dt
import hashlib
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from ovt_pipeline.clock import Clock, SystemClock
from ovt_pipeline.deliveries.names import is_readable, shown_name
from ovt_pipeline.deliveries.remembered import Remembered
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.reading.folding import SYNTHETIC_MARK, letters_and_digits

_DATE = re.compile(r"(?<![0-9])([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")
_LOCK_PREFIXES = ("~$", ".")
_TEMPORARY_SUFFIXES = (".tmp", ".part", ".crdownload", "~")
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CHUNK = 1 << 20
_TITLE = 2048  # bytes of a title row that are looked at


@dataclass(frozen=True)
class InboxFile:
    """A file that may be a delivery; `extraction_date` is None unless its name holds exactly one distinct date.

    `sha256` is that of no byte at all when the file cannot be opened: reading it will refuse it (OVT-F03).
    """

    path: Path
    export: str
    file_name: str
    extraction_date: dt.date | None
    dates_found: int
    size: int
    sha256: str
    modified_ns: int

    @property
    def has_readable_name(self) -> bool:
        """Tell whether its name is valid UTF-8 without control characters; else `file_name` shows it escaped."""
        return is_readable(self.path.name)

    @property
    def identity(self) -> tuple[str, str, dt.date | None]:
        """Export, sha256 and extraction date: what makes two files the same delivery."""
        return (self.export, self.sha256, self.extraction_date)


@dataclass(frozen=True)
class Inbox:
    """The folder of the deliveries, one folder an export. It always says what is there now, and hashes a file once.

    A csv changed less than `quiet` seconds ago may still be written: it waits. Invented data needs not.
    """

    sources: Path
    quiet: int = 0
    clock: Clock = field(default_factory=SystemClock)
    _seen: Remembered[InboxFile | None] = field(default_factory=lambda: Remembered(_look_at), compare=False, repr=False)

    def files(self, export: str, formats: tuple[str, ...]) -> list[InboxFile]:
        """Return the files of an export whose extension is one of `formats`, undated ones first, then by date.

        Left out: links, folders, special files, lock, hidden and temporary files, files being written and those that
        wait. [] without folder. Raises: OVT-U05 when the folder may not be listed.
        """
        found = [file for file in self._found(export, formats) if not self._waits(file)]
        return sorted(found, key=lambda c: (c.extraction_date or dt.date.min, c.modified_ns, c.file_name))

    def waiting(self, export: str, formats: tuple[str, ...]) -> list[str]:
        """Return the names of the csv of an export that changed too little ago. Raises: OVT-U05."""
        return [file.file_name for file in self._found(export, formats) if self._waits(file)]

    def has_file(self, export: str, formats: tuple[str, ...]) -> bool:
        """Say whether a file of an export waits, without opening any. Raises: OVT-U05."""
        return any(path.is_file() and not path.is_symlink() for path in self._named(export, formats))

    def _found(self, export: str, formats: tuple[str, ...]) -> list[InboxFile]:
        return [file for path in self._named(export, formats) if (file := self._seen.of(path))]

    def _waits(self, file: InboxFile) -> bool:
        if not self.quiet or file.path.suffix.lower() != ".csv":
            return False
        age = self.clock.now().timestamp() - file.modified_ns / 1e9
        return 0 <= age < self.quiet and not _says_synthetic(file.path)

    def _named(self, export: str, formats: tuple[str, ...]) -> list[Path]:
        extensions, folder = {f".{f.lower()}" for f in formats}, self.sources / export
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208 - names are enough, nothing is looked at yet
        except (FileNotFoundError, NotADirectoryError):
            return []
        except PermissionError:
            fields = {"found": "PermissionError", "option": "--sources, OVT_SOURCES"}
            raise OvtError("OVT-U05", Where(file=export), reason="deliveries", **fields) from None
        return [folder / n for n in names if _is_delivery_name(n) and Path(n).suffix.lower() in extensions]


def dates_in_name(file_name: str) -> set[dt.date]:
    """Return the distinct real calendar dates AAAA-MM-JJ of a name, digits on neither side."""
    return {d for d in map(_real_date, _DATE.findall(file_name)) if d}


def is_unchanged(file: InboxFile) -> bool:
    """Tell whether the file still is the one that was hashed, by its size and time: to be asked after reading it."""
    try:
        now = os.lstat(file.path)
    except OSError:
        return False
    return stat.S_ISREG(now.st_mode) and (now.st_size, now.st_mtime_ns) == (file.size, file.modified_ns)


def _is_delivery_name(name: str) -> bool:
    return not name.startswith(_LOCK_PREFIXES) and not name.lower().endswith(_TEMPORARY_SUFFIXES)


def _says_synthetic(path: Path) -> bool:
    """Tell whether the first line of a csv, its title, says that it is invented."""
    try:
        with path.open("rb") as file:
            title = file.readline(_TITLE)
    except OSError:
        return False
    texts = (title.decode(encoding, errors="ignore") for encoding in ("utf-8", "cp1252"))
    return any(SYNTHETIC_MARK in letters_and_digits(text) for text in texts)


def _real_date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _look_at(path: Path) -> InboxFile | None:
    """Return what a regular file says of itself; None for anything else, or when it changes or goes meanwhile."""
    try:
        before = os.lstat(path)
        if not stat.S_ISREG(before.st_mode):  # opening a device can have effects: look first
            return None
        digest, after = _hashed(path)
    except PermissionError:
        digest, after = hashlib.sha256().hexdigest(), before
    except OSError:
        return None
    if not stat.S_ISREG(after.st_mode) or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return None
    dates = dates_in_name(path.name)
    only = next(iter(dates)) if len(dates) == 1 else None
    return InboxFile(
        path, path.parent.name, shown_name(path.name), only, len(dates), before.st_size, digest, before.st_mtime_ns
    )


def _hashed(path: Path) -> tuple[str, os.stat_result]:
    """Return the sha256 of a file and its state once read; never follows a link nor waits on a pipe."""
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        digest = hashlib.sha256()
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
        return digest.hexdigest(), os.fstat(descriptor)
