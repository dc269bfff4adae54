"""Fills a new release file: the previous release carried over, the dates computed since, and what they rest on.

Belongs here: which rows a release holds. Does not belong here: auditing (audit.py), the swap (publish.py), counting.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import duckdb

from ovt_pipeline import __version__
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.figures.inputs import Inputs, exports_of
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.plan.loader import load_context
from ovt_pipeline.plan.regions import load_regions
from ovt_pipeline.release.carry import CARRIED, carry_over, dictionary_rows
from ovt_pipeline.release.chosen import Chosen, choose
from ovt_pipeline.release.earlier import SOURCE_COLUMNS, figure_sources, relations_of
from ovt_pipeline.release.history import write_history
from ovt_pipeline.release.periods import write_periods
from ovt_pipeline.release.plan_rows import (
    CONTEXT_COLUMNS,
    PLAN_COLUMNS,
    PLANS_COLUMNS,
    STATEMENT_COLUMNS,
    context_rows,
    plan_row,
    point_rows,
    statement_rows,
)
from ovt_pipeline.release.rows import insert_rows, renew_rows
from ovt_pipeline.release.targets import write_targets
from ovt_pipeline.sql import has_sql, read_sql


@dataclass(frozen=True)
class Stamp:
    """Identity of a release being built; `published_at` is UTC without offset."""

    release_id: str
    published_at: datetime
    run_id: str
    previous_sha256: str | None = None  # of the release before


def fill(con: duckdb.DuckDBPyConnection, inputs: Inputs, stamp: Stamp, *, is_copy: bool) -> list[OvtError]:
    """Fill the attached `release` from `work` and, when attached, `previous`. One transaction.

    `is_copy`: `release` is a copy of `previous`; else it is empty.
    Returns: one OVT-P02 per computed date that is left out because its indicators do not share one digest.
    """
    _open(con, inputs)
    carry_over(con, is_copy=is_copy)
    chosen = _choose(con, inputs)
    _describe(con, is_copy=is_copy)
    for table in OF_DATES:
        con.execute(f"DELETE FROM {table} AS old USING taken WHERE {SAME_FIGURE}")
    con.execute(read_sql("release/results"), {"release_id": stamp.release_id})
    con.execute(SOURCES)
    _insert_beside(con, inputs)
    _log_release(con, inputs, stamp)
    write_history(con, inputs, stamp.release_id)
    write_targets(con, inputs, stamp.release_id, is_copy=is_copy)
    con.execute("COMMIT")
    return chosen.left_out


def begin(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> Chosen:
    """Begin a transaction on the attached, empty `release`: its facts, and which computed figures it would take."""
    _open(con, inputs)
    return _choose(con, inputs)


def _open(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    con.execute("USE release")
    con.execute(read_sql("release/schema"))
    con.execute("BEGIN")
    _load_previous(con, inputs)


def _choose(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> Chosen:
    _insert_facts(con, inputs)
    return choose(con, inputs)


def _insert_facts(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    renew_rows(con, "regions", ["region_code", "name_fr", "name_en"], (r.values() for r in load_regions()))
    con.execute(
        "CREATE TEMP TABLE plan_indicators"
        " (plan_id VARCHAR, id VARCHAR, unit VARCHAR, start_value DOUBLE, rules VARCHAR)"
    )
    counted = [[p.id, i.id, i.unit, i.start.value, inputs.rules[i.id]] for p in inputs.plans for i in p.indicators]
    con.executemany("INSERT INTO plan_indicators VALUES (?, ?, ?, ?, ?)", counted)
    renew_rows(con, "plans", PLANS_COLUMNS, (plan_row(p) for p in inputs.plans))
    renew_rows(con, "plan_statements", STATEMENT_COLUMNS, statement_rows(inputs.plans))
    renew_rows(con, "context_figures", CONTEXT_COLUMNS, context_rows(load_context()))
    renew_rows(con, "plan", PLAN_COLUMNS, point_rows(inputs.plans))
    _insert_deliveries(con, inputs)


def _insert_deliveries(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Write the deliveries that `release` does not hold as they are now, with their rules and their rejected rows."""
    known = {tuple(row) for row in con.execute(f"SELECT {', '.join(DELIVERY_COLUMNS)} FROM deliveries").fetchall()}
    rows = {d.delivery_id: tuple(getattr(d, column) for column in DELIVERY_COLUMNS) for d in inputs.deliveries}
    told = {row[0] for row in con.execute("SELECT DISTINCT delivery_id FROM quarantine").fetchall()}
    back = {d.delivery_id for d in inputs.deliveries if d.rows_rejected} - told  # a withdrawn one has no rejected rows
    new = [d for d in inputs.deliveries if not d.accepted or rows[d.delivery_id] not in known or d.delivery_id in back]
    gone = {row[0] for row in known} - rows.keys() | {d.delivery_id for d in new}
    for table, column in (("deliveries", "delivery_id"), ("quarantine", "delivery_id"), ("quality_results", "subject")):
        con.execute(f"DELETE FROM {table} WHERE list_contains($gone, {column})", {"gone": list(gone)})
    con.execute("DELETE FROM quality_results WHERE subject = 'release' OR severity = 'doubt'")
    insert_rows(con, "deliveries", DELIVERY_COLUMNS, (rows[d.delivery_id] for d in new))
    # a lot of an earlier version holds doubts of its contract; they are the evidence's to say (doubts.sql)
    rules = [[d.delivery_id, *vars(r).values()] for d in new for r in d.quality if r.severity != "doubt"]
    insert_rows(con, "quality_results", ["subject", *QUALITY_COLUMNS], rules)
    _insert_quarantine(con, inputs, new)


