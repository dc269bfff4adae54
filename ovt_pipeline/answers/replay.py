"""Recomputes a past release from its lots with the rules of today, and compares.

Belongs here: which lots each figure of that release rested on, and what differs. Does not belong here: words (cli/),
counting (sql/indicators/).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime

import duckdb

from ovt_pipeline.answers.current import current_path, unknown_release
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.figures.compute import computed
from ovt_pipeline.figures.inputs import Inputs, inputs_from
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.release.earlier import tables_of
from ovt_pipeline.release.history import rules_changed
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.chain import verify_release
from ovt_pipeline.warehouse.database import one_row, open_release, records
from ovt_pipeline.warehouse.place import Warehouse

END = datetime.max  # noqa: DTZ901 - as stored, without offset
Key = tuple[str, date, str]  # indicator, as_of, region


@dataclass(frozen=True)
class Counted:
    """A figure as a release published it, or as today's program counts it."""

    indicator_id: str
    as_of: date
    region_code: str
    numerator: int
    denominator: int | None
    value: float | None
    value_low: float | None
    value_high: float | None
    is_preliminary: bool

    @property
    def key(self) -> Key:
        """What it is the figure of."""
        return self.indicator_id, self.as_of, self.region_code


@dataclass(frozen=True)
class Rested:
    """What a figure rested on: when its last lot was received, its rules, and what was withdrawn only later."""

    known_at: datetime
    rules: str
    counted: frozenset[str]


Figures = dict[Key, Counted]
Proof = set[tuple[object, ...]]  # rows of evidence
FIGURES = f"SELECT {', '.join(one.name for one in fields(Counted))} FROM"
EVIDENCE = (
    "SELECT indicator_id, as_of, entity_id, region_code, in_denominator, in_numerator, reason_code, doubt, delivery_id,"
    " sheet, row_number FROM"
)


@dataclass
class Replayed:
    """A past release beside what today's program makes of the same lots: figures as (published, today)."""

    release_id: str
    published_at: datetime
    code_version: str
    figures: int = 0
    entities: int = 0
    dates: int = 0
    differences: dict[Key, tuple[Counted | None, Counted | None]] = field(default_factory=dict)
    evidence_differences: int = 0
    rules: dict[str, str] = field(default_factory=dict)  # by indicator, the rules that changed since
    gone: list[str] = field(default_factory=list)  # indicators that no plan has any more
    from_history: bool = False  # its file is gone: its evidence is not compared

    @property
    def is_identical(self) -> bool:
        """Say whether every figure and every piece of evidence is found again."""
        return not (self.differences or self.evidence_differences or self.gone)


def replay(warehouse: Warehouse, release_id: str) -> Replayed:
    """Recompute a release, from the history when its file was removed: each of its figures is a version there.

    Raises: OVT-U15 for a release that the current one does not know, P05 altered, P12 without a lot of it.
    """
    files = warehouse.release_files()
    path = files.get(release_id) or current_path(warehouse)
    verify_release(path)
    with open_release(path) as con, LotStore(warehouse.lots).trusting_none() as store:
        outcome = _asked(con, release_id, list(files))
        moment = _stood(con, outcome, is_kept=release_id in files)
        inputs = _inputs_of(con, inputs_from(store), moment)
        for indicator_id, days in _known_at(con, moment).items():
            indicator = next((i for i in inputs.indicators if i.id == indicator_id), None)
            if indicator is None:
                outcome.gone.append(indicator_id)
            else:
                _compare(con, outcome, inputs, indicator, days)
    return outcome


def _asked(con: duckdb.DuckDBPyConnection, release_id: str, kept: Sequence[str]) -> Replayed:
    """Return what the log of an open release says of one. Raises OVT-U15 when it does not know it."""
    query = "SELECT release_id, published_at, code_version FROM releases WHERE release_id = $id"
    known = records(con, query, Replayed, {"id": release_id})
    if not known:
        raise unknown_release(release_id, kept)
    return known[0]


def _stood(con: duckdb.DuckDBPyConnection, outcome: Replayed, *, is_kept: bool) -> datetime:
    """Make table `stood`, the figures of the release asked; return until when what the open one says counts."""
    if is_kept:
        con.execute("CREATE TEMP VIEW stood AS FROM indicator_results")
        return END
    outcome.from_history = True
    con.execute(read_sql("answers/stood"), {"moment": outcome.published_at})
    return outcome.published_at


