"""The zip package of an xlsx or ods file: its parts, read with bounded memory.

Belongs here: naming and streaming parts. Does not belong here: limits (archive_gate.py), cells.
"""

import posixpath
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET  # expat bounds entity expansion, and the gate refuses any DOCTYPE first
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from ovt_pipeline.reading.refusal import Refusal

CHUNK = 1 << 20
ODS_CONTENT = "content.xml"  # every sheet of an ods is in this part
MAX_INDEX = 8 << 20  # bytes of workbook.xml or of a .rels part: real ones are a few kilobytes
# Not well formed, in an encoding that Python does not know or expat does not take, or with a number out of reach.
BROKEN_XML = (expat.ExpatError, ET.ParseError, LookupError, ValueError, OverflowError)
_DAMAGED = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, *BROKEN_XML)


def stream_part(package: ZipFile, name: str) -> Iterator[bytes]:
    """Yield a part in chunks of at most CHUNK bytes. Raises Refusal OVT-F03 when damaged (CRC, deflate)."""
    try:
        with package.open(name) as part:
            while chunk := part.read(CHUNK):
                yield chunk
    except _DAMAGED:
        raise Refusal("OVT-F03", reason="part") from None


def visible_sheet_parts(path: Path) -> dict[str, str]:
    """Return the part of each visible worksheet of an xlsx by sheet name, in workbook order. Raises Refusal OVT-F03."""
    try:
        with ZipFile(path) as package:
            return _sheet_parts(package)
    except _DAMAGED:
        raise Refusal("OVT-F03", reason="part") from None


def _sheet_parts(package: ZipFile) -> dict[str, str]:
    names = {n.replace("\\", "/").lstrip("/").casefold(): n for n in package.namelist()}
    root = _relations(package, names, "")
    workbook = next((target for kind, target in root.values() if kind == "officeDocument"), "")  # '' names no part
    relations = _relations(package, names, workbook)
    parts = {}
    for sheet in _elements(package, names[workbook.casefold()], "sheet"):
        kind, target = relations[_attribute(sheet, "id")]
        if kind == "worksheet" and _attribute(sheet, "state") in {"", "visible"}:
            parts[_attribute(sheet, "name")] = names[target.casefold()]
    return parts


def _relations(package: ZipFile, names: dict[str, str], source: str) -> dict[str, tuple[str, str]]:
    """Return id → (kind of relation, target part) for a part; '' is the package itself."""
    folder, base = posixpath.split(source)
    rels = names[posixpath.join(folder, "_rels", base + ".rels").casefold()]
    found = {}
    for relation in _elements(package, rels, "Relationship"):
        kind = _attribute(relation, "Type").rsplit("/", 1)[-1]
        target = _attribute(relation, "Target").replace("\\", "/")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        found[_attribute(relation, "Id")] = (kind, posixpath.normpath(whole))
    return found


def _elements(package: ZipFile, name: str, tag: str) -> list[ET.Element]:
    with package.open(name) as part:
        text = part.read(MAX_INDEX)
    return [e for e in ET.fromstring(text).iter() if e.tag.rsplit("}", 1)[-1] == tag]  # noqa: S314 - see the import


def _attribute(element: ET.Element, name: str) -> str:
    """Return an attribute whatever its namespace (strict and transitional files differ), '' when absent."""
    return next((v for k, v in element.attrib.items() if k.rsplit("}", 1)[-1].casefold() == name.casefold()), "")
