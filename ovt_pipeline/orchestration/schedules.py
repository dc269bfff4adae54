"""When the nightly job runs: 04:00 in America/Toronto, for the day before; never from 01:00 to 03:00 (clock changes).

Belongs here: schedules. Does not belong here: what a night does (jobs.py).
"""

from datetime import timedelta
from typing import TYPE_CHECKING

import dagster as dg

from ovt_pipeline.clock import ZONE
from ovt_pipeline.operations.first_delivery import has_delivery
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.orchestration.jobs import NIGHTLY
from ovt_pipeline.orchestration.words import said

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition


def nightly_schedule(job: "UnresolvedAssetJobDefinition") -> dg.ScheduleDefinition:
    """Return the schedule, running by default; it skips with a reason while no delivery has ever arrived."""

    @dg.schedule(
        name=f"{NIGHTLY}_schedule",
        job=job,
        cron_schedule="0 4 * * *",
        execution_timezone=ZONE.key,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=said("schedule"),
    )
    def schedule(
        context: dg.ScheduleEvaluationContext, situation: dg.ResourceParam[Situation]
    ) -> dg.RunRequest | dg.SkipReason:
        if not has_delivery(situation):
            return dg.SkipReason(said("no_delivery", folder=situation.settings.sources.name))
        night = context.scheduled_execution_time.astimezone(ZONE).date()
        return dg.RunRequest(partition_key=(night - timedelta(days=1)).isoformat())

    return schedule