def _inputs_of(con: duckdb.DuckDBPyConnection, inputs: Inputs, moment: datetime) -> Inputs:
    """Return today's rules with the deliveries accepted until the release, less those that it knew as withdrawn.

    Raises: OVT-P12 for one that is gone.
    """
    query = "SELECT delivery_id FROM deliveries WHERE verdict = 'accepted' AND received_at <= $moment"
    needed = [row[0] for row in con.execute(query, {"moment": moment}).fetchall()]
    lots = {d.delivery_id: d for d in inputs.deliveries if d.accepted}
    missing = [name for name in needed if name not in lots]
    if missing:
        raise OvtError("OVT-P12", delivery=", ".join(sorted(missing)))
    gone = {name for name, first in _withdrawn(con).items() if first <= moment}
    marked = (replace(lots[name], withdrawn_by="withdrawal" if name in gone else "") for name in needed)
    return replace(inputs, deliveries=list(marked))


def _withdrawn(con: duckdb.DuckDBPyConnection) -> dict[str, datetime]:
    """Return when a release first knew of each withdrawal that an open one knows, by delivery."""
    (release,) = one_row(con, "SELECT current_database()")
    if "decisions" not in tables_of(con, release):
        return {}
    query = (
        "SELECT delivery_id, first_published_at FROM decisions WHERE type = 'withdrawal' AND delivery_id IS NOT NULL"
    )
    return dict(con.execute(query).fetchall())


def _known_at(con: duckdb.DuckDBPyConnection, moment: datetime) -> dict[str, dict[date, Rested]]:
    """Return, by indicator and as_of, what each figure rested on."""
    found: defaultdict[str, dict[date, Rested]] = defaultdict(dict)
    gone = {name: first for name, first in _withdrawn(con).items() if first <= moment}
    rows = con.execute(read_sql("answers/replayed"), {"moment": moment}).fetchall()
    for name, day, known_at, rules, published_at in rows:
        counted = frozenset(delivery for delivery, first in gone.items() if first > published_at)
        found[name][day] = Rested(known_at, rules, counted)
    return found


def _compare(
    con: duckdb.DuckDBPyConnection,
    outcome: Replayed,
    inputs: Inputs,
    indicator: Indicator,
    days: dict[date, Rested],
) -> None:
    changed = rules_changed(days[max(days)].rules, inputs.rules[indicator.id])
    if changed:
        outcome.rules[indicator.id] = changed
    outcome.dates = max(outcome.dates, len(days))
    was, proof = _published(con, indicator)
    now, proof_now = _counted_today(inputs, indicator, days)
    outcome.figures += len(was)
    if not outcome.from_history:
        outcome.entities += len(proof)
        outcome.evidence_differences += len(proof ^ proof_now)
    keys = [key for key in sorted({*was, *now}) if was.get(key) != now.get(key)]
    outcome.differences |= {key: (was.get(key), now.get(key)) for key in keys}


def _published(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> tuple[Figures, Proof]:
    """Return the figures of an indicator as the release has them, and their evidence."""
    of_it = "WHERE indicator_id = $id"
    figures = records(con, f"{FIGURES} stood {of_it}", Counted, {"id": indicator.id})
    proof = con.execute(f"{EVIDENCE} evidence {of_it}", {"id": indicator.id}).fetchall()
    return {one.key: one for one in figures}, set(proof)


def _counted_today(inputs: Inputs, indicator: Indicator, days: dict[date, Rested]) -> tuple[Figures, Proof]:
    """Return the figures of an indicator as today's program counts them, and their evidence."""
    figures: Figures = {}
    proof: Proof = set()
    for known, same in _passes(inputs, indicator, days):
        with computed(known, indicator, same) as con:
            figures |= {one.key: one for one in records(con, f"{FIGURES} new_figures", Counted)}
            proof |= set(con.execute(f"{EVIDENCE} new_evidence").fetchall())
    return figures, proof


def _passes(inputs: Inputs, indicator: Indicator, days: dict[date, Rested]) -> Iterator[tuple[Inputs, list[date]]]:
    """Yield the inputs and dates to compute together: the dates that miss the same late delivery, and all others."""
    groups: defaultdict[tuple[frozenset[str], datetime | None], list[date]] = defaultdict(list)
    for day, rested in days.items():
        late = inputs.restored(rested.counted).late(indicator, day, rested.known_at)
        groups[rested.counted, late[0].received_at if late else None].append(day)
    for (counted, moment), same in groups.items():
        known = inputs.restored(counted)
        yield known.before(moment) if moment else known, same
