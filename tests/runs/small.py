"""Five small well-kept exports written by hand, for tests of whole runs, and the figures a person counts in them.

Belongs here: what they hold, and files of other rows or sheets. Does not belong here: how a file is written
(tests/drafts), running.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from drafts.draft import Draft, Line, Sheet
from drafts.formats import write
from drafts.make import CONTRACTS, draft_of

Row = Sequence[object]
DAY = date(2024, 3, 31)
COLUMNS = {
    "unites": "no_unite code_region unite_existante service statut date_migration date_retour date_fermeture"
    " no_unite_successeur",
    "ritm_liens": "id_lien_ritm code_region date_mise_en_service statut date_debranchement motif_fin",
    "liens": "id_lien_rgt code_region date_bascule date_fin statut",
    "correspondance": "id_lien_ritm id_lien_rgt obligatoire",
    "mouvements": "id_emploi no_evenement type_mouvement port_attache date_effet date_prevue",
    "municipalites": "mcode munnom regadm mrc",
}
UNITS: list[Row] = [
    ["SQ-1", "03", "Oui", "VOIX", "Migrée", date(2023, 1, 10), None, None, None],
    ["SQ-2", "03", "Oui", "VOIX", "À migrer", None, None, None, None],
    ["SQ-3", "01", "Oui", "VOIX+DONNÉES", "Migrée", date(2023, 6, 1), None, None, None],
    ["SQ-4", "01", "Oui", "DONNÉES", "Migrée", date(2023, 6, 1), None, None, None],
    ["SQ-5", "08", "Non", "VOIX", "Migrée", date(2023, 6, 1), None, None, None],
]
LINKS: list[Row] = [
    ["L-1", "03", date(2015, 1, 1), "Actif", None, None],
    ["L-2", "03", date(2015, 1, 1), "Actif", None, None],
    ["L-3", "11", date(2015, 1, 1), "Débranché", date(2023, 5, 1), "Site fermé"],
    ["L-4", "11", date(2015, 1, 1), "Actif", None, None],
]
RGT: list[Row] = [["R-1", "03", date(2023, 9, 1), None, "En production"], ["R-2", "11", None, None, "Livré"]]
PAIRS: list[Row] = [["L-1", "R-1", "Oui"], ["L-4", "R-2", None]]
JOBS: list[Row] = [
    ["E-1", 1, "Régionalisation", "Rimouski", date(2022, 5, 1), None],
    ["E-2", 1, "Régionalisation", "66023", date(2022, 5, 1), None],
    ["E-3", 1, "Régionalisation", "10043", date(2020, 5, 1), None],
    ["E-3", 2, "Retour", None, date(2023, 5, 1), None],
]
PLACES: list[Row] = [["10043", "Rimouski", "Bas-Saint-Laurent (01)", ""], ["66023", "Montréal", "Montréal (06)", ""]]
EXPORTS: dict[str, dict[str, list[Row]]] = {
    "renir_unites": {"unites": UNITS},
    "ritm_liens": {"liens": LINKS},
    "rgt_liens": {"liens": RGT, "correspondance": PAIRS},
    "rh_regionalisation": {"mouvements": JOBS},
    "municipalites": {"municipalites": PLACES},
}
CSV = {"ritm_liens": (";", "cp1252"), "municipalites": (",", "utf-8-sig")}

# Counted by hand: (numerator, denominator) of the whole, and the regions that are not zero.
FIGURES: dict[str, dict[str, tuple[int, int | None]]] = {
    "renir_units_migrated": {"00": (2, 4), "01": (1, 2), "03": (1, 2)},
    "ritm_links_migrated": {"00": (1, 3), "03": (1, 2), "11": (0, 1)},
    "jobs_regionalised": {"00": (1, None), "01": (1, None)},
}


def columns_of(export: str, table: str) -> list[str]:
    """Return the contract columns that the rows of a table fill, in order."""
    return COLUMNS.get(export if table == "liens" and export in COLUMNS else table, "").split()


def draft(
    export: str, rows: Mapping[str, Sequence[Row]] | None = None, day: date = DAY, title: str = "Export"
) -> Draft:
    """Return a delivery of these rows, its own by default, with its personal columns; the title stands in row 1."""
    tables = EXPORTS[export] | dict(rows or {})
    values = {t: [dict(zip(columns_of(export, t), row, strict=False)) for row in tables[t]] for t in tables}
    made = draft_of(CONTRACTS[export], values, day)
    if export in CSV:
        made.extension, (made.separator, made.encoding) = "csv", CSV[export]
    for sheet in made.tables:
        for header in sheet.table.personal_headers if sheet.table else ():
            sheet.add_column(header, lambda _: "Personne fictive")
        sheet.insert([f"{title} ({day})"])
    return made


def write_exports(sources: Path, day: date = DAY, *, title: str = "Export du jour") -> Path:
    """Write the five exports as extracted on `day`; `title` and the day stand in the first row of each."""
    for export in EXPORTS:
        write(draft(export, None, day, title), sources / export)
    return sources


def write_units(sources: Path, units: Sequence[Row], day: date = DAY, *, title: str = "Export") -> Path:
    """Write the RENIR export with other units."""
    return write(draft("renir_unites", {"unites": units}, day, title), sources / "renir_unites")


def write_sheets(path: Path, sheets: Mapping[str, Sequence[Row]]) -> Path:
    """Write a workbook of sheets that no contract names."""
    made = [Sheet(name, [Line(list(row)) for row in rows]) for name, rows in sheets.items()]
    return write(Draft(CONTRACTS["renir_unites"], DAY, made), path.parent, path.name)
