"""Running `ovt` in a test: in this process, or as a program of its own that can be killed.

Belongs here: starting it and reading what it published. Does not belong here: exports (small.py), assertions.
"""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb

from ovt_pipeline.cli import main
from ovt_pipeline.clock import Clock, SystemClock
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.settings import read_settings

from .small import DAY


def run(sources: Path, warehouse: Path, *days: date, extra: tuple[str, ...] = ()) -> int:
    """Run `ovt run` in this process; return its exit code."""
    return main(["run", *arguments(sources, warehouse, *days), *extra])


def resources(sources: Path, warehouse: Path, clock: Clock | None = None) -> dict[str, object]:
    """Return the resource of Dagster's definitions, made again for each run and tick as it is in Dagster."""
    settings = replace(read_settings(sources, warehouse), decisions=sources.parent / "decisions")
    settings.warehouse.prepare()
    made = dg.ResourceDefinition(lambda _: Situation(settings, clock or SystemClock()))
    return {"situation": made}


def start(sources: Path, warehouse: Path, *days: date) -> "subprocess.Popen[str]":
    """Start `ovt run` as a program of its own, in its own process group."""
    command = [sys.executable, "-c", "import sys; from ovt_pipeline.cli import main; sys.exit(main())", "run"]
    return subprocess.Popen(
        [*command, *arguments(sources, warehouse, *days)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def arguments(sources: Path, warehouse: Path, *days: date) -> list[str]:
    """Return the flags of a run."""
    dates = [word for day in days or (DAY,) for word in ("--as-of", day.isoformat())]
    return [*dates, "--sources", str(sources), "--warehouse", str(warehouse)]


def rows(warehouse: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the public release."""
    with duckdb.connect(str(warehouse / "ovt.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()


def figures(warehouse: Path, day: date = DAY) -> dict[str, dict[str, tuple[int, int | None]]]:
    """Return (numerator, denominator) by indicator and region, zero regions left out."""
    query = (
        f"SELECT indicator_id, region_code, numerator, denominator FROM indicator_results WHERE as_of = DATE '{day}'"
    )
    found: dict[str, dict[str, tuple[int, int | None]]] = {}
    for indicator, region, numerator, denominator in rows(warehouse, query):
        if region == "00" or numerator or denominator:
            found.setdefault(indicator, {})[region] = (numerator, denominator)
    return found


def leftovers(warehouse: Path) -> list[str]:
    """Return what an interrupted run may leave behind in a warehouse."""
    patterns = ("lots/.aside-*", "releases/.building-*", ".ovt.duckdb.new")
    return [str(p) for pattern in patterns for p in warehouse.glob(pattern)]
