"""The Dagster side: the graph that people see, its partitions, checks and schedule, and a figure made again by hand."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from ovt_pipeline.orchestration.assets.figures import as_of_partitions
from ovt_pipeline.orchestration.build import build_defs
from ovt_pipeline.orchestration.jobs import NIGHTLY

from . import small
from .run_ovt import figures, resources, rows, run

GRAPH = {
    "intake/municipalites": set(),
    "intake/renir_unites": set(),
    "intake/rgt_liens": set(),
    "intake/ritm_liens": set(),
    "intake/rh_regionalisation": {"intake/municipalites"},
    "figures/renir_units_migrated": {"intake/renir_unites"},
    "figures/ritm_links_migrated": {"intake/ritm_liens", "intake/rgt_liens"},
    "figures/jobs_regionalised": {"intake/rh_regionalisation", "intake/municipalites"},
    "release/indicator_results": {
        "figures/renir_units_migrated",
        "figures/ritm_links_migrated",
        "figures/jobs_regionalised",
    },
    "reports/quality_pages": {"release/indicator_results"},
}


def test_the_graph_explains_itself() -> None:
    specs = {spec.key.to_user_string(): spec for spec in build_defs().resolve_all_asset_specs()}
    assert {key: {d.asset_key.to_user_string() for d in spec.deps} for key, spec in specs.items()} == GRAPH
    for key, spec in specs.items():
        assert spec.group_name == key.split("/")[0]
        assert " · " in (spec.description or ""), "French and English"
        assert spec.owners
        assert spec.kinds
        assert (spec.partitions_def is not None) == key.startswith("figures/")


def test_partitions_end_yesterday() -> None:
    keys = as_of_partitions().get_partition_keys(current_time=datetime(2024, 4, 2, 12, tzinfo=UTC))
    assert (keys[0], keys[-1]) == ("2023-03-31", "2024-04-01")


def test_the_schedule_runs_the_day_before_and_skips_an_empty_inbox(tmp_path: Path) -> None:
    schedule = build_defs().resolve_schedule_def(f"{NIGHTLY}_schedule")
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    given = resources(tmp_path / "in", tmp_path / "wh")
    night = datetime(2024, 11, 3, 9, tzinfo=UTC)  # 04:00 in Toronto, on the day clocks change
    with dg.build_schedule_context(scheduled_execution_time=night, resources=given) as context:
        skipped = schedule(context)
    assert isinstance(skipped, dg.SkipReason)
    small.write_exports(tmp_path / "in")
    with dg.build_schedule_context(scheduled_execution_time=night, resources=given) as context:
        asked = schedule(context)
    assert isinstance(asked, dg.RunRequest)
    assert asked.partition_key == "2024-11-02"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder whose inbox lacks the jobs, holds a unit without a region and a second file of links to refuse."""
    folder = tmp_path_factory.mktemp("night")
    sources = small.write_exports(folder / "in")
    small.write_units(sources, [*small.UNITS, ["SQ-6", None, "Oui", "VOIX", "Migrée", None, None, None, None]])
    (sources / "rgt_liens" / "rgt_2024-04-01.xlsx").write_text("pas un classeur", encoding="utf-8")
    shutil.rmtree(sources / "rh_regionalisation")
    return folder


def night(place: Path) -> dg.ExecuteInProcessResult:
    job = build_defs(resources(place / "in", place / "wh")).resolve_job_def(NIGHTLY)
    return job.execute_in_process(partition_key=small.DAY.isoformat())


def plain(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return metadata as plain values, tables as their records."""
    return {
        key: [dict(record.data) for record in value.records]
        if isinstance(value, dg.TableMetadataValue)
        else value.value
        for key, value in metadata.items()
    }


def test_one_check_an_export_shows_the_gravest_rule_and_never_blocks(place: Path) -> None:
    first, second = night(place), night(place)
    assert first.success
    assert second.success
    checks = {e.asset_key.path[-1]: e for e in first.get_asset_check_evaluations()}
    assert {name: (e.passed, e.severity.value) for name, e in checks.items()} == {
        "municipalites": (True, "WARN"),
        "renir_unites": (False, "WARN"),
        "rgt_liens": (False, "ERROR"),
        "ritm_liens": (True, "WARN"),
        "rh_regionalisation": (False, "ERROR"),  # no delivery ever came
        "indicator_results": (True, "WARN"),
    }
    units, links = (plain(checks[name].metadata) for name in ("renir_unites", "rgt_liens"))
    assert [(r["regle"], r["en_defaut"]) for r in units["defauts"]] == [("RENIR-R03", 1)]
    assert "OVT-F01" in links["refus"]
    again = {e.asset_key.path[-1]: plain(e.metadata) for e in second.get_asset_check_evaluations()}
    assert again == {name: plain(e.metadata) for name, e in checks.items()}, "the stored verdicts are shown again"


def test_the_release_says_the_outcome_of_its_run_without_naming_a_file(place: Path) -> None:
    result = night(place)
    (made,) = result.asset_materializations_for_node("release__indicator_results")
    told = plain(made.metadata)
    warnings = {row["code"]: row["nombre"] for row in told["avis"] if row["gravite"] == "warning"}
    assert (told["sortie"], warnings) == (4, {"OVT-F01": 1, "missing_figure": 1})
    assert "rgt_2024-04-01" not in json.dumps(told, default=str)


@pytest.mark.slow
def test_one_figure_of_one_date_made_again_by_hand_changes_nothing(tmp_path: Path) -> None:
    sources, root = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    assert run(sources, root) == 0
    before = rows(root, "FROM indicator_results ORDER BY ALL")
    job = build_defs(resources(sources, root)).resolve_job_def(NIGHTLY)
    again = [dg.AssetKey(["figures", "renir_units_migrated"]), dg.AssetKey(["release", "indicator_results"])]
    assert job.execute_in_process(partition_key=small.DAY.isoformat(), asset_selection=again).success
    assert rows(root, "FROM indicator_results ORDER BY ALL") == before
    assert figures(root) == small.FIGURES


@pytest.mark.slow
def test_a_range_of_dates_is_one_run(tmp_path: Path) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    tags = {"dagster/asset_partition_range_start": "2024-03-31", "dagster/asset_partition_range_end": "2024-04-04"}
    assert build_defs(resources(sources, warehouse)).resolve_job_def(NIGHTLY).execute_in_process(tags=tags).success
    assert rows(warehouse, "SELECT count(DISTINCT as_of) FROM indicator_results") == [(5,)]


def test_importing_the_definitions_stays_light() -> None:
    code = (
        "import sys, ovt_pipeline.definitions; print({'pandas', 'great_expectations', 'openpyxl'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
