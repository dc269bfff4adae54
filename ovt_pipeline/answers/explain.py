"""Takes a published figure apart: what it is, what counts and why, which doubts could move it, the rows it comes from.

Reads the current release only. Needs neither Dagster, pandas nor Great Expectations.

Belongs here: one figure, as plain data. Does not belong here: words (cli/), two figures (difference.py).
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

import duckdb

from ovt_pipeline.answers.changes import Changes, changes_in
from ovt_pipeline.answers.current import PlanPoint, open_current
from ovt_pipeline.answers.decided import Decided, beside, decisions_in
from ovt_pipeline.answers.standing import TargetStatus
from ovt_pipeline.answers.versions import names_of, region_of
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.release.earlier import add_columns, add_figure_sources
from ovt_pipeline.release.failed import open_failed
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import records, set_variables
from ovt_pipeline.warehouse.place import Warehouse

NEW = "REJECTED-NEW"  # the reason of a rejected row that no known entity has: it moves the low and the high only


@dataclass(frozen=True)
class FigureFacts:
    """A published figure with what it was made under; times are UTC without offset."""

    plan_id: str
    unit: str
    region_name: str
    numerator: int
    denominator: int | None
    value: float | None
    value_low: float | None
    value_high: float | None
    display_value: str
    is_preliminary: bool
    is_synthetic: bool
    oldest_source_date: date
    rule_version: str
    known_at: datetime
    release_id: str
    revision_no: int
    published_at: datetime
    rules: str
    code_version: str
    plan_version: str
    contract_versions: str


@dataclass(frozen=True)
class Entity:
    """One entity behind a figure, and its row: Excel's, or the line of a csv."""

    entity_id: str
    region_code: str | None
    in_denominator: bool
    in_numerator: bool
    reason_code: str
    doubt: str | None
    delivery_id: str
    file_name: str
    sha256: str
    sheet: str | None
    row_number: int


@dataclass(frozen=True)
class DeliveryUsed:
    """One delivery behind a figure; `is_used`: the lot of that day, else an earlier one that some entities are in."""

    export: str
    delivery_id: str
    file_name: str
    sha256: str
    extraction_date: date
    received_at: datetime
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_ignored: int
    contract_version: str
    is_synthetic: bool
    is_used: bool
    entities: int


@dataclass(frozen=True)
class Explanation:
    """A figure taken apart; `points` are the start and the targets of its indicator, by due date.

    `targets` are what the figure of the whole says of them at its date; none for a region.
    """

    indicator_id: str
    name_fr: str
    name_en: str
    as_of: date
    region_code: str
    figure: FigureFacts
    sources: list[DeliveryUsed]
    entities: list[Entity]
    points: list[PlanPoint]
    decisions: list[Decided] = field(default_factory=list)
    targets: list[TargetStatus] = field(default_factory=list)
    changes: list[Changes] = field(default_factory=list)

    def counted(self, *, in_numerator: bool, in_denominator: bool) -> dict[str, int]:
        """Return how many entities have each reason, the most frequent first; those that move only bounds left out."""
        same = [
            e.reason_code
            for e in self.entities
            if (e.in_numerator, e.in_denominator) == (in_numerator, in_denominator) and e.reason_code != NEW
        ]
        return dict(Counter(same).most_common())

    @property
    def doubts(self) -> dict[str, list[Entity]]:
        """Return the entities in doubt by code, and under REJECTED-NEW the rows of entities never seen."""
        codes = sorted({e.doubt for e in self.entities if e.doubt})
        found = {code: [e for e in self.entities if e.doubt == code] for code in codes}
        new = [e for e in self.entities if e.reason_code == NEW]
        return found | ({NEW: new} if new else {})


def explain(
    warehouse: Warehouse,
    indicator_id: str,
    as_of: date | None,
    region_code: str,
    exports: list[str],
    *,
    is_failed: bool = False,
) -> Explanation:
    """Return a figure taken apart; the latest one without `as_of`. `exports` are those that its measure reads.

    `is_failed` asks the release that its audit blocked in place of the current one.

    Raises: OVT-P07 without a release, OVT-P50 without a blocked one, OVT-U16 for what it has no figure of.
    """
    with open_failed(warehouse) if is_failed else open_current(warehouse) as con:
        fr, en, _ = names_of(con, indicator_id)
        region_of(con, region_code)
        day = _day(con, indicator_id, as_of)
        set_variables(con, indicator_id=indicator_id, as_of=day, region_code=region_code)
        add_columns(con)
        add_figure_sources(con, {indicator_id: exports})
        (figure,) = records(con, read_sql("answers/figure"), FigureFacts)
        entities = records(con, read_sql("answers/entities"), Entity)
        sources = records(con, read_sql("answers/deliveries"), DeliveryUsed)
        points = [p for p in records(con, read_sql("answers/plan"), PlanPoint) if p.indicator_id == indicator_id]
        decided = decisions_in(con)
        changes = changes_in(con, (indicator_id, day))
        targets = records(con, read_sql("answers/judged"), TargetStatus)
    ids = [e.entity_id for e in entities]
    about = list(beside(decided, indicator_id, day, {s.delivery_id for s in sources}, exports, ids))
    return Explanation(
        indicator_id, fr, en, day, region_code, figure, sources, entities, points, about, targets, changes
    )


def _day(con: duckdb.DuckDBPyConnection, indicator_id: str, as_of: date | None) -> date:
    """Return the day asked, or the latest; OVT-U16 when it has no figure."""
    set_variables(con, indicator_id=indicator_id)
    query = (
        "SELECT DISTINCT as_of FROM indicator_results WHERE indicator_id = getvariable('indicator_id') ORDER BY as_of"
    )
    days: list[date] = [row[0] for row in con.execute(query).fetchall()]
    day = as_of or (days[-1] if days else None)
    if day is None or day not in days:
        raise OvtError("OVT-U16", expected=f"{days[0]} … {days[-1]}" if days else indicator_id, found=as_of)
    return day
