"""Exports full of canaries: in every personal column, and wherever else a person may write about people.

Belongs here: the rows and the furniture of sound deliveries. Does not belong here: deliveries to refuse
(canary_refusals.py), making canaries (canary_words.py), running.

Columns come from the contracts, so that a new personal column gets its canaries by itself. No canary stands in a text
column that a contract names (nor in a file's name): those are kept by design.
"""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Table

from . import small
from .canary_words import FORMS, Canaries

Cells = list[object]
Key = tuple[str, str]  # export, table
SOUND: dict[Key, tuple[list[str], list[small.Row]]] = {
    ("renir_unites", "unites"): (small.UNIT_HEADERS, small.UNITS),
    ("ritm_liens", "liens"): (small.LINK_HEADERS, small.LINKS),
    ("rgt_liens", "liens"): (small.RGT_HEADERS, small.RGT),
    ("rgt_liens", "correspondance"): (small.PAIR_HEADERS, small.PAIRS),
    ("rh_regionalisation", "mouvements"): (small.JOB_HEADERS, small.JOBS),
    ("municipalites", "municipalites"): (["mcode", "munnom", "regadm", "mrc"], small.PLACES),
}
DOUBTED: dict[Key, small.Row] = {
    ("renir_unites", "unites"): ["SQ-6", "03", "Oui", "VOIX", "Migrée", None, None, None, None],
    ("ritm_liens", "liens"): ["L-5", "03", "2015-01-01", "Débranché", "", ""],
    ("rgt_liens", "liens"): ["R-3", "03", date(2024, 12, 1), None, "En production"],
    ("rh_regionalisation", "mouvements"): ["E-4", 1, "Régionalisation", "Rimouski", date(2024, 12, 1), None],
}
UNKNOWN = ("Responsable", "Joindre par", "Matricule", "Nom du gestionnaire")
HEADER = 3  # its place in the rows, below the title
BESIDE = 2  # cells filled beyond the header
CSV = {"ritm_liens": (";", "cp1252"), "municipalites": (",", "utf-8-sig"), "rh_regionalisation": (";", "utf-8")}


def table_of(key: Key) -> Table:
    """Return the contract's table."""
    return load_contracts()[key[0]].table(key[1])


def sound_rows(key: Key) -> tuple[list[str], list[Cells]]:
    """Return the headers that the contract names, and sound rows below them."""
    table = table_of(key)
    headers, rows = SOUND[key]
    named = {h for c in table.columns for h in (c.header, *c.aliases)}
    kept = [i for i, header in enumerate(headers) if header in named]
    return [headers[i] for i in kept], [[row[i] for i in kept] for row in rows]


def planted_rows(canaries: Canaries, key: Key, *, in_csv: bool = False, totals: bool = True) -> list[Cells]:
    """Return title, header and rows: sound, doubled, doubted, rejected, shifted and totals, all with canaries."""
    sound = sound_rows(key)[1]
    rows = [*sound, sound[0], *map(list, _doubted(key)), *_rejected(canaries, key)]
    if not in_csv:  # a csv has no formula: it would be a text of its column
        rows.append([f'=UPPER("{canaries.text(f"{key}: formula")}")'] * len(sound[0]))  # openpyxl stores no result
    planted = [_around(canaries, key, row) for row in rows]
    planted.append(_beside(canaries, key, _around(canaries, key, ["S-1", *sound[0][1:]]), in_csv=in_csv))
    return [*heading(canaries, key), *planted, *([totals_row(canaries, key)] if totals else [])]


def heading(canaries: Canaries, key: Key) -> list[Cells]:
    """Return what stands above the rows: a title, who made it, a blank row, the header."""
    place, (front, back) = f"{key}: title", _personal(key)
    names: list[Cells] = [
        [f"Export préparé par {canaries.text(place)}"],
        [canaries.text(place, form) for form in FORMS],
    ]
    return [*names, [""], [*front, *sound_rows(key)[0], *back, *UNKNOWN]]


def totals_row(canaries: Canaries, key: Key) -> Cells:
    """Return a last row that begins with TOTAL."""
    return ["TOTAL", *_around(canaries, key, sound_rows(key)[1][0])]


