"""The Dagster resources: sources, warehouse, waivers and clock, made from the settings when a run starts.

Belongs here: these four. Does not belong here: reading the environment (settings.py), using them (assets/).
"""

from pathlib import Path
from typing import Any

import dagster as dg

from ovt_pipeline.clock import SystemClock
from ovt_pipeline.settings import read_settings
from ovt_pipeline.warehouse.place import Warehouse


@dg.resource(description="Dossier des livraisons (OVT_SOURCES) · folder of the deliveries")
def sources(_: dg.InitResourceContext) -> Path:
    """Return the folder of the deliveries."""
    return read_settings().sources


@dg.resource(description="Entrepôt (OVT_WAREHOUSE) · warehouse")
def warehouse(_: dg.InitResourceContext) -> Warehouse:
    """Return the warehouse, its folders made."""
    place = read_settings().warehouse
    place.prepare()
    return place


@dg.resource(description="Dossier des dérogations signées (OVT_WAIVERS) · folder of the signed waivers")
def waivers(_: dg.InitResourceContext) -> Path:
    """Return the folder of the signed waivers."""
    return read_settings().waivers


@dg.resource(description="Horloge · clock")
def clock(_: dg.InitResourceContext) -> SystemClock:
    """Return the clock of the machine."""
    return SystemClock()


def default_resources() -> dict[str, Any]:
    """Return the resources of the project by key; tests override them with plain objects."""
    return {"sources": sources, "warehouse": warehouse, "waivers": waivers, "clock": clock}
