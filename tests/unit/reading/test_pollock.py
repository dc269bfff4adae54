"""Real portal csv files, read with the dialect that the benchmark Pollock declares, against their clean copies.

Records are compared whole, cell by cell, then what a contract of the declared dialect reads of them in the child
process. A file that differs for a reason of principle is in EXPLAINED, TOTALS or REFUSED, with what our reader answers:
checked as well.
"""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.cell_text import BROKEN_RECORD
from ovt_pipeline.reading.csv_file import find_encoding, read_records
from ovt_pipeline.reading.front import ReadTable, read_file
from ovt_pipeline.reading.tables import first_filled

from .made_up import CONTRACT, column, table_of

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
FILES = sorted((CORPUS / "pollock_csv").glob("*.csv"))
Numbered = tuple[int, tuple[str, ...]]  # line of the file, cells


@dataclass(frozen=True)
class Explained:
    """Why our records are not the clean copy's.

    `mended`: the clean copy replaces the control characters U+0080 to U+009F of the file, punctuation of cp1252 badly
    turned into UTF-8; a reader gives what the declared encoding says. `extra`: lines that the clean copy leaves out.
    `absent`: rows of the clean copy, from 1 below its header, that no record of the file holds.
    """

    why: str
    mended: bool = False
    extra: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()


EXPLAINED = {
    "20170320-ePC_Data-Travel-Stationery.csv": Explained(
        "two tables, one below the other: we read the title and the header of the second as rows, for rules to reject",
        extra=(12, 14),
    ),
    "nati-clin-audi-bowe-canc-2017-tran-main-fiel-list.csv": Explained("mended punctuation", mended=True),
    "permanent_secretary_and_director_general_expenses_and_hospitality_april_to_june_2012.csv": Explained(
        "ten tables of two kinds, and mended punctuation: we read titles and headers as rows, for rules to reject; the"
        " clean copy leaves most titles out and writes each header of several rows as one",
        mended=True,
        extra=(
            *(30, 31, 33, 41, 42, 44, 45, 48, 59, 60, 62, 67, 68, 70, 72),
            *(86, 87, 89, 95, 96, 98, 99, 113, 114, 124, 125, 126, 175, 176, 178),
        ),
        absent=(26, 34, 49, 66),
    ),
}
NOTHING = Explained("equal")
# Lines of totals, of a header again and of notes below the table: a contract ignores them by rule, and counts them.
IGNORED = {
    "business_expenses_apr_jun_14_peter_lewis.csv": [(14, "totals")],
    "20170320-ePC_Data-Travel-Stationery.csv": [(10, "totals"), (14, "header"), (17, "totals")],
    "Feb-2016.csv": [(26, "note")],
}
# What has no table to compare: the delivery is refused, with this code.
REFUSED = {
    "SouthTrent_Demand_zone-based.csv": "OVT-F05",  # no header: nothing says what a column is
    "locations-1998.csv": "OVT-F03",  # no byte
    "scottish_law_commission-2011-03-31-organogram-junior.csv": "OVT-F08",  # a header and no row
}
MENDED = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
pytestmark = pytest.mark.skipif(not FILES, reason="the corpus of real files is not here")


def dialect_of(path: Path) -> dict[str, Any]:
    text = (CORPUS / "pollock_parameters" / f"{path.name}_parameters.json").read_text(encoding="utf-8")
    dialect: dict[str, Any] = json.loads(text)
    # where one column needs no delimiter, a tab splits nothing; the escape character '"' is the doubled quote
    return dialect | {
        "delimiter": dialect["delimiter"] or "\t",
        "escapechar": dialect["escapechar"].replace('"', ""),
        "header_lines": int(dialect["header_lines"]),
        "above": int(dialect["preamble_lines"]) + int(dialect["header_lines"]),
    }


def clean_rows(path: Path) -> list[tuple[str, ...]]:
    with (CORPUS / "pollock_clean" / path.name).open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def records_of(path: Path, dialect: dict[str, Any]) -> list[Numbered]:
    """Return the filled records below the header: a row without a filled cell is none, there as here."""
    encoding = find_encoding(path, dialect["encoding"])
    records = list(read_records(path, encoding, dialect["delimiter"], dialect["quotechar"], dialect["escapechar"]))
    return [(line, tuple(cells)) for line, cells in records[dialect["above"] :] if first_filled(cells)]


