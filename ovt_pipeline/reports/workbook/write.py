"""Writes the told tables as a workbook in one language: a sheet that says what it is, then a sheet for each table.

Belongs here: sheets, formats, what a reader of screens is told. Does not belong here: rows (told/), sentences
(catalogue/workbook.yaml).
"""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import duckdb
import xlsxwriter

from ovt_pipeline.language.catalogue import sentence
from ovt_pipeline.reports.told.tables import Table, rows_of, tables_told

FORMATS = {
    "DATE": "yyyy-mm-dd",
    "TIMESTAMP": "yyyy-mm-dd hh:mm",
    "DOUBLE": "#,##0.0",
    "BIGINT": "#,##0",
    "INTEGER": "0",
}
WIDEST, NARROWEST = 60, 10  # characters of a column


def workbook(con: duckdb.DuckDBPyConnection, lang: str) -> bytes:
    """Return the workbook of the told tables in 'fr' or 'en': the same bytes for the same release.

    Text is always text: what begins like a formula is not one. No cell is merged; every table has a header row, a
    title and a description for readers of screens.
    """
    ((release_id, published_at, as_of, is_synthetic),) = con.execute(
        "SELECT release_id, published_at, as_of, is_synthetic FROM told_release"
    ).fetchall()
    tables = [(table, rows_of(con, table)) for table in tables_told(con)]
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    title = sentence("open_data", "title", lang)
    book.set_properties({"title": title, "language": f"{lang}-CA", "created": published_at})
    facts = [(sentence("workbook", key, lang), value) for key, value in (
        ("release", release_id), ("published", f"{published_at:%Y-%m-%d %H:%M} UTC"), ("as_of", str(as_of)),
    )]  # fmt: skip
    _about(book, lang, title, facts, [table for table, rows in tables if rows], is_synthetic=is_synthetic)
    for table, rows in tables:
        if rows:
            _sheet(book, lang, table, rows)
    book.close()
    return made.getvalue()


def _about(
    book: xlsxwriter.Workbook,
    lang: str,
    title: str,
    facts: Sequence[tuple[str, str]],
    tables: Sequence[Table],
    *,
    is_synthetic: bool,
) -> None:
    sheet = book.add_worksheet(sentence("workbook", "about", lang))
    strong = book.add_format({"bold": True, "font_size": 14})
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, title, strong)
    lines = [*facts, *((table.name, table.title.text(lang)) for table in tables)]
    if is_synthetic:
        lines.insert(0, (sentence("quality_pages", "synthetic_mark", lang), sentence("open_data", "synthetic", lang)))
    for number, (name, value) in enumerate(lines, 2):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, value)


def _sheet(book: xlsxwriter.Workbook, lang: str, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    sheet = book.add_worksheet(table.name)
    formats = [book.add_format({"num_format": FORMATS[c.kind]}) if c.kind in FORMATS else None for c in table.columns]
    for number, column in enumerate(table.columns):
        shown = [column.name, *(_shown(row[number]) for row in rows)]
        width = max(NARROWEST, min(WIDEST, max(map(len, shown)) + 2))
        sheet.set_column(number, number, width)
    for at, row in enumerate(rows, 1):
        for number, value in enumerate(row):
            _write(sheet, at, number, value, formats[number])
    told = {"title": table.title.text(lang), "description": _described(table, lang), "style": "Table Style Light 1"}
    header = [{"header": column.name} for column in table.columns]
    named = {"name": f"t_{table.name}", "columns": header, **told}
    sheet.add_table(0, 0, len(rows), len(table.columns) - 1, named)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _described(table: Table, lang: str) -> str:
    return " ".join(f"{column.name} : {column.says.text(lang)}" for column in table.columns)


def _write(sheet: Any, row: int, column: int, value: object, shape: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, shape)
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(row, column, value, shape)
    else:
        sheet.write_string(row, column, _shown(value))


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
