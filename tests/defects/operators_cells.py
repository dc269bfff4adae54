"""Operators on what the cells of a delivery hold: values spelled in ways that may or may not mean the same.

Belongs here: one operator per way, which changes the cells of a sheet; spellings that surely mean the same are messes
(messy_values.py). Does not belong here: rows and columns (operators_rows.py), files.
"""

import random
from collections.abc import Callable
from datetime import date, datetime, time

from drafts.draft import Cell, Sheet
from drafts.spellings import without_accents

from ovt_pipeline.contracts.model import Column

from .messes import of_kind
from .operators_rows import On

_EPOCH = date(1899, 12, 30)
_RENAMED = {"Estrie": "Cantons-de-l'Est", "Rimouski": "Rimouski-Est", "Gaspé": "Gaspésie-Est"}
_MISSPELT = {"Migrée": "Migrer", "Débranché": "Debranchee", "En production": "En prod.", "Transfert": "Mutation"}
_PLACES = of_kind("region", "municipality")


def _on(wanted: Callable[[Column], bool], change: Callable[[Cell], Cell]) -> On:
    """Return the operator that changes the filled cells of the columns that fit."""

    def operate(sheet: Sheet, _: random.Random) -> None:
        for column in sheet.contract_columns(wanted):
            at = sheet.place(column.name)
            for line in sheet.rows:
                line.cells[at] = line.cells[at] if line.cells[at] is None else change(line.cells[at])

    return operate


def _text(change: Callable[[str], str]) -> Callable[[Cell], Cell]:
    return lambda cell: change(cell) if isinstance(cell, str) else cell


def _day(form: str) -> Callable[[Cell], Cell]:
    return lambda cell: cell.strftime(form) if isinstance(cell, date) else cell


def _serial(cell: Cell) -> Cell:
    return (cell - _EPOCH).days if isinstance(cell, date) else cell


def _renamed(text: str) -> str:
    for old, new in _RENAMED.items():
        text = text.replace(old, new)
    return text


def _zeros_lost(cell: Cell) -> Cell:
    return int(cell) if isinstance(cell, str) and cell.isdigit() else cell


def _zeros_lost_inside(text: str) -> str:
    head, dash, number = text.rpartition("-")
    return f"{head}{dash}{number.lstrip('0')}" if number.isdigit() else text


def _is_key(column: Column) -> bool:
    return column.key_position is not None and column.kind == "text"


def _any(_: Column) -> bool:
    return True


def yes_no_as_x_or_blank(sheet: Sheet, _: random.Random) -> None:
    for column in sheet.contract_columns(of_kind("yes_no")):
        at = sheet.place(column.name)
        for line in sheet.rows:
            line.cells[at] = "X" if line.cells[at] == "Oui" else None


def header_misspelt(sheet: Sheet, _: random.Random) -> None:
    read = sheet.contract_columns(lambda c: c.used_by_rules and not c.required)
    column = read[0] if read and len(sheet.columns) > 4 else sheet.contract_columns()[0]
    sheet.put(sheet.header, column.name, f"{column.header} (ancien)")


def some_cells(cell: Cell) -> On:
    """Return the operator that writes a cell in one row out of ten of every column that the rules read."""

    def operate(sheet: Sheet, _: random.Random) -> None:
        for column in sheet.contract_columns(lambda c: c.used_by_rules):
            for line in sheet.rows[sheet.place(column.name) % 10 :: 10]:
                sheet.put(line, column.name, cell)

    return operate


OPERATORS: dict[str, On] = {
    "dates as serial numbers": _on(of_kind("date"), _serial),
    "day and month swapped": _on(of_kind("date"), _day("%m/%d/%Y")),
    "years of two digits": _on(of_kind("date"), _day("%d/%m/%y")),
    "dates with a time": _on(of_kind("date"), lambda c: datetime.combine(c, time(13, 5)) if type(c) is date else c),
    "region or place renamed": _on(_PLACES, _text(_renamed)),
    "other dashes": _on(_PLACES, _text(lambda text: text.replace("-", "\u2013").replace("(", " ("))),
    "leading zeros of codes lost": _on(of_kind("region", "municipality", "municipality_code"), _zeros_lost),
    "zeros lost inside keys": _on(_is_key, _text(_zeros_lost_inside)),
    "keys truncated": _on(_is_key, _text(lambda text: text[:-1])),
    "no-break spaces around keys": _on(_is_key, _text(lambda text: f"\u00a0{text}\u00a0")),
    "lists misspelt": _on(lambda column: bool(column.allowed), _text(lambda text: _MISSPELT.get(text, text))),
    "accents lost": _on(_any, _text(without_accents)),
    "upper case": _on(_any, _text(str.upper)),
    "lower case": _on(_any, _text(str.lower)),
    "everything as text": _on(_any, str),
    "decimal comma": _on(of_kind("number", "bandwidth"), lambda cell: f"{cell},0"),
    "yes as X, no as blank": yes_no_as_x_or_blank,
    "header misspelt": header_misspelt,
    "few error cells": some_cells("#N/A"),
}
