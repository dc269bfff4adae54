"""Rows kept and rows left out, and what they say of columns without a header."""

from typing import Any

import pytest

from ovt_pipeline.reading.headers import locate_header
from ovt_pipeline.reading.tables import RowSource, TableCells, read_table

from .made_up import LAYOUT

HEADER = ["", "No unité", "Région administrative", "Statut"]
SOUND = ["", "1", "03", "Migrée"]


def read(*rows: list[Any], separator: str = "") -> TableCells:
    lines = [HEADER, *rows]
    head = list(enumerate(lines, start=1))
    return read_table(RowSource("unités", head, iter(()), separator=separator), locate_header([HEADER], LAYOUT), LAYOUT)


def test_a_column_with_cells_and_no_header_is_noted() -> None:
    assert read(SOUND).unknown_headers == {}
    assert read(["note", *SOUND[1:]]).unknown_headers == {1: ""}
    assert read([*SOUND, "note"]).unknown_headers == {5: ""}


@pytest.mark.parametrize("totals", [["Total", 1, "", ""], ["", "TOTAL", "", "", 12]])
def test_a_totals_row_is_no_column_without_header(totals: list[Any]) -> None:
    found = read(SOUND, totals)
    assert (found.ignored_rows, list(found.row_numbers), found.unknown_headers) == ([(3, "totals")], [2], {})


def test_a_broken_record_is_no_column_without_header() -> None:
    found = read(SOUND, [*SOUND, "de trop"], separator=";")
    assert found.cells["no"].plain()["values"] == ["1", "#LIGNE!"]
    assert found.unknown_headers == {}
