"""The records that a report is made of, read from a small database of told tables, be it the public or the inner one.

Belongs here: the columns that the report needs, and reading them. Does not belong here: which rows are told, words.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TypeVar

import duckdb

from ovt_pipeline.reports.told.database import Place
from ovt_pipeline.sql import fill_sql
from ovt_pipeline.warehouse.database import records

Row = TypeVar("Row")


@dataclass(frozen=True)
class Release:
    """The release told of; `published_at` is UTC without offset."""

    release_id: str
    published_at: datetime
    as_of: date
    is_synthetic: bool
    code_version: str


@dataclass(frozen=True)
class Figure:
    """A figure of a place at a date: percent points or a count, None when there is nothing to divide by."""

    indicator_id: str
    as_of: date
    place_code: str
    numerator: int
    denominator: int | None
    value: float | None
    value_low: float | None
    value_high: float | None
    display_value: str
    is_preliminary: bool
    is_synthetic: bool


@dataclass(frozen=True)
class PlanPoint:
    """A start or a target of the plan, with its quotes to the letter."""

    plan_id: str
    plan_title_fr: str
    plan_title_en: str
    objective_fr: str | None
    objective_en: str | None
    action_fr: str | None
    action_en: str | None
    indicator_id: str
    indicator_name_fr: str
    indicator_name_en: str
    unit: str
    point: str
    due_date: date
    value: float
    quote: str | None
    page: int | None
    text_quote: str | None
    text_page: int | None
    is_interpreted: bool


@dataclass(frozen=True)
class Statement:
    """A sentence of the plan, to the letter."""

    plan_id: str
    statement_id: str
    objective_fr: str | None
    objective_en: str | None
    quote_fr: str
    sentence_en: str
    page: int | None


@dataclass(frozen=True)
class Target:
    """A target as it was judged at a date."""

    indicator_id: str
    due_date: date
    as_of: date
    target_value: float
    value: float | None
    value_at_due: float | None
    status: str
    status_fr: str
    status_en: str
    scheduled_value: float | None
    display_differs: bool
    bounds_straddle: bool
    is_provisional: bool
    only_by_exits: bool
    reason_fr: str
    reason_en: str


@dataclass(frozen=True)
class Version:
    """A published version of a figure of the whole; `revision_no` is 0 for the first one, which has no cause."""

    indicator_id: str
    as_of: date
    revision_no: int
    published_at: datetime
    value: float | None
    value_low: float | None
    value_high: float | None
    display_value: str
    cause: str | None


@dataclass(frozen=True)
class Scenario:
    """A figure of the whole counted by another rule."""

    indicator_id: str
    as_of: date
    scenario: str
    value: float | None
    description_fr: str
    description_en: str


@dataclass(frozen=True)
class Totals:
    """How many entities count, do not, are left out of the count, and are in doubt among them."""

    indicator_id: str
    as_of: date
    counted: int
    not_counted: int
    left_out: int
    in_doubt: int


@dataclass(frozen=True)
class Source:
    """A source of a figure; `age_days` is from its extraction to the date described, negative when it came after."""

    indicator_id: str
    as_of: date
    export: str
    kind_fr: str
    kind_en: str
    extraction_date: date
    age_days: int
    rows_read: int | None
    rows_set_aside: int | None


@dataclass(frozen=True)
class Decision:
    """A signed decision behind what is told."""

    type: str
    as_of: date | None
    signed_on: date
    until: date | None
    why: str


@dataclass(frozen=True)
class Facts:
    """All that a report may say."""

    release: Release
    figures: tuple[Figure, ...]
    places: tuple[Place, ...]
    plan: tuple[PlanPoint, ...]
    statements: tuple[Statement, ...]
    targets: tuple[Target, ...]
    history: tuple[Version, ...]
    sensitivity: tuple[Scenario, ...]
    totals: tuple[Totals, ...]
    sources: tuple[Source, ...]
    decisions: tuple[Decision, ...]


KINDS: dict[str, type] = {
    "figures": Figure,
    "places": Place,
    "plan": PlanPoint,
    "statements": Statement,
    "targets": Target,
    "history": Version,
    "sensitivity": Scenario,
    "totals": Totals,
    "sources": Source,
    "decisions": Decision,
}


def read_facts(con: duckdb.DuckDBPyConnection) -> Facts:
    """Return what an open database of told tables says. Raises ValueError when it does not tell of one release."""
    (release,) = _rows(con, "release", Release)
    return Facts(release, **{name: _rows(con, name, kind) for name, kind in KINDS.items()})


def _rows(con: duckdb.DuckDBPyConnection, name: str, kind: type[Row]) -> tuple[Row, ...]:
    columns = ", ".join(one.name for one in fields(kind))  # type: ignore[arg-type]  # every kind is a dataclass
    return tuple(records(con, fill_sql("reports/page/told", columns=columns, told=f"told_{name}"), kind))  # type: ignore[type-var]
