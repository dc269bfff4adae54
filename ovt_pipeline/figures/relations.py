"""The relations that the SQL of a measure reads, made from the contracts; docs/add-an-indicator.md describes them.

For each table of each export `<export>__<table>` (the accepted rows of its lots) and `…__rejected` (the rejected ones):
all rows of the lots that a figure reads whole, of the others those that turn (deliveries/lot_rows.py). For each as_of
`…__used`, `…__entities`, `…__rejections` and, where rows of an entity have a key of their own, `…__rows_gone`. Beside
them the dates, the lots, the ends that notes give, `places` and the facts of the plan. All have the same names and
columns always, and are empty when there is nothing.

Belongs here: creating and filling them. Does not belong here: what they hold (sql/relations/), counting rules
(sql/indicators/), where results go (compute.py).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import duckdb

from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.deliveries.lot_rows import PARTS, TableLots, load_rows
from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.plan.loader import load_eligibility
from ovt_pipeline.plan.model import Plan
from ovt_pipeline.plan.regions import load_regions
from ovt_pipeline.sql import fill_sql, read_sql

OF_TABLE = ("used", "entities", "rejections", "rows_gone", "due")  # views of each table: sql/relations/<name>.sql
ADDRESS = "delivery_id VARCHAR, lot_order BIGINT, extraction_date DATE, sheet VARCHAR, row_number BIGINT"


def load_relations(
    con: duckdb.DuckDBPyConnection, inputs: Inputs, plan: Plan, as_ofs: Sequence[date], exports: Collection[str]
) -> None:
    """Create and fill the relations that a measure of these exports reads."""
    contracts = [inputs.contracts[export] for export in exports]
    create_relations(con, contracts, plan)
    for export in exports:
        _load_lots(con, inputs, plan, export)
    for end in inputs.ends:
        other = end.key[1] if len(end.key) > 1 else None
        row = [end.export, end.table, end.key[0], other, end.kind, end.motif, end.successor, end.day]
        con.execute("INSERT INTO noted_ends VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    load_lots_used(con, {day: [lot.delivery_id for lot in inputs.used(day)] for day in as_ofs})
    for contract in contracts:
        whole = {lot.delivery_id for lot in inputs.read_whole(contract.export, as_ofs)}
        for table in contract.tables if inputs.lots[contract.export] else ():
            _load_rows(con, inputs, contract, table, whole)


def _load_lots(con: duckdb.DuckDBPyConnection, inputs: Inputs, plan: Plan, export: str) -> None:
    lots = inputs.lots[export]
    bound = {
        "export": export,
        "ids": [lot.delivery_id for lot in lots],
        "days": [lot.extraction_date for lot in lots],
        "synthetic": [lot.is_synthetic for lot in lots],
    }
    con.execute(read_sql("relations/accepted_lots"), bound)
    for name, day in plan.reference_dates.items():
        for lot in inputs.reference(export, day):
            con.execute("INSERT INTO reference_lots VALUES (?, ?, ?)", [name, export, lot.delivery_id])


def create_relations(con: duckdb.DuckDBPyConnection, contracts: Iterable[Contract], plan: Plan) -> None:
    """Create the relations of these contracts: contracts and plan filled, dates, lots and rows empty."""
    con.execute(read_sql("relations/base"))
    _load_plan_facts(con, plan)
    for contract in contracts:
        con.execute("INSERT INTO exports VALUES (?, ?)", [contract.export, contract.role])
        for table in contract.tables:
            _create_table(con, contract, table)


def load_lots_used(con: duckdb.DuckDBPyConnection, used: Mapping[date, Collection[str]]) -> None:
    """Fill as_of_dates and lots_used, given the deliveries used at each date, over the accepted lots loaded before."""
    con.execute("INSERT INTO as_of_dates SELECT unnest($days::DATE[])", {"days": list(used)})
    pairs = [(day, delivery_id) for day, ids in used.items() for delivery_id in ids]
    bound = {"days": [day for day, _ in pairs], "lots": [delivery_id for _, delivery_id in pairs]}
    con.execute(read_sql("relations/lots_used"), bound)


def rows_name(export: str, table: str, part: str = "rows") -> str:
    """Return the relation of a table's accepted ('rows') or 'rejected' rows."""
    return f"{export}__{table}" + ("__rejected" if part == "rejected" else "")


