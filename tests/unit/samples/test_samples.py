"""The sample deliveries: marked, repeatable, sound, and displaying the plan's starting values when recounted by hand.

Belongs here: what the written files say, read back with openpyxl and csv and counted in plain Python.
Does not belong here: the pipeline's own reading and counting, which these counts are meant to check from outside.
"""

import csv
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from ovt_pipeline.samples import SAMPLE_DATES, write_refused_samples, write_samples

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


# What must hold -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", [2023, 1, 7])
def test_first_delivery_displays_the_published_starting_values(seed: int, size: int) -> None:
    written = files(seed, size)
    assert display(renir_share(written, START)) == 51
    assert display(ritm_share(written, START)) == 11
    assert job_count(written, START) == 62


@pytest.mark.parametrize("size", SIZES)
def test_later_figures_move_without_meeting_the_targets(size: int) -> None:
    written = files(2023, size)
    renir = [display(renir_share(written, day)) for day in SAMPLE_DATES]
    ritm = [display(ritm_share(written, day)) for day in SAMPLE_DATES]
    jobs = [job_count(written, day) for day in SAMPLE_DATES]
    assert all(figures == sorted(set(figures)) for figures in (renir, ritm, jobs))
    assert not {70, 75} & set(renir[1:])
    assert not {15, 40} & set(ritm[1:])
    assert not {77, 87} & set(jobs[1:])


@pytest.mark.parametrize("size", SIZES)
def test_five_exports_at_three_dates_each_marked(size: int) -> None:
    written = files(2023, size)
    assert sorted(written) == sorted(
        f"{export}/{export}_{day}.{'csv' if export in ('ritm_liens', 'municipalites') else 'xlsx'}"
        for export in EXPORTS
        for day in SAMPLE_DATES
    )
    for name, content in written.items():
        for grid in grid_of(name, content).values():
            assert re.search(r"\bSYNTHÉTIQUE\b", str(grid[0][0])), name


def test_same_seed_same_bytes_and_other_seed_other_bytes(tmp_path: Path) -> None:
    again = {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in write_samples(tmp_path, seed=5, size=40)}
    assert again == files(5, 40)
    assert again != files(6, 40)


@pytest.mark.parametrize("size", SIZES)
def test_every_region_occurs(size: int) -> None:
    written = files(2023, size)
    names = regions(written)
    assert len(names) == 17
    for export, sheet in (("renir_unites", "unites"), ("ritm_liens", "csv")):
        found = {region_of(r["Région administrative"], names) for r in lot(written, export, START)[sheet]}
        assert found - {None} == set(names.values())


@pytest.mark.parametrize("size", SIZES)
def test_no_delivery_deserves_a_refusal_for_its_size_or_its_keys(size: int) -> None:
    keys = {"renir_unites": ["No unité"], "ritm_liens": ["No lien RITM"], "rgt_liens": ["No lien RGT"]}
    keys |= {"municipalites": ["mcode"], "rh_regionalisation": ["No emploi", "No évènement"]}
    for export in EXPORTS:
        counts: dict[str, int] = {}
        for day in SAMPLE_DATES:
            name = next(n for n in files(2023, size) if n.startswith(f"{export}/") and str(day) in n)
            for sheet, grid in grid_of(name, files(2023, size)[name]).items():
                rows = [dict(zip(grid[1], r, strict=False)) for r in grid[2:] if any(r) and r[0] != "TOTAL"]
                assert 0.7 <= len(rows) / counts.get(sheet, len(rows)) <= 3
                counts[sheet] = len(rows)
                columns = ["No lien RITM", "No lien RGT"] if sheet == "correspondance" else keys[export]
                found = [tuple(row[c] for c in columns) for row in rows]
                assert sum(found.count(key) > 1 for key in found) <= 0.05 * len(found)


def test_too_small_a_size_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="20"):
        write_samples(tmp_path, size=19)
    assert not list(tmp_path.iterdir())


def test_dates_choose_the_deliveries(tmp_path: Path) -> None:
    assert len(write_samples(tmp_path, size=20, dates=[date(2024, 9, 30)])) == len(EXPORTS)


