"""Records and the line each starts on, quoting declared or broken, and encodings that are not what they say."""

from dataclasses import replace
from pathlib import Path

import pytest

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.csv_file import find_encoding, read_records
from ovt_pipeline.reading.front import read_file
from ovt_pipeline.reading.refusal import Refusal

from .made_up import CONTRACT


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


@pytest.mark.parametrize(
    ("text", "quote", "escape", "cells"),
    [
        ("a;'b;\"c';d\n", "'", "", ["a", 'b;"c', "d"]),
        ('a;"b;5";c\n', "", "", ["a", '"b', '5"', "c"]),
        ('a;"5\\" de tuyau; neuf";c\n', '"', "\\", ["a", '5" de tuyau; neuf', "c"]),
        ("a;b\\;c\n", "", "\\", ["a", "b;c"]),
        ('a;"b""c";d\\n\n', '"', "", ["a", 'b"c', "d\\n"]),
    ],
)
def test_the_declared_quote_and_escape_are_followed(
    text: str, quote: str, escape: str, cells: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    assert list(read_records(path, "utf-8", ";", quote, escape)) == [(1, cells)]


def test_the_dialect_of_a_contract_reaches_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Inventaire\nNo;Région\nunité;administrative\nSQ-1;'03\\';05'\n", encoding="utf-8")
    declared = replace(CONTRACT, csv_quote="'", csv_escape="\\", csv_header_rows=2)
    (table,) = read_file(path, declared).tables
    assert table.cells == {"no": ["SQ-1"], "region": ["03';05"]}
    assert (table.header_row, table.row_numbers) == (2, [4])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('"Nom","Ville"\n"a","b"\n', "OVT-F05"),  # the contract's first separator would break its quoting
        ('"Nom";"Ville"\n"a"b;"c"\n', "OVT-F03"),
        ('No unité,Région administrative\n"SQ-1"x,03\n', "OVT-F03"),
    ],
)
def test_broken_quotes_are_reported_only_where_no_separator_mends_them(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OvtError) as caught:
        read_file(path, CONTRACT)
    assert caught.value.code == code


HEADERS = ";".join(c.header for c in CONTRACT.tables[0].columns)
BLANKS = ";" * (HEADERS.count(";") - 1)
WHOLE = [HEADERS, f"U-1;03{BLANKS}", f"U-2;03{BLANKS}"]


def test_a_last_line_shorter_than_all_the_others_and_without_an_end_is_a_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join([*WHOLE, "U-3;0"]), encoding="utf-8")
    with pytest.raises(OvtError) as caught:
        read_file(path, CONTRACT)
    assert (caught.value.code, caught.value.where.row) == ("OVT-F21", 4)


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ([*WHOLE, "U-3;03", ""], 3),  # its last line has its end
        ([*WHOLE, f"U-3;03{BLANKS}"], 3),
        ([*WHOLE, "Total;2"], 2),
        ([HEADERS, WHOLE[1], "U-2;03", "U-3;03"], 3),  # a program that drops the blanks at the end of its lines
        ([HEADERS, "U-1;03"], 1),
    ],
)
def test_a_short_last_line_is_not_a_cut_by_itself(lines: list[str], rows: int, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert len(read_file(path, CONTRACT).tables[0].row_numbers) == rows
