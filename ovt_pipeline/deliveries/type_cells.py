"""From text cells to typed columns, each with its defect: one table of a delivery as a pandas frame.

Belongs here: which parser each column takes, and the frame. Does not belong here: parsing one value (values.py,
references.py), what a defect entails (the rules).
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import pandas as pd

from ovt_pipeline.contracts.model import Column, Contract, Kind, Table
from ovt_pipeline.deliveries.references import References
from ovt_pipeline.deliveries.values import (
    Forms,
    Parsed,
    american_dates,
    is_error,
    parse_bandwidth,
    parse_number,
    parse_yes_no,
    undone,
    zeros_for_letters,
)
from ovt_pipeline.reading.cell_text import BROKEN_RECORD, UNSHOWN_NUMBER
from ovt_pipeline.reading.folding import clean, fold, fold_key
from ovt_pipeline.reading.front import ReadTable, in_one

DEFECT_SUFFIX = "__defect"
DEFECTS = ("type", "list", "region", "disagree", "municipality", "error", "broken", "format", "american", "zero")
ANY = Forms()  # of no contract: every date, no mark of its own

Parser = Callable[[str], Parsed]

_PARSERS: dict[Kind, Parser] = {
    "number": parse_number,
    "bandwidth": parse_bandwidth,
    "yes_no": parse_yes_no,
}
_MISLEADING: dict[Kind, tuple[str, Callable[[set[str]], Collection[str]]]] = {
    "date": ("american", american_dates),
    "yes_no": ("zero", zeros_for_letters),
}


def forms_of(contract: Contract, day: dt.date) -> Forms:
    """Return what a contract says of the texts of its cells, for a delivery extracted on `day`."""
    last = min(day.year + contract.dates_years_ahead, dt.MAXYEAR)
    ahead = dt.date(last, day.month, min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004 - February
    marks = frozenset(map(fold, contract.empty_marks))
    return Forms(marks, contract.date_forms, contract.dates_from, ahead)


def frame_sql_types(table: Table) -> dict[str, str]:
    """Return frame column → DuckDB type, in frame order: what to CAST to, since an all-null column has no type."""
    types = {"row_number": "BIGINT", "sheet": "VARCHAR", "row_in_sheet": "BIGINT"}
    for column in table.columns:
        types |= {column.name: column.sql_type, column.name + DEFECT_SUFFIX: "VARCHAR"}
    return types | dict.fromkeys(table.folded.values(), "VARCHAR") | dict.fromkeys(table.filled, "BOOLEAN")


def type_parts(parts: Sequence[ReadTable], table: Table, references: References, forms: Forms = ANY) -> pd.DataFrame:
    """Return the typed rows of a table that one or several sheets hold, as `type_table` does for one.

    `row_number` is then unique: rows of a sheet are numbered on after those of the sheet before it; `row_in_sheet` and
    `sheet` say where a row stands. What a column says of its cells (American dates) is asked of all sheets together.
    """
    typed = type_table(in_one(parts), table, references, forms)
    if len(parts) > 1:
        typed["sheet"] = [part.sheet for part in parts for _ in part.row_numbers]
        typed["row_in_sheet"] = [row for part in parts for row in part.row_numbers]
    return typed


def type_table(read: ReadTable, table: Table, references: References, forms: Forms = ANY) -> pd.DataFrame:
    """Return the typed rows of a sheet: row_number (int64), sheet, row_in_sheet, each column and its `__defect`.

    Then comes the `__folded` text of each key and of each column that names one: what they are compared by;
    and, where a blank reads as a value, whether the cell was filled.
    Numbers are float64 (NaN when null); text, codes, dates (datetime.date), booleans and defects are objects with
    None when null. DuckDB reads NaN and None as NULL; cast with `frame_sql_types`, because a column that is all null
    carries no type of its own. A defect is None or one of DEFECTS, and its value is null. A column that the file
    does not have is all null, without defect. Never raises on a cell.
    """
    rows = len(read.row_numbers)
    shifted = read.overlong_rows and _shifted_rows(read, table, references, forms)
    data: dict[str, pd.Series[Any]] = {
        "row_number": pd.Series(read.row_numbers, dtype="int64"),
        "sheet": pd.Series([read.sheet] * rows, dtype="object"),
        "row_in_sheet": pd.Series(read.row_numbers, dtype="int64"),
    }
    for column in table.columns:
        parser = parser_of(column, references, forms)
        parser = _with_its_column(column, parser, read.cells.get(column.name) or ())
        values, defects = _parse_all(_unshifted(read.cells.get(column.name), shifted), parser, rows)
        dtype = "float64" if column.sql_type == "DOUBLE" else "object"
        data[column.name] = pd.Series(values, dtype=dtype)
        data[column.name + DEFECT_SUFFIX] = pd.Series(defects, dtype="object")
        if column.filled_name:
            texts = read.cells.get(column.name) or [""] * rows
            data[column.filled_name] = pd.Series(
                [not forms.says_nothing(undone(clean(text))) for text in texts], dtype="object"
            )
    for name, folded in table.folded.items():
        data[folded] = pd.Series(_folded(data[name].tolist()), dtype="object")
    return pd.DataFrame(data)


def _folded(values: list[str | None]) -> list[str | None]:
    known = {value: fold_key(value) for value in set(values) if value is not None}
    return [None if value is None else known[value] for value in values]


def _with_its_column(column: Column, parser: Parser, texts: Iterable[str]) -> Parser:
    """Return the parser of a column in which its other cells make some texts defects: dates and zeros that mislead."""
    if column.kind not in _MISLEADING:
        return parser
    defect, misleading = _MISLEADING[column.kind]
    wrong = misleading({undone(clean(text)) for text in texts})
    return (lambda raw: (None, defect) if undone(clean(raw)) in wrong else parser(raw)) if wrong else parser


def _shifted_rows(read: ReadTable, table: Table, references: References, forms: Forms) -> set[int]:
    """Return the places of the overlong rows whose own cells do not fit their columns: the row has shifted.

    One that fits has a note beside it, which is kept out like any cell the contract does not name.
    """
    places = [i for i, number in enumerate(read.row_numbers) if number in read.overlong_rows]
    parsers = [(c, parser_of(c, references, forms), read.cells[c.name]) for c in table.columns if c.name in read.cells]
    return {i for i in places if any(_misfits(c, *parse(cells[i])) for c, parse, cells in parsers)}


def _misfits(column: Column, value: Any, defect: str | None) -> bool:  # noqa: ANN401 - whatever the column holds
    return defect is not None or (column.required and value is None)


def _unshifted(texts: list[str] | None, shifted: Collection[int]) -> list[str] | None:
    """Return the cells of a column, those of shifted rows broken: they belong to some other column."""
    if texts is None or not shifted:
        return texts
    return [BROKEN_RECORD if i in shifted else text for i, text in enumerate(texts)]


def parser_of(column: Column, references: References, forms: Forms = ANY) -> Parser:
    """Return the function that turns a raw text of this column into (value, defect)."""
    filled = _filled_parser(column, references, forms)
    empty: Parsed = (column.blank_means if column.kind == "yes_no" else None, None)

    def parse(raw: str) -> Parsed:
        text = undone(clean(raw))
        if forms.says_nothing(text):
            return empty
        if text == BROKEN_RECORD:
            return None, "broken"
        if text == UNSHOWN_NUMBER:
            return None, "format"
        return (None, "error") if is_error(text) else filled(text)

    return parse


def _filled_parser(column: Column, references: References, forms: Forms) -> Parser:
    if column.allowed:
        canonical = {fold(value): value for value in column.allowed}
        return lambda text: (value, None) if (value := canonical.get(fold(text))) else (None, "list")
    lookups: dict[Kind, Parser] = {
        "date": forms.parse_date,
        "region": references.region,
        "municipality": references.municipality,
        "municipality_code": references.municipality_code,
    }
    return (_PARSERS | lookups).get(column.kind, _as_text)


def _as_text(text: str) -> Parsed:
    return text, None


def _parse_all(texts: list[str] | None, parser: Parser, rows: int) -> tuple[list[Any], list[str | None]]:
    """Parse each distinct text once: a million rows hold few distinct dates, regions or statuses."""
    if texts is None:
        return [None] * rows, [None] * rows
    parsed = {text: parser(text) for text in set(texts)}
    values = {text: value for text, (value, _) in parsed.items()}
    faulty = {text: defect for text, (_, defect) in parsed.items() if defect}
    defects: list[str | None] = [faulty.get(text) for text in texts] if faulty else [None] * rows
    return [values[text] for text in texts], defects
