"""Sound tables whose headers are written, ordered or accompanied otherwise.

Belongs here: the header row. Does not belong here: where it stands (messy_layout.py), values.
"""

import unicodedata
from collections.abc import Callable
from functools import partial

from ovt_pipeline.contracts.model import Column

from .messes import Mess, has
from .sound import CONTRACTS, SENTINEL, Delivery, Sheet

Spelling = Callable[[str], str]


def without_accents(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _spelled(delivery: Delivery, spelling: Spelling) -> None:
    for sheet, _ in delivery.tables():
        sheet.spell(lambda column: spelling(column.header))


def _alias(delivery: Delivery, rank: int) -> None:
    """Write the alias of this rank of each column that has as many."""
    for sheet, _ in delivery.tables():
        sheet.spell(lambda column: column.aliases[rank] if _has_alias(column, rank) else column.header)


def _has_alias(column: Column, rank: int) -> bool:
    return len(column.aliases) > rank


def _with_apostrophe(column: Column) -> str | None:
    return next((header for header in (column.header, *column.aliases) if "'" in header), None)


def typographic_apostrophes(delivery: Delivery) -> None:
    for sheet, _ in delivery.tables():
        sheet.spell(lambda column: (_with_apostrophe(column) or column.header).replace("'", "’"))


def columns_in_another_order(delivery: Delivery) -> None:
    for sheet, _ in delivery.tables():
        sheet.lines = [line[::-1] for line in sheet.lines]
        sheet.places = {name: len(sheet.places) - 1 - place for name, place in sheet.places.items()}


def personal_and_unknown_columns(delivery: Delivery) -> None:
    """Add the personal columns that the contract names, and others that it does not, one of them without any header."""
    for sheet, table in delivery.tables():
        _add(sheet, "Responsable\nlocal", *table.personal_headers, "", "Note (2)")
        width = len(sheet.lines[0])
        sheet.unknown = {1: "Responsable local", width - 1: "", width: "Note (2)"}


def _add(sheet: Sheet, *headers: str) -> None:
    """Put columns of a person's name on both sides of the table."""
    left = len(headers) // 2
    sheet.indent(left)
    for row in (sheet.header, *sheet.numbers):
        cells = list(headers) if row == sheet.header else [SENTINEL] * len(headers)
        sheet.lines[row - 1] = [*cells[:left], *sheet.lines[row - 1][left:], *cells[left:]]


SPELLINGS: dict[str, Spelling] = {
    "upper_case_without_accents": lambda header: without_accents(header).upper(),
    "lower_case_decomposed": lambda header: decomposed(header).lower(),
    "line_breaks_inside": lambda header: f"{header.replace(' ', chr(10))}\n",
    "hyphens_and_no_break_spaces": lambda header: f" {header} ".replace(" ", "\u00a0-\u202f"),
    "underscores_and_punctuation": lambda header: f"« {header.replace(' ', '_').replace('(', '[')} » :*",
}
ALIASES = max(len(c.aliases) for contract in CONTRACTS.values() for t in contract.tables for c in t.columns)

MESSES = (
    *(Mess(f"header_{name}", partial(_spelled, spelling=spelling)) for name, spelling in SPELLINGS.items()),
    *(Mess(f"alias_{r + 1}", partial(_alias, rank=r), needs=has(partial(_has_alias, rank=r))) for r in range(ALIASES)),
    Mess("typographic_apostrophes", typographic_apostrophes, needs=has(_with_apostrophe)),
    Mess("columns_in_another_order", columns_in_another_order),
    Mess("personal_and_unknown_columns", personal_and_unknown_columns),
)
