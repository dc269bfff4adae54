"""A header garbled by a wrong encoding is refused for it; one that is only incomplete is not."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.front import read_file

from .made_up import CONTRACT

TEXT = "No unité;Région administrative;Statut\nSQ-1;Québec;À migrer\n"
TWICE = TEXT.encode().decode("cp1252").encode()
LOST = TEXT.replace("é", "\ufffd").encode()


def refusal(path: Path) -> OvtError:
    with pytest.raises(OvtError) as caught:
        read_file(path, CONTRACT)
    return caught.value


@pytest.mark.parametrize(
    ("data", "encoding"),
    [(TWICE, "UTF-8"), (TEXT.encode("cp850", "replace"), "cp850"), (TEXT.encode("mac_roman"), "MacRoman"), (LOST, "?")],
)
def test_a_garbled_header_is_refused_for_its_encoding_never_an_alias(
    data: bytes, encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    error = refusal(path)
    assert (error.code, error.where.row) == ("OVT-F34", 1)
    assert encoding in error.line("fr")
    assert "unit" not in error.line("fr")


def test_a_workbook_made_of_a_garbled_csv_is_refused_too(tmp_path: Path) -> None:
    book = Workbook()
    for line in TWICE.decode().splitlines():
        book.worksheets[0].append(line.split(";"))
    book.save(tmp_path / "a.xlsx")
    assert refusal(tmp_path / "a.xlsx").code == "OVT-F34"


def test_a_missing_column_among_right_accents_is_a_missing_column(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("No unité;Rôle;Statut\nSQ-1;a;b\n", encoding="utf-8")
    assert refusal(path).code == "OVT-F06"
