"""The internal tables: those of every report, for all regions, with the entities and deliveries of one date.

Belongs here: making them from a release. Does not belong here: the tables of every report (told/), what may leave
(public/), forms.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from ovt_pipeline.reports.told.database import every_region, told
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import attach_read_only, open_release

NAMING = ("entities", "deliveries", "signatures")


@contextmanager
def internal_tables(release: Path, days: Collection[date]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give the tables told_<name> of all regions at `days`; entities are those of the last one."""
    with open_release(release) as source:
        places = every_region(source)
    with told(release, days, places) as con:
        con.execute(read_sql("reports/internal/schema"))
        with attach_read_only(con, release, "release"):
            for name in NAMING if days else ():
                con.execute(read_sql(f"reports/internal/{name}"), {"as_of": max(days)})
        yield con
