"""Computes figures from lots: one indicator, any number of as_of dates, as few passes of SQL as memory allows.

Belongs here: running a measure and storing what it answers in work.duckdb, whole.
Does not belong here: counting rules (sql/indicators/), publication (release/), Dagster.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import reduce

import duckdb

from ovt_pipeline.figures.inputs import Inputs, exports_of, scenarios_of
from ovt_pipeline.figures.relations import load_relations
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.sql import fill_sql, has_sql, measure_sql, read_sql, sql_facts
from ovt_pipeline.warehouse.database import attach_work, one_row, open_memory
from ovt_pipeline.warehouse.files import cannot_write
from ovt_pipeline.warehouse.place import Warehouse

WORK_FORMAT = 7
TABLES = ("figures", "figure_sources", "evidence", "sensitivity", "reconciliation")  # of work.duckdb, from new_<table>
CONTENT = "SELECT count(*), sum(hash(held)::HUGEINT) FROM work.{} AS held"
Work = tuple[tuple[int, int | None], ...]
AT_ONCE = 184  # dates of one pass: memory grows with them, each pass costs the reading of the lots once more
NUMBERS = ("numerator", "denominator", "value", "value_low", "value_high")


@dataclass(frozen=True)
class Computed:
    """What one computation did: the numbers of the whole by as_of, and the exports that are missing at other dates."""

    indicator: Indicator
    figures: dict[date, dict[str, float | None]] = field(default_factory=dict)
    missing: dict[date, tuple[str, ...]] = field(default_factory=dict)
    is_synthetic: bool = False
    work: Work = ()  # what work.duckdb held at the end


def compute(warehouse: Warehouse, inputs: Inputs, indicator: Indicator, as_ofs: Sequence[date]) -> Computed:
    """Compute one indicator at the given dates and replace what work.duckdb holds of them, half a year at a time.

    The caller holds the writer's lock. A date at which an export has no accepted delivery gets no figure.
    """
    spans = [as_ofs[n : n + AT_ONCE] for n in range(0, len(as_ofs), AT_ONCE)]
    return reduce(_joined, (_compute(warehouse, inputs, indicator, days) for days in spans))


def _joined(one: Computed, later: Computed) -> Computed:
    is_synthetic = one.is_synthetic or later.is_synthetic
    return Computed(one.indicator, one.figures | later.figures, one.missing | later.missing, is_synthetic, later.work)


def _compute(warehouse: Warehouse, inputs: Inputs, indicator: Indicator, as_ofs: Sequence[date]) -> Computed:
    """Compute some dates in one pass of SQL, and store them in one transaction."""
    with computed(inputs, indicator, as_ofs) as con:
        known = {row[0] for row in con.execute("SELECT as_of FROM sources").fetchall()}
        missing = {day: inputs.missing(indicator, day) for day in as_ofs if day not in known}
        rules = inputs.rules[indicator.id]
        rows: list[list[object]] = [
            [indicator.id, d, inputs.digest(d), inputs.known_at(d), rules, " ".join(missing.get(d, ()))] for d in as_ofs
        ]
        with cannot_write("work.duckdb"), open_work(con, warehouse):
            _store(con, indicator, as_ofs, rows)
            work = content_of_work(con)
        whole = con.execute(
            "SELECT as_of, numerator, denominator, value, value_low, value_high FROM new_figures"
            " WHERE region_code = '00'"
        ).fetchall()
        (synthetic,) = one_row(con, "SELECT coalesce(bool_or(is_synthetic), false) FROM new_figures")
    found = {day: dict(zip(NUMBERS, numbers, strict=True)) for day, *numbers in whole}
    return Computed(indicator, found, missing, synthetic, work)


def content_of_work(con: duckdb.DuckDBPyConnection) -> Work:
    """Return what tells the content of the attached work.duckdb from any other: rows and sum of hashes by table."""
    return tuple(one_row(con, CONTENT.format(table)) for table in ("computations", *TABLES))


@contextmanager
def computed(inputs: Inputs, indicator: Indicator, as_ofs: Sequence[date]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Compute one indicator at the given dates in memory: gives a connection that holds new_figures, new_evidence."""
    with open_memory() as con:
        load_relations(con, inputs, inputs.plan_of(indicator), as_ofs, exports_of(indicator))
        run_measure(con, indicator)
        yield con


def run_measure(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    """Run a measure over the loaded relations: leaves new_<table> for each of TABLES that the measure answers.

    Also left: `sources`, the dates that have a figure; each part of the measure by its name; `judged`, what the measure
    answered; `entities`, each with its states and its doubt; `letters`, what they bring to each region.
    """
    *parts, name = measure_sql(indicator.measure)
    facts, findings = sql_facts(name), f"reconciliation/{indicator.measure}"
    bound = {
        "indicator_id": indicator.id,
        "rule_version": facts["rule_version"],
        "is_rate": facts["kind"] == "rate",
        "exports": facts["exports"].split(),
    }
    con.execute("DROP TABLE IF EXISTS new_sensitivity; DROP TABLE IF EXISTS new_reconciliation")
    _answer(con, "sources", read_sql("figures/sources"), bound)
    for part in parts:
        _answer(con, part.rpartition("/")[2], read_sql(part), bound)
    _answer(con, "judged", f"SELECT * FROM ({read_sql(name)}) SEMI JOIN sources USING (as_of)", bound)
    _answer(con, "entities", read_sql("figures/entities"), bound)
    _answer(con, "letters", read_sql("figures/letters"), bound)
    _answer(con, "new_figures", read_sql("figures/aggregate"), bound)
    _answer(con, "new_figure_sources", read_sql("figures/figure_sources"), bound)
    _answer(con, "new_evidence", read_sql("figures/evidence"), bound)
    scenarios = [f"({fill_sql('figures/sensitivity', scenario=one)})" for one in scenarios_of(indicator)]
    if scenarios:
        _answer(con, "new_sensitivity", " UNION ALL ".join(scenarios), bound)
    if has_sql(findings):
        found = f"SELECT $indicator_id AS indicator_id, * FROM ({read_sql(findings)})"
        _answer(con, "new_reconciliation", found, bound)


def _answer(con: duckdb.DuckDBPyConnection, table: str, query: str, bound: Mapping[str, object]) -> None:
    """Put what a query answers in a table of the connection, replacing it; a query reads what it names of `bound`."""
    named = {key: value for key, value in bound.items() if f"${key}" in query}
    con.execute(f"CREATE OR REPLACE TABLE {table} AS {query}", named)


@contextmanager
def open_work(con: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> Iterator[None]:
    """Attach work.duckdb as `work`, with the tables of today. The caller holds the writer's lock. Raises OVT-P10."""
    with attach_work(con, warehouse, read_sql("figures/schema"), WORK_FORMAT):
        yield


def _store(
    con: duckdb.DuckDBPyConnection, indicator: Indicator, as_ofs: Sequence[date], rows: list[list[object]]
) -> None:
    bound = {"id": indicator.id, "days": list(as_ofs)}
    con.execute("BEGIN")
    for table in ("computations", *TABLES):
        con.execute(f"DELETE FROM work.{table} WHERE indicator_id = $id AND list_contains($days::DATE[], as_of)", bound)
    con.executemany("INSERT INTO work.computations VALUES (?, ?, ?, ?, ?, ?)", rows)
    answered = {row[0] for row in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    for table in TABLES:
        if f"new_{table}" in answered:
            con.execute(f"INSERT INTO work.{table} BY NAME SELECT * FROM new_{table}")
    con.execute("COMMIT")
