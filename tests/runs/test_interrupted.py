"""Nothing is lost and nothing half-published: runs killed at any moment, audits that fail, two runs at once."""

import os
import signal
from datetime import date
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from ovt_pipeline.cli import main
from ovt_pipeline.figures import compute as figures_compute
from ovt_pipeline.figures.compute import compute
from ovt_pipeline.operations.nightly import nightly_outcome
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.orchestration.assets.release import RELEASE_KEY
from ovt_pipeline.orchestration.build import build_defs
from ovt_pipeline.orchestration.jobs import NIGHTLY
from ovt_pipeline.orchestration.night import _failed
from ovt_pipeline.settings import read_settings
from ovt_pipeline.sql import read_sql

from . import small
from .conftest import Place
from .run_ovt import figures, leftovers, resources, rows, run, start


def release_alone(
    sources: Path, warehouse: Path, instance: dg.DagsterInstance | None = None
) -> dg.ExecuteInProcessResult:
    """Materialise the release by hand, as someone would in the Dagster UI."""
    job = build_defs(resources(sources, warehouse)).resolve_job_def(NIGHTLY)
    return job.execute_in_process(asset_selection=[RELEASE_KEY], raise_on_error=False, instance=instance)


ALTERATIONS = [
    "DELETE FROM evidence WHERE entity_id = 'SQ-1'",
    "UPDATE figures SET numerator = numerator + 1, value_low = 0",
    "UPDATE evidence SET row_number = 99",
    "UPDATE sensitivity SET numerator = 0",
    "UPDATE reconciliation SET days = 1",
    "UPDATE figure_sources SET delivery_id = 'renir_unites/2020-01-01_aaaaaaaaaaaa'",
    "UPDATE computations SET inputs_digest = 'other', rules = '{}' WHERE indicator_id = 'jobs_regionalised'",
]
PUBLISHED = ("indicator_results", "evidence", "indicator_sensitivity", "reconciliation", "figure_sources")


@pytest.mark.slow
def test_what_is_altered_in_the_work_database_before_the_release_never_reaches_it(place: Place) -> None:
    sources, warehouse = place
    before = {table: rows(warehouse, f"FROM {table} ORDER BY ALL") for table in PUBLISHED}
    for alteration in ALTERATIONS:
        situation = Situation(read_settings(sources, warehouse))
        for indicator in situation.inputs.indicators:
            compute(situation.warehouse, situation.inputs, indicator, [small.DAY])
        with duckdb.connect(str(warehouse / "work.duckdb")) as work:
            work.execute(alteration)
        assert release_alone(sources, warehouse).success
        assert {table: rows(warehouse, f"FROM {table} ORDER BY ALL") for table in PUBLISHED} == before, alteration
    assert leftovers(warehouse) == []


