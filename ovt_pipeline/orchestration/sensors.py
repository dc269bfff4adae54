"""When late deliveries are taken: a look at the inbox every five minutes, one run for all the dates they can change.

Belongs here: sensors. Does not belong here: which dates those are (operations/), what a run does (jobs.py).
"""

from typing import TYPE_CHECKING

import dagster as dg

from ovt_pipeline.operations.late_arrivals import late_arrivals
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.orchestration.jobs import range_tags
from ovt_pipeline.orchestration.words import said

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

SECONDS = 300


def inbox_sensor(job: "UnresolvedAssetJobDefinition") -> dg.SensorDefinition:
    """Return the sensor: one run of the job over the published dates that what has arrived since can change.

    The run key is the digest of what arrived and of those dates: the same arrivals never start a second run.
    """

    @dg.sensor(
        name="late_deliveries",
        job=job,
        minimum_interval_seconds=SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description=said("sensor"),
    )
    def late_deliveries(situation: dg.ResourceParam[Situation]) -> dg.RunRequest | dg.SkipReason:
        arrived = late_arrivals(situation)
        if arrived is None:
            return dg.SkipReason(said("nothing_late"))
        return dg.RunRequest(run_key=arrived.digest, tags=range_tags(arrived.first, arrived.last))

    return late_deliveries
