"""From text cells to typed columns, each with its defect: one table of a delivery, each distinct text typed once.

Belongs here: which parser each column takes. Does not belong here: parsing one value (values.py, references.py), the
form of the answer (typed.py), what a defect entails (the rules).
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ovt_pipeline.contracts.model import Column, Contract, Kind, Table
from ovt_pipeline.deliveries.references import References
from ovt_pipeline.deliveries.typed import DEFECT_SUFFIX, Codes, TypedColumn, TypedTable
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
from ovt_pipeline.reading.texts import texts_of

DEFECTS = ("type", "list", "region", "disagree", "municipality", "error", "broken", "format", "american", "zero")
_PLAIN = re.compile("[0-9A-Za-z][!-~]{7,}")  # without a space, and longer than what every contract takes for empty
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


def type_parts(parts: Sequence[ReadTable], table: Table, references: References, forms: Forms = ANY) -> TypedTable:
    """Return the typed rows of a table that one or several sheets hold, with the `__folded` text of keys and such.

    A defect is None or one of DEFECTS, and its value is null. A column that the file does not have is all null, without
    defect. What a column says of its cells (American dates) is asked of all sheets together. Never raises on a cell.
    """
    read = in_one(parts)
    shifted = sorted(_shifted_rows(read, table, references, forms)) if read.overlong_rows else []
    ranks = np.arange(len(parts), dtype=np.uint32)
    return TypedTable(
        row_number=np.array(read.row_numbers, np.int64),
        row_in_sheet=np.array([row for part in parts for row in part.row_numbers], np.int64),
        sheet=_as_made(np.repeat(ranks, [len(part.row_numbers) for part in parts]), [part.sheet for part in parts]),
        columns={c: _typed(c, read, shifted, parser_of(c, references, forms), forms) for c in table.columns},
    )


def type_table(read: ReadTable, table: Table, references: References, forms: Forms = ANY) -> pd.DataFrame:
    """Return the typed rows of one sheet as a frame (TypedTable.frame)."""
    return type_parts([read], table, references, forms).frame()


def _as_made(codes: Codes, values: list[Any]) -> TypedColumn:
    return TypedColumn(codes, values, [None] * len(values))


def _typed(column: Column, read: ReadTable, shifted: Sequence[int], parser: Parser, forms: Forms) -> TypedColumn:
    """Return a column typed; the cells of shifted rows are broken: they belong to some other column."""
    if column.name not in read.cells:
        nothing = _as_made(np.zeros(len(read.row_numbers), np.uint32), [None])
        return replace(nothing, folded=_folded(column, [None], ()), filled=_filled(column, nothing.codes, [""], forms))
    found = texts_of(read.cells[column.name])
    texts, codes = found.distinct, np.asarray(found.codes, np.uint32)
    filled = _filled(column, codes, texts, forms)
    parser = _with_its_column(column, parser, texts)
    if shifted:
        texts, codes = [*texts, BROKEN_RECORD], codes.copy()
        codes[shifted] = len(texts) - 1
    odd = _odd_texts(texts, forms) if column.kind == "text" and not column.allowed else range(len(texts))
    values, defects = list[Any](texts), list[str | None]([None]) * len(texts)
    for at in odd:
        values[at], defects[at] = parser(texts[at])
    return TypedColumn(codes, values, defects, _folded(column, values, odd), filled)


def _odd_texts(texts: Sequence[str], forms: Forms) -> Sequence[int]:
    """Return the places of the texts to parse; the others are their own values, and fold as their letters do.

    Of a million keys these are few.
    """
    is_plain, marks = _PLAIN.fullmatch, forms.empty
    return [at for at, text in enumerate(texts) if not is_plain(text) or text.lower() in marks]


def _folded(column: Column, values: Sequence[str | None], odd: Iterable[int]) -> list[str | None] | None:
    if column.folded_name is None:
        return None
    folded = [value and value.lower() for value in values]
    for at in odd:
        value = values[at]
        folded[at] = None if value is None else fold_key(value)
    return folded


def _filled(column: Column, codes: Codes, texts: Sequence[str], forms: Forms) -> npt.NDArray[np.bool_] | None:
    if column.filled_name is None:
        return None
    return np.array([not forms.says_nothing(undone(clean(text))) for text in texts], np.bool_)[codes]


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
