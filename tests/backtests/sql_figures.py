"""Runs the SQL of the indicators on plain records, without files, Dagster or Great Expectations.

Belongs here: putting records into the relations that the SQL reads, and reading its figures and entities back.
Not here: any rule of indicators.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.figures.compute import run_measure
from ovt_pipeline.figures.relations import create_relations, rows_name
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse import open_memory

from . import records as r
from .compare import Key, Numbers

TABLES: dict[type[r.Record], tuple[str, str]] = {
    r.Unit: ("renir_unites", "unites"),
    r.RitmLink: ("ritm_liens", "liens"),
    r.RgtLink: ("rgt_liens", "liens"),
    r.Pair: ("rgt_liens", "correspondance"),
    r.Movement: ("rh_regionalisation", "mouvements"),
    r.Municipality: ("municipalites", "municipalites"),
}
RENAMED: dict[tuple[type[r.Record], str], str] = {(r.Municipality, "code_region"): "regadm"}


def sql_figures(as_ofs: Sequence[date], deliveries: Sequence[r.Delivery]) -> dict[Key, Numbers]:
    """Return every figure the SQL gives at the dates."""
    with open_memory() as con:
        _load(con, as_ofs, deliveries)
        found: dict[Key, Numbers] = {}
        for indicator in load_plan().indicators:
            run_measure(con, indicator)
            query = "SELECT as_of, region_code, numerator, denominator, value, value_low, value_high FROM new_figures"
            for day, region, *numbers in con.execute(query).fetchall():
                found[indicator.id, day, region] = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
    return found


def sql_entities(as_of: date, deliveries: Sequence[r.Delivery], indicator_id: str) -> dict[str, tuple[Any, ...]]:
    """Return entity → (region, in_denominator, in_numerator, doubt, reason) as the SQL judges them at a date."""
    with open_memory() as con:
        _load(con, [as_of], deliveries)
        run_measure(con, next(i for i in load_plan().indicators if i.id == indicator_id))
        query = "SELECT entity_id, region_code, in_denominator, in_numerator, doubt, reason_code FROM new_evidence"
        return {row[0]: tuple(row[1:]) for row in con.execute(query).fetchall()}


def sql_beside(as_of: date, deliveries: Sequence[r.Delivery], indicator_id: str, table: str) -> list[dict[str, Any]]:
    """Return the rows of `sensitivity` or `reconciliation` that the SQL answers at a date."""
    with open_memory() as con:
        _load(con, [as_of], deliveries)
        run_measure(con, next(i for i in load_plan().indicators if i.id == indicator_id))
        found = con.execute(f"SELECT * FROM new_{table}")
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _load(con: duckdb.DuckDBPyConnection, as_ofs: Sequence[date], deliveries: Sequence[r.Delivery]) -> None:
    create_relations(con, load_contracts().values(), load_plan())
    con.execute("INSERT INTO as_of_dates SELECT DISTINCT unnest($days::DATE[])", {"days": list(as_ofs)})
    by_export: dict[str, int] = {}
    for lot in sorted(deliveries, key=lambda d: (d.export, d.extraction_date, d.received)):
        order = by_export[lot.export] = by_export.get(lot.export, 0) + 1
        delivery_id = f"{lot.export}/{lot.extraction_date}_{order}"
        con.execute(
            "INSERT INTO accepted_lots VALUES (?, ?, ?, ?, false, '')",
            [lot.export, delivery_id, order, lot.extraction_date],
        )
        for kind in TABLES:
            address = {"delivery_id": delivery_id, "lot_order": order, "extraction_date": lot.extraction_date}
            _insert(con, kind, "rows", [{**address, **_typed(kind, row)} for row in _accepted(lot, kind)])
            _insert(con, kind, "rejected", [{**address, **_readable(kind, row)} for row in _rejected(lot, kind)])
    con.execute(read_sql("figures/lots_used"))


def _accepted(lot: r.Delivery, kind: type[r.Record]) -> list[tuple[int, r.Record]]:
    return [(i, row.record) for i, row in enumerate(lot.rows) if type(row.record) is kind]


def _rejected(lot: r.Delivery, kind: type[r.Record]) -> list[tuple[int, r.Rejected]]:
    return [(len(lot.rows) + i, row) for i, row in enumerate(lot.rejected) if row.kind is kind]


def _typed(kind: type[r.Record], row: tuple[int, r.Record]) -> dict[str, Any]:
    values = {RENAMED.get((kind, f.name), f.name): getattr(row[1], f.name) for f in fields(kind)}
    return {"row_number": row[0], **values}


def _readable(kind: type[r.Record], row: tuple[int, r.Rejected]) -> dict[str, Any]:
    read: Mapping[str, object] = row[1].readable
    values = {RENAMED.get((kind, name), name): value for name, value in read.items()}
    unread = {f"{RENAMED.get((kind, f.name), f.name)}__defect": "type" for f in fields(kind) if f.name not in read}
    return {"row_number": row[0], **values, **unread}


def _insert(con: duckdb.DuckDBPyConnection, kind: type[r.Record], part: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    export, table = TABLES[kind]
    name = rows_name(export, table, part)
    known = {row[0] for row in con.execute(f'SELECT column_name FROM (DESCRIBE "{name}")').fetchall()}
    frame = pd.DataFrame(rows, dtype=object)
    frame = frame[[c for c in frame.columns if c in known]].where(lambda f: f.notna(), None)
    con.register("frame", frame)
    con.execute(f'INSERT INTO "{name}" BY NAME SELECT * FROM frame')
    con.unregister("frame")
