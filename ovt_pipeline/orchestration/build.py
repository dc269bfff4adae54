"""Assembles the Dagster definitions: wiring and nothing else.

Belongs here: which assets, jobs, schedules, sensors and resources there are. Does not belong here: what they do.
"""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from ovt_pipeline.orchestration.assets.figures import figure_assets
from ovt_pipeline.orchestration.assets.intake import intake_assets
from ovt_pipeline.orchestration.assets.quality_pages import quality_pages_asset
from ovt_pipeline.orchestration.assets.release import release_asset
from ovt_pipeline.orchestration.jobs import nightly_job
from ovt_pipeline.orchestration.resources import default_resources
from ovt_pipeline.orchestration.schedules import nightly_schedule
from ovt_pipeline.orchestration.sensors import inbox_sensor


def build_defs(resource_overrides: Mapping[str, Any] | None = None) -> dg.Definitions:
    """Return the definitions; tests and commands override the resource (resources.py) with a situation of theirs."""
    job = nightly_job()
    return dg.Definitions(
        assets=[*intake_assets(), *figure_assets(), release_asset(), quality_pages_asset()],
        jobs=[job],
        schedules=[nightly_schedule(job)],
        sensors=[inbox_sensor(job)],
        resources={**default_resources(), **(resource_overrides or {})},
        executor=dg.in_process_executor,  # one process: DuckDB has one writer, and a process costs seconds to start
    )