@pytest.mark.slow
def test_a_work_database_spoilt_before_the_release_publishes_nothing_of_it(place: Place) -> None:
    sources, warehouse = place
    before = (warehouse / "ovt.duckdb").readlink()
    situation = Situation(read_settings(sources, warehouse))
    for indicator in situation.inputs.indicators:
        compute(situation.warehouse, situation.inputs, indicator, [small.DAY])
    content = bytearray((warehouse / "work.duckdb").read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    (warehouse / "work.duckdb").write_bytes(content)
    assert release_alone(sources, warehouse).success
    assert (warehouse / "ovt.duckdb").readlink() == before
    assert figures(warehouse) == small.FIGURES


def test_a_release_takes_a_date_only_when_every_indicator_was_asked_for(place: Place) -> None:
    sources, warehouse = place
    situation = Situation(read_settings(sources, warehouse))
    compute(situation.warehouse, situation.inputs, situation.inputs.indicators[0], [date(2024, 4, 30)])
    assert release_alone(sources, warehouse).success
    assert rows(warehouse, "SELECT DISTINCT as_of FROM indicator_results") == [(small.DAY,)]


def test_an_altered_release_is_noticed(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    sources, warehouse = place
    release = (warehouse / "ovt.duckdb").resolve()
    release.chmod(0o640)
    with release.open("ab") as file:
        file.write(b"x")
    assert run(sources, warehouse) == 3
    assert "OVT-P05" in capsys.readouterr().err


MOMENTS = {  # what is there of a warehouse once a run has come so far
    "a lot is being written": "lots/.aside-*",
    "figures are being computed": "work.duckdb",
    "a release is being built": "releases/.building-*",
}


@pytest.mark.parametrize(
    "moment", [pytest.param(one, marks=[pytest.mark.slow] * (i > 0)) for i, one in enumerate(MOMENTS)]
)
def test_a_killed_run_then_a_second_one(moment: str, tmp_path: Path) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    killed = start(sources, warehouse)
    while not any(warehouse.glob(MOMENTS[moment])):
        assert killed.poll() is None, killed.communicate()
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert run(sources, warehouse) == 0
    assert figures(warehouse) == small.FIGURES
    assert leftovers(warehouse) == []
    assert len(list((warehouse / "releases").glob("*.duckdb"))) == 1
    os.environ["DAGSTER_HOME"] = str(warehouse / ".dagster")
    with dg.DagsterInstance.get() as instance:
        assert {r.status for r in instance.get_runs()} <= {dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE}


@pytest.mark.slow
def test_two_runs_at_once_publish_one_release(tmp_path: Path) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    both = [start(sources, warehouse) for _ in range(2)]
    ended = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], ended
    assert rows(warehouse, "SELECT count(*) FROM releases") == [(1,)]
    assert figures(warehouse) == small.FIGURES


def miscounting(name: str) -> str:
    """Return the SQL of the program, but that the figures of the units count one more than their evidence."""
    more = "n + ($indicator_id = 'renir_units_migrated')::INTEGER AS numerator"
    return read_sql(name).replace("n AS numerator", more)


@pytest.mark.slow
def test_what_blocked_a_release_is_named_and_kept_aside_to_be_explained(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, warehouse = place
    asked = ["explain", "renir_units_migrated", "--as-of", str(small.DAY), "--failed", "--warehouse", str(warehouse)]
    assert main(asked) == 3
    assert "OVT-P50" in capsys.readouterr().err
    made = Situation(read_settings(sources, warehouse))
    for indicator in made.inputs.indicators:
        compute(made.warehouse, made.inputs, indicator, [small.DAY])
    store = tmp_path / "store"
    store.mkdir()
    with monkeypatch.context() as faulty, dg.DagsterInstance.local_temp(str(store)) as instance:
        faulty.setattr(figures_compute, "read_sql", miscounting)  # nothing that stands in work.duckdb reaches an audit
        result = release_alone(sources, warehouse, instance)
    failures = [e.step_failure_data for e in result.all_events if e.is_step_failure]
    assert failures
    situation = Situation(read_settings(sources, warehouse))
    told = [_failed("release", one, "run") for one in failures]
    (notice,) = nightly_outcome(situation, [small.DAY], told, is_new=False).notices
    assert notice.code == "OVT-P01"
    for said in (notice.fr, notice.en):
        assert f"renir_units_migrated --as-of {small.DAY} --region 00 --failed" in said
    query = "SELECT entity_id FROM evidence WHERE indicator_id = 'renir_units_migrated'"
    entities = [row[0] for row in rows(warehouse, query)]
    assert set(notice.entities) <= set(entities)
    assert notice.entities
    kept = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
    assert b"OVT-P01" in kept
    assert [one for one in entities if one.encode() in kept] == []
    failed = warehouse / "failed"
    assert [(one.stat().st_mode & 0o777) for one in (failed, *failed.iterdir())] == [0o700, 0o600]
    assert main(asked) == 0
    assert "renir_units_migrated" in capsys.readouterr().out
    assert run(sources, warehouse) == 0
    assert not failed.exists()
