"""The cells that the grid reader would return as blanks: error cells, and formulas whose result was never stored.

Belongs here: finding their addresses in an xlsx sheet. Does not belong here: the xls and ods formats (biff.py,
ods_cells.py), the grid.
"""

import re
from pathlib import Path
from xml.parsers import expat
from zipfile import ZipFile

from ovt_pipeline.reading.biff import error_cells
from ovt_pipeline.reading.cell_text import MISSING_FORMULA
from ovt_pipeline.reading.column_names import column_number
from ovt_pipeline.reading.ods_cells import walk_sheets
from ovt_pipeline.reading.package import BROKEN_XML, ODS_CONTENT, stream_part, visible_sheet_parts
from ovt_pipeline.reading.part_look import Looks, overlapping
from ovt_pipeline.reading.refusal import Refusal

Faults = dict[tuple[int, int], str]  # (Excel row, column from 1) → literal

UNREADABLE_ERROR = "#ERREUR!"  # an error cell that does not say which
# Blanks are taken once and for all (*+): a megabyte of them is read through, not tried from each of its places.
_EMPTY_RESULT = rb"(?:<(?:\w+:)?v\s*+/>|<(?:\w+:)?v\s*+>\s*+</(?:\w+:)?v\s*+>)?\s*+</(?:\w+:)?c\s*>"
_MARKS = re.compile(
    rb"""<(?:\w+:)?c\s[^<>]*?\bt\s*=\s*["']e["']"""
    rb"|</(?:\w+:)?f\s*+>\s*+" + _EMPTY_RESULT + rb"|<(?:\w+:)?f(?:\s[^<>]*)?/>\s*+" + _EMPTY_RESULT
)
_ODS_MARKS = re.compile(rb"""value-type\s*=\s*["']error["']|<(?:[\w-]+:)?table-cell\s[^<>]*?\bformula\s*=""")
_HINTS = (b'"e"', b"'e'", b"<f", b":f", b"error", b"formula")  # without one of them no mark can be there
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def faults_of(path: Path, kind: str, sheet: str, rank: int, looks: Looks) -> Faults:
    """Return the faulty cells of a visible sheet; `rank` is its place among all sheets, from 0.

    `looks` are what the gate saw of the parts of an archive.

    Raises Refusal OVT-F03 when the sheet cannot be scanned: its errors would be taken for blanks.
    """
    if kind == "xls":
        return error_cells(path, rank)
    with ZipFile(path) as package:
        if kind == "ods":
            return _ods_faults(package, sheet)
        part = visible_sheet_parts(path).get(sheet)
        if part is None:
            raise Refusal("OVT-F03", sheet=sheet, reason="part")
        is_faulty = looks[part].is_faulty and _has_marks(package, part, _MARKS)
        return _scan(package, part) if is_faulty else {}


def _ods_faults(package: ZipFile, sheet: str) -> Faults:
    if not _has_marks(package, ODS_CONTENT, _ODS_MARKS):
        return {}
    return next((s.faults for s in walk_sheets(stream_part(package, ODS_CONTENT)) if s.name == sheet), {})


def _has_marks(package: ZipFile, part: str, marks: re.Pattern[bytes]) -> bool:
    """Tell cheaply whether the sheet is worth the slower pass: most deliveries are not."""
    texts = overlapping(stream_part(package, part))
    return any(any(hint in text for hint in _HINTS) and marks.search(text) for text in texts)


def _scan(package: ZipFile, part: str) -> Faults:
    cells = _FaultyCells()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.text
    try:
        for chunk in stream_part(package, part):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat's own signature
    except BROKEN_XML:
        raise Refusal("OVT-F03", reason="part") from None
    return cells.found


class _FaultyCells:
    """Follows the elements of a sheet and keeps the address of each faulty cell."""

    def __init__(self) -> None:
        self.found: Faults = {}
        self.row = self.column = 0
        self.kind = ""
        self.formula = self.valued = self.listening = False
        self.value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rsplit(" ", 1)[-1]
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif tag == "f":
            self.formula = True
        elif tag in {"v", "t"}:
            self.listening = True

    def end(self, name: str) -> None:
        tag = name.rsplit(" ", 1)[-1]
        if tag in {"v", "t"}:
            self.listening = False
        elif tag == "c":
            self._close_cell()

    def text(self, text: str) -> None:
        if self.listening:
            self.value += text

    def _open_cell(self, attributes: dict[str, str]) -> None:
        address = _ADDRESS.fullmatch(attributes.get("r", ""))
        self.column = column_number(address[1]) if address else self.column + 1
        self.row = int(address[2]) if address else self.row
        self.kind, self.formula, self.value = attributes.get("t", ""), False, ""

    def _close_cell(self) -> None:
        value = self.value.strip()
        if self.kind == "e":
            self.found[self.row, self.column] = value or UNREADABLE_ERROR
        # a formula of type str with an empty value did store its result: an empty text
        elif self.formula and not value and self.kind != "str":
            self.found[self.row, self.column] = MISSING_FORMULA
