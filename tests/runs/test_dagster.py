"""The Dagster side: the graph that people see, its partitions, checks and schedule, and a figure made again by hand."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from ovt_pipeline.clock import SystemClock
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.orchestration.assets.figures import as_of_partitions
from ovt_pipeline.orchestration.build import build_defs
from ovt_pipeline.orchestration.jobs import NIGHTLY
from ovt_pipeline.warehouse.place import Warehouse

from . import small
from .run_ovt import figures, rows, run

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
    resources = {"sources": tmp_path / "in", "warehouse": Warehouse(tmp_path / "wh"), "clock": SystemClock()}
    night = datetime(2024, 11, 3, 9, tzinfo=UTC)  # 04:00 in Toronto, on the day clocks change
    with dg.build_schedule_context(scheduled_execution_time=night, resources=resources) as context:
        skipped = schedule(context)
    assert isinstance(skipped, dg.SkipReason)
    small.write_exports(tmp_path / "in")
    with dg.build_schedule_context(scheduled_execution_time=night, resources=resources) as context:
        asked = schedule(context)
    assert isinstance(asked, dg.RunRequest)
    assert asked.partition_key == "2024-11-02"


def test_checks_show_each_severity_and_the_audit(tmp_path: Path) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in"), Warehouse(tmp_path / "wh")
    small.write_units(sources, [*small.UNITS, ["SQ-6", None, "Oui", "VOIX", "Migrée", None, None, None, None]])
    warehouse.prepare()
    resources = {"sources": sources, "warehouse": warehouse, "clock": SystemClock()}
    job = build_defs(resources).resolve_job_def(NIGHTLY)
    result = job.execute_in_process(partition_key=small.DAY.isoformat())
    checks = {(e.asset_key.to_user_string(), e.check_name): e for e in result.get_asset_check_evaluations()}
    units = {name: e for (asset, name), e in checks.items() if asset == "intake/renir_unites"}
    assert {name: e.passed for name, e in units.items()} == {
        "refusal": True,
        "rejection": False,
        "remark": True,
    }
    assert units["rejection"].severity == dg.AssetCheckSeverity.WARN
    audit = {name: e.passed for (asset, name), e in checks.items() if asset.startswith("release/")}
    assert audit == dict.fromkeys(entries("audits"), True)


@pytest.mark.slow
def test_one_figure_of_one_date_made_again_by_hand_changes_nothing(tmp_path: Path) -> None:
    sources, root = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    assert run(sources, root) == 0
    before = rows(root, "FROM indicator_results ORDER BY ALL")
    resources = {"sources": sources, "warehouse": Warehouse(root), "clock": SystemClock()}
    job = build_defs(resources).resolve_job_def(NIGHTLY)
    again = [dg.AssetKey(["figures", "renir_units_migrated"]), dg.AssetKey(["release", "indicator_results"])]
    assert job.execute_in_process(partition_key=small.DAY.isoformat(), asset_selection=again).success
    assert rows(root, "FROM indicator_results ORDER BY ALL") == before
    assert figures(root) == small.FIGURES


@pytest.mark.slow
def test_a_range_of_dates_is_one_run(tmp_path: Path) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in"), Warehouse(tmp_path / "wh")
    warehouse.prepare()
    resources = {"sources": sources, "warehouse": warehouse, "clock": SystemClock()}
    tags = {"dagster/asset_partition_range_start": "2024-03-31", "dagster/asset_partition_range_end": "2024-04-04"}
    assert build_defs(resources).resolve_job_def(NIGHTLY).execute_in_process(tags=tags).success
    assert rows(warehouse.root, "SELECT count(DISTINCT as_of) FROM indicator_results") == [(5,)]


def test_importing_the_definitions_stays_light() -> None:
    code = (
        "import sys, ovt_pipeline.definitions; print({'pandas', 'great_expectations', 'openpyxl'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
