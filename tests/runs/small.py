"""Five small well-kept exports written by hand, for tests of whole runs, and the figures a person counts in them.

Belongs here: files a run can read, and ways to change one of them. Does not belong here: running.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

Row = Sequence[object]
DAY = date(2024, 3, 31)
UNITS: list[Row] = [
    ["SQ-1", "03", "Oui", "VOIX", "Migrée", date(2023, 1, 10), None, None, None],
    ["SQ-2", "03", "Oui", "VOIX", "À migrer", None, None, None, None],
    ["SQ-3", "01", "Oui", "VOIX+DONNÉES", "Migrée", date(2023, 6, 1), None, None, None],
    ["SQ-4", "01", "Oui", "DONNÉES", "Migrée", date(2023, 6, 1), None, None, None],
    ["SQ-5", "08", "Non", "VOIX", "Migrée", date(2023, 6, 1), None, None, None],
]
UNIT_HEADERS = [
    "No unité", "Région administrative", "Unité existante", "Service", "Statut", "Date de migration", "Date de retour",
    "Date de fermeture", "Unité successeur",
]  # fmt: skip
LINK_HEADERS = [
    "No lien RITM", "Région administrative", "Date de mise en service", "Statut", "Date de débranchement",
    "Motif de fin",
]  # fmt: skip
LINKS: list[Row] = [
    ["L-1", "03", "2015-01-01", "Actif", "", ""],
    ["L-2", "03", "2015-01-01", "Actif", "", ""],
    ["L-3", "11", "2015-01-01", "Débranché", "2023-05-01", "Site fermé"],
    ["L-4", "11", "2015-01-01", "Actif", "", ""],
]
RGT_HEADERS = ["No lien RGT", "Région administrative", "Date de bascule", "Date de fin", "Statut"]
RGT: list[Row] = [["R-1", "03", date(2023, 9, 1), None, "En production"], ["R-2", "11", None, None, "Livré"]]
PAIR_HEADERS = ["No lien RITM", "No lien RGT", "Obligatoire"]
PAIRS: list[Row] = [["L-1", "R-1", "Oui"], ["L-4", "R-2", None]]
JOB_HEADERS = [
    "No emploi", "No évènement", "Nom", "Prénom", "Courriel", "Type de mouvement", "Port d'attache", "Date d'effet",
    "Date prévue",
]  # fmt: skip
JOBS: list[Row] = [
    ["E-1", 1, "Personne", "Une", "une@exemple.invalid", "Régionalisation", "Rimouski", date(2022, 5, 1), None],
    ["E-2", 1, "Personne", "Deux", "deux@exemple.invalid", "Régionalisation", "66023", date(2022, 5, 1), None],
    ["E-3", 1, "Personne", "Trois", "trois@exemple.invalid", "Régionalisation", "10043", date(2020, 5, 1), None],
    ["E-3", 2, "Personne", "Trois", "trois@exemple.invalid", "Retour", None, date(2023, 5, 1), None],
]
PLACES: list[Row] = [["10043", "Rimouski", "Bas-Saint-Laurent (01)", ""], ["66023", "Montréal", "Montréal (06)", ""]]

# Counted by hand: (numerator, denominator) of the whole, and the regions that are not zero.
FIGURES = {
    "renir_units_migrated": {"00": (2, 4), "01": (1, 2), "03": (1, 2)},
    "ritm_links_migrated": {"00": (1, 3), "03": (1, 2), "11": (0, 1)},
    "jobs_regionalised": {"00": (1, None), "01": (1, None)},
}


def write_exports(sources: Path, day: date = DAY, *, title: str = "Export du jour") -> Path:
    """Write the five exports as extracted on `day`; `title` and the day stand in the first row of each."""
    title = f"{title} ({day})"
    write_units(sources, UNITS, day, title=title)
    links = [[title], LINK_HEADERS, *LINKS]
    _csv(sources / "ritm_liens" / f"ritm_{day}.csv", links, ";", "cp1252")
    sheets = {"liens": [[title], RGT_HEADERS, *RGT], "correspondance": [[title], PAIR_HEADERS, *PAIRS]}
    workbook(sources / "rgt_liens" / f"rgt_{day}.xlsx", sheets)
    workbook(sources / "rh_regionalisation" / f"rh_{day}.xlsx", {"mouvements": [[title], JOB_HEADERS, *JOBS]})
    places = [[title], ["mcode", "munnom", "regadm", "mrc"], *PLACES]
    _csv(sources / "municipalites" / f"mun_{day}.csv", places, ",", "utf-8-sig")
    return sources


def write_units(sources: Path, units: Sequence[Row], day: date = DAY, *, title: str = "Export") -> Path:
    """Write the RENIR export with other units."""
    path = sources / "renir_unites" / f"renir_{day}.xlsx"
    return workbook(path, {"unites": [[title], UNIT_HEADERS, *units]})


def workbook(path: Path, sheets: dict[str, list[Row]]) -> Path:
    """Write a workbook of plain rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def _csv(path: Path, rows: Iterable[Row], separator: str, encoding: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\r\n".join(separator.join(map(str, row)) for row in rows) + "\r\n", encoding=encoding)
