"""The sample deliveries: marked, repeatable, sound, and displaying the plan's starting values when recounted."""

import re
from datetime import date
from pathlib import Path

import pytest

from ovt_pipeline.samples import SAMPLE_DATES, write_samples
from ovt_pipeline.settings import PROJECT

from .recount import (
    EXPORTS,
    SIZES,
    START,
    THIRD,
    display,
    files,
    grid_of,
    job_count,
    lot,
    region_of,
    regions,
    renir_share,
    ritm_share,
)

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


def test_the_committed_samples_are_those_of_the_default_seed(tmp_path: Path) -> None:
    written = {p.relative_to(tmp_path): p.read_bytes() for p in write_samples(tmp_path)}
    committed = PROJECT / "sources" / "samples"
    assert {path: (committed / path).read_bytes() for path in written} == written
