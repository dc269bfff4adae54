"""The nightly job: everything, for one as_of or a range of them. `ovt run`, the schedule and the sensor execute it.

Belongs here: job definitions. Does not belong here: when they run (schedules.py), how a command starts them (night.py).
"""

from datetime import date
from typing import TYPE_CHECKING

import dagster as dg

if TYPE_CHECKING:  # dagster does not export the type of what define_asset_job returns
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

NIGHTLY = "nightly"


def nightly_job() -> "UnresolvedAssetJobDefinition":
    """Return the job: intake, the figures of the partition's day, the release, then its pages."""
    description = (
        "Chaque nuit : réception, calcul des chiffres de la veille, publication. · Every night, for the day before."
    )
    return dg.define_asset_job(NIGHTLY, selection=dg.AssetSelection.all(), description=description)


def range_tags(first: date, last: date) -> dict[str, str]:
    """Return the tags that make one run of a range of days: what Dagster itself sets for a single-run backfill."""
    return {
        "dagster/asset_partition_range_start": first.isoformat(),
        "dagster/asset_partition_range_end": last.isoformat(),
    }
