"""The refused samples: small, repeatable, each with its one fault."""

import hashlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from ovt_pipeline.samples import write_refused_samples

from .recount import START, files, grid_of, lot, rows_of

# Refused samples ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("refused")
    write_refused_samples(folder)
    return folder


def only(refused: Path, cause: str) -> bytes:
    (path,) = [p for p in (refused / cause).rglob("*") if p.is_file()]
    return path.read_bytes()


def test_refused_samples_are_small_and_repeatable(refused: Path, tmp_path: Path) -> None:
    again = {
        p.relative_to(tmp_path): hashlib.sha256(p.read_bytes()).hexdigest() for p in write_refused_samples(tmp_path)
    }
    first = {
        p.relative_to(refused): hashlib.sha256(p.read_bytes()).hexdigest() for p in refused.rglob("*") if p.is_file()
    }
    assert first == again
    assert all(p.stat().st_size < 200_000 for p in refused.rglob("*") if p.is_file())


def test_unreadable_files_are_what_they_claim(refused: Path) -> None:
    assert not only(refused, "pas-un-classeur").startswith(b"PK")
    locked = only(refused, "mot-de-passe")
    assert locked.startswith(bytes.fromhex("D0CF11E0A1B11AE1"))
    assert "EncryptedPackage".encode("utf-16-le") in locked
    assert only(refused, "tronque").startswith(b"PK")
    assert b"PK\x05\x06" not in only(refused, "tronque")


def test_oversized_workbooks_are_oversized(refused: Path) -> None:
    with ZipFile(BytesIO(only(refused, "bombe-zip"))) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
        assert part.file_size > 200 * part.compress_size
    with ZipFile(BytesIO(only(refused, "cellules-perdues"))) as archive:
        text = archive.read("xl/worksheets/sheet1.xml")
    assert b'<dimension ref="A1:XFD1048576"' in text
    assert b'r="A1"' in text
    assert b'r="XFD1048576"' in text


@pytest.mark.parametrize(
    "cause", ["sans-en-tete", "colonne-absente", "sans-donnees", "date-future", "cles-repetees", "bombe-zip"]
)
def test_readable_refused_files_are_marked(refused: Path, cause: str) -> None:
    for path in (refused / cause).rglob("*.xlsx"):
        book = load_workbook(path, read_only=True)
        assert "SYNTHÉTIQUE" in str(next(book.worksheets[0].iter_rows(max_row=1, values_only=True))[0])
        book.close()


def test_spoiled_tables_hold_their_one_fault(refused: Path) -> None:
    sound = lot(files(2023, 20), "renir_unites", START)["unites"]
    grids = {
        cause: grid_of("x.xlsx", only(refused, cause))["unites"]
        for cause in ("sans-en-tete", "colonne-absente", "sans-donnees", "cles-repetees", "date-future")
    }
    assert "No unité" not in grids["sans-en-tete"][1]
    assert "Région administrative" not in grids["colonne-absente"][1]
    assert rows_of(grids["sans-donnees"]) == []
    assert rows_of(grids["date-future"]) == sound
    keys = [row["No unité"] for row in rows_of(grids["cles-repetees"])]
    assert sum(keys.count(key) > 1 for key in keys) > 0.05 * len(keys)
    assert [p.name for p in (refused / "date-future").rglob("*.xlsx")] == ["renir_unites_2099-12-31.xlsx"]


@pytest.mark.parametrize(("cause", "low", "high"), [("moins-de-lignes", 0, 0.7), ("plus-de-lignes", 3, 99)])
def test_row_counts_jump_between_two_marked_deliveries(refused: Path, cause: str, low: float, high: float) -> None:
    first, second = sorted((refused / cause).rglob("*.csv"))
    grids = [grid_of(p.name, p.read_bytes())["csv"] for p in (first, second)]
    assert all("SYNTHÉTIQUE" in str(grid[0][0]) for grid in grids)
    before, after = (len(rows_of(grid)) for grid in grids)
    assert low < after / before < high
