"""Records of real csv files against what they really hold, and encodings that are not what they say."""

import csv
import json
from pathlib import Path

import pytest

from ovt_pipeline.intake.csv_file import find_encoding, read_records
from ovt_pipeline.intake.refusal import Refusal

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
REAL = sorted(p.name for p in (CORPUS / "pollock_csv").glob("*.csv") if p.stat().st_size)


@pytest.mark.parametrize(
    ("data", "declared", "line"),
    [
        (b"a\nb\n\xe9\n", "utf-8", 3),
        (b"a\nb\n\x81\n", "cp1252", 3),
        (b"\xef\xbb\xbfa\n\xe9\n", "cp1252", 2),
        (b"\xff\xfea\0\n\0\x00", "cp1252", 2),
    ],
)
def test_bytes_that_no_encoding_explains_are_refused_with_their_line(
    data: bytes, declared: str, line: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(Refusal) as caught:
        find_encoding(path, declared)
    assert (caught.value.code, caught.value.row) == ("OVT-F14", line)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"", "utf-8"),
        ("é".encode(), "utf-8"),
        ("é".encode("cp1252"), "cp1252"),
        ("é".encode("utf-8-sig"), "utf-8-sig"),
        ("é".encode("utf-16"), "utf-16"),
        ("é".encode("utf-32"), "utf-32"),
    ],
)
def test_the_encoding_is_the_mark_else_utf8_else_the_declared_one(data: bytes, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert find_encoding(path, "cp1252") == encoding


@pytest.mark.parametrize("text", ['a;"b\n', 'a;"b"c\n', '"a;b\n' * 3, "x" * 200_000])
def test_broken_quoting_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        list(read_records(path, "utf-8", ";"))
    assert caught.value.code == "OVT-F03"


def test_a_record_counts_from_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'a;"b\r\nc"\r\n\r\nd;e\re;f')
    records = list(read_records(path, "utf-8", ";"))
    assert records == [(1, ["a", "b\r\nc"]), (3, []), (4, ["d", "e"]), (5, ["e", "f"])]


# Some files hold cp1252 punctuation badly turned into UTF-8: the clean copies repair it, a reader must not.
REPAIRED = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}


def as_cleaned(fields: list[str], width: int) -> list[str]:
    """Return a record as the clean copies write it: full width, repaired characters, no line break in a cell."""
    return [" ".join(f.translate(REPAIRED).split()) for f in (fields + [""] * width)[:width]]


@pytest.mark.skipif(not REAL, reason="the corpus of real files is not here")
@pytest.mark.parametrize("name", REAL)
def test_real_portal_files_hold_every_record_of_their_clean_copy(name: str) -> None:
    dialect = json.loads((CORPUS / "pollock_parameters" / f"{name}_parameters.json").read_text(encoding="utf-8"))
    path = CORPUS / "pollock_csv" / name
    with (CORPUS / "pollock_clean" / name).open(encoding="utf-8", newline="") as clean:
        _, *body = csv.reader(clean)
    expected = [record for record in body if record[:1] != ["DATES"]]  # repeated two-line headers are merged there
    width = max(map(len, expected), default=0)
    records = read_records(path, find_encoding(path, "cp1252"), dialect["delimiter"] or ",")
    read = [as_cleaned(fields, width) for _, fields in records]
    assert [record for record in expected if as_cleaned(record, width) not in read] == []
