"""Reads the history of a figure from the current release. Needs neither Dagster nor pandas.

Belongs here: the versions of one indicator in one region, and the deliveries between them. Does not belong here: words.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

import duckdb

from ovt_pipeline.answers.current import open_current
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import records, set_variables
from ovt_pipeline.warehouse.place import Warehouse


@dataclass(frozen=True)
class Cause:
    """What one delivery changed in a version, in the unit of the figure; None when one of its two has no value."""

    as_of: date
    revision_no: int
    delivery_id: str
    file_name: str
    extraction_date: date
    received_at: datetime
    change: float | None
    numerator: int | None
    denominator: int | None
    value: float | None


@dataclass(frozen=True)
class Version:
    """One published version of a figure; times are UTC without offset, changes are None for the first one."""

    as_of: date
    revision_no: int
    published_at: datetime
    release_id: str
    known_at: datetime
    numerator: int
    denominator: int | None
    value: float | None
    value_low: float | None
    value_high: float | None
    display_value: str
    is_preliminary: bool
    is_synthetic: bool
    rules_change: float | None
    data_change: float | None
    rules_changed: str | None
    rule_version: str
    code_version: str
    deliveries: list[Cause] = field(default_factory=list)


@dataclass(frozen=True)
class History:
    """The versions of one indicator in one region, by as_of then in order of publication."""

    indicator_id: str
    name_fr: str
    name_en: str
    unit: str
    region_code: str
    region_name: str
    versions: list[Version]


def read_history(
    warehouse: Warehouse, indicator_id: str, region_code: str = "00", as_of: date | None = None
) -> History:
    """Return the versions of a figure. Raises OVT-P07 without a release, OVT-U16 for what it has no figure of."""
    with open_current(warehouse) as con:
        names = names_of(con, indicator_id)
        region = region_of(con, region_code)
        set_variables(con, indicator_id=indicator_id, region_code=region_code, as_of=as_of)
        versions = records(con, read_sql("answers/history"), Version)
        causes = records(con, read_sql("answers/causes"), Cause)
    if not versions:
        raise OvtError("OVT-U16", expected=f"{indicator_id}", found=str(as_of))
    by_key = {(v.as_of, v.revision_no): v for v in versions}
    for cause in causes:
        by_key[cause.as_of, cause.revision_no].deliveries.append(cause)
    return History(indicator_id, *names, region_code, region, versions)


def names_of(con: duckdb.DuckDBPyConnection, indicator_id: str) -> tuple[str, str, str]:
    """Return the French and English name and the unit of an indicator. Raises OVT-U16 naming those there are."""
    query = "SELECT DISTINCT indicator_id, indicator_name_fr, indicator_name_en, unit FROM plan ORDER BY indicator_id"
    known = {name: (fr, en, unit) for name, fr, en, unit in con.execute(query).fetchall()}
    if indicator_id not in known:
        raise OvtError("OVT-U16", expected=", ".join(known), found=indicator_id)
    return known[indicator_id]


def region_of(con: duckdb.DuckDBPyConnection, region_code: str) -> str:
    """Return the name of a region. Raises OVT-U16 naming those there are."""
    known = dict(con.execute("SELECT region_code, name_fr FROM regions ORDER BY region_code").fetchall())
    if region_code not in known:
        raise OvtError("OVT-U16", expected=", ".join(known), found=region_code)
    return str(known[region_code])
