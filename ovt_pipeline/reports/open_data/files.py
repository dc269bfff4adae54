"""Writes every table told as CSV and as Parquet, and what describes them: a folder's files, by name.

Belongs here: the files and their bytes. Does not belong here: what describes them (package.py, dcat.py), where they go.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from ovt_pipeline.reports.open_data.dcat import dcat_of
from ovt_pipeline.reports.open_data.package import package_of
from ovt_pipeline.reports.told.tables import Column, Table, tables_told

FORMATS = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet, COMPRESSION zstd"}


def open_data(con: duckdb.DuckDBPyConnection) -> dict[str, bytes]:
    """Return the files of the data package of the told tables: the same bytes for the same release.

    `<table>.csv` (UTF-8, comma, dates as YYYY-MM-DD, lists as JSON), `<table>.parquet`, `datapackage.json`,
    `dcat.jsonld`.
    """
    tables = tables_told(con)
    con.execute("SET threads = 1")  # several would cut a Parquet file elsewhere
    with TemporaryDirectory(prefix="ovt-") as folder:
        data = {name: found for table in tables for name, found in _written(con, table, Path(folder)).items()}
    return {**data, **_described(con, tables, data)}


def _written(con: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> dict[str, bytes]:
    selected = {"csv": ", ".join(map(_as_text, table.columns)), "parquet": "*"}
    found = {}
    for suffix, options in FORMATS.items():
        path = folder / f"{table.name}.{suffix}"
        quoted = str(path).replace("'", "''")  # COPY takes no bound value
        con.execute(f"COPY (SELECT {selected[suffix]} FROM {table.source} ORDER BY ALL) TO '{quoted}' ({options})")
        found[path.name] = path.read_bytes()
    return found


def _as_text(column: Column) -> str:
    """Return how a CSV says a column: a list as JSON, a moment in UTC to the second."""
    name = column.name
    if column.kind.endswith("[]"):
        return f"to_json({name})::VARCHAR AS {name}"
    return f"strftime({name}, '%Y-%m-%dT%H:%M:%SZ') AS {name}" if column.kind == "TIMESTAMP" else name


def _described(con: duckdb.DuckDBPyConnection, tables: list[Table], data: Mapping[str, bytes]) -> dict[str, bytes]:
    (release,) = con.execute("SELECT release_id, published_at, as_of, is_synthetic FROM told_release").fetchall()
    return {
        "datapackage.json": package_of(release, tables, data),
        "dcat.jsonld": dcat_of(release, data),
    }
