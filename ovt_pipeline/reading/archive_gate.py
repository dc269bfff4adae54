"""The gate of zip workbooks: what the archive declares, then what it really expands to.

Belongs here: limits of the archive and of its parts. Does not belong here: extents of the sheets (sheet_gate.py).
"""

import zlib
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from ovt_pipeline.reading.package import stream_part
from ovt_pipeline.reading.part_look import Look, Looks
from ovt_pipeline.reading.refusal import Refusal
from ovt_pipeline.reading.sheet_gate import check_ods, check_sheets

MAX_ENTRIES = 5_000  # parts: a workbook of 200 sheets with drawings has about a thousand
MAX_EXPANDED = 1 << 30  # bytes of all parts: a million rows of fourteen columns are about 700 MB of XML
MAX_RATIO = 150  # expanded/compressed: sheets of one repeated row reach about 60, a deflate bomb 1,000
RATIO_FROM = 8 << 20  # bytes: below this an archive is harmless whatever its ratio
_MARKERS = {"xlsx": "[content_types].xml", "ods": "content.xml"}
_ENCRYPTED_FLAG = 0x1
_DOCTYPE_WITHIN = 4096  # bytes: a DOCTYPE precedes the root element


def check_archive(path: Path, kind: str, listed: str) -> Looks:
    """Return what was seen of the parts of an archive.

    Raises Refusal when it is not such a workbook (OVT-F01, F02), is damaged (F03) or oversized (F04).
    """
    try:
        with ZipFile(path) as archive:
            _check_directory(archive.infolist(), kind, listed)
            looks = _check_parts(archive, kind, listed)
            check_ods(archive, looks) if kind == "ods" else check_sheets(path, archive, looks)
            return looks
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError):
        raise Refusal("OVT-F03", reason="archive") from None


def _check_directory(entries: list[ZipInfo], kind: str, listed: str) -> None:
    """Judge what the central directory declares; nothing is expanded yet."""
    if len(entries) > MAX_ENTRIES:
        raise Refusal("OVT-F04", reason="entries", limit=MAX_ENTRIES, entries=len(entries))
    if any(e.flag_bits & _ENCRYPTED_FLAG for e in entries):
        raise Refusal("OVT-F02")
    expanded = sum(e.file_size for e in entries)
    if expanded > MAX_EXPANDED:
        raise Refusal("OVT-F04", reason="expanded", limit=MAX_EXPANDED >> 20, size=expanded >> 20)
    for entry in entries:
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            ratio = entry.file_size // max(entry.compress_size, 1)
            raise Refusal("OVT-F04", reason="ratio", limit=MAX_RATIO, ratio=ratio)
    if _MARKERS[kind] not in {e.filename.casefold() for e in entries}:
        raise Refusal("OVT-F01", reason="container", formats=listed)


def _check_parts(archive: ZipFile, kind: str, listed: str) -> Looks:
    """Expand every XML part once: the CRC of each, no DOCTYPE (entity bombs), and the mark of a workbook."""
    genuine, looks = kind == "ods", Looks()
    for entry in archive.infolist():
        name = entry.filename.casefold()
        if not name.endswith((".xml", ".rels")):
            continue
        start, look = b"", Look()
        for chunk in stream_part(archive, entry.filename):
            look.at(chunk)
            start = start or chunk[:_DOCTYPE_WITHIN]
            genuine = genuine or (name == _MARKERS[kind] and b"sheet.main+xml" in chunk)
            genuine = genuine or (name == _MARKERS[kind] and b"sheet.macroEnabled.main+xml" in chunk)
        if b"<!DOCTYPE" in start:
            raise Refusal("OVT-F03", reason="doctype")
        looks[entry.filename] = look
    if not genuine:
        raise Refusal("OVT-F01", reason="container", formats=listed)
    return looks
