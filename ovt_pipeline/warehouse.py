"""The only module that opens DuckDB and moves the public symlink.

Belongs here: where things are in a warehouse, connections, the atomic swap. Does not belong here: what is computed.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from ovt_pipeline.errors import OvtError, Where

PUBLIC_NAME = "ovt.duckdb"
JOURNAL = ".publishing"
STORAGE_VERSION = "v1.2.0"  # readable by DuckDB 1.2 and later (output.md)
PRIVATE_FOLDER, PRIVATE_FILE, PUBLISHED_FILE = 0o700, 0o600, 0o440


@dataclass(frozen=True)
class Warehouse:
    """Paths of one warehouse; `root` is absolute and exists after `prepare()`."""

    root: Path

    @property
    def lots(self) -> Path:
        """Folder of the lots."""
        return self.root / "lots"

    @property
    def releases(self) -> Path:
        """Folder of the immutable release files."""
        return self.root / "releases"

    @property
    def work(self) -> Path:
        """Private database: everything in it can be computed again."""
        return self.root / "work.duckdb"

    @property
    def public(self) -> Path:
        """The only path that a report opens: a relative symlink to the current release."""
        return self.root / PUBLIC_NAME

    def prepare(self) -> None:
        """Create the folders. Raises OVT-U05 when the place cannot be one."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self.releases.mkdir(exist_ok=True)
            self.lots.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        except OSError as error:
            where = Where(file=self.root.name)
            words = {"purpose_fr": "écrire l'entrepôt", "purpose_en": "write the warehouse"}
            raise OvtError(
                "OVT-U05", where, found=error.strerror, option="--warehouse, OVT_WAREHOUSE", **words
            ) from None

    def current_release(self) -> Path | None:
        """Return the file the public symlink points to, None when nothing is published; OVT-P05 when it is gone."""
        if self.public.is_symlink() and not self.public.exists():
            raise OvtError("OVT-P05", Where(file=PUBLIC_NAME), place=PUBLIC_NAME)
        return self.public.resolve() if self.public.exists() else None


@contextmanager
def open_memory(spill: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an empty database in memory; it spills into `spill` or, without one, nowhere."""
    connection = duckdb.connect(":memory:", config={"temp_directory": str(spill) if spill else ""})
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def attach_work(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> Iterator[None]:
    """Attach the private database for writing as `work`; the caller holds the writer's lock."""
    quoted = str(warehouse.work).replace("'", "''")  # ATTACH takes no bound value
    try:
        connection.execute(f"ATTACH '{quoted}' AS work")
    except duckdb.Error as error:
        raise OvtError("OVT-P10", Where(file=warehouse.work.name), found=type(error).__name__) from None
    with _detached(connection, "work"):
        warehouse.work.chmod(PRIVATE_FILE)
        yield


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
    connection.execute(f"ATTACH '{quoted}' AS {alias} (STORAGE_VERSION '{STORAGE_VERSION}')")
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


@contextmanager
def cannot_write(place: str) -> Iterator[None]:
    """Turn a full disk or a missing right into OVT-P06, wherever it strikes."""
    try:
        yield
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        found = getattr(error, "strerror", None) or type(error).__name__
        raise OvtError("OVT-P06", Where(file=place), found=found) from None


def one_row(connection: duckdb.DuckDBPyConnection, query: str, parameters: Any = None) -> tuple[Any, ...]:  # noqa: ANN401 - bound values
    """Return the single row that a query answers, read to the end so that nothing holds the connection."""
    (row,) = connection.execute(query, parameters).fetchall()
    return tuple(row)


def set_variables(connection: duckdb.DuckDBPyConnection, **values: object) -> None:
    """Give SQL the values it reads with getvariable(): texts, or null. Binding would import pandas, half a second."""
    for name, value in values.items():
        literal = "'" + str(value).replace("'", "''") + "'"
        connection.execute(f"SET VARIABLE {name} = {'NULL' if value is None else literal}")


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Flush a file or a folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish_file(warehouse: Warehouse, aside: Path, name: str) -> Path:
    """Give an audited file its public name, then move the symlink: a reader sees the old release or the new, whole.

    The digest beside the release lets the next one notice an altered file. The journal names the file until the symlink
    has moved, so that `remove_unfinished` knows after a crash which file was never public.
    """
    target = warehouse.releases / name
    journal = warehouse.releases / JOURNAL
    written = journal.with_suffix(".new")
    written.write_text(name, encoding="utf-8")
    sync(written)
    written.rename(journal)
    sync(warehouse.releases)
    aside.chmod(PUBLISHED_FILE)
    sync(aside)
    digest = target.with_name(name + ".sha256")
    digest.write_text(f"{sha256_of(aside)}  {name}\n", encoding="ascii")
    digest.chmod(PUBLISHED_FILE)
    sync(digest)
    aside.rename(target)
    sync(warehouse.releases)
    link = warehouse.root / f".{PUBLIC_NAME}.new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(warehouse.releases.name) / name)
    link.replace(warehouse.public)
    sync(warehouse.root)
    journal.unlink()
    return target


def remove_unfinished(warehouse: Warehouse) -> None:
    """Remove the file of a publication that stopped before its symlink moved; never a release that was public."""
    journal = warehouse.releases / JOURNAL
    if journal.exists():
        target = warehouse.releases / Path(journal.read_text(encoding="utf-8")).name
        if target.name.startswith("ovt_") and warehouse.current_release() != target.resolve():
            target.unlink(missing_ok=True)
            target.with_name(target.name + ".sha256").unlink(missing_ok=True)
        journal.unlink()
    (warehouse.root / f".{PUBLIC_NAME}.new").unlink(missing_ok=True)


def verify_release(path: Path) -> None:
    """Check a release against the digest recorded beside it; raises OVT-P05 when it was altered."""
    recorded = path.with_name(path.name + ".sha256")
    known = recorded.read_bytes().split()[:1] if recorded.exists() else []
    if [sha256_of(path).encode()] != known:
        raise OvtError("OVT-P05", Where(file=path.name), place=path.name)
