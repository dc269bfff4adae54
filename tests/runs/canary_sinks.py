"""Every kind of place where personal data could end up, each as a function that puts one value there.

Belongs here: writing files that the scanner must see through. Does not belong here: the scanner, its tests.
Each function takes a folder and a value: a text in SINKS and TABLE_SINKS, a whole number in NUMBER_SINKS.
"""

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import struct
import unicodedata
import zipfile
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252")
CODECS = ("uncompressed", "snappy", "gzip", "zstd")
NUMBER_TYPES = ("BIGINT", "DOUBLE", "DECIMAL(18, 2)", "HUGEINT", "VARCHAR")
AROUND = b"{\x00\xff\xfe about %s, \r\n\x80}"  # bytes that are not text around what is


def _raw(folder: Path, data: bytes) -> None:
    (folder / "file.bin").write_bytes(AROUND % data)


def _base64(folder: Path, value: str, before: bytes) -> None:
    _raw(folder, b64encode(before + value.encode() + b"z"))


def _text(folder: Path, value: str, encoding: str) -> None:
    (folder / "file.txt").write_text(f"nom : {value}\n", encoding)


def _zipped(value: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/sheet.xml", f"<v>{value}</v>" * 20)
    return packed.getvalue()


def _zip_in_zip(folder: Path, value: str) -> None:
    with zipfile.ZipFile(folder / "file.zip", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("inner.zip", _zipped(value))


def _parquet_in_zip(folder: Path, value: str) -> None:
    _parquet(folder, value, "zstd")
    with zipfile.ZipFile(folder / "file.zip", "w") as package:
        package.write(folder / "file.parquet", "rows.parquet")
    (folder / "file.parquet").unlink()


def _parquet(folder: Path, value: str | int, codec: str, kind: str = "VARCHAR") -> None:
    """Write the value among many others, so that it is encoded and compressed like real rows."""
    rows = f"SELECT $value::{kind} AS v FROM range(99) UNION ALL SELECT range::{kind} FROM range(900)"
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE t AS {rows}", {"value": value})
        con.execute(f"COPY t TO '{folder / 'file.parquet'}' (FORMAT parquet, COMPRESSION {codec})")


def _parquet_statement(folder: Path, options: str, query: str = "SELECT 1 AS v") -> None:
    with duckdb.connect() as con:
        con.execute(f"COPY ({query}) TO '{folder / 'file.parquet'}' (FORMAT parquet{options})")


def _duckdb(folder: Path, *statements: str, value: Any = None) -> None:  # noqa: ANN401 - bound to a statement
    with duckdb.connect(str(folder / "file.duckdb")) as con:
        con.execute("CREATE TABLE t (v INTEGER)")
        for statement in statements:
            con.execute(statement, {"value": value} if "$value" in statement else None)


def _duckdb_rows(folder: Path, value: str | int, kind: str = "VARCHAR") -> None:
    rows = f"SELECT $value::{kind} AS v FROM range(99) UNION ALL SELECT range::{kind} FROM range(900)"
    _duckdb(folder, f"CREATE TABLE people AS {rows}", value=value)


def _duckdb_log(folder: Path, value: str) -> None:
    """Leave the row in the write-ahead log, as a killed process does."""
    unfinished = ("PRAGMA disable_checkpoint_on_shutdown", "CREATE TABLE people AS SELECT $value AS v")
    _duckdb(folder, *unfinished, value=value)
    assert (folder / "file.duckdb.wal").stat().st_size


def _sqlite(folder: Path, value: Any) -> None:  # noqa: ANN401 - any type that SQLite stores
    with closing(sqlite3.connect(folder / "file.db")) as con:
        con.execute("CREATE TABLE people (v)")
        con.executemany("INSERT INTO people VALUES (?)", [(value,)] * 3)
        con.commit()


def _link(folder: Path, value: str) -> None:
    (folder / "link").symlink_to(f"nowhere/{value}")


def _text_sinks() -> dict[str, Callable[[Path, str], None]]:
    return {
        "capitals": lambda f, v: _raw(f, v.upper().encode()),
        "small letters": lambda f, v: _raw(f, v.lower().encode()),
        "accents apart": lambda f, v: _raw(f, unicodedata.normalize("NFD", v).encode()),
        "accents gone": lambda f, v: _raw(f, unicodedata.normalize("NFD", v).encode("ascii", "ignore")),
        "json": lambda f, v: _raw(f, json.dumps({"nom": v}).encode()),
        "json in json": lambda f, v: _raw(f, json.dumps(json.dumps({"nom": v})).encode()),
        "repr of bytes": lambda f, v: _raw(f, repr(v.encode()).encode()),
        "python escapes": lambda f, v: _raw(f, ascii(v).encode()),
        "xml": lambda f, v: _raw(f, v.encode("ascii", "xmlcharrefreplace")),
        "hexadecimal": lambda f, v: _raw(f, v.encode().hex().encode()),
        "hexadecimal capitals": lambda f, v: _raw(f, v.encode("utf-16-le").hex().upper().encode()),
        **{f"base64 after {n}": partial(_base64, before=b"abc"[:n]) for n in range(3)},
        "base64 for addresses": lambda f, v: _raw(f, urlsafe_b64encode(b"?>" + v.encode())),
        "base64 of utf-16": lambda f, v: _raw(f, b64encode(v.encode("utf-16"))),
        "gzip": lambda f, v: _save(f, gzip.compress(v.encode() * 20)),
        "gzip cut short": lambda f, v: _save(f, gzip.compress(v.encode() * 20 + bytes(range(256)) * 9)[:-40]),
        "bz2": lambda f, v: _save(f, bz2.compress(v.encode() * 20)),
        "xz": lambda f, v: _save(f, lzma.compress(v.encode() * 20)),
        "zlib": lambda f, v: _save(f, zlib.compress(v.encode() * 20)),
        "zip": lambda f, v: _save(f, _zipped(v)),
        "zip in zip": _zip_in_zip,
        "parquet in zip": _parquet_in_zip,
        "file name": lambda f, v: (f / f"{v}.log").touch(),
        "folder name": lambda f, v: (f / v).mkdir(),
        "link": _link,
    }


def _save(folder: Path, data: bytes) -> None:
    (folder / "file.bin").write_bytes(data)


def _table_sinks() -> dict[str, Callable[[Path, str], None]]:
    return {
        **{f"parquet {codec}": partial(_parquet, codec=codec) for codec in CODECS},
        "parquet metadata": lambda f, v: _parquet_statement(f, f", KV_METADATA {{note: '{v}'}}"),
        "parquet column name": lambda f, v: _parquet_statement(f, "", f'SELECT 1 AS "{v}"'),
        "parquet nested": lambda f, v: _parquet_statement(f, "", f"SELECT [{{'a': '{v}'}}] AS v FROM range(9)"),
        "duckdb rows": _duckdb_rows,
        "duckdb log": _duckdb_log,
        "duckdb blob": lambda f, v: _duckdb(f, "CREATE TABLE b AS SELECT $value AS v", value=v.encode("utf-16-le")),
        "duckdb comment": lambda f, v: _duckdb(f, f"COMMENT ON TABLE t IS '{v}'"),
        "duckdb column comment": lambda f, v: _duckdb(f, f"COMMENT ON COLUMN t.v IS '{v}'"),
        "duckdb view": lambda f, v: _duckdb(f, f"CREATE VIEW w AS SELECT '{v}' AS v"),
        "duckdb macro": lambda f, v: _duckdb(f, f"CREATE MACRO m() AS '{v}'"),
        "duckdb enum": lambda f, v: _duckdb(f, f"CREATE TYPE e AS ENUM ('{v}')"),
        "duckdb default": lambda f, v: _duckdb(f, f"CREATE TABLE d (v VARCHAR DEFAULT '{v}')"),
        "sqlite text": _sqlite,
        "sqlite blob": lambda f, v: _sqlite(f, v.encode("utf-16-be")),
        "sqlite compressed": lambda f, v: _sqlite(f, zlib.compress(json.dumps({"nom": v}).encode() * 9)),
    }


TABLE_SINKS = _table_sinks()
SINKS: dict[str, Callable[[Path, str], None]] = {
    **{f"text in {encoding}": partial(_text, encoding=encoding) for encoding in ENCODINGS},
    **_text_sinks(),
    **TABLE_SINKS,
}
NUMBER_SINKS: dict[str, Callable[[Path, int], None]] = {
    **{f"parquet {kind}": partial(_parquet, codec="zstd", kind=kind) for kind in NUMBER_TYPES},
    **{f"duckdb {kind}": partial(_duckdb_rows, kind=kind) for kind in NUMBER_TYPES},
    "sqlite integer": _sqlite,
    "sqlite real": lambda f, v: _sqlite(f, float(v)),
    "machine integer": lambda f, v: _raw(f, struct.pack("<q", v)),
    "machine double": lambda f, v: _raw(f, struct.pack("<d", v)),
    "text": lambda f, v: _raw(f, str(v).encode()),
    "text of a float": lambda f, v: _raw(f, repr(float(v)).encode()),
}
