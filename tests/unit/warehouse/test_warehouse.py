"""A release is published whole; an altered one is noticed; nothing private is left open to others."""

import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.warehouse.chain import verify_release
from ovt_pipeline.warehouse.database import (
    STORAGE_VERSION,
    attach_new,
    attach_read_only,
    attach_work,
    one_row,
    open_memory,
    open_release,
)
from ovt_pipeline.warehouse.files import sha256_of
from ovt_pipeline.warehouse.place import JOURNAL, Warehouse
from ovt_pipeline.warehouse.swap import publish_file, remove_unfinished

SCHEMA = "CREATE TABLE work_format (version INTEGER); CREATE TABLE jours (jour DATE)"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """Return an empty warehouse in a folder that SQL must quote."""
    place = Warehouse(tmp_path / "l'entrepôt")
    place.prepare()
    return place


def publish(warehouse: Warehouse, value: int) -> Path:
    """Publish a release that holds one number."""
    aside = warehouse.releases / ".building"
    with open_memory() as con, attach_new(con, aside, "release"):
        con.execute("CREATE TABLE release.figures AS SELECT ?::INTEGER AS value", [value])
    return publish_file(warehouse, aside, f"ovt_2025-03-31_r{value}.duckdb")


def value_of(con: duckdb.DuckDBPyConnection) -> int:
    return int(one_row(con, "SELECT value FROM figures")[0])


@pytest.mark.parametrize("below", ["", "sous"])
def test_a_warehouse_that_cannot_be_a_folder_is_refused(tmp_path: Path, below: str) -> None:
    file = tmp_path / "fichier"
    file.write_text("x", encoding="utf-8")
    with pytest.raises(OvtError) as caught:
        Warehouse(file / below).prepare()
    assert caught.value.code == "OVT-U05"
    assert "--warehouse" in caught.value.line("en")


@pytest.mark.parametrize("damage", ["altered", "no digest", "digest of another"])
def test_an_altered_release_is_noticed(warehouse: Warehouse, damage: str) -> None:
    path = publish(warehouse, 1)
    digest = path.with_name(path.name + ".sha256")
    if damage == "altered":
        path.chmod(0o640)
        with path.open("ab") as file:
            file.write(b"\0")
    elif damage == "no digest":
        digest.unlink()
    else:
        digest.chmod(0o640)
        digest.write_text("0" * 64, encoding="ascii")
    with pytest.raises(OvtError) as caught:
        verify_release(path)
    assert (caught.value.code, caught.value.where.file) == ("OVT-P05", path.name)


def test_an_empty_digest_is_noticed(warehouse: Warehouse) -> None:
    path = publish(warehouse, 1)
    digest = path.with_name(path.name + ".sha256")
    digest.chmod(0o640)
    digest.write_text("", encoding="ascii")
    with pytest.raises(OvtError):
        verify_release(path)


def test_a_published_release_is_immutable_digested_and_reached_by_a_relative_link(warehouse: Warehouse) -> None:
    path = publish(warehouse, 1)
    digest = path.with_name(path.name + ".sha256")
    assert {stat.S_IMODE(p.stat().st_mode) for p in (path, digest)} == {0o440}
    assert digest.read_text(encoding="ascii") == f"{sha256_of(path)}  {path.name}\n"
    assert str(warehouse.public.readlink()) == f"releases/{path.name}"
    assert warehouse.current_release() == path.resolve()
    verify_release(path)
    assert sorted(p.name for p in warehouse.releases.iterdir()) == [path.name, digest.name]


def test_a_moved_warehouse_still_has_its_release(warehouse: Warehouse, tmp_path: Path) -> None:
    publish(warehouse, 1)
    moved = Warehouse(warehouse.root.rename(tmp_path / "ailleurs"))
    with open_release(moved.public) as con:
        assert value_of(con) == 1


def test_an_open_reader_stays_on_its_release_and_a_new_one_gets_the_next(warehouse: Warehouse) -> None:
    publish(warehouse, 1)
    with open_release(warehouse.public) as before:
        assert value_of(before) == 1
        publish(warehouse, 2)
        with open_release(warehouse.releases / "ovt_2025-03-31_r1.duckdb") as named:
            assert value_of(named) == 1
        assert value_of(before) == 1
    with open_release(warehouse.public) as after:
        assert value_of(after) == 2


def test_a_release_may_only_be_read(warehouse: Warehouse) -> None:
    publish(warehouse, 1)
    with open_release(warehouse.public) as con, pytest.raises(duckdb.Error):
        con.execute("CREATE TABLE autre (a INTEGER)")
    with (
        open_memory() as con,
        attach_read_only(con, warehouse.public, "previous"),
        pytest.raises(duckdb.Error, match="read-only"),
    ):
        con.execute("DELETE FROM previous.figures")


