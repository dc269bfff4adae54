"""Fills a new release file: the previous release carried over, the dates computed since, and what they rest on.

Belongs here: which rows a release holds. Does not belong here: auditing (audit.py), the swap (publish.py), counting.
"""

import json
from dataclasses import dataclass
from datetime import datetime

import duckdb

from ovt_pipeline import __version__
from ovt_pipeline.figures.inputs import Inputs, exports_of
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.plan.loader import load_context, load_regions
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
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.release.targets import write_targets
from ovt_pipeline.sql import has_sql, read_sql


@dataclass(frozen=True)
class Stamp:
    """Identity of a release being built; `published_at` is UTC without offset."""

    release_id: str
    published_at: datetime
    run_id: str
    previous_sha256: str | None = None  # of the release before


def fill(con: duckdb.DuckDBPyConnection, inputs: Inputs, stamp: Stamp) -> list[OvtError]:
    """Fill the attached `release` from `work` and, when attached, `previous`. One transaction.

    Returns: one OVT-P02 per computed date that is left out because its indicators do not share one digest.
    """
    chosen = begin(con, inputs)
    _describe(con)
    _carry_over(con)
    con.execute(read_sql("release/results"), {"release_id": stamp.release_id})
    con.execute(SOURCES)
    _insert_beside(con, inputs)
    _log_release(con, inputs, stamp)
    write_history(con, inputs, stamp.release_id)
    write_targets(con, inputs, stamp.release_id)
    con.execute("COMMIT")
    return chosen.left_out


def begin(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> Chosen:
    """Begin a transaction on the attached `release`: its schema and facts, and which computed figures it takes."""
    con.execute("USE release")
    con.execute(read_sql("release/schema"))
    con.execute("BEGIN")
    _insert_facts(con, inputs)
    _load_previous(con, inputs)
    return choose(con, inputs)


def _insert_facts(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    insert_rows(con, "regions", ["region_code", "name_fr", "name_en"], [r.values() for r in load_regions()])
    con.execute(
        "CREATE TEMP TABLE plan_indicators"
        " (plan_id VARCHAR, id VARCHAR, unit VARCHAR, start_value DOUBLE, rules VARCHAR)"
    )
    counted = [[p.id, i.id, i.unit, i.start.value, inputs.rules[i.id]] for p in inputs.plans for i in p.indicators]
    con.executemany("INSERT INTO plan_indicators VALUES (?, ?, ?, ?, ?)", counted)
    insert_rows(con, "plans", PLANS_COLUMNS, (plan_row(p) for p in inputs.plans))
    insert_rows(con, "plan_statements", STATEMENT_COLUMNS, statement_rows(inputs.plans))
    insert_rows(con, "context_figures", CONTEXT_COLUMNS, context_rows(load_context()))
    insert_rows(con, "plan", PLAN_COLUMNS, point_rows(inputs.plans))
    insert_rows(
        con, "deliveries", DELIVERY_COLUMNS, ([getattr(d, c) for c in DELIVERY_COLUMNS] for d in inputs.deliveries)
    )
    # a lot of an earlier version holds doubts of its contract; they are the evidence's to say (doubts.sql)
    rules = [[d.delivery_id, *vars(r).values()] for d in inputs.deliveries for r in d.quality if r.severity != "doubt"]
    insert_rows(con, "quality_results", ["subject", *QUALITY_COLUMNS], rules)
    _insert_quarantine(con, inputs)


VIEWS = ("evidence", "indicator_latest", "plan_report", "reconciliation", "reconciliation_by_region")
DELIVERY_COLUMNS = [
    "delivery_id", "export", "extraction_date", "received_at", "file_name", "sha256", "bytes", "rows_read",
    "rows_accepted", "rows_rejected", "rows_ignored", "verdict", "refusal_code", "contract_version", "is_synthetic",
]  # fmt: skip
QUALITY_COLUMNS = ["rule_id", "severity", "checked", "failed", "success", "description_fr", "description_en"]


QUARANTINE = "quarantine.parquet"


def _insert_quarantine(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    lots = {str(inputs.store.file(d, QUARANTINE)): d.delivery_id for d in inputs.deliveries if d.accepted}
    if lots:
        con.execute("CREATE TEMP TABLE quarantine_files (path VARCHAR, delivery_id VARCHAR)")
        con.executemany("INSERT INTO quarantine_files VALUES (?, ?)", [[p, i] for p, i in lots.items()])
        con.execute(
            "INSERT INTO quarantine BY NAME SELECT lots.delivery_id, rows.* EXCLUDE (filename)"
            " FROM read_parquet($files, filename = true) AS rows"
            " JOIN quarantine_files AS lots ON lots.path = rows.filename",
            {"files": list(lots)},
        )


APPENDED = (
    "indicator_history",
    "revision_causes",
    "status_events",
)  # whole in every release: nothing of them is ever replaced
SOURCES = (  # as they were computed
    "INSERT INTO figure_sources BY NAME SELECT new.* FROM work.figure_sources AS new"
    " SEMI JOIN taken USING (indicator_id, as_of)"
)
CARRIED = ("indicator_results", "indicator_sensitivity", "figure_sources")
BY_PERIOD = ("evidence", "reconciliation")  # views of a release: periods.py carries what they show
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
    for table in (*CARRIED, *APPENDED, *TOLD, "indicator_targets", *BY_PERIOD):
        source = sources.get(table, f"{table} WHERE false")
        con.execute(f"CREATE TEMP VIEW previous_{table} AS SELECT * FROM {source}")
    if "releases" in known:
        con.execute("INSERT INTO releases BY NAME SELECT * FROM previous.releases")


def _carry_over(con: duckdb.DuckDBPyConnection) -> None:
    """Copy from the previous release every figure that is not taken, with what stands beside it."""
    for table in CARRIED:
        kept = f"SELECT kept.* FROM previous_{table} AS kept ANTI JOIN taken USING (indicator_id, as_of)"
        con.execute(f"INSERT INTO {table} BY NAME {kept}")
    for table in APPENDED:
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM previous_{table}")


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


def _describe(con: duckdb.DuckDBPyConnection) -> None:
    """Comment every table and column in French and English, and fill data_dictionary with the same sentences."""
    rows: list[list[str]] = []
    for table, entry in entries("dictionary").items():
        kind = "VIEW" if table in VIEWS else "TABLE"
        rows.append([table, "", entry["table"]["fr"], entry["table"]["en"]])
        con.execute(f"COMMENT ON {kind} {table} IS {_quoted(entry['table'])}")
        columns = entry["columns"] or entries("dictionary")["indicator_results"]["columns"]
        for column, text in columns.items():
            rows.append([table, column, text["fr"], text["en"]])
            if kind == "TABLE":  # DuckDB describes the columns of tables only; the dictionary describes both
                con.execute(f"COMMENT ON COLUMN {table}.{column} IS {_quoted(text)}")
    insert_rows(con, "data_dictionary", ["table_name", "column_name", "description_fr", "description_en"], rows)


def _quoted(text: dict[str, str]) -> str:
    both = f"{text['fr']} | {text['en']}".replace("'", "''")
    return f"'{both}'"