def _personal(key: Key) -> tuple[Sequence[str], Sequence[str]]:
    """Return the personal headers of a table that stand before and after the others."""
    headers = table_of(key).personal_headers
    return headers[: len(headers) // 2], headers[len(headers) // 2 :]


def _around(canaries: Canaries, key: Key, row: Cells) -> Cells:
    """Return a row between its personal cells, and those of columns that no contract names."""
    front, back = _personal(key)
    before, after = ([canaries.cell(f"{key}: {h}") for h in side] for side in (front, (*back, *UNKNOWN)))
    return [*before, *row, *after]


def write_csv(path: Path, rows: list[Cells], separator: str, encoding: str) -> Path:
    """Write a csv as Excel does: quotes where needed, an end to the last line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def write_workbook(path: Path, sheets: dict[str, list[Cells]], canaries: Canaries) -> Path:
    """Write a workbook: sheets not read around those that are, and canaries in all its furniture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    place, book = f"{path.parent.name} workbook", Workbook()
    book.remove(book.worksheets[0])
    _unread_sheet(book, canaries, f"{place}: sheet not read", "visible", next(iter(sheets.values())))
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        _furnish(sheet, canaries, place)
    for state in ("hidden", "veryHidden"):
        _unread_sheet(book, canaries, f"{place}: {state} sheet", state, next(iter(sheets.values())))
    _describe(book, canaries, place)
    book.save(path)
    return path


def write_export(sources: Path, canaries: Canaries, export: str, day: date = small.DAY) -> Path:
    """Write a sound delivery of an export, in the format that it usually takes."""
    keys = [key for key in SOUND if key[0] == export]
    if export in CSV and export != "rh_regionalisation":
        rows = planted_rows(canaries, keys[0], in_csv=True)
        return write_csv(sources / export / f"{export}_{day}.csv", rows, *CSV[export])
    sheets = {table_of(key).sheet: planted_rows(canaries, key) for key in keys}
    return write_workbook(sources / export / f"{export}_{day}.xlsx", sheets, canaries)


def write_exports(sources: Path, canaries: Canaries, day: date = small.DAY) -> Path:
    """Write a sound delivery of every export."""
    for export in load_contracts():
        write_export(sources, canaries, export, day)
    return sources


def _doubted(key: Key) -> list[small.Row]:
    return [DOUBTED[key]] if key in DOUBTED else []


def _rejected(canaries: Canaries, key: Key) -> list[Cells]:
    """Return a row without key, then one row for each typed column with a canary instead of its value."""
    (headers, sound), columns = sound_rows(key), table_of(key).columns
    typed = {c.header for c in columns if c.kind != "text" or c.allowed}
    rows: list[Cells] = [[None, *sound[-1][1:]]]
    for i, header in enumerate(headers):
        if header in typed:
            row = [f"X-{i}", *sound[0][1:]]
            row[i] = canaries.text(f"{key}: {header}, misplaced", FORMS[i % 3])
            rows.append(row)
    return rows


def _beside(canaries: Canaries, key: Key, row: Cells, *, in_csv: bool) -> Cells:
    """Return a row with cells filled beyond the header; in a csv its own cells have moved to the right."""
    beyond = [canaries.cell(f"{key}: beyond the header") for _ in range(BESIDE)]
    return [*beyond, *row] if in_csv else [*row, *beyond]


def _unread_sheet(book: Workbook, canaries: Canaries, place: str, state: str, like: list[Cells]) -> None:
    """Add a sheet; a hidden one has the headers of the one to read, and a canary in each cell below."""
    sheet = book.create_sheet(canaries.text(f"{place}, name"))
    sheet.sheet_state = state
    header = like[HEADER] if state != "visible" else ["Pense-bête"]
    sheet.append(header)
    for _ in range(2):
        sheet.append([canaries.cell(place) for _ in header])


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


def _describe(book: Workbook, canaries: Canaries, place: str) -> None:
    for name in ("creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category"):
        setattr(book.properties, name, canaries.text(f"{place}: {name}", FORMS[len(name) % 3]))
    author = StringProperty(name="Auteur", value=canaries.decomposed(f"{place}: property"))
    book.custom_doc_props.append(author)  # type: ignore[attr-defined] # newer than its type stubs
    book.defined_names["contact"] = DefinedName("contact", attr_text=f'"{canaries.text(f"{place}: defined name")}"')
