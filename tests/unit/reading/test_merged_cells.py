"""What a merged cell covers in the rows of data is marked, never a blank; titles and records of two rows are not."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.reading.cell_text import COVERED_CELL
from ovt_pipeline.reading.front import read_file
from ovt_pipeline.reading.merged_cells import Range, mark_covered
from ovt_pipeline.reading.tables import Row

PLACES = load_contracts()["municipalites"]


def marks(rows: list[list[str]], *ranges: Range, first: int = 3) -> list[tuple[int, int]]:
    """Return (row, column), from 1, of the marked cells of rows that begin at row `first`."""
    numbered: list[Row] = [(first + i, list(row)) for i, row in enumerate(rows)]
    marked = mark_covered(numbered, ranges)
    return [(number, at) for number, row in marked for at, cell in enumerate(row, 1) if cell == COVERED_CELL]


@pytest.mark.parametrize(
    ("rows", "ranges", "marked"),
    [
        ([["a", "x"], ["b", ""], ["c", ""], ["d", ""]], [((2, 1), (4, 1))], [(4, 2), (5, 2)]),
        ([["a", "x", "y"], ["b", "", ""]], [((2, 1), (3, 2))], [(4, 2), (4, 3)]),
        ([["a", "x"], ["b", "y"]], [((2, 1), (3, 1))], []),  # what is stored is read
        ([["a", ""], ["b", ""]], [((2, 1), (3, 1))], []),  # a merged cell that says nothing
        ([["a", "x", ""]], [((2, 1), (2, 2))], []),  # merged along its row: nothing is below
        ([["a", "x"], ["", ""]], [((2, 0), (3, 0)), ((2, 1), (3, 1))], []),  # one record on two rows
        ([["a", ""], ["b", ""]], [((0, 1), (4, 1))], []),  # begun in the title or the header
        ([["a", "x"], ["b", ""]], [((2, 1), (1_048_575, 16_383))], [(4, 2)]),
        ([["a", "x"], ["b", ""], ["c", "y"], ["d", ""]], [((2, 1), (3, 1)), ((4, 1), (5, 1))], [(4, 2), (6, 2)]),
    ],
)
def test_what_is_marked(rows: list[list[str]], ranges: list[Range], marked: list[tuple[int, int]]) -> None:
    assert marks(rows, *ranges) == marked


def test_a_merged_cell_of_a_workbook_is_no_blank_below_its_first_row(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for line in ("Liste", "mcode munnom regadm", "10043 Rimouski 01", "08053 Matane", "93042 Alma 02"):
        page.append(line.split())
    page.merge_cells("A1:C1")
    page.merge_cells("C3:C4")
    book.save(tmp_path / "m_2025-03-31.xlsx")
    (table,) = read_file(tmp_path / "m_2025-03-31.xlsx", PLACES).tables
    assert table.cells["regadm"] == ["01", COVERED_CELL, "02"]
    assert (table.cells["mcode"], table.unknown_headers) == (["10043", "08053", "93042"], {})
