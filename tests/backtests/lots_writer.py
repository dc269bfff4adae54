"""Writes the deliveries of a generated world as real lots, without files to read: for tests of what is published.

Belongs here: from plain records to the Parquet files and verdict of a lot. Not here: reading deliveries, any rule.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.lot_rows import PARTS
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.figures.relations import rows_name

from . import records as r
from .sql_relations import loaded

QUARANTINE = (
    "COPY (SELECT NULL::VARCHAR AS sheet, 0::BIGINT AS row_number, '' AS rule_id, NULL::VARCHAR AS column_name,"
    " '' AS message_fr, '' AS message_en WHERE false) TO '{path}' (FORMAT parquet)"
)
ADDRESS_APART = "SELECT * EXCLUDE (delivery_id, lot_order, extraction_date)"


def write_lot(store: LotStore, one: r.Delivery, received_at: datetime) -> Delivery:
    """Write one delivery as an accepted lot; its sha256 is that of its content."""
    contract = load_contracts()[one.export]
    told = repr(one).encode()
    delivery = Delivery(
        export=one.export,
        extraction_date=one.extraction_date,
        sha256=hashlib.sha256(told).hexdigest(),
        file_name=f"{one.export}_{one.extraction_date}.csv",
        bytes=len(told),
        received_at=received_at,
        contract_version=contract.version,
        contract_digest=contract.digest,
        is_synthetic=True,
        verdict="accepted",
        rows_read=len(one.rows) + len(one.rejected),
        rows_accepted=len(one.rows),
        rows_rejected=len(one.rejected),
        rows_ignored=0,
    )
    with store.aside() as aside, loaded([one.extraction_date], [[one]]) as con:
        con.execute(QUARANTINE.format(path=aside / "quarantine.parquet"))
        for table in contract.tables:
            (aside / table.name).mkdir()
            for part in PARTS:
                rows = f"{ADDRESS_APART} FROM {rows_name(one.export, table.name, part)}"
                con.execute(f"COPY ({rows}) TO '{aside / table.name / part}.parquet' (FORMAT parquet)")
        store.commit(delivery, aside)
    return delivery


def write_lots(root: Path, world: Iterable[r.Delivery], received_at: Iterable[datetime]) -> LotStore:
    """Write every delivery of a world, each with its reception."""
    root.mkdir(parents=True, exist_ok=True)
    store = LotStore(root)
    for one, moment in zip(world, received_at, strict=True):
        write_lot(store, one, moment)
    return store
