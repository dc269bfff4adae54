"""Reads where the plans stand from the current release: statuses, what changed last, numbers beside the indicators.

Belongs here: questions that commands ask. Does not belong here: judging (targets/), words (cli/).
"""

from dataclasses import dataclass
from datetime import date

from ovt_pipeline.answers.current import open_current
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import records
from ovt_pipeline.warehouse.place import Warehouse


@dataclass(frozen=True)
class TargetStatus:
    """The status of one target at the latest date, with its reason; projections are None when there is none."""

    plan_id: str
    indicator_id: str
    due_date: date
    as_of: date
    target_value: float
    status: str
    reason_fr: str
    reason_en: str
    scheduled_value: float | None
    trend_value: float | None
    trend_low: float | None
    trend_high: float | None
    trend_reason_fr: str
    trend_reason_en: str


@dataclass(frozen=True)
class Standing:
    """Statuses; sentences (French, English) of the last release's events, of unmeasured plans, and of the context."""

    targets: list[TargetStatus]
    events: list[tuple[str, str]]
    unmeasured: list[tuple[str, str]]
    context: list[tuple[str, str]]


def read_standing(warehouse: Warehouse) -> Standing:
    """Return where the plans stand. Raises OVT-P07 without a release."""
    with open_current(warehouse) as con:
        return Standing(
            records(con, read_sql("answers/targets"), TargetStatus),
            con.execute(read_sql("answers/events")).fetchall(),
            con.execute("SELECT title_fr, title_en FROM plans WHERE NOT is_measured ORDER BY ALL").fetchall(),
            con.execute("SELECT sentence_fr, sentence_en FROM context_figures ORDER BY context_id").fetchall(),
        )