def _load_plan_facts(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    con.executemany("INSERT INTO regions VALUES (?)", [[r["code"]] for r in load_regions()])
    con.executemany("INSERT INTO reference_dates VALUES (?, ?)", [[n, d] for n, d in plan.reference_dates.items()])
    rules = [
        [r["territory"], r["eligible"], r["valid_from"] or None, r["valid_to"] or None] for r in load_eligibility()
    ]
    con.executemany("INSERT INTO eligibility VALUES (?, ?, ?, ?)", rules)


def _create_table(con: duckdb.DuckDBPyConnection, contract: Contract, table: Table) -> None:
    """Create the rows of a table, accepted and rejected, and the relations made from its key."""
    typed = [f'"{c.name}" {c.sql_type}' for c in table.columns] + [
        f'"{name}" VARCHAR' for name in table.folded.values()
    ]
    marks = [f'"{c.name}__defect" VARCHAR' for c in table.columns]
    for part, columns in (("rows", [*typed, "doubted BOOLEAN"]), ("rejected", typed + marks)):
        con.execute(f"CREATE TABLE {rows_name(contract.export, table.name, part)} ({ADDRESS}, {', '.join(columns)})")
    names = _names_of(contract, table)
    for name in OF_TABLE:
        if name != "rows_gone" or len(table.key) > 1:
            con.execute(fill_sql(f"relations/{name}", **names))
    if contract.role == "places":
        region = next(c.name for c in table.columns if c.kind == "region")
        con.execute(fill_sql("relations/places", **names, region=region))


def _names_of(contract: Contract, table: Table) -> dict[str, str]:
    """Return what the templates of a table name: its relation, its key, when its entities end."""
    compared = [c.compared for c in table.key]
    texts = [c.compared if c.folded_name else f"{c.name}::BIGINT" for c in table.key]
    day = f"coalesce({table.last_row_by[0]} <= extraction_date, false) DESC, " if table.last_row_by else ""
    order = [f"{name} DESC NULLS LAST" for name in table.last_row_by] or ["row_number"]
    return {
        "export": contract.export,
        "table": table.name,
        "relation": rows_name(contract.export, table.name),
        "entity": compared[0],
        "shown": table.key[0].name,
        "key": ", ".join(compared),
        "other": texts[-1],
        "same_key": " AND ".join(f"rejected.{name} = gone.{name}" for name in compared),
        "last_row_first": day + ", ".join(order),
        "known_end": table.known_end,
    }


def _load_rows(
    con: duckdb.DuckDBPyConnection, inputs: Inputs, contract: Contract, table: Table, whole: Collection[str]
) -> None:
    """Fill the rows of a table, accepted and rejected, from its lots. Raises OVT-P11."""
    try:
        load_rows(con, "loaded", TableLots(inputs.store, contract.export, table, inputs.lots[contract.export]), whole)
    except duckdb.Error as error:
        shown = {"expected": "Parquet", "found": type(error).__name__, "lot": contract.export}
        raise OvtError("OVT-P11", Where(file=f"lots/{contract.export}/*/{table.name}/"), **shown) from None
    for part, is_accepted in PARTS.items():
        relation = rows_name(contract.export, table.name, part)
        columns = [f'"{name}"' for (name, *_) in con.execute(f"DESCRIBE {relation}").fetchall()]
        where = "is_accepted" if is_accepted else "NOT is_accepted"
        con.execute(f"INSERT INTO {relation} SELECT {', '.join(columns)} FROM loaded WHERE {where}")
    con.execute("DROP TABLE loaded")
