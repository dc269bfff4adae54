"""Two stray quotes that swallowed rows are told from a cell with line breaks of its own."""

import csv
from pathlib import Path

import pytest

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.front import read_file

from .made_up import CONTRACT, keyed

KEYED = keyed(CONTRACT)
HEADERS = "No unité;Région administrative;Adresse;Statut"
ROWS = [f"SQ-{n};03;{n} rue Principale;Migrée" for n in range(1, 7)]


def written(folder: Path, *lines: str) -> Path:
    path = folder / "a.csv"
    path.write_text("\n".join([HEADERS, *lines, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("2 rue", ";Migrée\nSQ-5"),  # several rows in one cell
        ("2 rue", ";Migrée\nSQ-4"),  # one row: the record is as long as the header
        ("2 rue", ";3 rue"),  # it does not fit
        ("SQ-2", ";03;3 rue"),
    ],
)
def test_rows_between_two_stray_quotes_refuse_and_their_lines_are_named(
    opened: str, closed: str, tmp_path: Path
) -> None:
    text = "\n".join(ROWS)
    first, last = text.index(opened), text.index(closed)
    text = f'{text[:first]}"{text[first:last]}"{text[last:]}'
    with pytest.raises(OvtError) as caught:
        read_file(written(tmp_path, text), KEYED)
    assert (caught.value.code, caught.value.where.row) == ("OVT-F33", 3)
    assert "lignes 3 à" in caught.value.line("fr")
    assert "rue" not in caught.value.line("fr") + caught.value.line("en")


def test_a_key_with_a_line_break_refuses(tmp_path: Path) -> None:
    with pytest.raises(OvtError) as caught:
        read_file(written(tmp_path, ROWS[0], '"SQ-\n2";03;x;Migrée'), KEYED)
    assert caught.value.code == "OVT-F33"


def test_an_address_of_two_lines_is_read(tmp_path: Path) -> None:
    path, address = tmp_path / "a.csv", "2 rue; bureau 3\nQuébec"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADERS.split(";"), ["SQ-1", "03", address, "Migrée"]])
    (table,) = read_file(path, KEYED).tables
    assert table.row_numbers == [2]
