"""Deliveries that look odd and are sound: what must come out of them."""

from pathlib import Path

import pytest

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.intake.read import ReadTable, read_file

from . import files, odd
from .old_workbook import write_xls

RENIR = load_contracts()["renir_unites"]
IDS = ["SQ-0001", "SQ-0002", "SQ-0003"]
DATES = ["2023-06-01", "2023-06-02", "2023-06-03"]


def only_table(path: Path) -> ReadTable:
    (table,) = read_file(path, RENIR).tables
    return table


def test_a_table_away_from_the_corner_keeps_excels_row_numbers(tmp_path: Path) -> None:
    read = read_file(odd.title_block_offset_and_totals(tmp_path), RENIR)
    (table,) = read.tables
    assert read.is_synthetic
    assert (table.header_row, table.row_numbers, table.totals_row) == (5, [6, 8, 9], 11)
    assert table.cells["no_unite"] == IDS
    assert table.cells["date_migration"] == DATES


def test_dates_of_the_1904_system_are_right(tmp_path: Path) -> None:
    assert only_table(odd.dates_1904(tmp_path)).cells["date_migration"] == DATES


def test_a_hidden_sheet_of_the_right_name_is_not_read(tmp_path: Path) -> None:
    table = only_table(odd.hidden_sheet_first(tmp_path))
    assert (table.sheet, table.cells["no_unite"]) == ("Feuil1", IDS)


def test_error_cells_and_formulas_without_result_are_not_blanks(tmp_path: Path) -> None:
    assert only_table(odd.faulty_cells(tmp_path)).cells["statut"][:2] == ["#REF!", "#FORMULE!"]


def test_a_wrong_dimension_changes_nothing(tmp_path: Path) -> None:
    assert only_table(odd.wrong_dimension(tmp_path)).cells["no_unite"] == IDS


def test_no_personal_or_unknown_cell_leaves_the_reader(tmp_path: Path) -> None:
    read = read_file(odd.personal_and_unknown_columns(tmp_path), RENIR)
    assert files.SENTINEL not in repr(read)
    assert read.tables[0].unknown_headers == {len(files.HEADERS) + 2: "Responsable local"}


def test_an_old_xls_is_read_with_its_error_cells(tmp_path: Path) -> None:
    rows = [[str(c) for c in row] for row in files.sound_rows()]
    rows[2][0] = "#N/A"
    table = only_table(write_xls(tmp_path / "u_2024-01-31.xls", "unites", [list(row) for row in rows]))
    assert table.cells["no_unite"] == ["SQ-0001", "#N/A", "SQ-0003"]


def test_an_ods_is_read_with_its_error_cells(tmp_path: Path) -> None:
    rows = [[str(c) for c in row] for row in files.sound_rows()]
    rows[1][-1] = "#DIV/0!"
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="1048570">{blank}</table:table-row>'
    table = only_table(files.ods(tmp_path, files.ods_rows(rows) + blank))
    assert table.cells["no_unite"] == IDS
    assert table.cells["no_unite_successeur"][0] == "#DIV/0!"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_a_csv_is_read_in_its_encoding_and_separator(encoding: str, separator: str, tmp_path: Path) -> None:
    path = files.raw(tmp_path, "csv", files.csv_text(separator=separator).encode(encoding))
    assert only_table(path).cells["code_region"] == ["Capitale-Nationale (03)"] * 3


def test_a_csv_record_counts_from_its_first_line_and_a_broken_one_is_marked(tmp_path: Path) -> None:
    header, first, second, third = files.sound_rows()
    first[1] = '"deux\nlignes"'
    second.append("de trop")
    path = files.raw(
        tmp_path, "csv", ("titre SYNTHÉTIQUE\r\n" + files.csv_text([header, first, second, third])).encode()
    )
    read = read_file(path, RENIR)
    assert read.is_synthetic
    assert read.tables[0].row_numbers == [3, 5, 6]
    assert read.tables[0].cells["no_unite"] == ["SQ-0001", "#LIGNE!", "SQ-0003"]


def test_a_csv_cut_in_its_last_record_marks_it(tmp_path: Path) -> None:
    path = files.raw(tmp_path, "csv", files.csv_text().encode()[:-30])
    assert only_table(path).cells["no_unite"] == ["SQ-0001", "SQ-0002", "#LIGNE!"]


def test_the_readers_process_says_nothing_on_its_own(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = sum(1 for _ in Path("/proc/self/fd").iterdir())
    read_file(files.workbook(tmp_path), RENIR)
    assert capfd.readouterr() == ("", "")
    assert sum(1 for _ in Path("/proc/self/fd").iterdir()) == before
