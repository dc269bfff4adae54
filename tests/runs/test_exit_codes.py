"""What a person gets for a mistake: an exit code of output.md, one readable line, never a traceback."""

import json
from datetime import date
from pathlib import Path

import pytest

from ovt_pipeline.cli import main

from . import small
from .run_ovt import figures, run

TITLE = "Données SYNTHÉTIQUES"


def test_no_delivery_at_all_says_what_to_drop_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    assert run(tmp_path / "in", tmp_path / "wh") == 2
    said = capsys.readouterr().err
    assert "OVT-U03" in said
    assert "renir_unites/" in said
    assert not (tmp_path / "wh").exists()


@pytest.mark.parametrize("day", ["2023-03-30", "2999-01-01", "2024-02-30", "31/03/2024", ""])
def test_an_as_of_out_of_range_or_unreadable(day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--as-of", day, "--sources", str(tmp_path), "--warehouse", str(tmp_path / "wh")]) == 2
    assert "OVT-U02" in capsys.readouterr().err


def test_a_warehouse_that_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "wh").write_text("", encoding="utf-8")
    assert run(small.write_exports(tmp_path / "in"), tmp_path / "wh") == 2
    assert "OVT-U05" in capsys.readouterr().err


@pytest.mark.parametrize(("first", "second"), [(TITLE, "Export"), ("Export", TITLE)], ids=["synthetic", "real"])
@pytest.mark.slow
def test_synthetic_and_real_data_never_mix(
    first: str, second: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in", title=first), tmp_path / "wh"
    assert run(sources, warehouse) == 0
    small.write_units(sources, small.UNITS[:-1], title=second)
    assert run(sources, warehouse) == 2
    assert "OVT-U04" in capsys.readouterr().err
    assert figures(warehouse) == small.FIGURES


@pytest.mark.slow
def test_an_export_without_any_delivery_leaves_its_indicator_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = small.write_exports(tmp_path / "in")
    for path in (sources / "municipalites").iterdir():
        path.unlink()
    assert run(sources, tmp_path / "wh") == 4
    assert set(figures(tmp_path / "wh")) == {"renir_units_migrated", "ritm_links_migrated"}
    assert "municipalites" in capsys.readouterr().err


@pytest.mark.slow
def test_nothing_to_publish_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_units(tmp_path / "in", small.UNITS)
    (tmp_path / "in" / "renir_unites" / f"renir_unites_{small.DAY}.xlsx").write_bytes(b"")
    assert run(tmp_path / "in", tmp_path / "wh") == 3
    said = capsys.readouterr().err
    assert "OVT-P04" in said
    assert "Traceback" not in said
    assert not (tmp_path / "wh" / "ovt.duckdb").exists()
    assert run(tmp_path / "in", tmp_path / "wh", extra=("--json",)) == 3
    plain = json.loads(capsys.readouterr().out)
    assert (plain["release_id"], [one["code"] for one in plain["notices"]]) == (None, ["OVT-P04"])


def test_status_of_an_empty_warehouse_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--warehouse", str(tmp_path), "--lang", "en"]) == 3
    assert "OVT-P07 No release" in capsys.readouterr().err


@pytest.mark.slow
def test_a_date_in_the_future_is_cleared_by_renaming_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    right = sources / "renir_unites" / f"renir_unites_{small.DAY}.xlsx"
    wrong = right.rename(right.with_name("renir_unites_2999-12-31.xlsx"))
    assert run(sources, warehouse) == 4
    assert "OVT-F09" in capsys.readouterr().err
    wrong.rename(right)
    assert run(sources, warehouse) == 0
    assert figures(warehouse) == small.FIGURES


@pytest.mark.slow
def test_a_damaged_work_database_is_made_again_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    assert run(sources, warehouse) == 0
    (warehouse / "work.duckdb").write_bytes(b"garbage garbage garbage")
    assert run(sources, warehouse) == 0
    assert "work.duckdb refait à neuf" in capsys.readouterr().err
    assert figures(warehouse) == small.FIGURES


@pytest.mark.slow
def test_a_damaged_lot_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    assert run(sources, warehouse) == 0
    (lot,) = (warehouse / "lots" / "renir_unites").glob("*/unites/rows.parquet")
    lot.write_bytes(lot.read_bytes()[:100])
    assert run(sources, warehouse) == 3
    said = capsys.readouterr().err
    assert "OVT-P11" in said
    assert "renir_unites" in said


def test_samples_never_replace_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    real = tmp_path / "municipalites" / "municipalites_2025-03-31.csv"
    real.parent.mkdir()
    real.write_text("vrai", encoding="utf-8")
    assert main(["samples", str(tmp_path)]) == 2
    assert "OVT-U09" in capsys.readouterr().err
    assert real.read_text(encoding="utf-8") == "vrai"


@pytest.mark.slow
def test_a_starting_value_that_is_not_reproduced_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = date(2023, 3, 31)
    small.write_exports(tmp_path / "in", first)
    assert run(tmp_path / "in", tmp_path / "wh", first) == 0
    said = capsys.readouterr().err
    assert "jobs_regionalised" in said
    assert "62" in said
