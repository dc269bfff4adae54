"""Reads DuckDB, Parquet and SQLite files as their users do: every value of every column, and what describes them.

Belongs here: from a file to blocks of bytes with the column they come from. Does not belong here: looking for anything
in them (canary_scan.py). Files are copied aside first: opening one must not change what is being scanned.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

Blocks = Iterator[tuple[str, bytes]]
DESCRIPTIONS = ("tables", "columns", "views", "types", "functions", "constraints", "indexes", "sequences", "schemas")
PARQUET_DESCRIPTIONS = ("metadata", "schema", "kv_metadata", "file_metadata")
_INTERNAL = {"tables", "columns", "views", "types", "functions", "schemas"}  # those that say what is DuckDB's own
ALONE: dict[str, str | bool | int | float | list[str]] = {"temp_directory": "", "threads": 1}
_BESIDE = (".wal", "-wal", "-journal")  # what is written but not in the main file yet


class Unreadable(Exception):  # noqa: N818 - not an error: a damaged file is reported
    """A file that looks like a database and cannot be opened as one."""


def kind_of(data: bytes) -> str | None:
    """Return which reader a block of bytes calls for, from its first bytes."""
    if data[8:12] == b"DUCK":
        return "duckdb"
    return "sqlite" if data.startswith(b"SQLite format 3\0") else "parquet" if data.startswith(b"PAR1") else None


def read_duckdb(path: Path) -> Blocks:
    """Yield every column of every table and view, and every comment, definition and enum."""
    with _copied(path) as copy, _connected(copy) as con:
        for name in DESCRIPTIONS:
            where = "WHERE NOT internal" if name in _INTERNAL else ""
            rows = con.execute(f"SELECT t::VARCHAR FROM duckdb_{name}() AS t {where}").fetchall()
            yield f"duckdb_{name}", _joined(value for (value,) in rows)
        tables = con.execute(
            "SELECT DISTINCT schema_name, table_name FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
        for schema, table in tables:
            yield from _rows(con, f"{_quoted(schema)}.{_quoted(table)}")


def read_parquet(path: Path) -> Blocks:
    """Yield every column of a Parquet file, and its metadata."""
    quoted = "'" + str(path).replace("'", "''") + "'"
    try:
        for name in PARQUET_DESCRIPTIONS:
            yield from _rows(_memory(), f"parquet_{name}({quoted})")
        yield from _rows(_memory(), f"read_parquet({quoted})")
    except duckdb.Error as error:
        raise Unreadable(path.name) from error


def read_sqlite(path: Path) -> Blocks:
    """Yield every column of every table, and the definitions; a blob comes alone, since it may be compressed."""
    try:
        with _copied(path) as copy, closing(sqlite3.connect(copy)) as con:
            con.text_factory = lambda raw: raw.decode(errors="replace")
            tables = [row[0] for row in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in ["sqlite_master", *tables]:
                cursor = con.execute(f"SELECT * FROM {_quoted(table)}")
                names = [column[0] for column in cursor.description]
                for name, values in zip(names, zip(*cursor.fetchall(), strict=True), strict=False):
                    yield from _values(f"{table}.{name}", values)
    except sqlite3.Error as error:
        raise Unreadable(path.name) from error


READERS: dict[str, Callable[[Path], Blocks]] = {
    "duckdb": read_duckdb,
    "parquet": read_parquet,
    "sqlite": read_sqlite,
}


@contextmanager
def _connected(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        with duckdb.connect(str(path), config=ALONE) as con:
            yield con
    except duckdb.Error as error:
        raise Unreadable(path.name) from error


@cache
def _memory() -> duckdb.DuckDBPyConnection:
    """Return the one connection that reads Parquet files: opening one costs more than reading a small file."""
    return duckdb.connect(":memory:", config=ALONE)


@contextmanager
def _copied(path: Path) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copyfile(path, Path(folder) / "copy.db"))
        for suffix in _BESIDE:
            beside = path.with_name(path.name + suffix)
            if beside.exists():
                shutil.copyfile(beside, copy.with_name(copy.name + suffix))
        yield copy


def _rows(con: duckdb.DuckDBPyConnection, source: str) -> Blocks:
    """Yield each column of a source as DuckDB's text of it, and its blobs and numbers as they are."""
    columns = con.execute(f"SELECT *, COLUMNS(*)::VARCHAR FROM {source}")
    described = [column[0] for column in columns.description or ()]
    names = described[: len(described) // 2]
    place = source.partition("(")[0]
    yield place, _joined(names)
    whole = list(zip(*columns.fetchall(), strict=True)) or [()] * len(described)
    for name, values, texts in zip(names, whole, whole[len(names) :], strict=False):
        yield f"{place}.{name}", _joined(text for text in texts if text is not None)
        yield from _values(f"{place}.{name}", [v for v in values if isinstance(v, bytes | int | float | Decimal)])


def _values(place: str, values: Iterable[Any]) -> Blocks:
    values = list(values)
    yield place, _joined(_text(v) for v in values if v is not None and not isinstance(v, bytes))
    yield from ((place, v) for v in values if isinstance(v, bytes))


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a database holds
    """Return a value as text; a number without exponent or decimals, the way people write an employee's number."""
    return f"{value:.0f}" if isinstance(value, int | float | Decimal) else str(value)


def _joined(values: Iterable[str]) -> bytes:
    return "\n".join(values).encode("utf-8", "surrogatepass")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
