"""A whole run on five small exports: right figures, exit codes, redelivery, refusal, nothing new."""

from datetime import date
from pathlib import Path

import pytest

from . import small
from .conftest import Place
from .run_ovt import figures, leftovers, rows, run

NEXT = date(2024, 4, 30)


def test_every_figure_total_and_per_region(published: Place) -> None:
    assert figures(published[1]) == small.FIGURES


def test_every_region_has_a_row_and_nothing_is_preliminary(published: Place) -> None:
    counts = rows(
        published[1], "SELECT indicator_id, count(*), bool_or(is_preliminary) FROM indicator_results GROUP BY 1"
    )
    assert sorted(counts) == sorted((indicator, 18, False) for indicator in small.FIGURES)


def test_display_baseline_and_year(published: Place) -> None:
    query = (
        "SELECT indicator_id, display_value, baseline_value, fiscal_year, unit, rule_version <> ''"
        " FROM indicator_results"
        " WHERE region_code = '00' ORDER BY 1"
    )
    assert rows(published[1], query) == [
        ("jobs_regionalised", "1", 62.0, "2023-2024", "emplois", True),
        ("renir_units_migrated", "50\u00a0%", 51.0, "2023-2024", "%", True),
        ("ritm_links_migrated", "33\u00a0%", 11.0, "2023-2024", "%", True),
    ]


def test_evidence_names_the_row_of_the_spreadsheet(published: Place) -> None:
    query = "SELECT reason_code, delivery_id, sheet, row_number FROM evidence WHERE entity_id = 'SQ-3'"
    ((reason, delivery, sheet, row),) = rows(published[1], query)
    assert (reason, sheet, row) == ("MIGRATED", "unites", 5)
    assert rows(published[1], f"SELECT file_name FROM deliveries WHERE delivery_id = '{delivery}'") == [
        ("renir_unites_2024-03-31.xlsx",)
    ]


def test_the_release_is_a_read_only_file_behind_a_relative_link(published: Place) -> None:
    link = published[1] / "ovt.duckdb"
    target = Path(link.readlink())
    assert not target.is_absolute()
    assert target.name.startswith("ovt_2024-03-31_")
    assert (link.resolve().stat().st_mode & 0o777) == 0o440
    assert leftovers(published[1]) == []


def test_every_table_and_column_is_described_in_both_languages(published: Place) -> None:
    query = (
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
        " EXCEPT SELECT table_name, column_name FROM data_dictionary"
        " WHERE description_fr <> '' AND description_en <> ''"
    )
    assert rows(published[1], query) == []
    views = "SELECT view_name FROM duckdb_views() WHERE NOT internal"
    commented = (
        f"SELECT count(*), count(comment) FROM duckdb_columns() WHERE NOT internal AND table_name NOT IN ({views})"
    )
    ((columns, comments),) = rows(published[1], commented)
    assert columns == comments > 0


@pytest.mark.slow
def test_running_again_publishes_nothing_new(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    before = (place[1] / "ovt.duckdb").readlink()
    assert run(*place) == 0
    assert (place[1] / "ovt.duckdb").readlink() == before
    assert "inchangée" in capsys.readouterr().err


@pytest.mark.slow
def test_a_later_day_without_new_deliveries_is_preliminary(place: Place) -> None:
    assert run(*place, NEXT) == 0
    query = f"SELECT DISTINCT is_preliminary, oldest_source_date FROM indicator_results WHERE as_of = DATE '{NEXT}'"
    assert rows(place[1], query) == [(True, small.DAY)]
    assert figures(place[1]) == small.FIGURES
    assert rows(place[1], "SELECT DISTINCT as_of FROM indicator_latest") == [(NEXT,)]


def test_a_refused_file_never_stops_the_other_exports(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, warehouse = place
    bad = sources / "renir_unites" / f"renir_unites_{NEXT}.xlsx"
    bad.write_bytes(b"not a workbook")
    small.write_exports(tmp_path / "next", NEXT)
    for export in ("ritm_liens", "rgt_liens"):
        for path in (tmp_path / "next" / export).iterdir():
            path.rename(sources / export / path.name)
    assert run(sources, warehouse, NEXT) == 4
    captured = capsys.readouterr().err
    assert "OVT-F01" in captured
    assert "Traceback" not in captured
    query = (
        f"SELECT indicator_id, is_preliminary FROM indicator_results WHERE as_of = DATE '{NEXT}' AND region_code = '00'"
    )
    assert dict(rows(warehouse, query))["renir_units_migrated"] is True
    assert dict(rows(warehouse, query))["ritm_links_migrated"] is False
    assert rows(warehouse, "SELECT refusal_code FROM deliveries WHERE verdict = 'refused'") == [("OVT-F01",)]
    small.write_units(sources, small.UNITS, NEXT)  # the owner sends it again
    assert run(sources, warehouse, NEXT) == 0


@pytest.mark.slow
def test_a_corrected_redelivery_replaces_the_first(place: Place) -> None:
    sources, warehouse = place
    corrected = [list(row) for row in small.UNITS]
    corrected[1][4:6] = ["Migrée", date(2024, 1, 1)]
    small.write_units(sources, corrected)
    assert run(sources, warehouse) == 0
    assert figures(warehouse)["renir_units_migrated"]["00"] == (3, 4)
    assert rows(warehouse, "SELECT count(*) FROM deliveries WHERE export = 'renir_unites'") == [(2,)]
    assert rows(warehouse, "SELECT count(*) FROM releases") == [(2,)]


@pytest.mark.slow
def test_rejected_rows_go_to_quarantine_and_widen_the_interval(tmp_path: Path) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    small.write_units(sources, [*small.UNITS, ["SQ-6", "Atlantide", "Oui", "VOIX", "Migrée", None, None, None, None]])
    assert run(sources, warehouse) == 0
    assert rows(warehouse, "SELECT sheet, row_number, rule_id, column_name FROM quarantine") == [
        ("unites", 8, "RENIR-R06", "code_region")
    ]
    query = (
        "SELECT numerator, denominator, value_low, value_high FROM indicator_results"
        " WHERE indicator_id = 'renir_units_migrated' AND region_code = '00'"
    )
    assert rows(warehouse, query) == [(2, 4, 40.0, 60.0)]
