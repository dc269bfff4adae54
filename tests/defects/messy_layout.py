"""Sound tables that do not start in A1 of the only sheet: titles, blanks, totals, hidden rows, other sheets.

Belongs here: where the table stands in its file. Does not belong here: headers, values, what a csv alone can look like.
"""

from .messes import Mess
from .sound import DAY, SENTINEL, Cell, Delivery, Sheet, sound


def title_block(delivery: Delivery) -> None:
    """Write merged titles, one of them naming a column, and the mark of invented data."""
    delivery.is_synthetic = True
    for sheet, table in delivery.tables():
        _insert(
            sheet, ["Données SYNTHÉTIQUES"], [f"Extraction du {DAY}"], [], [table.columns[0].header, "voir la note"]
        )
        sheet.merged = [(1, 5), (2, 3)]


def blank_rows_and_columns_first(delivery: Delivery) -> None:
    for sheet, _ in delivery.tables():
        _insert(sheet, [], [None, " "], [])
        sheet.indent(2)


def blank_rows_inside(delivery: Delivery) -> None:
    for sheet, _ in delivery.tables():
        sheet.insert(sheet.header + 1, [])
        sheet.insert(sheet.numbers[1], [None, " \u00a0", "\u202f"])
        for _ in range(3):
            sheet.insert(sheet.numbers[5], [])


def hidden_rows(delivery: Delivery) -> None:
    """Hide some rows, as a filter does: they are read."""
    for sheet, _ in delivery.tables():
        sheet.hidden_rows = [sheet.numbers[0], *sheet.numbers[4:7], sheet.numbers[-1]]


def totals_row(delivery: Delivery) -> None:
    for sheet, _ in delivery.tables():
        sheet.lines += [[], ["  Total général", None, 12, 3.5], [None, " "]]
        sheet.totals = len(sheet.lines) - 1


def hidden_sheets_first(delivery: Delivery) -> None:
    """Put older tables first, hidden under the names that the contract gives."""
    old = [sheet for sheet, _ in sound(delivery.contract, rows=9).tables()]
    for rank, sheet in enumerate(old):
        sheet.table, sheet.state = None, "veryHidden" if rank else "hidden"
    for rank, (sheet, _) in enumerate(delivery.tables()):
        sheet.name = f"Feuil{rank + 1}"
    delivery.sheets = old + delivery.sheets


def renamed_sheets_in_another_order(delivery: Delivery) -> None:
    delivery.sheets.reverse()
    for rank, sheet in enumerate(delivery.sheets):
        sheet.name = f"Export SAP ({rank})"


def sheets_named_otherwise(delivery: Delivery) -> None:
    """Write the names that the contract gives as people write them, after older tables that look alike."""
    older = [Sheet(f"{table.name} 2023", sheet.lines[:4]) for sheet, table in delivery.tables()]
    for sheet, table in delivery.tables():
        sheet.name = f" {table.sheet.upper().replace('E', 'É')} "
    delivery.sheets = older + delivery.sheets


def several_sheets(delivery: Delivery) -> None:
    """Put notes, a pivot with two of the headers and an empty sheet around the tables."""
    _, table = next(delivery.tables())
    pivot: list[list[Cell]] = [[c.header for c in table.columns[:2]], ["Somme", 3]]
    notes = Sheet("Lisez-moi", [["Notes"], [SENTINEL], ["Statut", "état à la date d'extraction"]])
    delivery.sheets = [notes, Sheet("Croisé", pivot), *delivery.sheets, Sheet("Feuil3", [[]])]


def everything_at_once(delivery: Delivery) -> None:
    blank_rows_inside(delivery)
    blank_rows_and_columns_first(delivery)
    title_block(delivery)
    hidden_rows(delivery)
    for sheet, _ in delivery.tables():
        sheet.lines.append([None, "\u00a0TOTAL :", len(sheet.truth)])
        sheet.totals = len(sheet.lines)


def everything_at_once_among_sheets(delivery: Delivery) -> None:
    everything_at_once(delivery)
    several_sheets(delivery)
    hidden_sheets_first(delivery)


def _insert(sheet: Sheet, *lines: list[Cell]) -> None:
    for number, line in enumerate(lines, start=1):
        sheet.insert(number, line)


MESSES = (
    Mess("title_block", title_block),
    Mess("blank_rows_and_columns_first", blank_rows_and_columns_first),
    Mess("blank_rows_inside", blank_rows_inside),
    Mess("hidden_rows", hidden_rows, ("xlsx",)),
    Mess("totals_row", totals_row),
    Mess("hidden_sheets_first", hidden_sheets_first, ("xlsx",)),
    Mess("renamed_sheets_in_another_order", renamed_sheets_in_another_order, ("xlsx",)),
    Mess("sheets_named_otherwise", sheets_named_otherwise, ("xlsx",)),
    Mess("several_sheets", several_sheets, ("xlsx",)),
    Mess("everything_at_once", everything_at_once, ("csv", "xlsm")),
    Mess("everything_at_once_among_sheets", everything_at_once_among_sheets, ("xls", "ods")),
)
