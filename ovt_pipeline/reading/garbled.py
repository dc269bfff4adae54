"""Headers whose words appear only once a wrong encoding is undone: UTF-8 read twice, cp850, MacRoman.

Belongs here: telling them. Does not belong here: reading them all the same: the cells would be garbled too.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ovt_pipeline.reading.cell_text import text_of
from ovt_pipeline.reading.headers import HeaderRow, locate_header
from ovt_pipeline.reading.layout import TableLayout
from ovt_pipeline.reading.refusal import Refusal

Head = list[tuple[int, list[Any]]]  # row numbers and cells, as tables.py has them

_LOST = "\ufffd"  # stands for a letter that some program could not read
_READ_AS = ("cp1252", "latin-1", "cp850", "mac_roman", "cp437")
_WRITTEN_IN = {"utf-8": "UTF-8", "cp850": "cp850 (DOS)", "mac_roman": "MacRoman", "cp1252": "Windows-1252"}


def refuse_garbled(
    head: list[tuple[int, list[Any]]], header: HeaderRow | None, table: TableLayout, sheet: str | None
) -> None:
    """Refuse (OVT-F34) a file in whose first rows another encoding finds more headers than are read as they are."""
    texts = [[text_of(cell) for cell in cells] for _, cells in head]
    as_read = header or locate_header(texts, table)
    found = len(as_read.positions) if as_read else 0
    if all(text.isascii() for row in texts for text in row):
        return
    for written, undone in _undone(texts):
        better = locate_header(undone, table)
        if better and len(better.positions) > found:
            raise Refusal("OVT-F34", sheet=sheet, row=head[better.index][0], encoding=_WRITTEN_IN[written])
    is_incomplete = header is None or not header.complete(table)
    lost = next((number for (number, _), row in zip(head, texts, strict=True) for t in row if _LOST in t), None)
    if is_incomplete and lost is not None:
        raise Refusal("OVT-F34", sheet=sheet, row=lost, encoding="?")


def _undone(texts: list[list[str]]) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the first rows as they would be in each encoding, had they been read as another one."""
    for written in _WRITTEN_IN:
        for read_as in _READ_AS:
            if written != read_as:
                yield written, [[_again(text, read_as, written) for text in row] for row in texts]


def _again(text: str, read_as: str, written: str) -> str:
    with suppress(UnicodeError):
        return text.encode(read_as).decode(written)
    return text
