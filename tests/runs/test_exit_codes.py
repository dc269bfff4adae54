"""What a person gets for a mistake: an exit code of output.md, one readable line, never a traceback."""

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
def test_synthetic_and_real_data_never_mix(
    first: str, second: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in", title=first), tmp_path / "wh"
    assert run(sources, warehouse) == 0
    small.write_units(sources, small.UNITS[:-1], title=second)
    assert run(sources, warehouse) == 2
    assert "OVT-U04" in capsys.readouterr().err
    assert figures(warehouse) == small.FIGURES


def test_an_export_without_any_delivery_leaves_its_indicator_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = small.write_exports(tmp_path / "in")
    for path in (sources / "municipalites").iterdir():
        path.unlink()
    assert run(sources, tmp_path / "wh") == 4
    assert set(figures(tmp_path / "wh")) == {"renir_units_migrated", "ritm_links_migrated"}
    assert "municipalites" in capsys.readouterr().err


def test_nothing_to_publish_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_units(tmp_path / "in", small.UNITS)
    (tmp_path / "in" / "renir_unites" / f"renir_{small.DAY}.xlsx").write_bytes(b"")
    assert run(tmp_path / "in", tmp_path / "wh") == 3
    said = capsys.readouterr().err
    assert "OVT-P04" in said
    assert "Traceback" not in said
    assert not (tmp_path / "wh" / "ovt.duckdb").exists()


def test_status_of_an_empty_warehouse_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--warehouse", str(tmp_path), "--lang", "en"]) == 3
    assert "OVT-P07 No release" in capsys.readouterr().err
