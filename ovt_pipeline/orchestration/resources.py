"""The one Dagster resource: the situation, made from the settings when a run or a tick starts and shared by its steps.

Belongs here: making it. Does not belong here: reading the environment (settings.py), asking it (operations/).
"""

from typing import Any

import dagster as dg

from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.orchestration.words import said
from ovt_pipeline.settings import read_settings


@dg.resource(description=said("situation"))
def situation(_: dg.InitResourceContext) -> Situation:
    """Return the situation of the place that the environment names, its folders made."""
    found = Situation(read_settings())
    found.warehouse.prepare()
    return found


def default_resources() -> dict[str, Any]:
    """Return the resources of the project by key; commands and tests override them with one of their own."""
    return {"situation": situation}
