"""How the answer of the reading child crosses the pipe: one line of JSON, then the columns as they lie in memory.

Belongs here: both ends of it, and what the parent makes sure of. Does not belong here: what an answer says (child.py).

A column is three blocks: its distinct texts end to end (UTF-8), the length of each in characters, and of each row the
place of its text. The line of JSON holds the size in bytes of each block, and they follow in that order.
"""

import json
from array import array
from itertools import accumulate, pairwise
from typing import Any

from ovt_pipeline.reading.refusal import Refusal
from ovt_pipeline.reading.texts import Texts

MAX_TEXT = 131_072  # characters of one cell: four times what Excel holds


def packed(answer: dict[str, Any]) -> list[bytes]:
    """Return an answer as the parts to write one after the other."""
    blocks: list[bytes] = []
    plain = (
        {**answer, "tables": [_sized(table, blocks) for table in answer["tables"]]} if "tables" in answer else answer
    )
    return [json.dumps(plain, separators=(",", ":")).encode("ascii"), b"\n", *blocks]


def unpacked(data: bytes) -> dict[str, Any]:
    """Return the answer, its columns as Texts. Raises Refusal OVT-F15 when it is not whole."""
    line = data.partition(b"\n")[0]
    blocks = _Blocks(memoryview(data)[len(line) + 1 :])
    try:
        answer: dict[str, Any] = json.loads(line)
        for table in answer.get("tables", ()):
            blocks.fill(table)
    except (ValueError, KeyError, TypeError):
        raise Refusal("OVT-F15", reason="unforeseen", kind="Answer") from None
    return answer


def _sized(table: dict[str, Any], blocks: list[bytes]) -> dict[str, Any]:
    rows = _put([table["row_numbers"].tobytes()], blocks)
    cells = {name: _put(_parts(**column), blocks) for name, column in table["cells"].items()}
    return {**table, "row_numbers": rows, "cells": cells}


def _parts(values: list[str], codes: "array[int]") -> list[bytes]:
    return ["".join(values).encode(), array("I", map(len, values)).tobytes(), codes.tobytes()]


def _put(parts: list[bytes], blocks: list[bytes]) -> list[int]:
    blocks += parts
    return [len(part) for part in parts]


class _Blocks:
    """What follows the line of JSON, taken block by block. Raises ValueError where it is not as it must be."""

    def __init__(self, data: memoryview) -> None:
        self.data, self.at = data, 0

    def fill(self, table: dict[str, Any]) -> None:
        """Put the row numbers and the columns of a table in the place of their sizes."""
        (size,) = table["row_numbers"]
        table["row_numbers"] = self._integers(size)
        table["cells"] = {name: self._texts(*sizes) for name, sizes in table["cells"].items()}
        if any(len(texts) != len(table["row_numbers"]) for texts in table["cells"].values()):
            raise ValueError

    def _texts(self, size: int, lengths: int, codes: int) -> Texts:
        text, ends = str(self._take(size), "utf-8"), self._integers(lengths)
        rows = self._integers(codes)
        if sum(ends) != len(text) or max(ends, default=0) > MAX_TEXT or max(rows, default=-1) >= len(ends):
            raise ValueError
        return Texts([text[start:end] for start, end in pairwise(accumulate(ends, initial=0))], rows)

    def _integers(self, size: int) -> "array[int]":
        numbers = array("I")
        numbers.frombytes(self._take(size))
        return numbers

    def _take(self, size: int) -> memoryview:
        block = self.data[self.at : self.at + size]
        self.at += size
        if size < 0 or len(block) != size:
            raise ValueError
        return block
