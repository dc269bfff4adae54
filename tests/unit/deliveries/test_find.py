"""What waits in a folder, and what only looks like it."""

import datetime as dt
import hashlib
import os
from pathlib import Path

import pytest

from ovt_pipeline.deliveries import find
from ovt_pipeline.deliveries.find import Inbox, dates_in_name, is_unchanged

FORMATS = ("xlsx", "csv")


def put(folder: Path, name: str, data: bytes = b"x", modified: int = 1_700_000_000) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    os.utime(path, (modified, modified))
    return path


def names(sources: Path) -> list[str]:
    return [c.file_name for c in Inbox(sources).files("e", FORMATS)]


def test_no_folder_is_no_delivery(tmp_path: Path) -> None:
    assert Inbox(tmp_path).files("absent", FORMATS) == []
    put(tmp_path, "e")
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "name",
    [
        "~$a_2024-01-31.xlsx",
        ".a_2024-01-31.xlsx",
        ".~lock.a_2024-01-31.xlsx#",
        "a_2024-01-31.xlsx.part",
        "a_2024-01-31.xlsx.PART",
        "a_2024-01-31.tmp",
        "a_2024-01-31.xlsx~",
        "a_2024-01-31.crdownload",
        "a_2024-01-31.pdf",
        "a_2024-01-31",
    ],
)
def test_lock_hidden_temporary_and_other_files_are_left_out(name: str, tmp_path: Path) -> None:
    put(tmp_path / "e", name)
    assert names(tmp_path) == []


def test_links_folders_and_pipes_are_never_opened(tmp_path: Path) -> None:
    folder = tmp_path / "e"
    target = put(tmp_path / "ailleurs", "vrai_2024-01-31.xlsx")
    folder.mkdir()
    (folder / "lien_2024-01-31.xlsx").symlink_to(target)
    (folder / "rompu_2024-01-31.xlsx").symlink_to(folder / "nulle part")
    (folder / "dossier_2024-01-31.xlsx").mkdir()
    os.mkfifo(folder / "tube_2024-01-31.xlsx")
    put(folder / "sous", "profond_2024-01-31.xlsx")
    assert names(tmp_path) == []


def test_a_file_being_written_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "e", "a_2024-01-31.csv")
    hashed = find._hashed  # noqa: SLF001 - the write must happen while hashing

    def hash_then_grow(file: Path) -> tuple[str, os.stat_result]:
        with path.open("ab") as more:
            more.write(b"suite")
        return hashed(file)

    monkeypatch.setattr(find, "_hashed", hash_then_grow)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a_2024-01-31.xlsx", ["2024-01-31"]),
        ("2024-01-31 (2).xlsx", ["2024-01-31"]),
        ("a2024-01-31b_2024-01-31.xlsx", ["2024-01-31"]),
        ("du 2024-01-01 au 2024-01-31.xlsx", ["2024-01-01", "2024-01-31"]),
        ("2024-02-30.xlsx", []),
        ("12024-01-31.xlsx", []),
        ("2024-01-311.xlsx", []),
        ("2024-1-31.xlsx", []),
        ("20240131.xlsx", []),
        ("٢٠٢٤-٠١-٣١.xlsx", []),
    ],
)
def test_the_date_of_a_name_is_real_and_stands_alone(name: str, found: list[str]) -> None:
    assert sorted(d.isoformat() for d in dates_in_name(name)) == found


def test_a_name_with_two_dates_has_none(tmp_path: Path) -> None:
    put(tmp_path / "e", "2024-01-01 2024-01-31.csv")
    (file,) = Inbox(tmp_path).files("e", FORMATS)
    assert (file.extraction_date, file.dates_found) == (None, 2)


def test_files_come_by_date_then_time_then_name_undated_first(tmp_path: Path) -> None:
    for name, modified in [("b_2024-02-01.csv", 5), ("z_2024-01-01.CSV", 2), ("a_2024-01-01.xlsx", 3), ("nu.csv", 9)]:
        put(tmp_path / "e", name, modified=modified)
    assert names(tmp_path) == ["nu.csv", "z_2024-01-01.CSV", "a_2024-01-01.xlsx", "b_2024-02-01.csv"]


def test_a_file_says_its_bytes(tmp_path: Path) -> None:
    put(tmp_path / "e", "a_2024-01-31.csv", b"contenu", modified=7)
    (file,) = Inbox(tmp_path).files("e", FORMATS)
    assert file.sha256 == hashlib.sha256(b"contenu").hexdigest()
    assert (file.size, file.modified_ns, file.export) == (7, 7_000_000_000, "e")
    assert file.extraction_date == dt.date(2024, 1, 31)


def test_a_replaced_file_is_noticed(tmp_path: Path) -> None:
    path = put(tmp_path / "e", "a_2024-01-31.csv")
    (file,) = Inbox(tmp_path).files("e", FORMATS)
    assert is_unchanged(file)
    path.write_bytes(b"y")
    assert not is_unchanged(file)
    path.unlink()
    assert not is_unchanged(file)
