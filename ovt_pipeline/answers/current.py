"""Reads the current release for people: figures, plan points, ages of sources. Needs neither Dagster nor pandas.

Belongs here: questions that commands ask of a published release. Does not belong here: words (cli/), publishing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import duckdb

from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.release.earlier import add_columns
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.chain import verify_release
from ovt_pipeline.warehouse.database import one_row, open_release, records
from ovt_pipeline.warehouse.place import PUBLIC_NAME, Warehouse


@dataclass(frozen=True)
class Figure:
    """One published figure of the whole."""

    indicator_id: str
    as_of: date
    display_value: str
    numerator: int
    denominator: int | None
    value: float | None
    value_low: float | None
    value_high: float | None
    is_preliminary: bool
    is_synthetic: bool


@dataclass(frozen=True)
class PlanPoint:
    """The start or a target of an indicator."""

    indicator_id: str
    name_fr: str
    name_en: str
    unit: str
    point: str  # start | target
    due_date: date
    value: float
    is_interpreted: bool
    objective_fr: str | None = None
    objective_en: str | None = None
    action_fr: str | None = None
    action_en: str | None = None


@dataclass(frozen=True)
class SourceAge:
    """The last accepted delivery of an export, None when there is none."""

    export: str
    extraction_date: date | None
    file_name: str | None


@dataclass(frozen=True)
class Waived:
    """A signed waiver behind the release; `delivery_id` is 'release' for a check of the release itself."""

    waiver_id: str
    rule_id: str
    delivery_id: str
    signed_by: str
    signed_on: date
    until: date
    why: str


@dataclass(frozen=True)
class Current:
    """The current release; `published_at` is UTC without offset."""

    release_id: str
    published_at: datetime
    is_synthetic: bool
    plan_title_fr: str
    plan_title_en: str
    figures: list[Figure] = field(default_factory=list)
    points: list[PlanPoint] = field(default_factory=list)
    sources: list[SourceAge] = field(default_factory=list)
    waivers: list[Waived] = field(default_factory=list)


def current_path(warehouse: Warehouse) -> Path:
    """Return the file of the public release. Raises OVT-P07 when there is none."""
    path = warehouse.current_release()
    if path is None:
        raise OvtError("OVT-P07", Where(file=PUBLIC_NAME), place=PUBLIC_NAME)
    return path


def find_release(warehouse: Warehouse, release_id: str) -> Path:
    """Return the file of a release. Raises OVT-U15 naming the latest when there is none of that identifier."""
    files = warehouse.release_files()
    if release_id not in files:
        raise unknown_release(release_id, list(files))
    return files[release_id]


def unknown_release(release_id: str, kept: Sequence[str]) -> OvtError:
    """Return OVT-U15 for an identifier that is none, naming the last of those kept."""
    return OvtError("OVT-U15", known=", ".join(kept[-3:]) or "—", found=release_id)


def published_dates(path: Path) -> list[date]:
    """Return the days that a release describes, in order."""
    with open_release(path) as con:
        query = "SELECT DISTINCT as_of FROM indicator_results ORDER BY as_of"
        return [row[0] for row in con.execute(query).fetchall()]


@contextmanager
def open_current(warehouse: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the public release, read-only. Raises OVT-P05 when it was altered, P07 when none can be read."""
    path = current_path(warehouse)
    try:
        with open_release(path) as con:
            add_columns(con)
            yield con
    except duckdb.Error:
        verify_release(path)  # what was altered may not be readable at all
        raise OvtError("OVT-P07", Where(file=PUBLIC_NAME), place=PUBLIC_NAME) from None


def current_in(con: duckdb.DuckDBPyConnection) -> Current:
    """Return what an open release holds."""
    (release,) = records(con, read_sql("answers/release"), Current)
    return replace(
        release,
        figures=records(con, read_sql("answers/figures"), Figure),
        points=records(con, read_sql("answers/plan"), PlanPoint),
        sources=records(con, read_sql("answers/sources"), SourceAge),
        waivers=_waivers(con),
    )


def _waivers(con: duckdb.DuckDBPyConnection) -> list[Waived]:
    """Return the waivers of a release, none of one older than they are."""
    (known,) = one_row(con, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'waivers'")
    return records(con, read_sql("answers/waivers"), Waived) if known else []
