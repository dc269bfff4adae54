"""`python -m bench.beside.empty_job HOME DAY [MODULE …]`: Dagster's share of a night, with nothing in it.

A job of as many assets as ours, under the same names and partitions, on an instance of the same kind, whose bodies are
empty and have no checks. The modules named are imported too: what a night cannot do without.

Belongs here: that job. Does not belong here: any import of ovt_pipeline.
"""

import logging
import os
import sys
import warnings
from importlib import import_module
from pathlib import Path

import dagster as dg

ROOMS = {
    "intake": ("municipalites", "renir_unites", "ritm_liens", "rgt_liens", "rh_regionalisation"),
    "figures": ("renir_units_migrated", "ritm_links_migrated", "jobs_regionalised"),
    "release": ("indicator_results",),
    "reports": ("quality_pages",),
}
SETTINGS = Path(__file__).resolve().parents[3] / "dagster.yaml"
DAYS = dg.DailyPartitionsDefinition(start_date="2023-03-31", timezone="America/Toronto")


def empty_asset(room: str, name: str, before: list[dg.AssetKey]) -> dg.AssetsDefinition:
    """Return an asset that does nothing after those `before` it."""

    @dg.asset(key=[room, name], deps=before, partitions_def=DAYS if room == "figures" else None)
    def nothing() -> None:
        pass

    return nothing


def empty_assets() -> list[dg.AssetsDefinition]:
    """Return the assets, room after room."""
    made: list[dg.AssetsDefinition] = []
    before: list[dg.AssetKey] = []
    for room, names in ROOMS.items():
        made += [empty_asset(room, name, before) for name in names]
        before = [dg.AssetKey([room, name]) for name in names]
    return made


def main() -> None:
    """Run the job once for the partition of the day."""
    home, day = Path(sys.argv[1]), sys.argv[2]
    for name in sys.argv[3:]:
        import_module(name)
    home.mkdir(parents=True, exist_ok=True)
    (home / "dagster.yaml").write_bytes(SETTINGS.read_bytes())
    os.environ["DAGSTER_HOME"] = str(home)
    warnings.filterwarnings("ignore", module="dagster")
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    job = dg.define_asset_job("nightly", selection=dg.AssetSelection.all())
    defs = dg.Definitions(assets=empty_assets(), jobs=[job], executor=dg.in_process_executor)
    with dg.DagsterInstance.get() as instance:
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        run = defs.resolve_job_def("nightly")
        assert run.execute_in_process(instance=instance, partition_key=day, run_config=quiet).success


if __name__ == "__main__":
    main()
