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
MAX_STYLES = 64 << 20  # bytes of styles.xml: books that were merged for years keep thousands of styles
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
    return {name: part for name, (part, shown) in sheet_parts(path).items() if shown}


def sheet_parts(path: Path) -> dict[str, tuple[str, bool]]:
    """Return the part of each worksheet of an xlsx, and whether it is visible. Raises Refusal OVT-F03."""
    try:
        with ZipFile(path) as package:
            return _sheet_parts(package)
    except _DAMAGED:
        raise Refusal("OVT-F03", reason="part") from None


def style_formats(path: Path) -> list[int | str]:
    """Return the number format of each cell style of an xlsx, in their order: its code, or Excel's own number for it.

    Raises Refusal OVT-F03.
    """
    try:
        with ZipFile(path) as package:
            return _style_formats(package)
    except (KeyError, *_DAMAGED):
        raise Refusal("OVT-F03", reason="part") from None


def _style_formats(package: ZipFile) -> list[int | str]:
    names, _, relations = _workbook(package)
    part = next((names[target.casefold()] for kind, target in relations.values() if kind == "styles"), None)
    if part is None:
        return [0]  # a workbook without styles: one, General
    with package.open(part) as file:
        root = ET.fromstring(file.read(MAX_STYLES))  # noqa: S314 - see the import
    tags = {e.tag.rsplit("}", 1)[-1]: e for e in root}
    own = {int(_attribute(e, "numFmtId")): _attribute(e, "formatCode") for e in tags.get("numFmts", ())}
    numbers = [int(_attribute(style, "numFmtId") or 0) for style in tags.get("cellXfs", ())]
    return [own.get(number, number) for number in numbers] or [0]


def _workbook(package: ZipFile) -> tuple[dict[str, str], str, dict[str, tuple[str, str]]]:
    """Return the parts by folded name, the workbook's own, and its relations."""
    names = {n.replace("\\", "/").lstrip("/").casefold(): n for n in package.namelist()}
    root = _relations(package, names, "")
    workbook = next((target for kind, target in root.values() if kind == "officeDocument"), "")  # '' names no part
    return names, workbook, _relations(package, names, workbook)


def _sheet_parts(package: ZipFile) -> dict[str, tuple[str, bool]]:
    names, workbook, relations = _workbook(package)
    parts = {}
    for sheet in _elements(package, names[workbook.casefold()], "sheet"):
        kind, target = relations[_attribute(sheet, "id")]
        if kind == "worksheet":
            is_visible = _attribute(sheet, "state") in {"", "visible"}
            parts[_attribute(sheet, "name")] = names[target.casefold()], is_visible
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
