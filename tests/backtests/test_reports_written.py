"""Reports are written whole, inside and in public for declared dates only; what was told before is never forgotten."""

from __future__ import annotations

import io
import shutil
import stat
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.plan.loader import load_plans
from ovt_pipeline.reports.public.memory import NAME
from ovt_pipeline.reports.write import Written, write_reports

from .house import House, house
from .shorthand import renir_lot, unit

DUE, NIGHT = date(2024, 3, 31), date(2024, 4, 1)
CANARIES = ("CANARI-A", "CANARI-B")


@pytest.fixture
def place() -> Iterator[House]:
    with house() as made:
        made.receive(renir_lot("2024-03-31", unit("CANARI-A", "Migrée", moved="2023-05-01"), unit("CANARI-B")))
        made.publish([DUE])
        made.publish([NIGHT])
        yield made


def written(place: House, until: date = date.max) -> dict[str, Written]:
    return {one.folder: one for one in write_reports(place.warehouse, load_plans(), (), until)}


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def unpacked(name: str, found: bytes) -> Iterator[bytes]:
    yield found
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(found)) as book:
            yield from (book.read(one) for one in book.namelist())


@pytest.mark.parametrize("is_gone", [True, False], ids=["gone", "altered"])
def test_without_what_was_told_before_nothing_leaves_and_the_reports_inside_are_made(
    place: House, *, is_gone: bool
) -> None:
    written(place)
    public = place.warehouse.root / "reports" / "public"
    before = files_below(public / DUE.isoformat())
    path = place.warehouse.releases / NAME
    told = path.read_text("utf-8")
    path.unlink()
    if not is_gone:
        path.write_text(told.replace("2024", "2025", 1), encoding="utf-8")
    place.publish([date(2024, 4, 2)])
    with pytest.raises(OvtError) as caught:
        written(place)
    assert (caught.value.code, caught.value.exit_code) == ("OVT-P61", 3)
    assert files_below(public / DUE.isoformat()) == before
    current = (place.warehouse.root / "reports" / "interne" / "current").resolve()
    assert current.name in place.warehouse.public.resolve().name


def test_public_reports_that_were_removed_are_made_again_from_what_was_told(place: House) -> None:
    written(place)
    public = place.warehouse.root / "reports" / "public"
    before = files_below(public)
    shutil.rmtree(place.warehouse.root / "reports")
    assert written(place)[f"reports/public/{DUE}"].is_new
    assert files_below(public) == before


def test_a_folder_that_cannot_be_written_is_told_and_the_release_stays(place: House) -> None:
    before = place.warehouse.public.resolve().read_bytes()
    (place.warehouse.root / "reports").write_text("un fichier", encoding="utf-8")
    with pytest.raises(OvtError, match="OVT-P17"):
        written(place)
    assert place.warehouse.public.resolve().read_bytes() == before


def test_only_declared_dates_are_public_and_nothing_changes_twice(place: House) -> None:
    first = written(place)
    inside = f"reports/interne/{place.ask('SELECT release_id FROM releases ORDER BY published_at DESC LIMIT 1')[0][0]}"
    assert {name: one.is_public for name, one in first.items()} == {inside: False, f"reports/public/{DUE}": True}
    assert all(one.is_new for one in first.values())
    files = files_below(place.warehouse.root / "reports")
    assert not any(one.is_new for one in written(place).values())
    assert files_below(place.warehouse.root / "reports") == files
    modes = {name: stat.S_IMODE((place.warehouse.root / name).stat().st_mode) for name in first}
    assert modes == {inside: 0o750, f"reports/public/{DUE}": 0o755}


def test_a_night_that_changes_no_declared_figure_writes_nothing_public(place: House) -> None:
    written(place)
    public = place.warehouse.root / "reports" / "public"
    before = files_below(public)
    place.publish([date(2024, 4, 2)])
    assert [one.is_new for one in written(place).values()] == [True, False]
    assert files_below(public) == before


def test_a_figure_revised_is_told_again_with_its_versions(place: House) -> None:
    written(place)
    place.receive(renir_lot("2024-03-31", *(unit(one, "Migrée", moved="2023-05-01") for one in CANARIES)))
    place.let_held_figures_through()
    place.publish([DUE])
    assert written(place)[f"reports/public/{DUE}"].is_new
    data = place.warehouse.root / "reports" / "public" / str(DUE) / "donnees"
    shown = duckdb.read_parquet(str(data / "figures.parquet")).filter("place_code = '00'").fetchall()
    assert [row[4] for row in shown if row[1] == "renir_units_migrated"] == [2]
    assert len(duckdb.read_csv(str(data / "history.csv")).fetchall()) == 2


def test_no_entity_file_or_digest_is_in_any_public_byte(place: House) -> None:
    written(place)
    names = place.ask(
        "SELECT entity_id FROM evidence UNION SELECT file_name FROM deliveries UNION SELECT sha256 FROM deliveries"
    )
    names += place.ask("SELECT delivery_id FROM deliveries UNION SELECT inputs_digest FROM indicator_results")
    wanted = [name.encode() for (name,) in names]
    assert any(b"CANARI" in name for name in wanted)
    inside = files_below(place.warehouse.root / "reports" / "public")
    found = [
        (path, name)
        for path, data in inside.items()
        for part in unpacked(path, data)
        for name in wanted
        if name in part
    ]
    assert found == []


def test_as_at_an_earlier_date_later_figures_are_not_told(place: House) -> None:
    written(place, DUE)
    page = (place.warehouse.root / "reports" / "interne" / "current" / "rapport.html").read_text("utf-8")
    assert str(NIGHT) not in page
    assert str(DUE) in page
