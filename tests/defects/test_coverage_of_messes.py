"""No export escapes a mess that concerns it: which exports, which columns, which rows, written here by hand."""

import pytest

from ovt_pipeline.contracts.model import Column

from . import faulty, messy_csv, messy_values
from .faulty import unreadable_values
from .messes import Mess, cases
from .registry import MESSES
from .sound import CONTRACTS, Delivery, plain, sound
from .writers import row_numbers

ALL = {"municipalites", "renir_unites", "rgt_liens", "rh_regionalisation", "ritm_liens"}
CSV = ALL - {"rgt_liens"}
DATED = ALL - {"municipalites"}
# Read in exports.md; a mess that is not named here concerns the five exports.
CONCERNED = {
    **{mess.name: CSV for mess in messy_csv.MESSES},
    "alias_1": DATED,
    "alias_2": DATED,
    "alias_3": DATED,
    "typographic_apostrophes": DATED,
    "dates": DATED,
    "dates_from_1904": DATED,
    "yes_no": {"renir_unites", "rgt_liens"},
    "numbers": {"ritm_liens", "rgt_liens", "rh_regionalisation"},
    "allowed": DATED,
    "regions": ALL - {"rh_regionalisation"},
    "municipalities": {"rh_regionalisation"},
    "municipality_codes": {"municipalites", "ritm_liens", "rgt_liens"},
    "error_texts": CSV,
    "broken_records": CSV,
}


@pytest.mark.parametrize("mess", [*MESSES, *faulty.MESSES], ids=lambda mess: mess.name)
def test_a_mess_is_tried_on_each_export_that_it_concerns(mess: Mess) -> None:
    assert {case.export for case in cases([mess])} == CONCERNED.get(mess.name, ALL)


def test_messes_have_names_of_their_own() -> None:
    names = [mess.name for mess in (*MESSES, *faulty.MESSES)]
    assert len(set(names)) == len(names)
    assert set(CONCERNED) <= set(names)


@pytest.mark.parametrize("export", CONTRACTS)
def test_every_format_of_an_export_is_read(export: str) -> None:
    tried = {case.extension for case in cases(MESSES) if (case.mess.name, case.export) == ("well_kept", export)}
    assert tried == set(CONTRACTS[export].formats)


@pytest.mark.parametrize("export", CONTRACTS)
def test_every_column_that_is_not_free_text_is_written_otherwise(export: str) -> None:
    found = {name for mess in messy_values.MESSES for name in _respelled(mess.of(CONTRACTS[export]))}
    wanted = {name for name, column in _columns(sound(CONTRACTS[export])).items() if not _is_free_text(column)}
    assert wanted <= found


@pytest.mark.parametrize("export", CONTRACTS)
def test_every_column_that_is_not_free_text_is_made_unreadable(export: str) -> None:
    delivery = sound(CONTRACTS[export], rows=120)
    unreadable_values(delivery)
    found = {f"{fault.sheet.name}.{fault.column.name}" for fault in delivery.faults if fault.column}
    assert found == {name for name, column in _columns(delivery).items() if not _is_free_text(column)}


def test_rows_are_numbered_as_a_person_counts_them() -> None:
    messes = {mess.name: mess.of(CONTRACTS["renir_unites"]) for mess in MESSES}
    for name, extension, header, rows, totals in [
        ("well_kept", "xlsx", 1, [2, 3, 4, 5], None),
        ("everything_at_once", "xlsx", 8, [10, 12, 13, 14], 26),
        ("lines_and_separators_within_cells", "csv", 1, [3, 4, 7, 10], None),
    ]:
        found_header, numbers, found_totals = row_numbers(messes[name].sheets[0], extension)
        assert (found_header, numbers[:4], found_totals) == (header, rows, totals), name


def _columns(delivery: Delivery) -> dict[str, Column]:
    return {f"{sheet.name}.{c.name}": c for sheet, table in delivery.tables() for c in table.columns}


def _is_free_text(column: Column) -> bool:
    return column.kind == "text" and not column.allowed


def _respelled(delivery: Delivery) -> set[str]:
    """Return the columns of which a cell is not what a well-kept file holds."""
    return {
        f"{sheet.name}.{column.name}"
        for sheet, table in delivery.tables()
        for column in table.columns
        for number, row in zip(sheet.numbers, sheet.truth, strict=True)
        if sheet.lines[number - 1][sheet.places[column.name]] != plain(column, row[column.name])
    }
