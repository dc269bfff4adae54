"""Each defect, and the code that refuses it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.front import Limits, read_file

from . import incomplete, unreadable
from .sound import CONTRACTS, sound
from .writers import write

REFUSALS: dict[Callable[[Path], Path], str] = {
    unreadable.text_named_xlsx: "OVT-F01",
    unreadable.pdf_named_csv: "OVT-F01",
    unreadable.web_page_named_xls: "OVT-F01",
    unreadable.workbook_named_csv: "OVT-F01",
    unreadable.null_bytes_csv: "OVT-F01",
    unreadable.word_document_named_xlsx: "OVT-F01",
    unreadable.password_xlsx: "OVT-F02",
    unreadable.password_xls: "OVT-F02",
    unreadable.encrypted_entries: "OVT-F02",
    unreadable.link_to_a_workbook: "OVT-F03",
    unreadable.empty_file: "OVT-F03",
    unreadable.truncated: "OVT-F03",
    unreadable.wrong_crc: "OVT-F03",
    unreadable.sheet_part_gone: "OVT-F03",
    unreadable.entity_bomb: "OVT-F03",
    unreadable.unclosed_quote: "OVT-F03",
    unreadable.truncated_xls: "OVT-F03",
    unreadable.cut_csv: "OVT-F21",
    unreadable.killer_last_cell: "OVT-F04",
    unreadable.killer_far_column: "OVT-F04",
    unreadable.deflate_bomb: "OVT-F04",
    unreadable.too_many_parts: "OVT-F04",
    unreadable.repeated_ods_cells: "OVT-F04",
    incomplete.no_header: "OVT-F05",
    incomplete.no_header_csv: "OVT-F05",
    incomplete.header_too_low: "OVT-F05",
    incomplete.only_a_hidden_sheet: "OVT-F05",
    incomplete.missing_column: "OVT-F06",
    incomplete.renamed_column: "OVT-F06",
    incomplete.repeated_header: "OVT-F07",
    incomplete.no_data_row: "OVT-F08",
    incomplete.only_a_totals_row: "OVT-F08",
    incomplete.undeclared_encoding: "OVT-F14",
    incomplete.two_sheets_alike: "OVT-F16",
}


def refusal(path: Path, export: str = "renir_unites", limits: Limits | None = None) -> OvtError:
    with pytest.raises(OvtError) as caught:
        read_file(path, CONTRACTS[export], limits or Limits())
    return caught.value


@pytest.mark.parametrize(("builder", "code"), REFUSALS.items(), ids=[f.__name__ for f in REFUSALS])
def test_each_defect_gives_its_code_and_whole_sentences(
    builder: Callable[[Path], Path], code: str, tmp_path: Path
) -> None:
    path = builder(tmp_path)
    error = refusal(path)
    assert error.code == code
    for lang in ("fr", "en"):
        line = error.line(lang)
        assert path.name in line
        assert not re.search(r"[{][a-z_]+[}]", line)
        assert str(tmp_path) not in line


@pytest.mark.parametrize(
    "builder", [unreadable.killer_last_cell, unreadable.killer_far_column, unreadable.deflate_bomb]
)
def test_the_known_killers_are_refused_within_two_seconds_and_512_megabytes(
    builder: Callable[[Path], Path], tmp_path: Path
) -> None:
    """Beyond those limits, which the reader holds itself to, the refusal would be OVT-F15."""
    assert refusal(builder(tmp_path), limits=Limits(seconds=2, megabytes=512)).code == "OVT-F04"


def test_a_missing_header_says_which_one_came_closest(tmp_path: Path) -> None:
    line = refusal(incomplete.renamed_column(tmp_path)).line("fr")
    assert "« Date de migration »" in line
    assert "« Date migrations »" in line


def test_a_workbook_of_two_tables_says_which_sheet_is_missing(tmp_path: Path) -> None:
    delivery = sound(CONTRACTS["rgt_liens"])
    del delivery.sheets[1]
    error = refusal(write(delivery, tmp_path, "xlsx"), "rgt_liens")
    assert error.code == "OVT-F16"
    assert "correspondance" in error.line("fr")


def test_a_reader_out_of_memory_is_a_refusal_not_a_dead_run(tmp_path: Path) -> None:
    error = refusal(unreadable.cells_at(tmp_path, "XFD1200"), limits=Limits(megabytes=200))
    assert error.code == "OVT-F15"
    assert "200" in error.line("en")
