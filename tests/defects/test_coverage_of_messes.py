"""No export escapes a mess that concerns it: which exports, which columns, which rows, written here by hand."""

import pytest
from drafts.draft import Draft, Extension, Line
from drafts.make import CONTRACTS, plain

from ovt_pipeline.contracts.model import Column

from . import faulty, messy_csv, messy_values
from .messes import Mess, cases
from .test_messes import MESSES

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
    "letters": {"renir_unites", "rgt_liens"},
    "error_texts": CSV,
    "broken_records": CSV,
}


def test_a_mess_is_tried_on_each_export_that_it_concerns_under_a_name_of_its_own() -> None:
    every: list[Mess] = [*MESSES, *faulty.MESSES]
    tried = {mess.name: {case.export for case in cases([mess])} for mess in every}
    assert tried == {mess.name: CONCERNED.get(mess.name, ALL) for mess in every}
    assert len(tried) == len(every)
    assert set(CONCERNED) <= set(tried)


@pytest.mark.parametrize("export", CONTRACTS)
def test_every_format_is_read_and_every_column_written_otherwise_and_made_unreadable(export: str) -> None:
    tried = {case.extension for case in cases(MESSES) if (case.mess.name, case.export) == ("well_kept", export)}
    assert tried == set(CONTRACTS[export].formats)
    wanted = {(t.name, c.name) for t in CONTRACTS[export].tables for c in t.columns if not _is_free_text(c)}
    values = [case.draft() for case in cases(messy_values.MESSES) if case.export == export]
    assert wanted <= {place for draft in values for place in _respelled(draft)}
    (unreadable,) = (case.draft() for case in cases(faulty.MESSES[:1]) if case.export == export)
    told = [(s.table, column) for s in unreadable.tables for line in s.rows for _, column in line.told]
    assert {(table.name, column) for table, column in told if table} == wanted


def test_rows_are_numbered_as_a_person_counts_them() -> None:
    messes = {(c.mess.name, c.extension): c.draft() for c in cases(MESSES) if c.export == "renir_unites"}
    expected: list[tuple[str, Extension, int, list[int], int | None]] = [
        ("well_kept", "xlsx", 1, [2, 3, 4, 5], None),
        ("everything_at_once", "xlsm", 8, [10, 12, 13, 14], 26),
        ("lines_and_separators_within_cells", "csv", 1, [3, 4, 7, 10], None),
    ]
    for name, extension, header, rows, totals in expected:
        draft = messes[name, extension]
        (sheet,) = draft.tables
        numbers = sheet.numbers(draft.extension)
        found: list[Line] = [sheet.header, *sheet.rows[:4], *([sheet.totals] if sheet.totals else [])]
        assert [numbers[line] for line in found] == [header, *rows, *([totals] if totals else [])], name


def _is_free_text(column: Column) -> bool:
    return column.kind == "text" and not column.allowed


def _respelled(draft: Draft) -> set[tuple[str, str]]:
    """Return the columns of which a cell is not what a well-kept file holds."""
    return {
        (sheet.table.name if sheet.table else "", column.name)
        for sheet in draft.tables
        for column in sheet.contract_columns()
        for line in sheet.rows
        if line.cells[sheet.place(column.name)] != plain(column, (line.says or {})[column.name])
    }
