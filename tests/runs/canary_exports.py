"""Exports full of canaries: in every personal column, and wherever else a person may write about people.

Belongs here: the rows and the furniture of sound deliveries. Does not belong here: deliveries to refuse
(canary_refusals.py), making canaries (canary_words.py), running.

Columns come from the contracts, so that a new personal column gets its canaries by itself. No canary stands in a text
column that a contract names (nor in a file's name): those are kept by design.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from drafts.draft import Cell, Draft, Extension, Line, Sheet
from drafts.formats import write
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from . import small
from .canary_words import FORMS, Canaries

DOUBTED: dict[str, small.Row] = {
    "renir_unites": ["SQ-6", "03", "Oui", "VOIX", "Migrée", None, None, None, None],
    "ritm_liens": ["L-5", "03", date(2015, 1, 1), "Débranché", None, None],
    "rgt_liens": ["R-3", "03", date(2024, 12, 1), None, "En production"],
    "rh_regionalisation": ["E-4", 1, "Régionalisation", "Rimouski", date(2024, 12, 1), None],
}
UNKNOWN = ("Responsable", "Joindre par", "Matricule", "Nom du gestionnaire")
BESIDE = 2  # cells filled beyond the header
UNREAD = ("visible", "hidden", "veryHidden")


def planted(
    canaries: Canaries,
    export: str,
    day: date = small.DAY,
    extension: Extension | None = None,
    first: Callable[[Draft], object] = lambda _: None,
    *,
    totals: bool = True,
) -> Draft:
    """Return a sound delivery of an export: doubled, doubted, rejected, shifted and totals rows, all with canaries.

    `first` is done to the delivery before any canary is in it: what it takes away then holds none.
    """
    table = next(iter(small.EXPORTS[export]))
    doubted = [DOUBTED[export]] if export in DOUBTED else []
    draft = small.draft(export, {table: [*small.EXPORTS[export][table], *doubted]}, day)
    draft.extension = extension or draft.extension
    first(draft)
    for sheet in draft.tables:
        place = f"{export}, {sheet.name}"
        if sheet.rows:
            _rows(canaries, sheet, place, is_csv=draft.extension == "csv")
        sheet.lines[0] = Line([f"Export préparé par {canaries.text(f'{place}: title')}"])
        sheet.lines[1:1] = [Line([canaries.text(f"{place}: title", form) for form in FORMS]), Line([""])]
        if totals:
            sheet.close("TOTAL", *(canaries.cell(f"{place}: totals") for _ in UNKNOWN))
    place = f"{export} workbook"
    draft.finish += [partial(_unread_sheets, canaries, place), partial(_describe, canaries, place)]
    return draft


def write_export(sources: Path, canaries: Canaries, export: str, day: date = small.DAY) -> Path:
    """Write a sound delivery of an export, in the format that it usually takes."""
    return write(planted(canaries, export, day), sources / export)


def write_exports(sources: Path, canaries: Canaries, day: date = small.DAY) -> Path:
    """Write a sound delivery of every export."""
    for export in small.EXPORTS:
        write_export(sources, canaries, export, day)
    return sources


def _rows(canaries: Canaries, sheet: Sheet, place: str, *, is_csv: bool) -> None:
    """Add the rows that are not sound, then canaries in the columns that are not read and beyond the header."""
    rows = sheet.rows
    _add(sheet, rows[0].cells)
    _add(sheet, [None, *rows[-1].cells[1:]])
    for column in sheet.contract_columns(lambda c: c.kind != "text" or c.allowed):
        at = sheet.place(column.name)
        cell = canaries.text(f"{place}: {column.header}, misplaced", FORMS[at % 3])
        _add(sheet, [cell if i == at else c for i, c in enumerate([f"X-{at}", *rows[0].cells[1:]])])
    if not is_csv:  # a csv has no formula: it would be a text of its column
        _add(
            sheet, [f'=UPPER("{canaries.text(f"{place}: formula")}")'] * len(sheet.columns)
        )  # openpyxl stores no result
    shifted = _add(sheet, ["S-1", *rows[0].cells[1:]])
    _people(canaries, sheet, place)
    beyond = [canaries.cell(f"{place}: beyond the header") for _ in range(BESIDE)]
    shifted.cells = [*beyond, *shifted.cells] if is_csv else [*shifted.cells, *beyond]


def _add(sheet: Sheet, cells: list[Cell]) -> Line:
    sheet.lines.append(Line(list(cells), {}))
    return sheet.lines[-1]


def _people(canaries: Canaries, sheet: Sheet, place: str) -> None:
    """Write a canary in every cell of the personal columns, half of them moved in front, and of unknown columns."""
    personal = sheet.table.personal_headers if sheet.table else ()
    for header in UNKNOWN:
        sheet.add_column(header, lambda _: None)
    for at, header in enumerate(map(str, sheet.header.cells)):
        if header in (*personal, *UNKNOWN):
            for line in sheet.rows:
                line.cells[at] = canaries.cell(f"{place}: {header}")
    front = [sheet.header.cells.index(header) for header in personal[: len(personal) // 2]]
    sheet.reorder([*front, *(at for at in range(len(sheet.columns)) if at not in front)])


def _unread_sheets(canaries: Canaries, place: str, book: Workbook) -> None:
    """Furnish the sheets that are read, and put others around them; hidden ones look alike, with canaries below."""
    like = [cell.value for row in book.worksheets[0].iter_rows(min_row=4, max_row=4) for cell in row]
    for sheet in book.worksheets:
        _furnish(sheet, canaries, place)
    for state in UNREAD:
        sheet = book.create_sheet(canaries.text(f"{place}: {state} sheet, name"), 0 if state == "visible" else None)
        sheet.sheet_state = state
        header = ["Pense-bête"] if state == "visible" else like
        sheet.append(header)
        for _ in range(2):
            sheet.append([canaries.cell(f"{place}: {state} sheet") for _ in header])


def _furnish(sheet: Worksheet, canaries: Canaries, place: str) -> None:
    """Put canaries around the cells: comment, link, heading, list of choices; hide a row and a column."""
    sheet["A5"].comment = Comment(canaries.text(f"{place}: comment", "accented"), canaries.text(f"{place}: author"))
    sheet["B5"].hyperlink = f"mailto:{canaries.text(f'{place}: link', 'mail')}"
    for part in (sheet.oddHeader, sheet.oddFooter):
        assert part is not None
        part.center.text = canaries.text(f"{place}: heading or footer", "accented")
    choices = DataValidation(type="list", formula1=f'"{canaries.text(f"{place}: choices")},-"')
    sheet.add_data_validation(choices)
    choices.add("A5")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["A"].hidden = True


def _describe(canaries: Canaries, place: str, book: Workbook) -> None:
    for name in ("creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category"):
        setattr(book.properties, name, canaries.text(f"{place}: {name}", FORMS[len(name) % 3]))
    author = StringProperty(name="Auteur", value=canaries.decomposed(f"{place}: property"))
    book.custom_doc_props.append(author)  # type: ignore[attr-defined] # newer than its type stubs
    book.defined_names["contact"] = DefinedName("contact", attr_text=f'"{canaries.text(f"{place}: defined name")}"')
