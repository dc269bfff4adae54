"""Every mess of every export that it concerns: the same typed rows as a well-kept file, and only faulty rows fall."""

from pathlib import Path

import duckdb
import pytest

from ovt_pipeline.contracts.model import Column, Table
from ovt_pipeline.deliveries.type_cells import DEFECT_SUFFIX, type_table
from ovt_pipeline.quality import suite
from ovt_pipeline.quality.assess import assess
from ovt_pipeline.quality.places import references_of
from ovt_pipeline.reading.front import ReadTable, read_file

from . import faulty
from .messes import Case, cases
from .registry import MESSES
from .sound import CONTRACTS, DAY, PLACES, SENTINEL, Delivery, Sheet, Value
from .writers import row_numbers

WITHOUT_A_RULE = "M04"  # an unreadable cell that no rule reads is left empty

Line = tuple[Value, ...]
Found = dict[tuple[str, str, str | None, str | None], tuple[int, ...]]  # rule, severity, sheet, column → rows


@pytest.mark.parametrize("case", cases(MESSES), ids=str)
def test_a_mess_changes_nothing_of_the_typed_rows(case: Case, tmp_path: Path) -> None:
    delivery = case.mess.of(CONTRACTS[case.export])
    read = read_file(case.mess.write(delivery, tmp_path, case.extension), delivery.contract)
    assert read.is_synthetic == delivery.is_synthetic
    assert SENTINEL not in repr(read)
    for part, (sheet, table) in zip(read.tables, delivery.tables(), strict=True):
        header, numbers, totals = row_numbers(sheet, case.extension)
        assert (part.header_row, part.row_numbers, part.totals_row) == (header, numbers, totals)
        assert part.columns == {name: place + 1 for name, place in sheet.places.items()}
        assert part.unknown_headers == sheet.unknown
        assert part.sheet == (None if case.extension == "csv" else sheet.name)
        assert _typed(part, table, case.export) == [_line(row, table) for row in sheet.truth]


@pytest.mark.parametrize("export", CONTRACTS)
def test_a_well_kept_file_is_accepted_whole(export: str, tmp_path: Path) -> None:
    """With every rule and expectation: this is what the typed rows of every mess are judged as."""
    (kept, *_) = (case for case in cases(MESSES) if (case.mess.name, case.export) == ("well_kept", export))
    delivery = kept.mess.of(CONTRACTS[export])
    read = read_file(kept.mess.write(delivery, tmp_path, kept.extension), delivery.contract)
    outcome = assess(read, delivery.contract, DAY, PLACES, {}, tmp_path, "livraison")
    rows = sum(len(sheet.truth) for sheet in delivery.sheets)
    assert (outcome.errors, outcome.rows_read, outcome.rows_accepted) == ((), rows, rows)
    for sheet, table in delivery.tables():
        assert _kept(tmp_path / table.name / "rows.parquet") == [_line(row, table) for row in sheet.truth]


@pytest.fixture
def without_expectations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out Great Expectations: it judges tables as a whole, and takes longer than all the rest."""
    monkeypatch.setattr(suite, "validate", lambda *_: suite.Outcome())


@pytest.mark.usefixtures("without_expectations")
@pytest.mark.parametrize("case", cases(faulty.MESSES), ids=str)
def test_only_the_faulty_rows_are_rejected_each_under_its_rule(case: Case, tmp_path: Path) -> None:
    delivery = case.mess.of(CONTRACTS[case.export])
    read = read_file(case.mess.write(delivery, tmp_path, case.extension), delivery.contract)
    outcome = assess(read, delivery.contract, DAY, PLACES, {}, tmp_path, "livraison")
    told = [f for f in outcome.findings if f.severity == "rejection" or f.rule_id.endswith(WITHOUT_A_RULE)]
    found = {(f.rule_id, f.severity, f.sheet, f.column): f.rows for f in told}
    assert found == _expected(delivery, case.extension)
    for sheet, table in delivery.tables():
        assert _kept(tmp_path / table.name / "rows.parquet") == _left(sheet, table, delivery)
    rejected = {(f.sheet, row) for f in told if f.severity == "rejection" for row in f.rows}
    left = outcome.rows_read - outcome.rows_accepted - outcome.rows_ignored
    assert len(rejected) == outcome.rows_rejected == left


def test_the_readers_process_says_nothing_on_its_own(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    case = cases(MESSES)[0]
    path = case.mess.write(case.mess.of(CONTRACTS[case.export]), tmp_path, case.extension)
    before = sum(1 for _ in Path("/proc/self/fd").iterdir())
    read_file(path, CONTRACTS[case.export])
    assert capfd.readouterr() == ("", "")
    assert sum(1 for _ in Path("/proc/self/fd").iterdir()) == before


def _typed(part: ReadTable, table: Table, export: str) -> list[Line]:
    """Return the typed values, a defect in place of the value that it leaves out."""
    frame = type_table(part, table, references_of([] if CONTRACTS[export].role == "places" else PLACES))
    values = [frame[c.name].astype(object) for c in table.columns]
    defects = [frame[c.name + DEFECT_SUFFIX] for c in table.columns]
    columns = [value.where(value.notna(), defect) for value, defect in zip(values, defects, strict=True)]
    return list(zip(*columns, strict=True))


def _line(row: dict[str, Value], table: Table) -> Line:
    return tuple(row[c.name] for c in table.columns)


def _kept(path: Path) -> list[Line]:
    with duckdb.connect() as con:
        query = "SELECT * EXCLUDE (sheet, row_number) FROM read_parquet($path) ORDER BY row_number"
        return con.execute(query, {"path": str(path)}).fetchall()


def _expected(delivery: Delivery, extension: str) -> Found:
    """Return what must be found of the faults, with rows as people see them."""
    found: Found = {}
    numbers = {sheet.name: row_numbers(sheet, extension)[1] for sheet in delivery.sheets}
    for fault in delivery.faults:
        rule, severity = (fault.rule, "rejection") if _is_read(fault.column) else (WITHOUT_A_RULE, "remark")
        sheet = None if extension == "csv" else fault.sheet.name
        where = (f"{delivery.contract.prefix}-{rule}", severity, sheet, fault.column.name if fault.column else None)
        found[where] = tuple(sorted((*found.get(where, ()), numbers[fault.sheet.name][fault.index])))
    return found


def _left(sheet: Sheet, table: Table, delivery: Delivery) -> list[Line]:
    """Return the sound rows without the rejected ones, blank where no rule reads the faulty cell."""
    rows = {index: dict(row) for index, row in enumerate(sheet.truth)}
    for fault in (f for f in delivery.faults if f.sheet is sheet):
        if fault.column is None or _is_read(fault.column):
            rows.pop(fault.index, None)
        else:
            rows[fault.index][fault.column.name] = None
    return [_line(row, table) for row in rows.values()]


def _is_read(column: Column | None) -> bool:
    return column is None or column.required or column.used_by_rules
