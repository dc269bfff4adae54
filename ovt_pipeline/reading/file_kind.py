"""What a file really is, from its first bytes, before any parser sees it.

Belongs here: the entry of the gate, for the reading child. Does not belong here: what is inside an archive
(archive_gate.py, sheet_gate.py), sentences.
"""

import os
import stat
from pathlib import Path
from typing import Literal

from ovt_pipeline.reading.answer import MAX_TEXT
from ovt_pipeline.reading.archive_gate import check_archive
from ovt_pipeline.reading.part_look import Looks
from ovt_pipeline.reading.refusal import Refusal

FileKind = Literal["xlsx", "xls", "ods", "csv"]

MAX_FILE = 200 << 20  # bytes: a million rows of the widest contract are about 150 MB of csv
MAX_LINE = 8 << 20  # bytes: sixty of the longest cells there may be
_KINDS: dict[str, FileKind] = {"xlsx": "xlsx", "xlsm": "xlsx", "xls": "xls", "ods": "ods", "csv": "csv"}
_ZIP, _OLE2, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 20


def examine(path: Path, formats: tuple[str, ...]) -> tuple[FileKind, Looks]:
    """Return the kind of a file whose content agrees with its extension and is safe to parse, and what its parts show.

    Raises Refusal OVT-F01 (not what it says), F02 (password), F03 (empty, cut, damaged), F04 (oversized).
    """
    named = path.suffix.lower().lstrip(".")
    listed = ", ".join(formats)
    if named not in {f.lower() for f in formats} or named not in _KINDS:
        raise Refusal("OVT-F01", reason="extension", formats=listed)
    kind = _KINDS[named]
    start = _first_bytes(path)
    if kind == "csv":
        _check_text(path, start, listed)
    elif start.startswith(_OLE2):
        _check_ole2(path, kind, listed)
    elif kind != "xls" and start.startswith(_ZIP):
        return kind, check_archive(path, kind, listed)
    else:
        raise Refusal("OVT-F01", reason=_nature(start), formats=listed)
    return kind, {}


def _first_bytes(path: Path) -> bytes:
    """Open a regular file without following a link or waiting on a pipe, and return its first bytes."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise Refusal("OVT-F01", reason="special", formats="")
        if facts.st_size == 0:
            raise Refusal("OVT-F03", reason="empty")
        if facts.st_size > MAX_FILE:
            raise Refusal("OVT-F04", reason="size", limit=MAX_FILE >> 20, size=facts.st_size >> 20)
        return os.read(descriptor, 512)
    finally:
        os.close(descriptor)


def _nature(start: bytes) -> str:
    """Return the reason that names what the bytes look like."""
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((_ZIP, _OLE2)):
        return "container"
    if start.startswith(_PDF):
        return "pdf"
    return "html" if text.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")) else "other"


def _check_text(path: Path, start: bytes, listed: str) -> None:
    nature = _nature(start)
    if nature != "other":
        raise Refusal("OVT-F01", reason=nature, formats=listed)
    is_wide = start.startswith(_WIDE_BOMS)
    line, length = 1, 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if b"\0" in chunk and not is_wide:
                raise Refusal("OVT-F01", reason="binary", formats=listed)
            length = 0 if b"\n" in chunk or b"\r" in chunk else length + len(chunk)
            if length > MAX_LINE:
                raise Refusal("OVT-F04", row=line, reason="text", limit=MAX_TEXT, size=length >> 10)
            line += chunk.count(b"\n") or chunk.count(b"\r")


def _check_ole2(path: Path, kind: FileKind, listed: str) -> None:
    """Refuse an OLE2 container that is not an xls: Office encrypts an xlsx into one (EncryptedPackage)."""
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if _ENCRYPTED in tail + chunk:
                raise Refusal("OVT-F02")
            tail = chunk[-len(_ENCRYPTED) :]
    if kind != "xls":
        raise Refusal("OVT-F01", reason="container", formats=listed)
