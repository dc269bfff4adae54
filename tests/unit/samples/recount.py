"""Reads the sample deliveries back with openpyxl and csv, and counts their figures in plain Python.

Belongs here: an outside view of the written files. Does not belong here: the pipeline's own reading and counting.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from ovt_pipeline.samples import SAMPLE_DATES, write_samples

START, SECOND, THIRD = SAMPLE_DATES
EXPORTS = ("municipalites", "renir_unites", "ritm_liens", "rgt_liens", "rh_regionalisation")
SIZES = (20, 240, 1000)
NOT_HOSTS = ("23027", "23057", "23072")
MISREAD = date.max

Row = dict[str, object]
Lot = dict[str, list[Row]]  # rows of each sheet


# Reading back ---------------------------------------------------------------------------------------------------


def plain(text: object) -> str:
    """Return a text without case, accents, dashes or spaces."""
    folded = unicodedata.normalize("NFD", str(text)).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]", "", folded)


def grid_of(name: str, content: bytes) -> dict[str, list[list[object]]]:
    if name.endswith(".xlsx"):
        book = load_workbook(BytesIO(content), read_only=False)
        return {tab.title: [list(cells) for cells in tab.iter_rows(values_only=True)] for tab in book.worksheets}
    head = content[:3] == b"\xef\xbb\xbf"
    text = content.decode("utf-8-sig" if head else "cp1252")
    rows = csv.reader(text.splitlines(), delimiter="," if head else ";")
    return {"csv": [[cell or None for cell in row] for row in rows]}


def rows_of(grid: list[list[object]]) -> list[Row]:
    """Return the data rows below the title and the header, without blank rows, totals and exact repeats."""
    headers = [" ".join(str(cell).split()) for cell in grid[1]]
    full = [row for row in grid[2:] if any(row) and row[0] != "TOTAL"]
    unique = {str([spelled(cell) for cell in row]): row for row in full}
    return [dict(zip(headers, row, strict=False)) for row in unique.values()]


def spelled(cell: object) -> object:
    return cell.date() if isinstance(cell, datetime) else cell


def day_of(cell: object) -> date | None:
    """Return the date of a cell, None when empty, MISREAD when it is no date."""
    if isinstance(cell, datetime):
        return cell.date()
    text = str(cell or "")
    if text in {"", "S.O."}:
        return None
    if found := re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text):
        return date(int(found[3]), int(found[2]), int(found[1]))
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else MISREAD


def region_of(cell: object, names: Mapping[str, str]) -> str | None:
    text = str(cell)
    digits = re.sub(r"\D", "", text).zfill(2)
    return digits if digits in names.values() else names.get(plain(text))


def yes(cell: object) -> bool:
    return cell in ("Oui", "O")


@cache
def files(seed: int, size: int) -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        paths = write_samples(Path(folder), seed=seed, size=size)
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def lot(written: Mapping[str, bytes], export: str, day: date) -> Lot:
    name = next(name for name in written if name.startswith(f"{export}/") and str(day) in name)
    return {sheet: rows_of(grid) for sheet, grid in grid_of(name, written[name]).items()}


def regions(written: Mapping[str, bytes]) -> dict[str, str]:
    labels = {str(row["regadm"]) for row in lot(written, "municipalites", START)["csv"]}
    return {plain(label[:-5]): label[-3:-1] for label in labels}


# Counting by hand -----------------------------------------------------------------------------------------------


def past(cell: object, day: date) -> bool:
    found = day_of(cell)
    return found is not None and found <= day


def renir_share(written: Mapping[str, bytes], day: date) -> tuple[int, int]:
    names, known = regions(written), set[object]()
    units: dict[object, Row] = {}
    for when in (d for d in SAMPLE_DATES if d <= day):
        read = lot(written, "renir_unites", when)["unites"]
        sound = [
            r for r in read
            if region_of(r["Région administrative"], names) and day_of(r["Date de migration"]) != MISREAD
            and (r["Statut"] != "Fusionnée" or r["Unité successeur"])
        ]  # fmt: skip
        units = {r["No unité"]: r for r in sound}
        known |= {k for k, r in units.items() if yes(r["Unité existante"])}
        known -= {k for k, r in units.items() if past(r["Date de fermeture"], when) and not r["Unité successeur"]}

    def migrated(row: Row | None) -> bool:
        if row is None:
            return False
        if past(row["Date de fermeture"], day):
            return bool(row["Unité successeur"]) and migrated(units.get(row["Unité successeur"]))
        moved, back = day_of(row["Date de migration"]), day_of(row["Date de retour"])
        doubtful = row["Statut"] in ("À migrer", "Planifiée", "En migration")
        return "VOIX" in str(row["Service"]) and moved is not None and not doubtful and not (back and back >= moved)

    return sum(migrated(units.get(k)) for k in known), len(known)


def ritm_share(written: Mapping[str, bytes], day: date) -> tuple[int, int]:
    names, known = regions(written), set[object]()
    for when in (d for d in SAMPLE_DATES if d <= day):
        for r in lot(written, "ritm_liens", when)["csv"]:
            left = past(r["Date de débranchement"], when) and r["Motif de fin"] not in (None, "Migration RGT")
            late = not past(r["Date de mise en service"], START)
            if region_of(r["Région administrative"], names):
                known = (
                    known - {r["No lien RITM"]}
                    if left or late or r["Statut"] == "Annulé"
                    else known | {r["No lien RITM"]}
                )
    new = lot(written, "rgt_liens", day)
    rgt = {r["No lien RGT"]: r for r in new["liens"]}
    sound = {
        r["No lien RITM"]
        for r in lot(written, "ritm_liens", day)["csv"]
        if region_of(r["Région administrative"], names)
    }

    def runs(row: Row | None) -> bool:
        return row is not None and past(row["Date de bascule"], day) and not past(row["Date de fin"], day)

    def migrated(link: object) -> bool:
        pairs = [p for p in new["correspondance"] if p["No lien RITM"] == link and p["No lien RGT"]]
        kept = [p for p in pairs if rgt.get(p["No lien RGT"], {}).get("Statut") != "Annulé"]
        musts = [p for p in kept if p["Obligatoire"] is None or yes(p["Obligatoire"])]
        states = [runs(rgt.get(p["No lien RGT"])) for p in musts or kept]
        return all(states) and bool(states) if musts else any(states)

    return sum(migrated(link) for link in known & sound), len(known)


def job_count(written: Mapping[str, bytes], day: date) -> int:
    places = {str(r["mcode"]): r for r in lot(written, "municipalites", day)["csv"]}
    by_name = {plain(r["munnom"]): code for code, r in places.items()}

    def attach(cell: object) -> str | None:
        digits = re.sub(r"\D", "", str(cell)).zfill(5)
        name = plain(re.sub(r"\(.*|\d", "", str(cell)))
        code = digits if digits in places else by_name.get(name)
        return code if code and name in ("", plain(places[code]["munnom"])) else None

    careers: dict[object, list[tuple[date, int, bool]]] = {}
    broken: set[object] = set()
    seen: set[tuple[object, object]] = set()
    for r in lot(written, "rh_regionalisation", day)["mouvements"]:
        job, event, effective = r["No emploi"], r["No évènement"], day_of(r["Date d'effet"])
        moves = r["Type de mouvement"] in ("Régionalisation", "Transfert")
        code = attach(r["Port d'attache"])
        if (moves and code is None) or not isinstance(event, int) or job is None or (job, event) in seen:
            broken.add(job)
        elif effective and date(2018, 10, 1) <= effective <= day:
            host = moves and code not in NOT_HOSTS and str(places[str(code)]["regadm"])[-3:-1] not in ("06", "13")
            careers.setdefault(job, []).append((effective, event, host))
        seen.add((job, event))
    return sum(max(moves)[2] for job, moves in careers.items() if job not in broken)


def display(share: tuple[int, int]) -> int:
    part, whole = share
    return (200 * part + whole) // (2 * whole)
