"""Reads where the plans stand from the current release: statuses, what changed last, numbers beside the indicators.

Belongs here: questions that commands ask. Does not belong here: judging (targets/), words (cli/).
"""

from dataclasses import dataclass
from datetime import date

import duckdb

from ovt_pipeline.language.text import Text
from ovt_pipeline.sql import read_sql
from ovt_pipeline.targets.judged import status_word
from ovt_pipeline.warehouse.database import records


@dataclass(frozen=True)
class TargetStatus:
    """The status of one target at the latest date, with its reason; projections are None when there is none.

    `only_by_exits` is None in a release of a version that did not ask.
    """

    plan_id: str
    indicator_id: str
    due_date: date
    as_of: date
    target_value: float
    status: str
    is_provisional: bool
    only_by_exits: bool | None
    reason_fr: str
    reason_en: str
    scheduled_value: float | None
    trend_value: float | None
    trend_low: float | None
    trend_high: float | None
    trend_reason_fr: str
    trend_reason_en: str

    @property
    def word(self) -> Text:
        """Return the status as people read it."""
        return status_word(self.status, is_provisional=self.is_provisional, only_by_exits=bool(self.only_by_exits))


@dataclass(frozen=True)
class StatusEvent:
    """What changed in the status of a target with the latest release."""

    indicator_id: str
    as_of: date
    sentence_fr: str
    sentence_en: str


@dataclass(frozen=True)
class Standing:
    """Statuses, the last release's events; sentences (French, English) of unmeasured plans and of the context."""

    targets: list[TargetStatus]
    events: list[StatusEvent]
    unmeasured: list[tuple[str, str]]
    context: list[tuple[str, str]]


def standing_in(con: duckdb.DuckDBPyConnection) -> Standing:
    """Return where the plans stand in an open release."""
    return Standing(
        records(con, read_sql("answers/targets"), TargetStatus),
        records(con, read_sql("answers/events"), StatusEvent),
        con.execute("SELECT title_fr, title_en FROM plans WHERE NOT is_measured ORDER BY ALL").fetchall(),
        con.execute("SELECT sentence_fr, sentence_en FROM context_figures ORDER BY context_id").fetchall(),
    )
