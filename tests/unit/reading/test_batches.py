"""Rows are taken many at once: what one of them says is told as if it had come alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.front import ReadTable, read_file

from .made_up import CONTRACT, keyed

KEYED = keyed(CONTRACT)
ROWS = [f"X-{number:04d};03;Migrée;" for number in range(1, 801)]


def read(folder: Path, rows: list[str], end: str = "\n") -> ReadTable:
    path = folder / "essai_2024-01-31.csv"
    text = "\n".join(["No unité;Région administrative;Statut;Date de début", *rows]) + end
    path.write_text(text, encoding="cp1252")
    (table,) = read_file(path, KEYED).tables
    return table


def test_rows_keep_their_lines_whatever_stands_among_them(tmp_path: Path) -> None:
    others = {300: "Total;;;", 301: "", 302: "note;;;", 600: "No unité;Région administrative;Statut;Date de début"}
    lines = [others.get(line, row) for line, row in enumerate(ROWS, start=2)]
    table = read(tmp_path, lines)
    assert table.ignored_rows == ((300, "totals"), (600, "header"))
    assert table.row_numbers == [line for line in range(2, 802) if line not in {300, 301, 600}]
    kept = [row.partition(";")[0] for line, row in enumerate(lines, start=2) if line in set(table.row_numbers)]
    assert table.cells["no"] == kept


@pytest.mark.parametrize(
    ("spoil", "code", "row"),
    [
        (lambda rows: [*rows, 'X-9999;"03', 'X-10000;03";Migrée;', "X-10001;03;Migrée;"], None, 0),
        (lambda rows: [*rows[:700], 'X-9999;"03', *rows[:5], '03";Migrée;', '"open', *rows], "OVT-F33", 702),
        (lambda rows: [*rows[:700], '"open', *rows], "OVT-F03", 702),
    ],
    ids=["a cell of two lines", "swallowed rows before an open quote", "an open quote"],
)
def test_the_first_fault_of_a_file_is_the_one_told(
    spoil: Callable[[list[str]], list[str]], code: str | None, row: int, tmp_path: Path
) -> None:
    try:
        assert len(read(tmp_path, spoil(ROWS)).row_numbers) == len(ROWS) + 2
    except OvtError as error:
        assert (error.code, error.where.row) == (code, row)  # noqa: PT017 - which one is what is asked


def test_a_last_record_that_is_cut_after_whole_ones_is_told(tmp_path: Path) -> None:
    with pytest.raises(OvtError) as caught:
        read(tmp_path, [*ROWS, "X-9999;0"], end="")
    assert (caught.value.code, caught.value.where.row) == ("OVT-F21", 802)
