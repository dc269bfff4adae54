"""When the nightly job runs: 04:00 in America/Toronto, for the day before; never from 01:00 to 03:00 (clock changes).

Belongs here: schedules. Does not belong here: what a night does (jobs.py).
"""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg

from ovt_pipeline.clock import ZONE
from ovt_pipeline.operations.pending import has_delivery
from ovt_pipeline.orchestration.jobs import NIGHTLY
from ovt_pipeline.warehouse.place import Warehouse

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

NO_DELIVERY = "Aucune livraison dans {folder} : rien à calculer. · No delivery in {folder}: nothing to compute."


def nightly_schedule(job: "UnresolvedAssetJobDefinition") -> dg.ScheduleDefinition:
    """Return the schedule, running by default; it skips with a reason while no delivery has ever arrived."""

    @dg.schedule(
        name=f"{NIGHTLY}_schedule",
        job=job,
        cron_schedule="0 4 * * *",
        execution_timezone=ZONE.key,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="04:00, heure de Toronto, pour la veille. · 04:00 in Toronto, for the day before.",
    )
    def schedule(
        context: dg.ScheduleEvaluationContext, sources: dg.ResourceParam[Path], warehouse: dg.ResourceParam[Warehouse]
    ) -> dg.RunRequest | dg.SkipReason:
        if not has_delivery(sources, warehouse.lots):
            return dg.SkipReason(NO_DELIVERY.format(folder=sources.name))
        night = context.scheduled_execution_time.astimezone(ZONE).date()
        return dg.RunRequest(partition_key=(night - timedelta(days=1)).isoformat())

    return schedule
