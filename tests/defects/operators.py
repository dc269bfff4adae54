"""Every operator on a good delivery, with each export that it applies to.

Belongs here: the list of cases. Does not belong here: what an operator does (operators_rows.py, _cells, _files), what
it leads to (operators_run.py), what is known to come out of it (operators_known.py).
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from drafts.draft import Draft
from drafts.formats import write
from drafts.make import CONTRACTS

from . import operators_rows as rows
from .good import CSV_EXPORTS, good
from .operators_cells import OPERATORS as CELLS
from .operators_cells import some_cells
from .operators_files import BOOKS, ENCODINGS, INBOX, TEXTS, Book, encoded, encoded_twice, merged_down, rewritten
from .operators_run import Drop

HEADERS_SWAPPED: dict[str, list[tuple[str, str]]] = {
    "renir_unites": [
        ("date_migration", "date_retour"),
        ("date_migration", "date_prevue"),
        ("date_retour", "date_fermeture"),
        ("no_unite", "nom_unite"),
        ("service", "statut"),
    ],
    "ritm_liens": [
        ("date_mise_en_service", "date_debranchement"),
        ("id_lien_ritm", "code_organisme"),
        ("statut", "motif_fin"),
        ("code_geo", "code_region"),
    ],
    "rgt_liens": [
        ("date_bascule", "date_fin"),
        ("date_bascule", "date_prevue"),
        ("date_bascule", "date_livraison"),
        ("id_lien_ritm", "id_lien_rgt"),
    ],
    "rh_regionalisation": [
        ("date_effet", "date_prevue"),
        ("port_attache", "port_attache_origine"),
        ("id_emploi", "no_evenement"),
        ("type_mouvement", "contexte"),
    ],
    "municipalites": [("mcode", "munnom"), ("munnom", "mrc"), ("regadm", "mrc")],
}
SORTED_ALONE = {
    "renir_unites": "date_migration",
    "ritm_liens": "code_region",
    "rgt_liens": "date_bascule",
    "rh_regionalisation": "port_attache",
    "municipalites": "regadm",
}
MERGED_DOWN = {
    "renir_unites": ("service", "code_region"),
    "rgt_liens": ("statut", "date_bascule"),
    "rh_regionalisation": ("type_mouvement", "port_attache"),
}
Operator = Callable[[Draft], object]


@dataclass(frozen=True)
class Case:
    """An operator on an export. `drop` puts what comes of it in the folder of the export."""

    operator: str
    export: str
    drop: Drop

    def __str__(self) -> str:
        """Name the test."""
        return f"{self.operator}-{self.export}"


def cases() -> list[Case]:
    """Return every operator with each export that it changes."""
    return [case for export in CONTRACTS for case in _of(export)]


def _of(export: str) -> Iterator[Case]:
    for name, on in {**rows.OPERATORS, **CELLS, **dict(_on_columns(export))}.items():
        if _grids(_spoilt(export, partial(_on_sheets, on=on))) != _grids(good(export)):  # else nothing changes
            yield Case(name, export, partial(_drop, export, partial(_on_sheets, on=on)))
    for name, operator in (_on_text() if export in CSV_EXPORTS else _on_books(export)).items():
        yield Case(name, export, partial(_drop, export, operator))
    for name, drop in INBOX.items():
        yield Case(name, export, drop(export))


def _on_columns(export: str) -> Iterator[tuple[str, rows.On]]:
    for column in (c for t in CONTRACTS[export].tables for c in t.columns if c.used_by_rules):
        if not column.required:
            yield f"column emptied[{column.name}]", rows.column_emptied(column.name)
    for one, other in HEADERS_SWAPPED[export]:
        yield f"headers swapped[{one}, {other}]", rows.headers_swapped(one, other)
    yield f"column sorted alone[{SORTED_ALONE[export]}]", rows.column_sorted_alone(SORTED_ALONE[export])


def _on_text() -> dict[str, Operator]:
    texts = {name: rewritten(rewrite) for name, rewrite in TEXTS.items()}
    return {**texts, **{name: encoded(one) for name, one in ENCODINGS.items()}, "encoded twice": encoded_twice}


def _on_books(export: str) -> dict[str, Operator]:
    books = {name: partial(_edited, edit=edit) for name, edit in BOOKS.items()}
    merged = {f"merged down[{column}]": _merged(column) for column in MERGED_DOWN[export]}
    return {**books, **merged, "few formulas without value": partial(_on_sheets, on=some_cells("=A1"))}


def _merged(column: str) -> Operator:
    """Sort by a column, then merge the cells of it that say the same, as people do to make a table lighter."""

    def operate(draft: Draft) -> None:
        _on_sheets(draft, rows.rows_sorted(column))
        header = next(c.header for t in draft.contract.tables for c in t.columns if c.name == column)
        draft.finish.append(merged_down(header))

    return operate


def _edited(draft: Draft, edit: Book) -> None:
    draft.finish.append(edit)


def _spoilt(export: str, operator: Operator) -> Draft:
    draft = good(export)
    operator(draft)
    return draft


def _drop(export: str, operator: Operator, folder: Path) -> None:
    write(_spoilt(export, operator), folder)


def _on_sheets(draft: Draft, on: rows.On) -> None:
    for sheet in draft.tables:
        try:
            on(sheet, random.Random(sheet.name))
        except (ValueError, StopIteration, IndexError):  # a column that this sheet does not have
            continue


def _grids(draft: Draft) -> list[list[list[object]]]:
    return [[line.cells for line in sheet.lines] for sheet in draft.sheets]
