"""Files on a disk that may be full, taken away or altered: modes, digests, flushing.

Belongs here: what every writer of files needs. Does not belong here: which files there are (place.py).
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ovt_pipeline.language.errors import OvtError, Where

PRIVATE_FOLDER, PRIVATE_FILE, PUBLISHED_FILE = 0o700, 0o600, 0o440


@contextmanager
def cannot_write(place: str) -> Iterator[None]:
    """Turn a full disk or a missing right into OVT-P06, wherever it strikes."""
    try:
        yield
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        found = getattr(error, "strerror", None) or type(error).__name__
        raise OvtError("OVT-P06", Where(file=place), found=found) from None


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Write a private file of the warehouse aside, then give it its name: it is never there by half."""
    written = path.with_name(f".{path.name.lstrip('.')}.new")
    written.write_text(text, encoding="utf-8")
    written.chmod(PRIVATE_FILE)
    sync(written)
    written.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Flush a file or a folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
