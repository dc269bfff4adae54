"""What figures are compared with, as today's rules count it: of the lots that were known when it was published.

Where today's rules counted it, its evidence is taken as it stands; else it is counted again.

Belongs here: the evidence of such a figure, the dates that its rows bore, what it was before a delivery that is
withdrawn or replaced since. Does not belong here: comparing (changes.py), counting (figures/).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import duckdb

from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.figures.compute import computed
from ovt_pipeline.figures.inputs import Inputs, exports_of
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.release.decisions import KnownSince, known_since
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.sql import has_sql, read_sql
from ovt_pipeline.warehouse.database import records

MOMENT = timedelta(microseconds=1)
EVIDENCE = ("entity_id", "region_code", "in_denominator", "in_numerator", "reason_code")
STATED = (
    "INSERT INTO base_rows SELECT indicator_id, as_of, $is_new, {columns} FROM {evidence}"
    " WHERE indicator_id = $indicator_id AND as_of = $base"
)


@dataclass(frozen=True)
class Base:
    """A figure that others are compared with; `is_new`: of the release being built; `rules`: those that counted it."""

    indicator_id: str
    base: date
    is_new: bool
    known_at: datetime
    published_at: datetime | None
    rules: str | None


@dataclass(frozen=True)
class Late:
    """A figure with a fact that is older than the figure that it is compared with."""

    indicator_id: str
    as_of: date
    base: date
    is_new: bool
    known_at: datetime
    published_at: datetime | None


class Then(NamedTuple):
    """What was known of an indicator: what came until a moment (None: until now), as if `back` were not withdrawn."""

    indicator_id: str
    until: datetime | None = None
    back: frozenset[str] = frozenset()


Wanted = Mapping[Then, Collection[date]]


def load_bases(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Fill base_rows and before_undone of what the figures that differ are compared with."""
    again: defaultdict[Then, set[date]] = defaultdict(set)
    undone: defaultdict[Then, set[date]] = defaultdict(set)
    since = known_since(con)
    for one in records(con, read_sql("release/changes/bases"), Base):
        if one.is_new or one.rules == inputs.rules[one.indicator_id]:
            _take_as_it_stands(con, one)
        else:
            again[_then(inputs, one, since)].add(one.base)
        for before in () if one.is_new else _before_undone(inputs, one, since):
            undone[before].add(one.base)
    _count_again(con, inputs, again, "base_rows")
    _count_again(con, inputs, undone, "before_undone")


def load_dated_rows(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Fill dated_rows of both sides where a changed entity rests on a fact older than the other figure."""
    wanted: defaultdict[tuple[Then, bool, bool], set[date]] = defaultdict(set)
    since = known_since(con)
    for one in records(con, read_sql("release/changes/late_candidates"), Late):
        wanted[Then(one.indicator_id), False, False].add(one.as_of)
        then = Then(one.indicator_id) if one.is_new else _then(inputs, one, since)
        wanted[then, True, one.is_new].add(one.base)
    for (then, is_base, is_new), days in wanted.items():
        indicator = _named(inputs, then.indicator_id)
        question = f"dated_rows/{indicator.measure}"
        if has_sql(question):
            with computed(_known(inputs, then), indicator, sorted(days)) as con_then:
                rows = con_then.execute(read_sql(question)).fetchall()
            found = ([then.indicator_id, day, is_base, is_new, entity, key, at] for day, entity, key, at in rows)
            columns = ["indicator_id", "as_of", "is_base", "is_new", "entity_id", "row_key", "day"]
            insert_rows(con, "temp.dated_rows", columns, found)


def _take_as_it_stands(con: duckdb.DuckDBPyConnection, one: Base) -> None:
    evidence = "work.evidence" if one.is_new else "previous_evidence"
    bound = {"indicator_id": one.indicator_id, "base": one.base, "is_new": one.is_new}
    con.execute(STATED.format(columns=", ".join(EVIDENCE), evidence=evidence), bound)


def _count_again(con: duckdb.DuckDBPyConnection, inputs: Inputs, wanted: Wanted, table: str) -> None:
    for then, days in wanted.items():
        with computed(_known(inputs, then), _named(inputs, then.indicator_id), sorted(days)) as con_then:
            rows = con_then.execute(f"SELECT as_of, {', '.join(EVIDENCE)} FROM new_evidence").fetchall()
        told = ([then.indicator_id, False, *row] for row in rows)
        insert_rows(con, f"temp.{table}", ["indicator_id", "is_new", "base", *EVIDENCE], told)


def _known(inputs: Inputs, then: Then) -> Inputs:
    known = inputs.restored(then.back)
    return known.before(then.until) if then.until else known


def _then(inputs: Inputs, one: Base | Late, since: KnownSince) -> Then:
    """Return what was known when a figure was published: what came since was not, nor what was withdrawn since."""
    back = frozenset(d.delivery_id for d in inputs.deliveries if d.withdrawn_by and not _was_gone(d, one, since))
    return Then(one.indicator_id, one.known_at + MOMENT, back)


def _was_gone(gone: Delivery, one: Base | Late, since: KnownSince) -> bool:
    """Say whether a release knew the withdrawal of a delivery when the figure was published."""
    first = since.get((gone.withdrawn_by, gone.delivery_id))
    return bool(first and one.published_at and first <= one.published_at)


def _before_undone(inputs: Inputs, one: Base, since: KnownSince) -> Iterator[Then]:
    """Yield what was known just before each delivery that the figure knew and that is no knowledge any more."""
    then = _then(inputs, one, since)
    known = _known(inputs, then)
    for export in exports_of(_named(inputs, one.indicator_id)):
        now = {lot.delivery_id for lot in inputs.lots[export]}
        for lot in known.lots[export]:
            if lot.delivery_id not in now:
                yield Then(one.indicator_id, lot.received_at, then.back)


def _named(inputs: Inputs, name: str) -> Indicator:
    return next(one for one in inputs.indicators if one.id == name)
