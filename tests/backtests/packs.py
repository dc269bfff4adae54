"""Several worlds of one calendar in one run of the SQL: the figures and the evidence of each.

Belongs here: running the real SQL over all of them and telling their answers apart. Not here: loading (sql_relations),
what the answers must be (agreement).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import duckdb

from ovt_pipeline.figures.compute import run_measure
from ovt_pipeline.sql import read_sql, sql_facts

from .compare import Key, Numbers
from .records import Eligibility, Notes
from .sql_figures import indicator_of
from .sql_relations import BLOCK, World, loaded

ORIGIN = date(2000, 1, 1)
STEP = 20_000  # days: the dates of world w are moved by w * STEP, so that no two worlds share one
APART = f"as_of + (world * {STEP})::INTEGER AS as_of"


@dataclass(frozen=True)
class Judged:
    """One row of evidence."""

    region: str | None
    in_denominator: bool
    in_numerator: bool
    reason: str
    doubt: str | None
    fact_date: date | None


@dataclass
class Answer:
    """What the SQL says of one world; `resting`: is it preliminary, and the date of its oldest source."""

    figures: dict[Key, Numbers] = field(default_factory=dict)
    resting: dict[tuple[str, date], tuple[bool, date]] = field(default_factory=dict)
    evidence: dict[tuple[str, date, str], Judged] = field(default_factory=dict)


def ask(
    indicators: Sequence[str],
    as_ofs: Sequence[date],
    worlds: Sequence[World],
    table: Sequence[Eligibility] | None = None,
    notes: Sequence[Notes] = (),
) -> list[Answer]:
    """Return what the SQL says of each world, all of them computed together; `notes`: those of each world."""
    answers = [Answer() for _ in worlds]
    with loaded(as_ofs, worlds, table, notes) as con:
        con.execute("CREATE TABLE days AS FROM as_of_dates")
        for name in indicators:
            con.execute("CREATE OR REPLACE TABLE as_of_dates AS FROM days")
            run_measure(con, indicator_of(name))
            _read_evidence(con, name, answers)
            _tell_apart(con, len(worlds))
            _read_figures(con, name, answers)
    return answers


def _read_evidence(con: duckdb.DuckDBPyConnection, name: str, answers: list[Answer]) -> None:
    columns = "region_code, in_denominator, in_numerator, reason_code, doubt, fact_date"
    found = con.execute(f"SELECT row_number // {BLOCK}, as_of, entity_id, {columns} FROM new_evidence")
    for world, day, key, *judged in found.fetchall():
        answers[world].evidence[name, day, key.removeprefix(f"{world}:")] = Judged(*judged)


def _tell_apart(con: duckdb.DuckDBPyConnection, worlds: int) -> None:
    """Move the dates of each world, so that what is summed by date is one world."""
    each = f"range({worlds}) AS every(world)"
    con.execute(f"CREATE OR REPLACE TABLE as_of_dates AS SELECT {APART} FROM days, {each}")
    con.execute(f"CREATE OR REPLACE TABLE sources AS SELECT {APART}, sources.* EXCLUDE (as_of) FROM sources, {each}")
    apart = f"SELECT {APART}, * EXCLUDE (as_of, world) FROM (SELECT *, row_number // {BLOCK} AS world FROM entities)"
    con.execute(f"CREATE OR REPLACE TABLE entities AS {apart}")
    con.execute(f"CREATE OR REPLACE TABLE letters AS {read_sql('figures/letters')}")


def _read_figures(con: duckdb.DuckDBPyConnection, name: str, answers: list[Answer]) -> None:
    is_rate = sql_facts(f"indicators/{name}")["kind"] == "rate"
    columns = "region_code, is_preliminary, oldest_source_date, numerator, denominator, value, value_low, value_high"
    query = f"SELECT date_diff('day', DATE '{ORIGIN}', as_of), {columns} FROM ({read_sql('figures/aggregate')})"
    found = con.execute(query, {"indicator_id": name, "is_rate": is_rate, "rule_version": ""})
    for moved, region, early, oldest, *numbers in found.fetchall():
        world, days = divmod(moved, STEP)
        day = ORIGIN + timedelta(days=days)
        answers[world].resting[name, day] = (early, oldest)
        answers[world].figures[name, day, region] = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