VIEWS = ("evidence", "indicator_latest", "plan_report", "reconciliation", "reconciliation_by_region")
DELIVERY_COLUMNS = [
    "delivery_id", "export", "extraction_date", "received_at", "file_name", "sha256", "bytes", "rows_read",
    "rows_accepted", "rows_rejected", "rows_ignored", "verdict", "refusal_code", "contract_version", "is_synthetic",
]  # fmt: skip
QUALITY_COLUMNS = ["rule_id", "severity", "checked", "failed", "success", "description_fr", "description_en"]


QUARANTINE = "quarantine.parquet"


def _insert_quarantine(con: duckdb.DuckDBPyConnection, inputs: Inputs, deliveries: Iterable[Delivery]) -> None:
    lots = {str(inputs.store.file(d, QUARANTINE)): d.delivery_id for d in deliveries if d.accepted}
    if lots:
        con.execute("CREATE TEMP TABLE quarantine_files (path VARCHAR, delivery_id VARCHAR)")
        con.executemany("INSERT INTO quarantine_files VALUES (?, ?)", [[p, i] for p, i in lots.items()])
        con.execute(
            "INSERT INTO quarantine BY NAME SELECT lots.delivery_id, rows.* EXCLUDE (filename)"
            " FROM read_parquet($files, filename = true) AS rows"
            " JOIN quarantine_files AS lots ON lots.path = rows.filename",
            {"files": list(lots)},
        )


SOURCES = (  # as they were computed
    "INSERT INTO figure_sources BY NAME SELECT new.* FROM work.figure_sources AS new"
    " SEMI JOIN taken USING (indicator_id, as_of)"
)
OF_DATES = ("indicator_results", "indicator_sensitivity", "figure_sources")  # those of a figure that is taken go
SAME_FIGURE = "old.indicator_id = taken.indicator_id AND old.as_of = taken.as_of"
VIEWED = ("evidence", "reconciliation")  # by date, whatever the release before stores
TOLD = ("figure_changes", "held_figures")  # chosen anew by every release


def _load_previous(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Make views previous_<table> of what the previous release holds by date; empty when it has no such table.

    The sources of its figures are found again from its deliveries when it was made before they had a table.
    """
    known = relations_of(con, "previous")
    sources = {table: f"previous.{table}" for table in known}
    if known and "figure_sources" not in known:
        sources["figure_sources"] = "temp.earlier_sources"
        con.execute("CREATE TEMP TABLE earlier_sources AS FROM figure_sources")
        exports = {indicator.id: exports_of(indicator) for indicator in inputs.indicators}
        insert_rows(con, "temp.earlier_sources", SOURCE_COLUMNS, figure_sources(con, "previous", exports))
    for table in (*CARRIED, *TOLD, "indicator_targets", *VIEWED):
        source = sources.get(table, f"{table} WHERE false")
        con.execute(f"CREATE TEMP VIEW previous_{table} AS SELECT * FROM {source}")


def _insert_beside(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Insert what stands beside the figures, each row with its sentence: of the dates taken, and the doubts of all."""
    con.execute("CREATE TEMP TABLE said (name VARCHAR, description_fr VARCHAR, description_en VARCHAR)")
    kinds = (*entries("scenarios").values(), entries("measures")["doubts"])
    con.executemany(
        "INSERT INTO temp.said VALUES (?, ?, ?)", [(n, s["fr"], s["en"]) for k in kinds for n, s in k.items()]
    )
    con.execute(read_sql("release/sensitivity"))
    write_periods(con, [one.id for one in inputs.indicators if has_sql(f"reconciliation/{one.measure}")])
    con.execute(read_sql("release/doubts"))


def _log_release(con: duckdb.DuckDBPyConnection, inputs: Inputs, stamp: Stamp) -> None:
    contracts = json.dumps({c.export: c.version for c in inputs.contracts.values()}, sort_keys=True)
    plan = "; ".join(f"{p.id} {p.digest[:12]}" for p in inputs.plans)
    row = [stamp.release_id, stamp.published_at, stamp.run_id, __version__, contracts, plan, stamp.previous_sha256]
    synthetic = any(d.is_synthetic for d in inputs.deliveries if d.accepted)
    columns = [
        "release_id",
        "published_at",
        "run_id",
        "code_version",
        "contract_versions",
        "plan_version",
        "previous_sha256",
    ]
    row += [synthetic, inputs.decisions.must_be_signed]
    insert_rows(con, "releases", [*columns, "is_synthetic", "signatures_required"], [row])


def _describe(con: duckdb.DuckDBPyConnection, *, is_copy: bool) -> None:
    """Comment every table and column in French and English, and fill data_dictionary with the same sentences.

    Of a copy only the views, which were made anew.
    """
    rows = dictionary_rows()
    for table, column, *told in rows:
        is_view = table in VIEWS
        if column and not is_view and not is_copy:  # DuckDB has no comment on a column of a view; the dictionary has
            con.execute(f"COMMENT ON COLUMN {table}.{column} IS {_quoted(*told)}")
        elif not column and (is_view or not is_copy):
            con.execute(f"COMMENT ON {'VIEW' if is_view else 'TABLE'} {table} IS {_quoted(*told)}")
    if not is_copy:
        insert_rows(con, "data_dictionary", ["table_name", "column_name", "description_fr", "description_en"], rows)


def _quoted(fr: str, en: str) -> str:
    both = f"{fr} | {en}".replace("'", "''")
    return f"'{both}'"
