"""Every mess of every export that it concerns: the same typed rows as a well-kept file, and only faulty rows fall."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from drafts.draft import Sheet, Value
from drafts.formats import write
from drafts.make import CONTRACTS, DAY, PLACES, SENTINEL, sound

from ovt_pipeline.contracts.loader import load_contract
from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.deliveries.type_cells import type_table
from ovt_pipeline.deliveries.typed import DEFECT_SUFFIX
from ovt_pipeline.quality.assess import assess
from ovt_pipeline.quality.places import references_of
from ovt_pipeline.reading.front import ReadTable, read_file

from . import faulty, messy_csv, messy_headers, messy_layout, messy_values, messy_workbooks
from .messes import UNREAD, Case, cases

FAMILIES = (messy_csv, messy_layout, messy_headers, messy_values, messy_workbooks)
MESSES = [mess for family in FAMILIES for mess in family.MESSES]
ADDED = Path(__file__).parents[1] / "runs" / "added" / "bornes.yaml"
Line = tuple[Value, ...]


@pytest.mark.usefixtures("reads_here")
@pytest.mark.parametrize("case", cases(MESSES), ids=str)
def test_a_mess_changes_nothing_of_the_typed_rows(case: Case, tmp_path: Path) -> None:
    draft = case.draft()
    read = read_file(write(draft, tmp_path), draft.contract)
    assert read.is_synthetic == draft.is_synthetic
    assert SENTINEL not in repr(read)
    for part, sheet, table in zip(read.tables, draft.tables, draft.contract.tables, strict=True):
        numbers = sheet.numbers(draft.extension)
        assert (part.header_row, part.row_numbers) == (numbers[sheet.header], [numbers[row] for row in sheet.rows])
        assert part.ignored_rows == (((numbers[sheet.totals], "totals"),) if sheet.totals else ())
        assert part.columns == {c.name: sheet.place(c.name) + 1 for c in table.columns}
        assert part.unknown_headers == sheet.unknown
        assert part.sheet == draft.shown(sheet)
        assert _typed(part, draft.contract, table) == _said(sheet)


@pytest.mark.parametrize("export", CONTRACTS)
def test_a_well_kept_file_is_accepted_whole(export: str, tmp_path: Path) -> None:
    """With every rule and expectation: this is what the typed rows of every mess are judged as."""
    (kept, *_) = (case for case in cases(MESSES) if (case.mess.name, case.export) == ("well_kept", export))
    draft = kept.draft()
    outcome = assess(
        read_file(write(draft, tmp_path), draft.contract), draft.contract, DAY, PLACES, None, tmp_path, "l"
    )
    rows = sum(len(sheet.rows) for sheet in draft.sheets)
    assert (outcome.errors, outcome.rows_read, outcome.rows_accepted) == ((), rows, rows)
    for sheet, table in zip(draft.tables, draft.contract.tables, strict=True):
        assert _kept(tmp_path / table.name / "rows.parquet", table) == _said(sheet)


def test_a_contract_that_is_only_a_file_needs_no_writer(tmp_path: Path) -> None:
    contract = load_contract(ADDED)
    for extension in contract.formats:
        draft = replace(sound(contract), extension=extension)
        read = read_file(write(draft, tmp_path), contract)
        assert [_typed(part, contract, table) for part, table in zip(read.tables, contract.tables, strict=True)] == [
            _said(sheet) for sheet in draft.tables
        ]


@pytest.mark.usefixtures("reads_here")
@pytest.mark.parametrize("case", cases(faulty.MESSES), ids=str)
def test_only_the_faulty_rows_are_rejected_each_under_its_rule(case: Case, tmp_path: Path) -> None:
    draft = case.draft()
    outcome = assess(
        read_file(write(draft, tmp_path), draft.contract), draft.contract, DAY, PLACES, None, tmp_path, "l"
    )
    told = [f for f in outcome.findings if f.severity == "rejection" or f.rule_id.endswith(UNREAD)]
    found = Counter((f.rule_id, f.sheet, row, f.column) for f in told for row in f.rows)
    assert found == Counter(finding for finding in draft.findings() if not finding[0].endswith("M03"))
    assert {f.severity for f in told if f.rule_id.endswith(UNREAD)} <= {"remark"}
    for sheet, table in zip(draft.tables, draft.contract.tables, strict=True):
        assert _kept(tmp_path / table.name / "rows.parquet", table) == _said(sheet)
    rejected = {(f.sheet, row) for f in told if f.severity == "rejection" for row in f.rows}
    left = outcome.rows_read - outcome.rows_accepted - outcome.rows_ignored
    assert len(rejected) == outcome.rows_rejected == left


def test_the_readers_process_says_nothing_on_its_own(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    draft = cases(MESSES)[0].draft()
    path = write(draft, tmp_path)
    before = sum(1 for _ in Path("/proc/self/fd").iterdir())
    read_file(path, draft.contract)
    assert capfd.readouterr() == ("", "")
    assert sum(1 for _ in Path("/proc/self/fd").iterdir()) == before


def _typed(part: ReadTable, contract: Contract, table: Table) -> list[Line]:
    """Return the typed values, a defect in place of the value that it leaves out."""
    frame = type_table(part, table, references_of([] if contract.role == "places" else PLACES))
    values = [frame[c.name].astype(object) for c in table.columns]
    defects = [frame[c.name + DEFECT_SUFFIX] for c in table.columns]
    columns = [value.where(value.notna(), defect) for value, defect in zip(values, defects, strict=True)]
    return list(zip(*columns, strict=True))


def _said(sheet: Sheet) -> list[Line]:
    """Return what the rows say that nothing rejects, in the order of the contract."""
    kept = [line.says or {} for line in sheet.rows if all(rule == UNREAD for rule, _ in line.told)]
    return [tuple(says[c.name] for c in sheet.table.columns) for says in kept if sheet.table]


def _kept(path: Path, table: Table) -> list[Line]:
    with duckdb.connect() as con:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        query = f"SELECT {columns} FROM read_parquet($path) ORDER BY row_number"
        return con.execute(query, {"path": str(path)}).fetchall()
