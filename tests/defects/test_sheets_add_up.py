"""Sheets that add up, where a contract says so: the rows of all are read and judged together, and keep their place."""

from dataclasses import replace
from pathlib import Path

import pytest
from drafts.draft import Draft, Line, Sheet
from drafts.formats import write
from drafts.make import CONTRACTS, DAY, PLACES, sound

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.quality.assess import assess
from ovt_pipeline.quality.judge import Judgement
from ovt_pipeline.reading.front import read_file
from ovt_pipeline.warehouse.database import open_memory

RENIR = CONTRACTS["renir_unites"]
ADDING_UP = replace(RENIR, tables=tuple(replace(table, sheets_add_up=True) for table in RENIR.tables))
SUITE = "Suite"
ROWS = 12


@pytest.fixture
def two_sheets() -> Draft:
    """Give twelve units on the contract's sheet and twelve others on a second one, below two rows of title."""
    draft = sound(RENIR, 2 * ROWS)
    draft.extension = "xlsx"
    (first,) = draft.tables
    header, rows = Line([*first.header.cells]), first.rows
    first.arrange(rows[:ROWS])
    second = replace(first, name=SUITE, header=header, lines=[header, *rows[ROWS:]], columns=[*first.columns])
    draft.sheets.append(second)
    second.insert(["Suite de l'export"], ["Deuxième page"])
    return draft


def judged(draft: Draft, folder: Path, contract: Contract = ADDING_UP) -> Judgement:
    path = write(draft, folder)
    (folder / "lot").mkdir()
    return assess(read_file(path, contract), contract, DAY, PLACES, None, folder / "lot", path.name)


def places_of(folder: Path, part: str = "rows") -> list[tuple[str, int]]:
    """Return where the rows of the lot stand."""
    with open_memory() as con:
        kept = folder / "lot" / RENIR.tables[0].name / f"{part}.parquet"
        return con.execute("SELECT sheet, row_number FROM read_parquet($kept)", {"kept": str(kept)}).fetchall()


def refusal(draft: Draft, folder: Path, contract: Contract = ADDING_UP) -> OvtError:
    with pytest.raises(OvtError) as caught:
        judged(draft, folder, contract)
    return caught.value


def test_a_contract_that_does_not_say_so_refuses_them(two_sheets: Draft, tmp_path: Path) -> None:
    assert refusal(two_sheets, tmp_path, RENIR).code == "OVT-F31"


def test_a_sheet_that_lacks_a_needed_column_is_refused_not_left_out(two_sheets: Draft, tmp_path: Path) -> None:
    second = two_sheets.sheets[1]
    second.reorder([at for at, name in enumerate(second.columns) if name != "statut"])
    error = refusal(two_sheets, tmp_path)
    assert (error.code, error.where.sheet) == ("OVT-F06", SUITE)


def test_a_key_on_both_sheets_is_repeated_and_both_its_rows_are_named(two_sheets: Draft, tmp_path: Path) -> None:
    first, second = two_sheets.sheets
    second.put(second.rows[0], "no_unite", first.rows[0].cells[first.place("no_unite")])
    found = judged(two_sheets, tmp_path)
    repeated = [(f.sheet, f.rows) for f in found.findings if f.severity == "rejection"]
    assert repeated == [(first.name, (2,)), (SUITE, (4,))]
    assert (found.rows_read, found.rows_accepted, found.rows_rejected) == (2 * ROWS, 2 * ROWS - 2, 2)
    assert places_of(tmp_path, "rejected") == [(first.name, 2), (SUITE, 4)]


def test_a_row_of_one_sheet_again_on_the_other_is_dropped_there(two_sheets: Draft, tmp_path: Path) -> None:
    first, second = two_sheets.sheets
    second.rows[2].cells = [*first.rows[3].cells]
    found = judged(two_sheets, tmp_path)
    assert [(f.sheet, f.rows) for f in found.findings if f.rule_id == "RENIR-M01"] == [(SUITE, (6,))]
    assert (found.rows_read, found.rows_accepted, found.rows_ignored) == (2 * ROWS, 2 * ROWS - 1, 1)


def test_dates_that_are_american_on_one_sheet_are_so_on_the_other(two_sheets: Draft, tmp_path: Path) -> None:
    first, second = two_sheets.sheets
    first.put(first.rows[0], "date_migration", "03/04/2023")
    second.put(second.rows[0], "date_migration", "03/25/2023")
    findings = judged(two_sheets, tmp_path).findings
    assert {(f.sheet, f.rows) for f in findings if f.severity == "rejection"} == {(first.name, (2,)), (SUITE, (4,))}


def test_the_rows_of_both_are_in_the_lot_each_where_it_stands(two_sheets: Draft, tmp_path: Path) -> None:
    found = judged(two_sheets, tmp_path)
    assert (found.rows_read, found.rows_accepted, found.errors) == (2 * ROWS, 2 * ROWS, ())
    first = [(two_sheets.sheets[0].name, row) for row in range(2, ROWS + 2)]
    assert places_of(tmp_path) == [*first, *((SUITE, row) for row in range(4, ROWS + 4))]


def test_an_empty_sheet_beside_and_one_of_other_headers_are_no_part_of_it(two_sheets: Draft, tmp_path: Path) -> None:
    header = two_sheets.sheets[0].header
    two_sheets.sheets += [Sheet("Vide", [Line([*header.cells])]), Sheet("Notes", [Line(["Lire"]), Line(["Fin"])])]
    assert judged(two_sheets, tmp_path).rows_read == 2 * ROWS
    assert {sheet for sheet, _ in places_of(tmp_path)} == {two_sheets.sheets[0].name, SUITE}
