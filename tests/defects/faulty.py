"""Deliveries of which some cells cannot be typed: those rows are rejected, or their cell is left empty, no other.

Belongs here: faulty cells by kind of column, with the shared rule that each one breaks. Does not belong here: files
that are refused (unreadable.py, incomplete.py), rules on several columns (tests/unit/quality).
"""

from drafts.draft import Cell, Draft

from .messes import Mess, Wanted, of_kind, spoil
from .messy_layout import (
    blank_rows_and_columns_first,
    blank_rows_inside,
    everything_at_once,
    hidden_sheets_first,
    several_sheets,
)

DATES: tuple[Cell, ...] = (
    "31/01/24", "24-01-31", "01-31-24", "1/2/2024", "2024-31-01", "31.01.2024", "2024/01-31", "20240131",
    "2024-02-30", "31 janvier 2024", "janv. 2024", 45322, 2024,
)  # fmt: skip
YES_NO: tuple[Cell, ...] = ("peut-être", "Oui/Non", "2", 2, -1, "xx", "?")
ELSEWHERE: tuple[Cell, ...] = ("Ontario", "18", 18, 0, "Capitale", "Capitale-Nationale (18)", "Ailleurs (03)", 3.5)
REGIONS_AT_ODDS: tuple[Cell, ...] = ("Estrie (03)", "03 - Estrie", "5 — Capitale-Nationale")
NOWHERE: tuple[Cell, ...] = (
    "L'Ange-Gardien", "l’ange gardien", "Nulle-Part", "99999", 99999, "Rimouski (99999)", "Nulle-Part (10043)",
)  # fmt: skip
NOT_A_CODE: tuple[Cell, ...] = ("123456", 123456, "Rimouski", "1004a", 3005.5, -3005)
PLACES_AT_ODDS: tuple[Cell, ...] = ("Rimouski (03005)", "10043 - Gaspé")
NOT_IN_A_LIST: tuple[Cell, ...] = ("Inconnu", "s/d", 3, "En mi gration")
NUMBERS: tuple[Cell, ...] = ("mille", "1,2,3", "12 34", "1.234,5", "10 %", "environ 100")
BANDWIDTHS: tuple[Cell, ...] = (*NUMBERS, "100 Mo/s", "Mbps", "100 Mbps x 2")
ERRORS: tuple[Cell, ...] = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")
FRENCH_ERRORS: tuple[Cell, ...] = ("#N/A", "#REF!", "#VALEUR!", "#DIV/0!", "#NOM?", "#NUL!", "#NOMBRE!")


UNREADABLE: tuple[tuple[Wanted, tuple[Cell, ...], str], ...] = (
    (of_kind("date"), DATES, "R04"),
    (of_kind("yes_no"), YES_NO, "R04"),
    (of_kind("number"), NUMBERS, "R04"),
    (of_kind("bandwidth"), BANDWIDTHS, "R04"),
    (lambda column: bool(column.allowed), NOT_IN_A_LIST, "R05"),
    (of_kind("region"), ELSEWHERE, "R06"),
    (of_kind("region"), REGIONS_AT_ODDS, "R07"),
    (of_kind("municipality"), PLACES_AT_ODDS, "R07"),
    (of_kind("municipality"), NOWHERE, "R08"),
    (of_kind("municipality_code"), NOT_A_CODE, "R08"),
)


def unreadable_values(draft: Draft) -> None:
    for wanted, cells, rule in UNREADABLE:
        spoil(draft, wanted, cells, rule)


def error_cells(draft: Draft) -> None:
    """Write error cells in tables that do not start in A1 nor on the first sheet."""
    spoil(draft, lambda _: True, ERRORS, "R09")
    blank_rows_inside(draft)
    blank_rows_and_columns_first(draft)
    several_sheets(draft)
    hidden_sheets_first(draft)


def error_cells_and_formulas_without_result(draft: Draft) -> None:
    """Write formulas too, as programs do that do not compute them."""
    spoil(draft, lambda _: True, ["=A1"], "R09")
    error_cells(draft)


def error_texts(draft: Draft) -> None:
    """Write the errors as a csv shows them, in French."""
    spoil(draft, lambda _: True, FRENCH_ERRORS, "R09")
    everything_at_once(draft)


def broken_records(draft: Draft) -> None:
    """Write one cell too many in a record: no cell of it can be trusted, and the row is told once."""
    for sheet in draft.tables:
        line = sheet.rows[4]
        line.cells.append("de trop")
        line.told.append(("R10", None))


MESSES = (
    Mess("unreadable_values", unreadable_values, rows=120),
    Mess("error_cells_and_formulas_without_result", error_cells_and_formulas_without_result, ("xlsx", "ods"), rows=126),
    Mess("error_cells", error_cells, ("xls",), rows=112),  # no formula of that format is without a result
    Mess("error_texts", error_texts, ("csv",), rows=112),
    Mess("broken_records", broken_records, ("csv",)),
)
