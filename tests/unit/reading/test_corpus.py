"""Real messy files: a table or a refusal, never a dead process nor a traceback."""

import re
from pathlib import Path

import pytest

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.front import read_file

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
FILES = sorted(p for p in CORPUS.glob("*/*.*") if p.suffix != ".json")
# files that only a cell reader can judge must come through the gate: their refusal is about headers
READABLE = (
    "date_1904.xlsx",
    "strict_iso_paths.xlsx",
    "wtf_path.xlsx",
    "number_rows_repeated.ods",
    "issue281.xlsm",
    "phpexcel_bad_cfb_dir.xls",
    "malformed_format.xls",
    "formula_stress_test.xlsx",
    "deaths.xlsx",
)
LOCKED = ("pass_protected.xlsx", "password-protected-password123.xlsx", "password_2002_40_xor.xls")


@pytest.mark.skipif(not FILES, reason="the corpus of real files is not here")
@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_real_file_gets_an_answer(path: Path) -> None:
    try:
        assert read_file(path, load_contracts()["municipalites"]).tables
    except OvtError as error:
        assert error.code in {f"OVT-F{n:02d}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 14)}  # noqa: PT017 - either is right
        if path.name in READABLE:
            assert error.code == "OVT-F05"  # noqa: PT017
        if path.name in LOCKED:
            assert error.code == "OVT-F02"  # noqa: PT017
        assert not re.search(r"\{\w+\}", error.line("fr") + error.line("en"))  # noqa: PT017


REFERENCE = CORPUS.parent / "reference" / "municipalites_2023-11-01.csv"


@pytest.mark.skipif(not REFERENCE.exists(), reason="the real reference list is not here")
def test_the_real_list_of_municipalities_is_read_whole() -> None:
    (table,) = read_file(REFERENCE, load_contracts()["municipalites"]).tables
    assert len(table.row_numbers) == 1130
    assert sum(code.startswith("0") for code in table.cells["mcode"]) == 89
    assert list(table.unknown_headers.values()) == ["mdes"]
