"""Sound tables that do not start in A1 of the only sheet: titles, blanks, totals, hidden rows, other sheets.

Belongs here: where the table stands in its file. Does not belong here: headers, values, what a csv alone can look like.
"""

from drafts.draft import Draft, Line, Sheet
from drafts.make import DAY, SENTINEL, sound

from .messes import Mess


def title_block(draft: Draft) -> None:
    """Write merged titles, one of them naming a column, and the mark of invented data."""
    draft.is_synthetic = True
    for sheet in draft.tables:
        named = sheet.contract_columns()[0].header
        first, second, *_ = sheet.insert(
            ["Données SYNTHÉTIQUES"], [f"Extraction du {DAY}"], [], [named, "voir la note"]
        )
        sheet.merged = [(first, 5), (second, 3)]


def blank_rows_and_columns_first(draft: Draft) -> None:
    for sheet in draft.tables:
        sheet.insert([], [None, " "], [])
        sheet.indent(2)


def blank_rows_inside(draft: Draft) -> None:
    for sheet in draft.tables:
        rows = sheet.rows
        sheet.insert([], before=rows[0])
        sheet.insert([None, " \u00a0", "\u202f"], before=rows[1])
        sheet.insert([], [], [], before=rows[5])


def hidden_rows(draft: Draft) -> None:
    """Hide some rows, as a filter does: they are read."""
    for sheet in draft.tables:
        sheet.hidden = [sheet.rows[0], *sheet.rows[4:7], sheet.rows[-1]]


def totals_row(draft: Draft) -> None:
    for sheet in draft.tables:
        sheet.lines.append(Line([]))
        sheet.close("  Total général", None, 12, 3.5)
        sheet.lines.append(Line([None, " "]))


def hidden_sheets_first(draft: Draft) -> None:
    """Put older tables first, hidden under the names that the contract gives."""
    old = sound(draft.contract, rows=9).tables
    for rank, sheet in enumerate(old):
        sheet.table, sheet.state = None, "veryHidden" if rank else "hidden"
    for rank, sheet in enumerate(draft.tables):
        sheet.name = f"Feuil{rank + 1}"
    draft.sheets = old + draft.sheets


def renamed_sheets_in_another_order(draft: Draft) -> None:
    draft.sheets.reverse()
    for rank, sheet in enumerate(draft.sheets):
        sheet.name = f"Export SAP ({rank})"


def sheets_named_otherwise(draft: Draft) -> None:
    """Write the names that the contract gives as people write them, after sheets that wait for their rows."""
    older = []
    for sheet, table in zip(draft.tables, draft.contract.tables, strict=True):
        older.append(Sheet(f"{table.name} 2026", [Line([*sheet.header.cells])]))
        sheet.name = f" {table.sheet.upper().replace('E', 'É')} "
    draft.sheets = older + draft.sheets


def several_sheets(draft: Draft) -> None:
    """Put notes, a pivot with two of the headers and an empty sheet around the tables."""
    headers: list[object] = [c.header for c in draft.contract.tables[0].columns[:2]]
    notes = Sheet("Lisez-moi", [Line(["Notes"]), Line([SENTINEL]), Line(["Statut", "état à la date d'extraction"])])
    pivot = Sheet("Croisé", [Line(headers), Line(["Somme", 3])])
    draft.sheets = [notes, pivot, *draft.sheets, Sheet("Feuil3", [Line([])])]


def everything_at_once(draft: Draft) -> None:
    blank_rows_inside(draft)
    blank_rows_and_columns_first(draft)
    title_block(draft)
    hidden_rows(draft)
    for sheet in draft.tables:
        sheet.close(None, "\u00a0TOTAL :", len(sheet.rows))


def everything_at_once_among_sheets(draft: Draft) -> None:
    everything_at_once(draft)
    several_sheets(draft)
    hidden_sheets_first(draft)


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
