"""The nightly job: everything, for one as_of or a range of them. `ovt run`, the schedule and the sensor execute it.

Belongs here: job definitions. Does not belong here: when they run (schedules.py), how a command starts them (night.py).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

import dagster as dg

from ovt_pipeline.operations.days import days_between
from ovt_pipeline.orchestration.words import said

if TYPE_CHECKING:  # dagster does not export the type of what define_asset_job returns
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

NIGHTLY = "nightly"
PARTITION = "dagster/partition"
RANGE_START, RANGE_END = "dagster/asset_partition_range_start", "dagster/asset_partition_range_end"
ASKED = "ovt/as_of"


def nightly_job() -> "UnresolvedAssetJobDefinition":
    """Return the job: intake, the figures of the partition's day, the release, then its pages."""
    return dg.define_asset_job(NIGHTLY, selection=dg.AssetSelection.all(), description=said("job"))


def range_tags(first: date, last: date) -> dict[str, str]:
    """Return the tags that make one run of a range of days: what Dagster itself sets for a single-run backfill."""
    return {RANGE_START: first.isoformat(), RANGE_END: last.isoformat()}


def asked_tag(days: Iterable[date]) -> dict[str, str]:
    """Return the tag of the days that a command asked for, when several runs make them."""
    return {ASKED: " ".join(day.isoformat() for day in days)}


def dates_asked(tags: Mapping[str, str]) -> tuple[date, ...]:
    """Return the days that a run is for, as its tags say; none for a run without a partition."""
    if ASKED in tags:
        return tuple(map(date.fromisoformat, tags[ASKED].split()))
    first = tags.get(RANGE_START) or tags.get(PARTITION)
    last = tags.get(RANGE_END) or first
    return tuple(days_between(date.fromisoformat(first), date.fromisoformat(last))) if first and last else ()
