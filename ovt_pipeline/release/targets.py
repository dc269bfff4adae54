"""Judges every target at every date of a release, and tells what changed since the one before.

A status rests on the figures until its date: one before every date computed again keeps its judgement from the release
before, unless a plan, the program or the columns have changed. The planned dates are asked of the exports at the latest
date only.

Belongs here: which dates are judged, rows and events. Does not belong here: judging (targets/), counting (figures/).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from ovt_pipeline.figures.inputs import Inputs, exits_kept
from ovt_pipeline.figures.scheduled import scheduled
from ovt_pipeline.plan.model import Indicator, Plan
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.sql import fill_sql
from ovt_pipeline.targets.dated import Dated, Series
from ovt_pipeline.targets.judged import Judged
from ovt_pipeline.targets.status import judge_plan
from ovt_pipeline.targets.transitions import transitions
from ovt_pipeline.targets.trend import Trend, project
from ovt_pipeline.warehouse.database import one_row

COLUMNS = (
    "plan_id", "indicator_id", "due_date", "as_of", "target_value", "value", "value_at_due", "status", "status_fr",
    "status_en", "pace_needed", "pace_seen", "scheduled_value", "trend_value", "trend_low", "trend_high",
    "display_differs", "bounds_straddle", "is_provisional", "only_by_exits", "is_synthetic", "reason_fr", "reason_en",
    "trend_reason_fr", "trend_reason_en",
)  # fmt: skip
EVENT_COLUMNS = (
    "plan_id", "indicator_id", "due_date", "as_of", "kind", "status_before", "status_after", "release_id",
    "sentence_fr", "sentence_en",
)  # fmt: skip
FIGURES = (
    "SELECT indicator_id, as_of, value, value_low, value_high, display_value, is_preliminary FROM {}"
    " WHERE region_code = '00'"
)
REPLACED = "previous_{} SEMI JOIN taken USING (indicator_id, as_of)"
WAYS = (
    "SELECT count(DISTINCT plan_version || ' ' || code_version)"
    " FROM (SELECT * FROM releases ORDER BY published_at DESC LIMIT 2)"
)
SINCE = (
    "SELECT least((SELECT min(as_of) FROM temp.taken), min(latest)) FROM ("
    "SELECT max(as_of) AS latest FROM indicator_results WHERE region_code = '00' GROUP BY indicator_id)"
)
OLD = "INSERT INTO indicator_targets BY NAME FROM previous_indicator_targets WHERE as_of < ?"
JUDGED_AGAIN = "DELETE FROM indicator_targets WHERE as_of >= coalesce(?, as_of)"
NOT_LATEST = "UPDATE indicator_targets SET scheduled_value = NULL WHERE scheduled_value IS NOT NULL"
Figures = dict[str, Series]
Target = tuple[str, date, date]  # indicator, due date, as_of
Planned = Mapping[Target, float | None]


def write_targets(con: duckdb.DuckDBPyConnection, inputs: Inputs, release_id: str, *, is_copy: bool) -> None:
    """Fill indicator_targets and append to status_events of the attached `release`, inside its transaction.

    `is_copy`: it holds the judgements of the release before; else none.
    """
    rules = sorted({rule for indicator in inputs.indicators for rule in exits_kept(indicator)})
    figures = figures_of(con, rules)
    mark = any(d.is_synthetic for d in inputs.deliveries if d.accepted)
    since = _judged_since(con)
    if is_copy:
        con.execute(JUDGED_AGAIN, [since])
    elif since:
        con.execute(OLD, [since])
    con.execute(NOT_LATEST)
    rows = [row for plan in inputs.plans for row in _rows(plan, inputs, figures, since, mark=mark)]
    insert_rows(con, "indicator_targets", COLUMNS, rows)
    before = _before(con, rules, figures)
    events = [row for plan in inputs.plans for row in _events(plan, figures, before, release_id)]
    insert_rows(con, "status_events", EVENT_COLUMNS, events)


def _judged_since(con: duckdb.DuckDBPyConnection) -> date | None:
    """Return the first date to judge: the first one computed again, or the latest date; None for all of them."""
    (ways,) = one_row(con, WAYS)
    (kept,) = one_row(con, "SELECT count(*) FROM previous_indicator_targets")
    columns = {row[0] for row in con.execute("DESCRIBE previous_indicator_targets").fetchall()}
    if ways > 1 or not kept or columns != set(COLUMNS):
        return None
    (since,) = one_row(con, SINCE)
    return since if isinstance(since, date) else None


def figures_of(con: duckdb.DuckDBPyConnection, rules: Sequence[str], among: str = "{}") -> Figures:
    """Return the figures of the whole by indicator, each with its values under other rules.

    `among`: which rows of a table, all of them by default.
    """
    kept: defaultdict[tuple[str, date], dict[str, float | None]] = defaultdict(dict)
    query = fill_sql("release/exits_kept", sensitivity=among.format("indicator_sensitivity"))
    for name, day, rule, value in con.execute(query, {"scenarios": rules}).fetchall():
        kept[name, day][rule] = value
    found: defaultdict[str, list[Dated]] = defaultdict(list)
    for name, day, *figure in con.execute(FIGURES.format(among.format("indicator_results"))).fetchall():
        found[name].append(Dated(day, *figure, exits_kept=kept[name, day]))
    return {name: Series(dated) for name, dated in found.items()}


def _before(con: duckdb.DuckDBPyConnection, rules: Sequence[str], figures: Figures) -> Figures:
    """Return the figures of the previous release: those of today but for the ones taken, and what these replaced."""
    taken = set(con.execute("SELECT indicator_id, as_of FROM taken").fetchall())
    replaced = figures_of(con, rules, REPLACED)
    kept = {name: [one for one in known.figures if (name, one.as_of) not in taken] for name, known in figures.items()}
    return {name: Series([*old, *(replaced[name].figures if name in replaced else ())]) for name, old in kept.items()}


def _rows(plan: Plan, inputs: Inputs, figures: Figures, since: date | None, *, mark: bool) -> Iterator[list[Any]]:
    for indicator in plan.indicators:
        known = figures.get(indicator.id, Series())
        days = [one.as_of for one in known.figures if since is None or one.as_of >= since]
        planned = dict(_planned(plan, inputs, indicator, days[-1])) if days else {}
        yield from judged_rows(plan, indicator, known, days, planned, mark=mark)


def judged_rows(
    plan: Plan, indicator: Indicator, known: Series, days: Iterable[date], planned: Planned, *, mark: bool
) -> Iterator[list[Any]]:
    """Yield the columns COLUMNS of each target of an indicator, judged at `days` by the figures `known`.

    `planned`: what is scheduled for a target, where that is known; `mark`: the figures rest on synthetic deliveries.
    """
    final = Series(one for one in known.figures if not one.is_preliminary)
    for as_of in days:
        for judged in judge_plan(plan, indicator.id, known, as_of):
            trend = _trend(plan, indicator, judged.due, final, as_of)
            yield _row(plan, judged, trend, planned.get((indicator.id, judged.due, as_of)), mark=mark)


def _trend(plan: Plan, indicator: Indicator, due: date, final: Series, as_of: date) -> Trend | None:
    """Return the trend over final figures until `as_of`, None once the target is due: there is nothing to project."""
    return project(indicator, due, final, as_of, plan.trend_method) if as_of < due else None


def _planned(plan: Plan, inputs: Inputs, indicator: Indicator, as_of: date) -> Iterator[tuple[Target, float | None]]:
    """Yield what the exports known at a date plan for each target to come."""
    for due in (one.day for one in plan.targets_in_force(indicator.id, as_of) if as_of < one.day):
        found = scheduled(inputs, indicator, as_of, due)
        yield (indicator.id, due, as_of), found.value if found else None


def _row(plan: Plan, judged: Judged, trend: Trend | None, planned: float | None, *, mark: bool) -> list[Any]:
    figures = [judged.target_value, judged.value_now, judged.value_at_due]
    statuses = [judged.status, judged.word.fr, judged.word.en, judged.pace_needed, judged.pace_seen]
    trends = [trend.value, trend.low, trend.high] if trend else [None] * 3
    flags = [judged.display_differs, judged.bounds_straddle, judged.is_provisional, judged.only_by_exits, mark]
    reasons = [judged.reason_fr, judged.reason_en, *((trend.reason.fr, trend.reason.en) if trend else ("", ""))]
    head = [plan.id, judged.indicator_id, judged.due, judged.as_of]
    return [*head, *figures, *statuses, planned, *trends, *flags, *reasons]


def _events(plan: Plan, figures: Figures, before: Figures, release_id: str) -> Iterator[list[Any]]:
    """Compare the latest judgements with those of the previous release; a release of older dates only tells nothing."""
    now, then = _latest(plan, figures), _latest(plan, before)
    for event in transitions(then, now, {i.id: i for i in plan.indicators}):
        head = [plan.id, event.indicator_id, event.due, event.as_of, event.kind, event.before, event.after]
        yield [*head, release_id, event.sentence.fr, event.sentence.en]


def _latest(plan: Plan, figures: Figures) -> list[Judged]:
    judged = [(i.id, known) for i in plan.indicators if (known := figures.get(i.id)) and known.figures]
    return [one for name, known in judged for one in judge_plan(plan, name, known, known.figures[-1].as_of)]
