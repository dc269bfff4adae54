"""The list of places that cells are compared with: the export that gives it, and its rows.

Belongs here: finding the list in a typed file or in a lot, by the contract's role and kinds of columns.
Does not belong here: comparing a cell with it (deliveries/references.py), which list is in use (who asks).
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd

from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.deliveries.references import References
from ovt_pipeline.plan.regions import WHOLE, load_regions

Place = tuple[str, str, str]  # code, name, region


def places_contract(contracts: Mapping[str, Contract]) -> Contract:
    """Return the contract of the list of places."""
    return next(contract for contract in contracts.values() if contract.role == "places")


def references_of(places: list[Place] | None) -> References:
    """Return the lists that cells are compared with: the regions of the plan and the given municipalities."""
    regions = {r["code"]: r["name_fr"] for r in load_regions() if r["code"] != WHOLE}
    return References(regions, None if places is None else {code: (name, region) for code, name, region in places})


def places_in(typed: pd.DataFrame, contract: Contract) -> list[Place]:
    """Return the places of a typed list; a row that lacks one of the three is left out."""
    rows = typed[_columns(contract.tables[0])].dropna().to_numpy().tolist()
    return [(code, name, region) for code, name, region in rows]


def places_of_lot(con: duckdb.DuckDBPyConnection, rows: Path, table: Table) -> list[Place]:
    """Return the places of the accepted rows of a list."""
    columns = ", ".join(f'"{name}"' for name in _columns(table))
    return con.execute(f"SELECT {columns} FROM read_parquet($path)", {"path": str(rows)}).fetchall()


def _columns(table: Table) -> list[str]:
    """Return the names of the code (the key), the name (the text that must be filled) and the region."""
    (code,) = table.key
    name = next(c for c in table.columns if c.kind == "text" and c.required and c is not code)
    region = next(c for c in table.columns if c.kind == "region")
    return [code.name, name.name, region.name]
