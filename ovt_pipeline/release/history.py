"""Writes what a release adds to the history: new figures, and for each replaced one what made it change.

The change is told in two exact parts: *rules*, today's rules on the lots of then less the published figure; and *data*,
today's rules on today's lots less the same on those of then: delivery by delivery in the order received, then
withdrawal by withdrawal.

Belongs here: which deliveries and rules lie between two figures. Does not belong here: the rows (sql/release/history).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import duckdb

from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.figures.compute import computed
from ovt_pipeline.figures.inputs import Inputs, exports_of
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.release.decisions import KnownSince, known_since
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.sql import read_sql

LAST_HISTORY = (  # of the figures that are taken: what else the release holds is the last row of its history already
    "CREATE TEMP TABLE last_history AS SELECT * FROM previous_indicator_history"
    " SEMI JOIN taken USING (indicator_id, as_of)"
    " QUALIFY row_number() OVER (PARTITION BY plan_id, indicator_id, as_of, region_code ORDER BY revision_no DESC) = 1"
)
STEPS = (
    "CREATE TEMP TABLE steps (indicator_id VARCHAR, as_of DATE, step INTEGER, delivery_id VARCHAR, is_last BOOLEAN);"
    "CREATE TEMP TABLE step_figures (indicator_id VARCHAR, as_of DATE, step INTEGER, region_code VARCHAR,"
    " numerator BIGINT, denominator BIGINT, value DOUBLE, value_low DOUBLE, value_high DOUBLE);"
    "CREATE TEMP TABLE rules_changed (indicator_id VARCHAR, as_of DATE, rules_changed VARCHAR)"
)
NUMBERS = ("region_code", "numerator", "denominator", "value", "value_low", "value_high")
FIGURES = f"SELECT as_of, {', '.join(NUMBERS)} FROM new_figures"


@dataclass(frozen=True)
class Revised:
    """A replaced figure: what was known and which rules held when it was published, and now."""

    indicator: Indicator
    as_of: date
    was_published_at: datetime
    was_known_at: datetime
    known_at: datetime
    was_rules: str
    rules: str


class Before(NamedTuple):
    """What was known before a step: what was received before a moment, these deliveries not withdrawn yet."""

    indicator: Indicator
    moment: datetime | None
    back: frozenset[str]


def write_history(con: duckdb.DuckDBPyConnection, inputs: Inputs, release_id: str) -> None:
    """Append to indicator_history and revision_causes of the attached `release`, inside its transaction."""
    con.execute(LAST_HISTORY)
    con.execute(STEPS)
    indicators = {i.id: i for i in inputs.indicators}
    found = con.execute(read_sql("release/history/revised"), {"release_id": release_id}).fetchall()
    revised = [Revised(indicators[name], *rest) for name, *rest in found]
    said = [[one.indicator.id, one.as_of, rules_changed(one.was_rules, one.rules)] for one in revised]
    insert_rows(con, "temp.rules_changed", ["indicator_id", "as_of", "rules_changed"], said)
    _write_steps(con, inputs, revised)
    con.execute(read_sql("release/history/causes"), {"release_id": release_id})
    con.execute(read_sql("release/history/history"))


def rules_changed(was: str, now: str) -> str | None:
    """Name the rules that differ between two JSON texts: `rule 1.0 aaa → 1.1 bbb; plan …`; None when none does."""
    then, today = json.loads(was), json.loads(now)
    names = [name for name in sorted({*then, *today}) if then.get(name) != today.get(name)]
    return "; ".join(f"{name} {then.get(name, '?')} → {today.get(name, '?')}" for name in names) or None


def _write_steps(con: duckdb.DuckDBPyConnection, inputs: Inputs, revised: Iterable[Revised]) -> None:
    """Compute each figure as it was before each late delivery, then before each withdrawal.

    Dates that miss the same ones are computed together.
    """
    steps: list[list[object]] = []
    before: defaultdict[Before, dict[date, int]] = defaultdict(dict)
    since = known_since(con)
    for one in revised:
        late = [d for d in inputs.late(one.indicator, one.as_of, one.was_known_at) if d.received_at <= one.known_at]
        gone = [d.delivery_id for d in _withdrawn_since(inputs, one, since)]
        for step, delivery_id in enumerate([None, *(d.delivery_id for d in late), *gone]):
            steps.append([one.indicator.id, one.as_of, step, delivery_id, step == len(late) + len(gone)])
        states: list[tuple[datetime | None, frozenset[str]]] = [(d.received_at, frozenset(gone)) for d in late]
        states += [(None, frozenset(gone[n:])) for n in range(len(gone))]
        for step, (moment, back) in enumerate(states):
            before[Before(one.indicator, moment, back)][one.as_of] = step
    insert_rows(con, "temp.steps", ["indicator_id", "as_of", "step", "delivery_id", "is_last"], steps)
    _write_states(con, inputs, before)


def _write_states(con: duckdb.DuckDBPyConnection, inputs: Inputs, before: Mapping[Before, Mapping[date, int]]) -> None:
    for (indicator, moment, back), days in before.items():
        known = inputs.restored(back)
        with computed(known.before(moment) if moment else known, indicator, list(days)) as then:
            rows = [[indicator.id, day, days[day], *rest] for day, *rest in then.execute(FIGURES).fetchall()]
        insert_rows(con, "temp.step_figures", ["indicator_id", "as_of", "step", *NUMBERS], rows)


def _withdrawn_since(inputs: Inputs, one: Revised, since: KnownSince) -> list[Delivery]:
    """Return the deliveries that the replaced figure knew and that were withdrawn after it, in order received."""
    read = exports_of(one.indicator)
    found = [d for d in inputs.withdrawn(one.as_of) if d.export in read and d.received_at <= one.was_known_at]
    told = {d.delivery_id: since.get((d.withdrawn_by, d.delivery_id)) for d in found}
    new = [d for d in found if (first := told[d.delivery_id]) is None or first > one.was_published_at]
    return sorted(new, key=lambda d: d.received_at)
