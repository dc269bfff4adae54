"""Operators on what the cells of a delivery hold: other spellings of the same, and values that were spoilt.

Belongs here: one function per operator, which changes a page. Does not belong here: operators on rows and columns
(operators_rows.py, operators_columns.py), on files.
"""

import random
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time

from ovt_pipeline.contracts.model import Column

from .operators_files import Cell, Page

On = Callable[[Page, random.Random], None]
_EPOCH = date(1899, 12, 30)
_RENAMED = {"Estrie": "Cantons-de-l'Est", "Rimouski": "Rimouski-Est", "Gaspé": "Gaspésie-Est"}


def _of_kind(*kinds: str) -> Callable[[Column], bool]:
    return lambda column: column.kind in kinds


def _on(wanted: Callable[[Column], bool], change: Callable[[Cell], Cell]) -> On:
    """Return the operator that changes the filled cells of the columns that fit."""
    return lambda page, _: page.change(page.places(wanted), change)


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


def _misspelt(text: str) -> str:
    return {"Migrée": "Migrer", "Débranché": "Debranchee", "En production": "En prod.", "Transfert": "Mutation"}.get(
        text, text
    )


def _zeros_lost(cell: Cell) -> Cell:
    return int(cell) if isinstance(cell, str) and cell.isdigit() else cell


def _zeros_lost_inside(text: str) -> str:
    head, dash, number = text.rpartition("-")
    return f"{head}{dash}{number.lstrip('0')}" if number.isdigit() else text


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _with_dashes(text: str) -> str:
    return text.replace("-", "\u2013").replace("(", " (")


def _is_key(column: Column) -> bool:
    return column.key_position is not None and column.kind == "text"


def _is_list(column: Column) -> bool:
    return bool(column.allowed)


def _any(_: Column) -> bool:
    return True


def yes_no_as_x_or_blank(page: Page, _: random.Random) -> None:
    for at in page.places(_of_kind("yes_no")):
        for row in page.rows:
            row[at] = "X" if row[at] == "Oui" else None


def empties_said(page: Page, rng: random.Random) -> None:
    """Write N/D and the like in every empty cell of the contract's columns."""
    for at in page.places(_any):
        for row in page.rows:
            row[at] = rng.choice(["N/D", "-", "s. o.", "n.d.", "\u00a0"]) if row[at] is None else row[at]


def headers_respelt(page: Page, _: random.Random) -> None:
    page.header = [unicodedata.normalize("NFD", h.upper()).replace(" ", "\n", 1) for h in page.header]


def header_misspelt(page: Page, _: random.Random) -> None:
    at = page.places(lambda c: c.used_by_rules and not c.required)[0] if len(page.header) > 4 else 0
    page.header[at] += " (ancien)"


def few_error_cells(page: Page, _: random.Random) -> None:
    """Write #N/A in one row out of ten of every column that the rules read."""
    for at in page.places(lambda c: c.used_by_rules):
        for row in page.rows[at % 10 :: 10]:
            row[at] = "#N/A"


def few_formulas_without_value(page: Page, _: random.Random) -> None:
    """Write a formula that was never computed in one row out of ten of every column that the rules read."""
    for at in page.places(lambda c: c.used_by_rules):
        for row in page.rows[at % 10 :: 10]:
            row[at] = "=A1"


OPERATORS: dict[str, On] = {
    "dates as serial numbers": _on(_of_kind("date"), _serial),
    "day and month swapped": _on(_of_kind("date"), _day("%m/%d/%Y")),
    "years of two digits": _on(_of_kind("date"), _day("%d/%m/%y")),
    "dates as text, day first": _on(_of_kind("date"), _day("%d/%m/%Y")),
    "dates with a time": _on(_of_kind("date"), lambda c: datetime.combine(c, time(13, 5)) if type(c) is date else c),
    "region or place renamed": _on(_of_kind("region", "municipality"), _text(_renamed)),
    "other dashes": _on(_of_kind("region", "municipality"), _text(_with_dashes)),
    "leading zeros of codes lost": _on(_of_kind("region", "municipality", "municipality_code"), _zeros_lost),
    "zeros lost inside keys": _on(_is_key, _text(_zeros_lost_inside)),
    "keys truncated": _on(_is_key, _text(lambda text: text[:-1])),
    "no-break spaces around keys": _on(_is_key, _text(lambda text: f"\u00a0{text}\u202f")),
    "lists misspelt": _on(_is_list, _text(_misspelt)),
    "accents lost": _on(_any, _text(_without_accents)),
    "upper case": _on(_any, _text(str.upper)),
    "lower case": _on(_any, _text(str.lower)),
    "trailing spaces": _on(_any, _text(lambda text: f" {text}  ")),
    "everything as text": _on(_any, str),
    "decimal comma": _on(_of_kind("number", "bandwidth"), lambda cell: f"{cell},0"),
    "yes as X, no as blank": yes_no_as_x_or_blank,
    "empties said": empties_said,
    "headers respelt": headers_respelt,
    "header misspelt": header_misspelt,
    "few error cells": few_error_cells,
}
