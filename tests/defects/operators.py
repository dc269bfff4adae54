"""Every operator on a good delivery, with each export that it applies to.

Belongs here: the list of cases. Does not belong here: what an operator does (operators_rows.py, _columns, _cells, _csv,
_books, _inbox), what it leads to (operators_run.py), what is known to come out of it (operators_known.py).
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import openpyxl

from . import operators_columns as columns
from . import operators_rows as rows
from .operators_books import BOOKS, merged_down
from .operators_cells import OPERATORS as CELLS
from .operators_cells import On, few_formulas_without_value
from .operators_columns import OPERATORS as COLUMNS
from .operators_csv import ENCODINGS, TEXTS, encoded_twice
from .operators_files import CSV_EXPORTS, Dropped, Page, good
from .operators_inbox import INBOX
from .operators_rows import OPERATORS as ROWS
from .planted_rows import CONTRACTS

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


@dataclass(frozen=True)
class Case:
    """An operator on an export. `drop` puts what comes of it in the folder of the export."""

    operator: str
    export: str
    drop: Callable[[Path], None]

    def __str__(self) -> str:
        """Name the test."""
        return f"{self.operator}-{self.export}"


def cases() -> list[Case]:
    """Return every operator with each export that it changes."""
    found = [case for export in CONTRACTS for case in _of(export)]
    return [case for case in found if case is not None]


def _of(export: str) -> Iterator[Case | None]:
    for name, change in {**ROWS, **COLUMNS, **CELLS, **dict(_on_columns(export))}.items():
        yield _on_pages(name, export, change)
    if export in CSV_EXPORTS:
        for name, rewrite in TEXTS.items():
            yield Case(name, export, partial(_drop_text, export, rewrite))
        for name, encoding in ENCODINGS.items():
            yield Case(name, export, partial(_drop_encoded, export, encoding))
        yield Case("encoded twice", export, partial(_drop_encoded_twice, export))
    else:
        yield _on_pages("few formulas without value", export, few_formulas_without_value)
        for name, edit in BOOKS.items():
            yield Case(name, export, partial(_drop_book, good(export), edit))
        for column in MERGED_DOWN[export]:
            yield Case(f"merged down[{column}]", export, partial(_drop_merged, export, column))
    for name, drop in INBOX.items():
        yield Case(name, export, partial(_drop_files, export, drop))


def _on_columns(export: str) -> Iterator[tuple[str, On]]:
    for column in (c for t in CONTRACTS[export].tables for c in t.columns if c.used_by_rules):
        if not column.required:
            yield f"column emptied[{column.name}]", columns.column_emptied(column.name)
    for one, other in HEADERS_SWAPPED[export]:
        yield f"headers swapped[{one}, {other}]", columns.headers_swapped(one, other)
    yield f"column sorted alone[{SORTED_ALONE[export]}]", columns.column_sorted_alone(SORTED_ALONE[export])


def _on_pages(name: str, export: str, change: On) -> Case | None:
    """Return the case of an operator on pages, None when it changes nothing of this export."""
    spoilt = good(export)
    _spoil(spoilt.pages, change)
    return None if spoilt == good(export) else Case(name, export, partial(_drop_pages, export, change))


def _spoil(pages: list[Page], change: On) -> None:
    for page in pages:
        try:
            change(page, random.Random(page.name))
        except (ValueError, StopIteration):  # a column that this page does not have
            continue


def _drop_pages(export: str, change: On, folder: Path) -> None:
    spoilt = good(export)
    _spoil(spoilt.pages, change)
    spoilt.write(folder)


def _drop_text(export: str, rewrite: Callable[[str], str], folder: Path) -> None:
    made = good(export)
    made.write(folder).write_bytes(rewrite(made.text()).encode(made.encoding))


def _drop_encoded(export: str, encoding: str, folder: Path) -> None:
    replace(good(export), encoding=encoding).write(folder)


def _drop_encoded_twice(export: str, folder: Path) -> None:
    made = good(export)
    made.write(folder).write_bytes(encoded_twice(made.text()))


def _drop_book(made: Dropped, edit: Callable[[openpyxl.Workbook], None], folder: Path) -> None:
    path = made.write(folder)
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)


def _drop_merged(export: str, column: str, folder: Path) -> None:
    """Sort by a column, then merge the cells of it that say the same, as people do to make a table lighter."""
    made = good(export)
    _spoil(made.pages, rows.rows_sorted(column))
    header = next(c.header for t in CONTRACTS[export].tables for c in t.columns if c.name == column)
    _drop_book(made, merged_down(header), folder)


def _drop_files(export: str, drop: Callable[[Path, str], None], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    drop(folder, export)
