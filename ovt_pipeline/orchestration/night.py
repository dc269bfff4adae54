"""Runs the nightly job in this process: what `ovt run` does. The schedule runs the same job through Dagster's daemon.

Belongs here: the Dagster instance, dead runs, the execution, and why a step failed.
Does not belong here: words for people (cli/), what a step does (assets/ and the rooms behind them).
"""

import logging
import os
import socket
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import dagster as dg

from ovt_pipeline.language.errors import EXIT_PUBLISHED, OvtError
from ovt_pipeline.operations.nightly import nightly_outcome
from ovt_pipeline.operations.outcome import ERROR, REMARK, Notice, Outcome, of_error
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.orchestration.build import build_defs
from ovt_pipeline.orchestration.jobs import NIGHTLY, asked_tag, range_tags
from ovt_pipeline.orchestration.words import said
from ovt_pipeline.settings import PROJECT, export_settings
from ovt_pipeline.warehouse.files import cannot_write
from ovt_pipeline.warehouse.lock import writer

HOST_TAG, PID_TAG, STARTED_TAG = "ovt/host", "ovt/pid", "ovt/process_started"
ALIVE = [
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
INTERRUPTED = "DagsterExecutionInterruptedError"  # what Dagster makes of Ctrl+C and of a termination


def run_night(situation: Situation, as_ofs: Sequence[date]) -> Outcome:
    """Execute the nightly job for the given dates, all published in one release, and return what it did.

    Days that follow each other are one Dagster run, and one pass of SQL.
    """
    settings, place = situation.settings, situation.warehouse
    export_settings(settings)
    place.prepare()
    with cannot_write(".dagster"):
        prepare_home(settings.dagster_home)
    _quiet()
    with writer(place), dg.DagsterInstance.get() as instance:
        mark_dead_runs(instance)
        before = place.current_release()
        job = build_defs({"situation": situation}).resolve_job_def(NIGHTLY)
        failures = _execute(job, instance, sorted(set(as_ofs)))
        return nightly_outcome(situation, as_ofs, failures, is_new=place.current_release() != before)


def prepare_home(home: Path) -> None:
    """Create the folder of the Dagster instance and link the project's dagster.yaml into it."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    link, source = home / "dagster.yaml", PROJECT / "dagster.yaml"
    if source.exists() and not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(source)


def mark_dead_runs(instance: dg.DagsterInstance) -> int:
    """Mark as failed the runs of processes of this host that are gone: they would block the queue. Returns how many."""
    started = instance.get_runs(dg.RunsFilter(statuses=ALIVE, tags={HOST_TAG: socket.gethostname()}))
    dead = [run for run in started if process_started(int(run.tags[PID_TAG])) != run.tags[STARTED_TAG]]
    for run in dead:
        instance.report_run_failed(run, said("process_gone"))
    return len(dead)


def process_started(pid: int) -> str:
    """Return when a process started, in clock ticks since boot, '' when there is none: pids are used again."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return ""
    return fields[19]


def _execute(job: dg.JobDefinition, instance: dg.DagsterInstance, days: list[date]) -> list[Notice]:
    """Run each stretch of days as one run: the first receives, all compute, the last publishes and reports."""
    keys = job.asset_layer.executable_asset_keys
    stretches = list(contiguous(days))
    for position, (first, last) in enumerate(stretches):
        rooms = {"figures"} | ({"intake"} if position == 0 else set())
        rooms |= {"release", "reports"} if position == len(stretches) - 1 else set()
        tags = {**_tags(), **range_tags(first, last), **asked_tag(days)}
        failures = _execute_stretch(job, instance, tags, [key for key in keys if key.path[0] in rooms])
        if failures:
            return failures
    return []


def contiguous(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each stretch of days that follow each other; `days` are in order."""
    start = None
    for position, day in enumerate(days):
        start = start or day
        if position + 1 == len(days) or days[position + 1] - day > timedelta(days=1):
            yield start, day
            start = None


def _execute_stretch(
    job: dg.JobDefinition, instance: dg.DagsterInstance, tags: Mapping[str, str], chosen: list[dg.AssetKey]
) -> list[Notice]:
    result = job.execute_in_process(
        instance=instance,
        asset_selection=chosen,
        tags=dict(tags),
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        raise_on_error=False,
    )
    return [
        _failed(e.step_key or "?", e.step_failure_data, result.run_id) for e in result.all_events if e.is_step_failure
    ]


def _tags() -> Mapping[str, str]:
    pid = os.getpid()
    return {HOST_TAG: socket.gethostname(), PID_TAG: str(pid), STARTED_TAG: process_started(pid)}


def _failed(step: str, failure: Any, run_id: str) -> Notice:  # noqa: ANN401 - a private dagster type
    told = failure.user_failure_data.metadata if failure.user_failure_data else {}
    if "code" in told:
        severity = REMARK if told["exit"].value == EXIT_PUBLISHED else ERROR
        return Notice(told["code"].value, severity, told["fr"].value, told["en"].value)
    if failure.error.cls_name == INTERRUPTED:
        raise KeyboardInterrupt
    return of_error(OvtError("OVT-X01", kind=failure.error.cls_name, step=step, run=run_id), ERROR)


def _quiet() -> None:
    """Keep Dagster's own console lines and warnings out of what people read; its event log has everything."""
    warnings.filterwarnings("ignore", module="dagster")
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
