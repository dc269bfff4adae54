"""The rows of one table in DuckDB: typed, without exact duplicates, then accepted or rejected by the rules.

Belongs here: running the SQL of sql/quality/ over them, what is written of them into a lot, what is shown of them to
Great Expectations. Does not belong here: the rules (rules.py, contracts), what they found (findings.py), verdicts.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from ovt_pipeline.contracts.model import Column, Contract, Table
from ovt_pipeline.deliveries.type_cells import DEFECTS
from ovt_pipeline.deliveries.typed import TypedTable
from ovt_pipeline.quality.expectations import Expected
from ovt_pipeline.quality.rules import Check
from ovt_pipeline.sql import has_sql, read_sql
from ovt_pipeline.warehouse.database import records

# Does an expectation that the contract declares as a doubt blame this row? The evidence then says D-CONTRACT.
IS_DOUBTED = "row_number IN (SELECT row_number FROM failures WHERE severity = 'doubt') AS doubted"


@dataclass(frozen=True)
class Lookup:
    """Reference rows that rules may read: places (code, name, region_code) and the dated eligibility table."""

    places: list[tuple[str, str, str]]
    eligibility: list[dict[str, str]]


@dataclass(frozen=True)
class Counts:
    """What became of the rows of a table: the three add up to those that were read."""

    accepted: int
    rejected: int
    duplicates: int

    @property
    def kept(self) -> int:
        """Rows that were judged."""
        return self.accepted + self.rejected


def load_lookup(con: duckdb.DuckDBPyConnection, lookup: Lookup) -> None:
    """Create tables municipalities and eligibility."""
    con.execute(read_sql("quality/lookup"))
    if lookup.places:
        con.executemany("INSERT INTO municipalities VALUES (?, ?, ?)", lookup.places)
    rows = [[r["territory"], r["eligible"], r["valid_from"] or None, r["valid_to"] or None] for r in lookup.eligibility]
    if rows:
        con.executemany("INSERT INTO eligibility VALUES (?, ?, ?, ?)", rows)


@contextmanager
def own_schema(con: duckdb.DuckDBPyConnection, table: Table) -> Iterator[None]:
    """Give a table relations of its own; those of tables judged before it stay, under their names."""
    con.execute(f'CREATE SCHEMA "{table.name}"')
    con.execute(f"SET search_path = '{table.name},main'")
    yield
    con.execute("SET search_path = 'main'")


def open_table(con: duckdb.DuckDBPyConnection, contract: Contract, table: Table, typed: TypedTable, day: date) -> None:
    """Load typed rows as table `typed`, then `kept` (no exact duplicate) and the views the table's own rules read."""
    _load(con, typed, day)
    content = ", ".join(f'"{c.compared}", "{c.name}__defect"' for c in table.columns)
    has_key = " AND ".join(f'"{c.name}" IS NOT NULL' for c in table.key)
    defect = "coalesce(" + ", ".join(f'"{c.name}__defect"' for c in table.key) + ", NULL)"
    same = " AND ".join(f'typed."{c.compared}" IS NOT DISTINCT FROM repeated."{c.compared}"' for c in table.key)
    key = {"key": _compared(table), "same_key": same, "has_key": has_key, "key_defect": defect}
    con.execute(_filled("kept_rows", content=content, **key))
    own = f"{contract.export}__{table.name}"
    if has_sql(f"quality/{own}"):
        con.execute(_filled(own))


def _load(con: duckdb.DuckDBPyConnection, typed: TypedTable, day: date) -> None:
    """Make table `typed` of numpy columns: the codes of the rows, joined with the cells that they stand for."""
    given = {"coded": typed.rows()}
    given |= {f"cells_{rank}": cells.cells() for rank, cells in enumerate([typed.sheet, *typed.columns.values()])}
    for name, relation in given.items():
        con.register(name, relation)
    coded = " JOIN ".join(["coded", *(f"cells_{n} ON cells_{n}.code = coded.code_{n}" for n in range(len(given) - 1))])
    made = [one for rank, column in enumerate(typed.columns, 1) for one in _typed(rank, column)]
    columns = ", ".join(["nullif(cells_0.value, '')::VARCHAR AS sheet", *made])
    con.execute(_filled("typed_rows", columns=columns, coded=coded), {"day": day})
    for name in given:
        con.unregister(name)


def _typed(rank: int, column: Column) -> Iterator[str]:
    """Yield what `typed` holds of a column: its value, its defect, what stands beside them."""
    cells, kinds = f"cells_{rank}", ", ".join(f"'{defect}'" for defect in DEFECTS)
    yield f"nullif({cells}.value, '')::{column.sql_type} AS \"{column.name}\""
    yield f"nullif({cells}.defect, '')::ENUM({kinds}) AS \"{column.name}__defect\""  # a byte a row, as a text sixteen
    if column.folded_name:
        yield f"CASE WHEN {cells}.value <> '' THEN {cells}.folded END AS \"{column.folded_name}\""
    if column.filled_name:
        yield f'coded.filled_{rank} AS "{column.filled_name}"'


