"""The relations that the SQL of a measure reads: dates, lots used, plan facts and the rows of every lot.

Belongs here: loading them into a connection, always with the same names and columns, empty when there is nothing.
Does not belong here: counting rules (sql/indicators/), where results go (compute.py).
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

import duckdb

from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.deliveries.lots import accepted
from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.plan.loader import load_eligibility, load_regions
from ovt_pipeline.plan.model import Plan
from ovt_pipeline.sql import read_sql

PARTS = ("rows", "rejected")
LOTS = (
    "CREATE TABLE accepted_lots (export VARCHAR, delivery_id VARCHAR, lot_order BIGINT, extraction_date DATE,"
    " is_synthetic BOOLEAN, folder VARCHAR)"
)


def load_relations(
    con: duckdb.DuckDBPyConnection, inputs: Inputs, plan: Plan, as_ofs: Sequence[date], exports: Collection[str]
) -> None:
    """Create as_of_dates, accepted_lots, lots_used, the facts of the plan and all tables, filled for `exports`."""
    create_relations(con, inputs.contracts.values(), plan)
    con.execute("INSERT INTO as_of_dates SELECT DISTINCT unnest($days::DATE[])", {"days": list(as_ofs)})
    for export in inputs.contracts:
        for order, lot in enumerate(accepted(inputs.deliveries, export), start=1):
            folder = str(inputs.store.folder(lot))
            row = [export, lot.delivery_id, order, lot.extraction_date, lot.is_synthetic, folder]
            con.execute("INSERT INTO accepted_lots VALUES (?, ?, ?, ?, ?, ?)", row)
    con.execute(read_sql("figures/lots_used"))
    for contract in (inputs.contracts[export] for export in exports):
        folders = [str(inputs.store.folder(lot)) for lot in accepted(inputs.deliveries, contract.export)]
        for table in contract.tables if folders else ():
            for part in PARTS:
                _load_rows(con, contract, table, folders, part)


def create_relations(con: duckdb.DuckDBPyConnection, contracts: Iterable[Contract], plan: Plan) -> None:
    """Create every relation but lots_used: plan facts filled, dates, lots and rows empty."""
    con.execute("CREATE TABLE as_of_dates (as_of DATE)")
    con.execute(LOTS)
    _load_plan_facts(con, plan)
    for contract in contracts:
        for table in contract.tables:
            for part in PARTS:
                _create_rows(con, contract, table, part)


def rows_name(export: str, table: str, part: str) -> str:
    """Return the relation of a table's accepted ('rows') or 'rejected' rows."""
    return f"{export}__{table}" + ("__rejected" if part == "rejected" else "")


def _load_plan_facts(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    con.execute("CREATE TABLE regions (region_code VARCHAR)")
    con.executemany("INSERT INTO regions VALUES (?)", [[r["code"]] for r in load_regions()])
    con.execute("CREATE TABLE reference_dates (name VARCHAR, day DATE)")
    con.executemany("INSERT INTO reference_dates VALUES (?, ?)", [[n, d] for n, d in plan.reference_dates.items()])
    con.execute("CREATE TABLE eligibility (territory VARCHAR, eligible BOOLEAN, valid_from DATE, valid_to DATE)")
    rules = [
        [r["territory"], r["eligible"], r["valid_from"] or None, r["valid_to"] or None] for r in load_eligibility()
    ]
    con.executemany("INSERT INTO eligibility VALUES (?, ?, ?, ?)", rules)


def _create_rows(con: duckdb.DuckDBPyConnection, contract: Contract, table: Table, part: str) -> None:
    columns = [f'"{c.name}" {c.sql_type}' for c in table.columns]
    columns += [f'"{c.name}__defect" VARCHAR' for c in table.columns] if part == "rejected" else []
    address = "delivery_id VARCHAR, lot_order BIGINT, extraction_date DATE, sheet VARCHAR, row_number BIGINT"
    name = rows_name(contract.export, table.name, part)
    con.execute(f'CREATE TABLE "{name}" ({address}, {", ".join(columns)})')


def _load_rows(con: duckdb.DuckDBPyConnection, contract: Contract, table: Table, folders: list[str], part: str) -> None:
    """Fill `<export>__<table>` (or `…__rejected`) from the Parquet files of every lot."""
    suffix = f"/{table.name}/{part}.parquet"
    try:
        _insert_rows(con, contract, table, folders, part)
    except duckdb.Error as error:
        place = f"quality/{contract.export}/*{suffix}"
        raise OvtError("OVT-P11", Where(file=place), found=type(error).__name__) from None


def _insert_rows(
    con: duckdb.DuckDBPyConnection, contract: Contract, table: Table, folders: list[str], part: str
) -> None:
    suffix = f"/{table.name}/{part}.parquet"
    files = [folder + suffix for folder in folders]
    query = "SELECT column_name FROM (DESCRIBE FROM read_parquet($files, union_by_name = true))"
    there = {row[0] for row in con.execute(query, {"files": files}).fetchall()}
    wanted = ["sheet", "row_number", *(name for c in table.columns for name in (c.name, f"{c.name}__defect"))]
    kept = ", ".join(f'rows."{name}"' for name in wanted if name in there)  # a contract may have dropped a column since
    con.execute(
        f'INSERT INTO "{rows_name(contract.export, table.name, part)}" BY NAME'
        f" SELECT lots.delivery_id, lots.lot_order, lots.extraction_date, {kept}"
        " FROM read_parquet($files, filename = true, union_by_name = true) AS rows"
        " JOIN accepted_lots AS lots ON rows.filename = lots.folder || $suffix",
        {"files": files, "suffix": suffix},
    )
