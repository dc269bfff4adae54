"""Runs the row rules of one table in DuckDB: every rule is a boolean column, computed once.

Belongs here: duplicates, rejection, accepted and rejected rows, the columns Great Expectations judges.
Does not belong here: verdicts (suite.py, judge.py), the rules (rules.py, contracts), what they found (findings.py).
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.quality.rules import Check, checks_of
from ovt_pipeline.sql import has_sql, read_sql
from ovt_pipeline.warehouse.database import one_row

KEY_SHARE = "key_is_unique"  # boolean on the first row of each key, null elsewhere


@dataclass(frozen=True)
class Lookup:
    """Reference rows that rules may read: places (code, name, region_code) and the dated eligibility table."""

    places: list[tuple[str, str, str]]
    eligibility: list[dict[str, str]]


def open_table(
    con: duckdb.DuckDBPyConnection, contract: Contract, table: Table, typed: pd.DataFrame, day: date
) -> None:
    """Load typed rows as table `typed`, then `kept` (no exact duplicate) and the views the table's own rules read."""
    columns = [
        f'"{c.name}"::{c.sql_type} AS "{c.name}", "{c.name}__defect"::VARCHAR AS "{c.name}__defect"'
        for c in table.columns
    ]
    con.register("frame", typed)
    con.execute(
        f"CREATE TABLE typed AS SELECT sheet::VARCHAR AS sheet, row_number::BIGINT AS row_number, "
        f"$day::DATE AS extraction_date, {', '.join(columns)} FROM frame",
        {"day": day},
    )
    con.unregister("frame")
    parts = {"content": _content(table), "key": _key(table), "has_key": _has_key(table)}
    con.execute(_fill("quality/kept_rows", **parts, key_defect=_key_defect(table)))
    own = f"quality/{contract.export}__{table.name}"
    if has_sql(own):
        con.execute(read_sql(own))


def load_lookup(con: duckdb.DuckDBPyConnection, lookup: Lookup) -> None:
    """Create tables municipalities and eligibility."""
    con.execute("CREATE TABLE municipalities (code VARCHAR, name VARCHAR, region_code VARCHAR)")
    con.execute("CREATE TABLE eligibility (territory VARCHAR, eligible BOOLEAN, valid_from DATE, valid_to DATE)")
    if lookup.places:
        con.executemany("INSERT INTO municipalities VALUES (?, ?, ?)", lookup.places)
    rows = [[r["territory"], r["eligible"], r["valid_from"] or None, r["valid_to"] or None] for r in lookup.eligibility]
    if rows:
        con.executemany("INSERT INTO eligibility VALUES (?, ?, ?, ?)", rows)


def judge_rows(con: duckdb.DuckDBPyConnection, contract: Contract, table: Table) -> list[Check]:
    """Compute every check; leaves tables `checked` (all kept rows, one boolean a check) and `accepted`."""
    checks = checks_of(contract, table)
    rejections = [(i, c) for i, c in enumerate(checks) if c.severity == "rejection"]
    others = [(i, c) for i, c in enumerate(checks) if c.severity != "rejection"]
    con.execute(f"CREATE TABLE judged AS SELECT *, {_booleans(rejections)} FROM kept")
    any_fails = " OR ".join(f'"fails_{i}"' for i, _ in rejections) or "false"
    con.execute(f"CREATE TABLE accepted AS SELECT * FROM judged WHERE NOT ({any_fails})")
    con.execute(f"CREATE VIEW accepted_keys AS SELECT {_key(table)} FROM accepted")
    con.execute(f"CREATE TABLE noted AS SELECT row_number, {_booleans(others) or 'NULL AS nothing'} FROM accepted")
    con.execute(
        f"CREATE TABLE checked AS SELECT judged.*, noted.* EXCLUDE (row_number), ({any_fails}) AS is_rejected "
        "FROM judged LEFT JOIN noted USING (row_number)"
    )
    return checks


def write_rows(con: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> None:
    """Write rows.parquet (accepted) and rejected.parquet (with what typing found wrong) into `folder`."""
    folder.mkdir()
    names = ", ".join(f'"{c.name}"' for c in table.columns)
    defects = ", ".join(f'"{c.name}__defect"' for c in table.columns)
    copy_to_parquet(
        con, f"SELECT sheet, row_number, {names} FROM accepted ORDER BY row_number", folder / "rows.parquet"
    )
    # of a rejected row, which may have shifted, only what a rule reads: free text could be anybody's name
    read = ", ".join(
        f'"{c.name}"' if c.required or c.used_by_rules else f'NULL::{c.sql_type} AS "{c.name}"' for c in table.columns
    )
    rejected = f"SELECT sheet, row_number, {read}, {defects} FROM checked WHERE is_rejected ORDER BY row_number"
    copy_to_parquet(con, rejected, folder / "rejected.parquet")


def verdict_frame(con: duckdb.DuckDBPyConnection, checks: list[Check]) -> pd.DataFrame:
    """Return typed columns and, for each rule, a nullable boolean `ok:<rule>`; null where the rule was not asked."""
    grouped: dict[str, list[int]] = {}
    for i, check in enumerate(checks):
        grouped.setdefault(check.rule_id, []).append(i)
    oks = [
        f'NOT ({" OR ".join(f"fails_{i}" for i in members)}) AS "ok:{rule_id}"' for rule_id, members in grouped.items()
    ]
    return con.execute(f"SELECT *, {', '.join(oks)} FROM checked").df()


def counts(con: duckdb.DuckDBPyConnection) -> tuple[int, int, int]:
    """Return rows accepted, rejected and dropped as exact duplicates."""
    accepted, rejected, duplicates = one_row(
        con,
        "SELECT (SELECT count(*) FROM accepted), (SELECT count(*) FROM checked WHERE is_rejected),"
        " (SELECT count(*) FROM numbered WHERE is_duplicate)",
    )
    return accepted, rejected, duplicates


def _booleans(checks: list[tuple[int, Check]]) -> str:
    return ", ".join(f'coalesce({c.failing}, false) AS "fails_{i}"' for i, c in checks)


def _content(table: Table) -> str:
    return ", ".join(f'"{c.name}", "{c.name}__defect"' for c in table.columns)


def _key(table: Table) -> str:
    return ", ".join(f'"{c.name}"' for c in table.key)


def _has_key(table: Table) -> str:
    return " AND ".join(f'"{c.name}" IS NOT NULL' for c in table.key)


def _key_defect(table: Table) -> str:
    return "coalesce(" + ", ".join(f'"{c.name}__defect"' for c in table.key) + ", NULL)"


def _fill(name: str, **parts: str) -> str:
    text = read_sql(name)
    for part, value in parts.items():
        text = text.replace("{" + part + "}", value)
    return text


def copy_to_parquet(con: duckdb.DuckDBPyConnection, query: str, target: Path) -> None:
    """Write the rows of a query to a Parquet file."""
    quoted = str(target).replace("'", "''")  # COPY takes no bound file name
    con.execute(f"COPY ({query}) TO '{quoted}' (FORMAT parquet)")
