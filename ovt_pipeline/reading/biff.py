"""What the grid reader does not say of an old .xls: its error cells, number formats, and that a password locks it.

Belongs here: records of the workbook stream. Does not belong here: its container (compound_file.py), other cells.
"""

import struct
from collections.abc import Collection, Iterator
from pathlib import Path

from ovt_pipeline.reading.compound_file import workbook_stream
from ovt_pipeline.reading.refusal import Refusal

_BOF, _EOF, _BOUNDSHEET, _FILEPASS, _BOOLERR = 0x0809, 0x000A, 0x0085, 0x002F, 0x0205
_FORMAT, _XF, _MULRK = 0x041E, 0x00E0, 0x00BD
_ONE_NUMBER = frozenset({0x0203, 0x027E})
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_LITERALS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_OTHER_ERROR = "#ERREUR!"
_ERROR_RESULT = 2  # what a formula's result says of itself when it is an error

Record = tuple[int, int, bytes]  # kind, position of the record, its data


def refuse_password(path: Path) -> None:
    """Raise Refusal OVT-F02 when the workbook is encrypted; a damaged one is left to the grid reader."""
    stream = workbook_stream(path.read_bytes())
    if stream is not None and any(kind == _FILEPASS for kind, _, _ in _substream(stream, 0)):
        raise Refusal("OVT-F02")


def error_cells(path: Path, rank: int) -> dict[tuple[int, int], str]:
    """Return (Excel row, column from 1) → literal of the error cells of the sheet of this rank in the workbook.

    Raises Refusal OVT-F03 when the stream cannot be followed: its errors would be taken for blanks.
    """
    stream = workbook_stream(path.read_bytes())
    if stream is None:
        raise Refusal("OVT-F03", reason="parser")
    try:
        sheets = [struct.unpack_from("<I", data)[0] for kind, _, data in _substream(stream, 0) if kind == _BOUNDSHEET]
        return dict(e for kind, _, data in _substream(stream, sheets[rank]) for e in _error(kind, data))
    except (struct.error, IndexError):
        raise Refusal("OVT-F03", reason="parser") from None


def cell_formats(path: Path, rank: int, columns: Collection[int]) -> dict[tuple[int, int], int | str]:
    """Return (Excel row, column from 1) → number format of the numbers in these columns of a sheet.

    A format is its code, or Excel's own number for it. Raises Refusal OVT-F03 when the stream cannot be followed.
    """
    stream = workbook_stream(path.read_bytes())
    if stream is None:
        raise Refusal("OVT-F03", reason="parser")
    try:
        globals_ = [(kind, data) for kind, _, data in _substream(stream, 0)]
        sheets = [struct.unpack_from("<I", data)[0] for kind, data in globals_ if kind == _BOUNDSHEET]
        codes = dict(_code(data) for kind, data in globals_ if kind == _FORMAT)
        numbers = [struct.unpack_from("<H", data, 2)[0] for kind, data in globals_ if kind == _XF]
        styles = [codes.get(number, number) for number in numbers]
        cells = (cell for kind, _, data in _substream(stream, sheets[rank]) for cell in _numbers(kind, data))
        return {(row + 1, column + 1): styles[style] for row, column, style in cells if column + 1 in columns}
    except (struct.error, IndexError):
        raise Refusal("OVT-F03", reason="parser") from None


def _code(data: bytes) -> tuple[int, str]:
    """Return the number and the code of a format; a flag says whether its letters take two bytes."""
    number, length, is_wide = struct.unpack_from("<HHB", data)
    text = data[5 : 5 + (2 * length if is_wide & 1 else length)]
    return number, text.decode("utf-16-le" if is_wide & 1 else "latin-1")


def _numbers(kind: int, data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield row, column (from 0) and style of each number that a record holds."""
    if kind in _ONE_NUMBER or kind in _FORMULAS:
        yield struct.unpack_from("<HHH", data)
    elif kind == _MULRK:
        row, first = struct.unpack_from("<HH", data)
        for place in range((len(data) - 6) // 6):
            yield row, first + place, struct.unpack_from("<H", data, 4 + 6 * place)[0]


def _substream(stream: bytes, start: int) -> Iterator[Record]:
    """Yield the records from the BOF at `start` to its EOF, those of embedded substreams (charts) left out."""
    depth = 0
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, start, stream[start + 4 : start + 4 + length]
        start += 4 + length


def _error(kind: int, data: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    if kind == _BOOLERR:
        row, column, _, code, is_error = struct.unpack_from("<HHHBB", data)
    elif kind in _FORMULAS:
        row, column, _, nature, code, mark = struct.unpack_from("<HHHBxB3xH", data)
        is_error = mark == 0xFFFF and nature == _ERROR_RESULT  # noqa: PLR2004 - the result is not a number
    else:
        return
    if is_error:
        yield (row + 1, column + 1), _LITERALS.get(code, _OTHER_ERROR)
