"""The scanner proves itself: it finds a canary in each kind of place, and nothing where none was put.

Belongs here: what the scanner finds. Does not belong here: what a run leaves behind (test_personal_data.py).
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from .canary_forms import spellings
from .canary_scan import Report, Scanner
from .canary_sinks import NUMBER_SINKS, SINKS, TABLE_SINKS
from .canary_words import STEMS, Canaries

MADE = Canaries()
TEXTS = {form: MADE.text("a sink", form) for form in STEMS if form != "number"}
OTHERS = [MADE.text("elsewhere", form) for form in STEMS]
NUMBER = int(MADE.text("a sink", "number"))
OTHER_NUMBER = int(f"{STEMS['number']}999977")
HARMLESS = f"Zéphirine Qwyzz info@exemple.invalid {OTHER_NUMBER}"


def scan(folder: Path) -> Report:
    return Scanner(MADE.places).scan(folder)


def scanned(folder: Path, sinks: Mapping[str, Callable[[Path, Any], object]], value: object) -> dict[str, Report]:
    """Put a value in each kind of place, each in a folder of its own; return what the scanner finds in each."""
    for number, put in enumerate(sinks.values()):
        (folder / str(number)).mkdir()
        put(folder / str(number), value)
    return {name: scan(folder / str(number)) for number, name in enumerate(sinks)}


def test_every_form_of_text_is_found_in_every_kind_of_place_and_in_tables_as_their_users_read_them(
    tmp_path: Path,
) -> None:
    texts = set(TEXTS.values())
    reports = scanned(tmp_path, SINKS, " ".join(texts))
    assert {sink: r.canaries for sink, r in reports.items() if r.canaries != texts or r.unread} == {}
    read = {sink: {hit.canary for hit in reports[sink].hits if ":" in hit.where} for sink in TABLE_SINKS}
    assert [sink for sink, found in read.items() if found != texts] == []


def test_a_number_is_found_in_every_kind_of_place_and_another_one_is_not_a_canary(tmp_path: Path) -> None:
    for name, number, expected in (("one", NUMBER, {str(NUMBER)}), ("other", OTHER_NUMBER, set())):
        (tmp_path / name).mkdir()
        reports = scanned(tmp_path / name, NUMBER_SINKS, number)
        assert {sink: r.canaries for sink, r in reports.items() if r.canaries != expected or r.unread} == {}


def test_nothing_is_found_where_no_canary_was_put(tmp_path: Path) -> None:
    reports = scanned(tmp_path, SINKS, HARMLESS)
    assert {sink: r.hits for sink, r in reports.items() if r.hits or r.unread} == {}


@pytest.mark.parametrize("form", ["plain", "accented", "mail"])
def test_a_canary_cut_short_is_found_too(form: str, tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text(f"« {TEXTS[form][: len(STEMS[form])]} [...]", encoding="utf-8")
    assert scan(tmp_path).canaries == {f"{STEMS[form]}…"}


def test_a_hit_says_where_and_how(tmp_path: Path) -> None:
    (tmp_path / "wh").mkdir()
    SINKS["parquet zstd"](tmp_path / "wh", TEXTS["accented"])
    hits = {(hit.where, hit.form, hit.canary) for hit in scan(tmp_path / "wh").hits}
    assert ("wh/file.parquet:read_parquet.v", "utf-8", TEXTS["accented"]) in hits


def test_a_database_that_cannot_be_opened_is_told_and_its_bytes_are_scanned(tmp_path: Path) -> None:
    (tmp_path / "work.duckdb").write_bytes(b"checksumDUCK" + TEXTS["plain"].encode())
    (tmp_path / "rows.parquet").write_bytes(b"PAR1" + TEXTS["mail"].encode())
    (tmp_path / "index.db").write_bytes(b"SQLite format 3\0" + TEXTS["digits"].encode() + bytes(9000))
    report = scan(tmp_path)
    assert [Path(place).name for place in report.unread] == ["index.db", "rows.parquet", "work.duckdb"]
    assert report.canaries == {TEXTS["plain"], TEXTS["mail"], TEXTS["digits"]}


def test_the_scan_changes_nothing_and_counts_what_it_read(tmp_path: Path) -> None:
    for sink in ("duckdb log", "sqlite text", "parquet snappy", "zip"):
        SINKS[sink](tmp_path, TEXTS["plain"])
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.iterdir()}
    read = scan(tmp_path).read
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.iterdir()} == before
    assert {kind: read[kind] for kind in ("file", "duckdb", "sqlite", "parquet", "archive")} == {
        "file": 5,
        "duckdb": 1,
        "sqlite": 1,
        "parquet": 1,
        "archive": 1,
    }


def test_canaries_differ_from_each_other_in_every_spelling() -> None:
    every = [spelled for canary in MADE.places for spelled in {s.casefold() for s in spellings(canary)}]
    assert len(every) == len(set(every))
    assert all(OTHERS)
