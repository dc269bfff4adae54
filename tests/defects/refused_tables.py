"""Tables that are not there, not whole, or of a size or keys that cannot be (OVT-F05 to F08, F11, F16).

Each function takes a draft and spoils its last table, since a good one must not hide it. Does not belong here: files
that cannot be opened (refused_files.py).
"""

from dataclasses import replace

from drafts.draft import Draft, Line, Sheet


def _last(draft: Draft) -> Sheet:
    return draft.tables[-1]


def _needed(sheet: Sheet) -> int:
    """Return the position of the last column that the rules read."""
    return sheet.place(sheet.contract_columns(lambda c: c.used_by_rules)[-1].name)


def header_gone(draft: Draft) -> None:
    sheet = _last(draft)
    sheet.header.cells = sheet.rows[-1].cells


def header_too_low(draft: Draft) -> None:
    _last(draft).insert(*[["titre"] for _ in range(50)])


def only_a_hidden_sheet(draft: Draft) -> None:
    draft.sheets = [*(replace(sheet, state="hidden") for sheet in draft.sheets), Sheet("Lisez-moi", [Line([])])]


def column_missing(draft: Draft) -> None:
    sheet = _last(draft)
    sheet.reorder([at for at in range(len(sheet.columns)) if at != _needed(sheet)])


def column_renamed(draft: Draft) -> None:
    sheet = _last(draft)
    sheet.header.cells[_needed(sheet)] = "Intitulé d'un autre système"


def column_repeated(draft: Draft) -> None:
    sheet = _last(draft)
    at = _needed(sheet)
    sheet.add_column(sheet.header.cells[at], lambda line: line.cells[at])


def no_row(draft: Draft) -> None:
    _last(draft).arrange([Line([None]), Line([None])])


def only_totals(draft: Draft) -> None:
    no_row(draft)
    _last(draft).close("Total", 0)


def keys_repeated(draft: Draft) -> None:
    """Give every tenth row the key of the row before it."""
    sheet = _last(draft)
    for before, line in zip(sheet.rows[::10], sheet.rows[1::10], strict=False):
        for column in sheet.contract_columns(lambda c: c.key_position):
            sheet.put(line, column.name, before.cells[sheet.place(column.name)])


def sheets_alike(draft: Draft) -> None:
    """Deliver the same table twice, under names that tell neither."""
    draft.sheets = [replace(_last(draft), name="2023"), replace(_last(draft), name="2024", table=None)]


def another_sheet_with_rows(draft: Draft) -> None:
    """Leave more rows on a sheet that follows the one the contract names."""
    draft.sheets.append(replace(_last(draft), name=f"{_last(draft).name} (suite)", table=None))


def named_sheet_empty(draft: Draft) -> None:
    """Leave the sheet that the contract names with its header only, the rows on another."""
    filled = _last(draft)
    draft.sheets.insert(0, Sheet(filled.name, [Line([*filled.header.cells])]))
    filled.name = "Feuil9"


def data_sheet_hidden(draft: Draft) -> None:
    draft.sheets = [Sheet("Page titre", [Line(["Inventaire"])]), *(replace(s, state="hidden") for s in draft.sheets)]


def sheet_gone(draft: Draft) -> None:
    draft.sheets.remove(_last(draft))


def as_it_is(_: Draft) -> None:
    """Change nothing: what is done afterwards makes the fault."""
