"""Fills the small database of what reports tell from a release, which is closed before any form is made.

Belongs here: opening it, which dates and places it tells of. Does not belong here: which may leave (public/), the rows
(sql/reports/told), forms.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import attach_read_only, open_memory

FILLED = (
    "release", "figures", "plan", "statements", "targets", "history", "sensitivity", "totals", "sources", "decisions",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """What figures of an indicator are told of: the whole (`00`), a region, or regions joined; `regions`: its codes."""

    indicator_id: str
    place_code: str
    name_fr: str
    name_en: str
    regions: Sequence[str]


@contextmanager
def told(release: Path, days: Collection[date], places: Iterable[Place]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give the tables told_<name> of a release at `days`, of these places. A day without a figure tells nothing.

    Nothing of the release itself can be reached from it.
    """
    with open_memory() as con:
        con.execute(read_sql("reports/told/schema"))
        insert_rows(con, "told_dates", ["as_of"], [[day] for day in sorted(set(days))])
        columns = ["indicator_id", "place_code", "name_fr", "name_en", "regions"]
        for one in places:
            con.execute(
                f"INSERT INTO told_places ({', '.join(columns)}) VALUES (?, ?, ?, ?, ?)",
                [one.indicator_id, one.place_code, one.name_fr, one.name_en, list(one.regions)],
            )
        kinds = [[c.export, c.title_fr, c.title_en] for c in load_contracts().values()]
        insert_rows(con, "told_kinds", ["export", "kind_fr", "kind_en"], kinds)
        with attach_read_only(con, release, "release"):
            for name in FILLED:
                con.execute(read_sql(f"reports/told/{name}"))
        yield con


def every_region(con: duckdb.DuckDBPyConnection) -> list[Place]:
    """Return the whole and each region of an open release, for each of its indicators: what is told inside."""
    query = (
        "SELECT DISTINCT result.indicator_id, region.region_code, region.name_fr, region.name_en"
        " FROM indicator_results AS result JOIN regions AS region USING (region_code) ORDER BY ALL"
    )
    return [Place(name, code, fr, en, (code,)) for name, code, fr, en in con.execute(query).fetchall()]
