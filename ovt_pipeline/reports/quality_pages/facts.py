"""Reads what the quality pages show from the current release: counts, rules, verdicts; never the value of a cell.

Belongs here: the questions (sql/quality_pages) and their answers as plain records. Does not belong here: words, layout.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import records

RELEASE = "release"  # the subject of what the audit found
DOUBT = "doubt"
SHOWN = 12  # deliveries of an export on a page, the last received: a page stays as long as it is after ten years


@dataclass(frozen=True)
class ReleaseFacts:
    """The release that the pages describe; `published_at` is UTC without offset."""

    release_id: str
    published_at: datetime
    code_version: str
    is_synthetic: bool
    as_of: date


@dataclass(frozen=True)
class Result:
    """What a rule found in one delivery, or in the release; `quarantined` counts its entries of the quarantine."""

    subject: str
    rule_id: str
    severity: str
    checked: int
    failed: int
    success: bool
    quarantined: int
    description_fr: str
    description_en: str


@dataclass(frozen=True)
class DeliveryFacts:
    """One delivery; its counts are None when it was refused before its rows were counted.

    `known`: how many deliveries of its export the release knows.
    """

    delivery_id: str
    export: str
    extraction_date: date | None
    received_at: datetime
    file_name: str
    rows_read: int | None
    rows_accepted: int | None
    rows_rejected: int | None
    rows_ignored: int | None
    verdict: str
    refusal_code: str | None
    contract_version: str
    is_synthetic: bool
    known: int

    @property
    def accepted(self) -> bool:
        """Say whether its rows are used."""
        return self.verdict == "accepted"


@dataclass(frozen=True)
class Quality:
    """All that the pages show: the last deliveries of each export; results are grouped by subject, rules in order."""

    identity: ReleaseFacts
    deliveries: tuple[DeliveryFacts, ...]
    results: Mapping[str, tuple[Result, ...]]

    @property
    def audit(self) -> tuple[Result, ...]:
        """What the audit of the release found."""
        return self.results.get(RELEASE, ())

    def of(self, delivery: DeliveryFacts) -> tuple[Result, ...]:
        """Return what the rules found in a delivery."""
        return self.results.get(delivery.delivery_id, ())


def read_quality(con: duckdb.DuckDBPyConnection) -> Quality:
    """Return what an open release says of its quality."""
    (identity,) = records(con, read_sql("reports/release"), ReleaseFacts)
    deliveries = tuple(records(con, read_sql("reports/deliveries"), DeliveryFacts, {"shown": SHOWN}))
    grouped: dict[str, list[Result]] = {}
    subjects = [RELEASE, *(one.delivery_id for one in deliveries)]
    for result in records(con, read_sql("reports/results"), Result, {"subjects": subjects}):
        grouped.setdefault(result.subject, []).append(result)
    return Quality(identity, deliveries, {subject: tuple(found) for subject, found in grouped.items()})