def whole_table(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    found: Container[str],
    expected: Sequence[Expected],
    compared: Mapping[str, str],
) -> pd.DataFrame:
    """Return the kept rows as narrow as expectations allow: their numbers, the columns that these name, and `compared`.

    `compared` are columns made for gates, by name. A column that only has to be there is narrowed to whether it is
    filled; one that the file has not is left out.
    """
    named = {c.name for c in table.columns for one in expected if one.names(c)}
    there = [c for c in table.columns if c.name in named or (c.is_needed and c.name in found)]
    columns = [f'"{c.name}"' if c.name in named else f'"{c.name}" IS NOT NULL AS "{c.name}"' for c in there]
    made = [f'{made} AS "{name}"' for name, made in compared.items()]
    return con.execute(_filled("whole_table", columns=", ".join(["row_number", *columns, *made]))).df()


def judge_rows(
    con: duckdb.DuckDBPyConnection, table: Table, checks: Sequence[Check], named: Mapping[str, Sequence[int]]
) -> None:
    """Ask the checks of rows: leaves tables `failures`, `rejected` and `accepted`.

    `named` are the rows that Great Expectations names beforehand, by the rule that rejects them.
    """
    con.execute(read_sql("quality/failures"))
    _name(con, named)
    _ask(con, checks, "kept")
    con.execute(_filled("accepted_rows", key=_compared(table)))
    _ask(con, checks, "accepted")


def blame(con: duckdb.DuckDBPyConnection, checks: Sequence[Check], named: Mapping[str, Sequence[int]]) -> None:
    """Ask the checks of the whole: they blame the rows `named`, by rule, once all others were judged."""
    _name(con, named)
    _ask(con, checks, "whole")


def counts(con: duckdb.DuckDBPyConnection) -> Counts:
    """Return how many rows are accepted, rejected and dropped as exact duplicates."""
    (found,) = records(con, read_sql("quality/counts"), Counts)
    return found


def write_rows(con: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> None:
    """Write rows.parquet (accepted) and rejected.parquet (with what typing found wrong) into `folder`."""
    # of a rejected row, which may have shifted, only what a rule reads: free text could be anybody's name
    needed = {c.name: c.is_needed for c in table.columns}
    read = [f'"{c.name}"' if c.is_needed else f'NULL::{c.sql_type} AS "{c.name}"' for c in table.columns]
    folded = [f'"{f}"' if needed[name] else f'NULL::VARCHAR AS "{f}"' for name, f in table.folded.items()]
    defects = [f'"{c.name}__defect"::VARCHAR AS "{c.name}__defect"' for c in table.columns]
    beside = [*map(_quoted, (*table.folded.values(), *table.filled)), IS_DOUBTED]
    accepted = _filled("lot_rows", rows="accepted", columns=", ".join([_names(table.columns), *beside]))
    copy_to_parquet(con, accepted, folder / "rows.parquet")
    rejected = _filled(
        "lot_rows", rows="rejected", columns=", ".join([*read, *defects, *folded, *map(_quoted, table.filled)])
    )
    copy_to_parquet(con, rejected, folder / "rejected.parquet")


def copy_to_parquet(con: duckdb.DuckDBPyConnection, query: str, target: Path) -> None:
    """Write the rows of a query to a Parquet file."""
    quoted = str(target).replace("'", "''")  # COPY takes no bound file name
    con.execute(f"COPY ({query}) TO '{quoted}' (FORMAT parquet)")


def _name(con: duckdb.DuckDBPyConnection, named: Mapping[str, Sequence[int]]) -> None:
    for rule_id, rows in named.items():
        con.execute(read_sql("quality/expected_not"), {"rule_id": rule_id, "rows": rows})


def _ask(con: duckdb.DuckDBPyConnection, checks: Sequence[Check], rows: str) -> None:
    for number, check in enumerate(checks):
        if check.rows == rows:
            asked = _filled("failing_rows", rows="kept" if rows == "whole" else rows, failing=check.failing)
            con.execute(asked, {"check_no": number, "severity": check.severity})


def _names(columns: Sequence[Column]) -> str:
    return ", ".join(_quoted(c.name) for c in columns)


def _compared(table: Table) -> str:
    """Return the columns by which keys are compared."""
    return ", ".join(_quoted(c.compared) for c in table.key)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _filled(name: str, **parts: str) -> str:
    text = read_sql(f"quality/{name}")
    for part, value in parts.items():
        text = text.replace("{" + part + "}", value)
    return text
