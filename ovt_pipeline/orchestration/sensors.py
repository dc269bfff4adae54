"""When late deliveries are taken: a look at the inbox every five minutes, one run for all the dates they can change.

Belongs here: sensors. Does not belong here: which dates those are (operations/pending.py), what a run does (jobs.py).
"""

from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg

from ovt_pipeline.clock import Clock, today
from ovt_pipeline.decisions.loader import load_waivers
from ovt_pipeline.operations.pending import late_arrivals
from ovt_pipeline.orchestration.jobs import range_tags
from ovt_pipeline.warehouse.place import Warehouse

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

SECONDS = 300
NOTHING = "Rien de neuf pour une date publiée. · Nothing new for a published date."


def inbox_sensor(job: "UnresolvedAssetJobDefinition") -> dg.SensorDefinition:
    """Return the sensor: one run of the job over the published dates that what has arrived since can change.

    The run key is the digest of what arrived and of those dates: the same arrivals never start a second run.
    """

    @dg.sensor(
        name="late_deliveries",
        job=job,
        minimum_interval_seconds=SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Livraisons en retard ou corrigées : recalcule en une fois les dates qu'elles touchent. "
        "· Late or corrected deliveries: recomputes the dates they touch, at once.",
    )
    def late_deliveries(
        sources: dg.ResourceParam[Path],
        warehouse: dg.ResourceParam[Warehouse],
        waivers: dg.ResourceParam[Path],
        clock: dg.ResourceParam[Clock],
    ) -> dg.RunRequest | dg.SkipReason:
        arrived = late_arrivals(sources, warehouse, load_waivers(waivers), today(clock))
        if arrived is None:
            return dg.SkipReason(NOTHING)
        return dg.RunRequest(run_key=arrived.digest, tags=range_tags(arrived.first, arrived.last))

    return late_deliveries