def contract_of(dialect: dict[str, Any]) -> Contract:
    """Return the contract that an office sending this file would sign: every column with a name of its own is there."""
    names = dialect["column_names"]
    kept = [column(str(i), n, needed=True) for i, n in enumerate(names) if n and names.count(n) == 1]
    columns = tuple(replace(c, required=False) for c in kept)  # its cells may be blank
    return replace(
        CONTRACT,
        formats=("csv",),
        csv_encoding=dialect["encoding"],
        csv_separators=(dialect["delimiter"],),
        tables=(table_of("t", "t", *columns),),
        csv_quote=dialect["quotechar"],
        csv_escape=dialect["escapechar"],
        csv_header_rows=max(1, dialect["header_lines"]),
    )


def rows_of(table: ReadTable) -> list[Numbered]:
    return list(zip(table.row_numbers, zip(*table.cells.values(), strict=True), strict=True))


def projected(rows: Iterable[tuple[str, ...]], table: ReadTable) -> list[tuple[str, ...]]:
    """Return the cells of the columns that the contract names; '' where a row ends before."""
    places = [int(name) for name in table.cells]
    return [tuple(row[i] if i < len(row) else "" for i in places) for row in rows]


def check(read: list[Numbered], clean: list[tuple[str, ...]], explained: Explained) -> None:
    """Assert that the rows are the clean ones, in order, but for what is explained: no more and no less."""
    raw = [cells for _, cells in read]
    ours = [tuple(c.translate(MENDED) for c in cells) for cells in raw] if explained.mended else raw
    steps = SequenceMatcher(None, ours, clean, autojunk=False).get_opcodes()
    changes = [step[1:] for step in steps if step[0] != "equal"]
    extra = tuple(read[i][0] for start, end, _, _ in changes for i in range(start, end))
    absent = tuple(i + 1 for _, _, start, end in changes for i in range(start, end))
    assert (extra, absent) == (explained.extra, explained.absent)


@each_file
def test_every_record_is_the_clean_one(path: Path) -> None:
    explained = EXPLAINED.get(path.name, NOTHING)
    read = records_of(path, dialect_of(path))
    assert explained.mended == any(c.translate(MENDED) != c for _, cells in read for c in cells)
    check(read, clean_rows(path), explained)


@each_file
def test_a_contract_of_the_declared_dialect_reads_the_clean_rows(path: Path) -> None:
    contract = contract_of(dialect_of(path))
    try:
        (table,) = read_file(path, contract).tables
    except OvtError as refused:
        assert refused.code == REFUSED.get(path.name)  # noqa: PT017 - some are read
        return
    assert path.name not in REFUSED
    assert list(table.cells) == [c.name for c in contract.tables[0].columns]
    assert list(table.ignored_rows) == IGNORED.get(path.name, [])
    ignored = {number for number, _ in table.ignored_rows}
    left_out = {cells for number, cells in records_of(path, dialect_of(path)) if number in ignored}
    clean = [cells for cells in clean_rows(path) if cells not in left_out]
    explained = EXPLAINED.get(path.name, NOTHING)
    extra = tuple(line for line in explained.extra if line not in ignored)
    check(rows_of(table), projected(clean, table), replace(explained, extra=extra))


def test_what_is_explained_is_there() -> None:
    assert {*EXPLAINED, *IGNORED, *REFUSED} <= {path.name for path in FILES}


@pytest.mark.parametrize(("escape", "told"), [("", 1), ("\\", 0)])
def test_a_record_that_an_undeclared_escape_lengthens_is_told_never_shifted(escape: str, told: int) -> None:
    columns = tuple(column(name, name) for name in ("fn", "tid", "title"))
    contract = replace(CONTRACT, tables=(table_of("t", "t", *columns),), csv_escape=escape)
    (table,) = read_file(CORPUS / "clevercsv" / "imdb.csv", contract).tables
    broken = [cells for _, cells in rows_of(table) if BROKEN_RECORD in cells]
    assert broken == [(BROKEN_RECORD,) * 3] * told
    assert len(table.row_numbers) == 100
    assert sum(cell.endswith("(1964)") and "," in cell for cell in table.cells["title"]) == 1 - told
