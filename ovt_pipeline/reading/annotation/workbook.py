"""The annotated copy of one file, made in the reading child: opened, marked, saved to bytes.

Belongs here: opening and saving without touching a value, and what openpyxl would lose. Does not belong here: which
cells are marked (annotate_cells.py), the first sheet (annotate_summary.py).

The plan is {title, author, head, synthetic, legend_title, legend, heads, clean, csv_sheet, faults, capped, lost,
kinds}; each of its faults is {severity, word, rule, sentence, note, sheet, shown, count, rows, column, headers}.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ovt_pipeline.reading.annotation.cells import MOST_NOTES, mark
from ovt_pipeline.reading.annotation.openpyxl_private import MemoryWriter, NumberReader
from ovt_pipeline.reading.annotation.summary import write_summary
from ovt_pipeline.reading.csv_file import all_records
from ovt_pipeline.reading.file_kind import FileKind
from ovt_pipeline.reading.folding import SYNTHETIC_MARK, letters_and_digits
from ovt_pipeline.reading.headers import HEADER_ROWS
from ovt_pipeline.reading.layout import Layout
from ovt_pipeline.reading.package import stream_part, visible_sheet_parts
from ovt_pipeline.reading.refusal import Refusal

# What a copy may lose, by the parts of the package that hold it.
_LOSSES = {
    "pictures": ("xl/media/",),
    "charts": ("xl/charts/", "xl/chartsheets/"),
    "drawings": ("xl/drawings/drawing",),
    "pivots": ("xl/pivottables/",),
    "controls": ("xl/ctrlprops/", "xl/activex/", "xl/embeddings/"),
    "threads": ("xl/threadedcomments/",),
}
_EXTENSIONS = b"extLst"
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # no XML holds these


def annotated(path: Path, kind: FileKind, layouts: dict[str, Layout], plan: dict[str, Any]) -> tuple[bytes, list[str]]:
    """Return the marked copy and what it may have lost, as keys of `plan["kinds"]`. Refusal OVT-F03, F14, F15."""
    if kind == "csv":
        layout = next(one for one in layouts.values() if "csv" in one.formats)
        book, lost = _book_of_csv(path, layout, plan["csv_sheet"]), []
    else:
        book, lost = _book_of(path), list(_losses(path))
    marked = mark(book, plan["faults"], plan["author"])
    head = [*plan["head"]]
    if plan["synthetic"] and _says_synthetic(book):
        head.append(plan["synthetic"])
    if marked.capped:
        head.append(plan["capped"].format(count=MOST_NOTES, rules=", ".join(marked.capped)))
    if lost:
        head.append(plan["lost"].format(what=", ".join(plan["kinds"][key] for key in lost)))
    write_summary(book, plan, head, marked.firsts)
    return _saved(book), lost


def _says_synthetic(book: Workbook) -> bool:
    """Tell whether the first rows hold the mark, of a file refused before its header was known."""
    heads = (sheet.iter_rows(max_row=HEADER_ROWS, values_only=True) for sheet in book.worksheets)
    return any(SYNTHETIC_MARK in letters_and_digits(str(v)) for rows in heads for row in rows for v in row if v)


def _book_of(path: Path) -> Workbook:
    """Open a workbook. Raises Refusal OVT-F15 when openpyxl passes over a sheet that the gate and the reader see."""
    reader = NumberReader(path, rich_text=True)
    reader.read()
    book: Workbook = reader.wb
    if not visible_sheet_parts(path).keys() <= set(book.sheetnames):
        raise Refusal("OVT-F15", reason="unforeseen", kind="openpyxl")
    return book


def _saved(book: Workbook) -> bytes:
    content = BytesIO()
    MemoryWriter(book, ZipFile(content, "w", ZIP_DEFLATED)).save()
    return content.getvalue()


def _book_of_csv(path: Path, layout: Layout, name: str) -> Workbook:
    """Return a workbook whose row n holds the record that starts on line n, every field as a text."""
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = name
    for number, fields in all_records(path, layout):
        for column, field in enumerate(fields, start=1):
            if field:
                _write_text(sheet, number, column, field)
    return book


def _write_text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell: Any = sheet.cell(row, column)
    cell.value = _UNWRITABLE.sub("\ufffd", text)
    cell.data_type = "s"  # whatever it begins with
    cell.number_format = "@"  # and a person who edits it leaves it a text


def _losses(path: Path) -> Iterator[str]:
    with ZipFile(path) as package:
        names = [name.replace("\\", "/").lstrip("/").casefold() for name in package.namelist()]
        yield from (kind for kind, parts in _LOSSES.items() if any(name.startswith(parts) for name in names))
        sheets = [name for name in package.namelist() if "xl/worksheets/sheet" in name.casefold()]
        if any(_has_extensions(package, name) for name in sheets):
            yield "extensions"


def _has_extensions(package: ZipFile, name: str) -> bool:
    tail = b""
    for chunk in stream_part(package, name):
        if _EXTENSIONS in tail + chunk:
            return True
        tail = chunk[-len(_EXTENSIONS) :]
    return False