def test_a_release_has_the_promised_storage_version_and_no_log_beside_it(warehouse: Warehouse) -> None:
    path = publish(warehouse, 1)
    with open_memory() as con, attach_read_only(con, path, "written"):
        (tags,) = one_row(con, "SELECT tags FROM duckdb_databases() WHERE database_name = 'written'")
    assert tags["storage_version"].rstrip("+") == STORAGE_VERSION == "v1.2.0"
    assert [p.name for p in warehouse.releases.iterdir() if p.name.endswith(".wal")] == []


def test_a_failure_while_building_detaches_and_publishes_nothing(warehouse: Warehouse) -> None:
    aside = warehouse.releases / ".building"
    with open_memory() as con:
        with pytest.raises(duckdb.Error), attach_new(con, aside, "release"):
            con.execute("SELECT * FROM absente")
        assert one_row(con, "SELECT count(*) FROM duckdb_databases() WHERE database_name = 'release'") == (0,)
    assert warehouse.current_release() is None


def test_the_private_database_is_private_and_kept(warehouse: Warehouse) -> None:
    for _ in range(2):
        with open_memory() as con, attach_work(con, warehouse, SCHEMA, 3):
            con.execute("INSERT INTO work.jours VALUES (?)", [date(2025, 3, 31)])
    assert stat.S_IMODE(warehouse.work.stat().st_mode) == 0o600
    assert stat.S_IMODE(warehouse.lots.stat().st_mode) == 0o700
    with open_release(warehouse.work) as con:
        assert one_row(con, "SELECT count(*) FROM jours") == (2,)


@pytest.mark.parametrize("spoil", ["format", "schema", "bytes", "empty"])
def test_a_private_database_of_another_format_or_damaged_is_made_again(warehouse: Warehouse, spoil: str) -> None:
    with open_memory() as con, attach_work(con, warehouse, SCHEMA, 3):
        con.execute("INSERT INTO work.jours VALUES (?)", [date(2025, 3, 31)])
    if spoil == "bytes":
        warehouse.work.write_bytes(b"x" * 100_000)
    elif spoil == "empty":
        warehouse.work.write_bytes(b"")
    else:
        with duckdb.connect(str(warehouse.work)) as con:
            con.execute("UPDATE work_format SET version = 2" if spoil == "format" else "DROP TABLE work_format")
    with open_memory() as con, attach_work(con, warehouse, SCHEMA, 3):
        assert one_row(con, "SELECT count(*) FROM work.jours") == (0,)
    assert stat.S_IMODE(warehouse.work.stat().st_mode) == 0o600


def test_a_private_database_that_another_program_has_open_is_left_alone(warehouse: Warehouse) -> None:
    with open_memory() as con, attach_work(con, warehouse, SCHEMA, 3):
        pass
    hold = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", hold, str(warehouse.work)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with open_memory() as con, pytest.raises(OvtError) as caught, attach_work(con, warehouse, SCHEMA, 3):
            pass
    assert (caught.value.code, warehouse.work.exists()) == ("OVT-P10", True)


def test_one_row_refuses_none_or_several(warehouse: Warehouse) -> None:
    with open_memory(warehouse.root) as con:
        for query in ("SELECT 1 WHERE false", "SELECT unnest([1, 2])"):
            with pytest.raises(ValueError, match="values to unpack"):
                one_row(con, query)


def test_only_a_publication_that_never_ended_is_removed(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    warehouse.prepare()
    public, unfinished, older = (warehouse.releases / f"ovt_{n}.duckdb" for n in ("public", "unfinished", "older"))
    for path in (public, unfinished, older):
        path.write_bytes(b"release")
    warehouse.public.symlink_to(public.relative_to(tmp_path))
    (warehouse.releases / JOURNAL).write_text(unfinished.name, encoding="utf-8")
    remove_unfinished(warehouse)
    assert {p.name for p in warehouse.releases.iterdir()} == {public.name, older.name}
    (warehouse.releases / JOURNAL).write_text(public.name, encoding="utf-8")
    remove_unfinished(warehouse)
    assert {p.name for p in warehouse.releases.iterdir()} == {public.name, older.name}


@pytest.mark.parametrize("journal", ["", "../ovt.duckdb", "releases"])
def test_a_journal_that_names_no_release_removes_nothing(journal: str, tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    warehouse.prepare()
    kept = warehouse.releases / "ovt_kept.duckdb"
    kept.write_bytes(b"release")
    warehouse.public.symlink_to(kept.relative_to(tmp_path))
    (warehouse.releases / JOURNAL).write_text(journal, encoding="utf-8")
    remove_unfinished(warehouse)
    assert [p.name for p in warehouse.releases.iterdir()] == [kept.name]
