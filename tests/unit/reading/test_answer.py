"""The answer of the child: what is not whole, or longer than a cell can be, is no answer."""

from array import array
from typing import Any

import pytest

from ovt_pipeline.reading.answer import MAX_TEXT, packed, unpacked
from ovt_pipeline.reading.refusal import Refusal


def answer(values: list[str], codes: list[int], rows: list[int]) -> bytes:
    column: dict[str, Any] = {"values": values, "codes": array("I", codes)}
    return b"".join(packed({"tables": [{"table": "t", "row_numbers": array("I", rows), "cells": {"no": column}}]}))


def test_columns_come_back_as_they_went() -> None:
    values = ["SQ-1", "", "é\n\0;", "𐍈"]
    (table,) = unpacked(answer(values, [3, 0, 0, 2, 1], [2, 3, 5, 8, 9]))["tables"]
    assert table["cells"]["no"] == ["𐍈", "SQ-1", "SQ-1", "é\n\0;", ""]
    assert table["row_numbers"].tolist() == [2, 3, 5, 8, 9]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[",
        answer(["a"], [0, 0], [2, 3])[:-1],
        answer(["a"], [0, 1], [2, 3]),
        answer(["a"], [0], [2, 3]),
        answer(["a" * (MAX_TEXT + 1)], [0], [2]),
        answer(["a"], [0], [2]).replace(b'"no":[1', b'"no":[-1'),
        answer(["a"], [0], [2]).replace(b'"no":[1', b'"no":[2'),
    ],
    ids=["empty", "no JSON", "cut", "unknown text", "rows without cells", "long text", "below zero", "beyond"],
)
def test_an_answer_that_is_not_whole_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        unpacked(data)
    assert (caught.value.code, caught.value.fields["reason"]) == ("OVT-F15", "unforeseen")