def test_personal_columns_hold_nobody() -> None:
    for row in lot(files(2023, 240), "rh_regionalisation", THIRD)["mouvements"]:
        assert str(row["Courriel"]).endswith("@exemple.invalid")
        assert str(row["Nom"]).startswith("Nomfictif")


# Refused samples ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("refused")
    write_refused_samples(folder)
    return folder


def only(refused: Path, cause: str) -> bytes:
    (path,) = [p for p in (refused / cause).rglob("*") if p.is_file()]
    return path.read_bytes()


def test_refused_samples_are_small_and_repeatable(refused: Path, tmp_path: Path) -> None:
    again = {
        p.relative_to(tmp_path): hashlib.sha256(p.read_bytes()).hexdigest() for p in write_refused_samples(tmp_path)
    }
    first = {
        p.relative_to(refused): hashlib.sha256(p.read_bytes()).hexdigest() for p in refused.rglob("*") if p.is_file()
    }
    assert first == again
    assert all(p.stat().st_size < 200_000 for p in refused.rglob("*") if p.is_file())


def test_unreadable_files_are_what_they_claim(refused: Path) -> None:
    assert not only(refused, "pas-un-classeur").startswith(b"PK")
    locked = only(refused, "mot-de-passe")
    assert locked.startswith(bytes.fromhex("D0CF11E0A1B11AE1"))
    assert "EncryptedPackage".encode("utf-16-le") in locked
    assert only(refused, "tronque").startswith(b"PK")
    assert b"PK\x05\x06" not in only(refused, "tronque")


def test_oversized_workbooks_are_oversized(refused: Path) -> None:
    with ZipFile(BytesIO(only(refused, "bombe-zip"))) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
        assert part.file_size > 200 * part.compress_size
    with ZipFile(BytesIO(only(refused, "cellules-perdues"))) as archive:
        text = archive.read("xl/worksheets/sheet1.xml")
    assert b'<dimension ref="A1:XFD1048576"' in text
    assert b'r="A1"' in text
    assert b'r="XFD1048576"' in text


@pytest.mark.parametrize(
    "cause", ["sans-en-tete", "colonne-absente", "sans-donnees", "date-future", "cles-repetees", "bombe-zip"]
)
def test_readable_refused_files_are_marked(refused: Path, cause: str) -> None:
    for path in (refused / cause).rglob("*.xlsx"):
        book = load_workbook(path, read_only=True)
        assert "SYNTHÉTIQUE" in str(next(book.worksheets[0].iter_rows(max_row=1, values_only=True))[0])
        book.close()


def test_spoiled_tables_hold_their_one_fault(refused: Path) -> None:
    sound = lot(files(2023, 20), "renir_unites", START)["unites"]
    grids = {
        cause: grid_of("x.xlsx", only(refused, cause))["unites"]
        for cause in ("sans-en-tete", "colonne-absente", "sans-donnees", "cles-repetees", "date-future")
    }
    assert "No unité" not in grids["sans-en-tete"][1]
    assert "Région administrative" not in grids["colonne-absente"][1]
    assert rows_of(grids["sans-donnees"]) == []
    assert rows_of(grids["date-future"]) == sound
    keys = [row["No unité"] for row in rows_of(grids["cles-repetees"])]
    assert sum(keys.count(key) > 1 for key in keys) > 0.05 * len(keys)
    assert [p.name for p in (refused / "date-future").rglob("*.xlsx")] == ["renir_unites_2099-12-31.xlsx"]


@pytest.mark.parametrize(("cause", "low", "high"), [("moins-de-lignes", 0, 0.7), ("plus-de-lignes", 3, 99)])
def test_row_counts_jump_between_two_marked_deliveries(refused: Path, cause: str, low: float, high: float) -> None:
    first, second = sorted((refused / cause).rglob("*.csv"))
    grids = [grid_of(p.name, p.read_bytes())["csv"] for p in (first, second)]
    assert all("SYNTHÉTIQUE" in str(grid[0][0]) for grid in grids)
    before, after = (len(rows_of(grid)) for grid in grids)
    assert low < after / before < high
