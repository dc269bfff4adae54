"""The only module that opens DuckDB: in memory, the private work.duckdb, release files.

Belongs here: connections and what every query needs of them. Does not belong here: SQL, what is computed.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import MISSING, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.language.progress import tell
from ovt_pipeline.warehouse.files import PRIVATE_FILE
from ovt_pipeline.warehouse.place import WAL, Warehouse

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")

STORAGE_VERSION = "v1.2.0"  # readable by DuckDB 1.2 and later (output.md)
BLOCK_SIZE = 65_536  # of a release: each table that a night writes to takes a block of its own (docs/adr/0014)


@contextmanager
def open_memory(spill: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an empty database in memory; it spills into `spill` or, without one, nowhere."""
    connection = duckdb.connect(":memory:", config={"temp_directory": str(spill) if spill else ""})
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def attach_work(
    connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, schema: str, version: int
) -> Iterator[None]:
    """Attach the private database for writing as `work`, with the tables of `schema`; the caller holds the lock.

    One that is damaged, or of another format than `version`, is made again: everything in it comes from lots.

    Raises: OVT-P10 when another program has it open.
    """
    if not _has_format(connection, warehouse, version):
        _attach_work(connection, warehouse)
        with _detached(connection, "work"):
            connection.execute("USE work")
            connection.execute(schema)
            connection.execute("INSERT INTO work_format VALUES (?)", [version])
    _attach_work(connection, warehouse)
    with _detached(connection, "work"):
        warehouse.work.chmod(PRIVATE_FILE)
        yield


def _has_format(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, version: int) -> bool:
    """Say whether there is a work database that can be used; one that cannot is removed, and that is told."""
    if not warehouse.work.exists():
        return False
    try:
        _attach_work(connection, warehouse)
        with _detached(connection, "work"):
            (found,) = one_row(connection, "SELECT max(version) FROM work.work_format")
    except duckdb.Error:
        found = None
    if found != version:
        tell("work_renewed", found=found or "?", expected=version)
        remove_work(warehouse)
    return bool(found == version)


def remove_work(warehouse: Warehouse) -> None:
    """Remove the private database: it is made again when it is attached next."""
    for path in (warehouse.work, warehouse.work.with_name(warehouse.work.name + WAL)):
        path.unlink(missing_ok=True)


def _attach_work(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> None:
    quoted = str(warehouse.work).replace("'", "''")  # ATTACH takes no bound value
    try:
        connection.execute(f"ATTACH '{quoted}' AS work (STORAGE_VERSION '{STORAGE_VERSION}')")
    except duckdb.IOException as error:
        if "lock" not in str(error):
            raise
        raise OvtError("OVT-P10", Where(file=warehouse.work.name), found=type(error).__name__) from None


@contextmanager
def open_release(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a release file, read-only."""
    connection = duckdb.connect(str(path), read_only=True)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def attach_new(connection: duckdb.DuckDBPyConnection, path: Path, alias: str) -> Iterator[None]:
    """Attach a new file of the public storage version as `alias`, checkpointed and detached at the end."""
    quoted = str(path).replace("'", "''")  # ATTACH takes no bound value
    options = f"STORAGE_VERSION '{STORAGE_VERSION}', BLOCK_SIZE {BLOCK_SIZE}"
    connection.execute(f"ATTACH '{quoted}' AS {alias} ({options})")
    with _detached(connection, alias):
        yield
        connection.execute(f"CHECKPOINT {alias}")


@contextmanager
def attach_read_only(connection: duckdb.DuckDBPyConnection, path: Path, alias: str) -> Iterator[None]:
    """Attach an existing file read-only as `alias`."""
    quoted = str(path).replace("'", "''")  # ATTACH takes no bound value
    connection.execute(f"ATTACH '{quoted}' AS {alias} (READ_ONLY)")
    with _detached(connection, alias):
        yield


@contextmanager
def _detached(connection: duckdb.DuckDBPyConnection, alias: str) -> Iterator[None]:
    """Detach a file at the end; a failed transaction is rolled back first, so that its own cause is raised."""
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("USE memory")
        connection.execute(f"DETACH {alias}")


def one_row(connection: duckdb.DuckDBPyConnection, query: str, parameters: Any = None) -> tuple[Any, ...]:  # noqa: ANN401 - bound values
    """Return the single row that a query answers, read to the end so that nothing holds the connection."""
    (row,) = connection.execute(query, parameters).fetchall()
    return tuple(row)


def records(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    kind: type[Record],
    parameters: Any = None,  # noqa: ANN401 - bound values
) -> list[Record]:
    """Return each row of a query as a dataclass, its columns given to the fields of the same name, in any order.

    A field that has a default may lack its column. Raises TypeError, rows or not, when columns and fields disagree.
    """
    answer = connection.execute(query, parameters)
    columns = [column[0] for column in answer.description or ()]
    _check_names(columns, kind)
    return [kind(**dict(zip(columns, row, strict=True))) for row in answer.fetchall()]


def _check_names(columns: list[str], kind: "type[DataclassInstance]") -> None:
    known = {one.name: one.default is MISSING and one.default_factory is MISSING for one in fields(kind) if one.init}
    wrong = {name for name in columns if name not in known or columns.count(name) > 1}
    missing = {name for name, is_needed in known.items() if is_needed and name not in columns}
    if wrong or missing:
        raise TypeError(f"{kind.__name__}: columns without one field {sorted(wrong)}, without column {sorted(missing)}")


def set_variables(connection: duckdb.DuckDBPyConnection, **values: object) -> None:
    """Give SQL the values it reads with getvariable(): texts, or null. Binding would import pandas, half a second."""
    for name, value in values.items():
        literal = "'" + str(value).replace("'", "''") + "'"
        connection.execute(f"SET VARIABLE {name} = {'NULL' if value is None else literal}")
