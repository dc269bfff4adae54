"""The nightly job: everything, for one as_of. `ovt run` and the schedule execute the same one.

Belongs here: job definitions. Does not belong here: when they run (schedules.py), how a command starts them (night.py).
"""

from typing import TYPE_CHECKING

import dagster as dg

if TYPE_CHECKING:  # dagster does not export the type of what define_asset_job returns
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

NIGHTLY = "nightly"


def nightly_job() -> "UnresolvedAssetJobDefinition":
    """Return the job: intake, then the figures of the partition's day, then the release."""
    description = (
        "Chaque nuit : réception, calcul des chiffres de la veille, publication. · Every night, for the day before."
    )
    return dg.define_asset_job(NIGHTLY, selection=dg.AssetSelection.all(), description=description)
