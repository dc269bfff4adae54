"""A night copies the release before it, and what it leaves is what a release written anew would hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ovt_pipeline.release import carry
from ovt_pipeline.release.carry import copy_release
from ovt_pipeline.release.earlier import relations_of
from ovt_pipeline.warehouse.database import BLOCK_SIZE, attach_read_only, open_memory

from .house import House, house
from .shorthand import renir_lot, unit

DAYS = (date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31))
OF_THE_RUN = {
    "release_id",
    "published_at",
    "run_id",
    "previous_sha256",
    "known_at",
    "received_at",
    "first_published_at",
}
COLUMNS = "SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND table_name = ?"


@pytest.fixture
def place() -> Iterator[House]:
    with house() as made:
        yield made


def nights(place: House) -> Path:
    """Publish one date a night, a correction of the first one in between; return the last release."""
    place.receive(renir_lot("2024-03-31", unit("A", "Migrée", moved="2023-05-01"), unit("B")))
    place.publish([DAYS[0]])
    place.publish([DAYS[1]])
    place.receive(
        renir_lot("2024-04-15", unit("A", "Migrée", moved="2023-05-01"), unit("B", "Migrée", moved="2024-04-02"))
    )
    place.publish([DAYS[2], DAYS[1]])
    return place.warehouse.public.resolve()


def is_copied(release: Path, aside: Path) -> bool:
    with open_memory() as con, attach_read_only(con, release, "previous"):
        return copy_release(con, release, aside)


def content(release: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(release), read_only=True) as con:
        (name,) = con.execute("SELECT current_database()").fetchall()[0]
        found = {}
        for table in sorted(relations_of(con, name)):
            columns = [c for (c,) in con.execute(COLUMNS, [table]).fetchall() if c not in OF_THE_RUN]
            found[table] = sorted(con.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall(), key=repr)
        return found


def test_a_release_is_copied_as_long_as_it_has_the_tables_and_sentences_of_today(place: House, tmp_path: Path) -> None:
    release = nights(place)
    assert is_copied(release, tmp_path / "copy.duckdb")
    assert (tmp_path / "copy.duckdb").read_bytes() == release.read_bytes()
    for name, change in {
        "table": "ALTER TABLE indicator_results ADD COLUMN another INTEGER",
        "sentence": "UPDATE data_dictionary SET description_fr = 'autre' WHERE table_name = 'plan'",
    }.items():
        other = tmp_path / f"{name}.duckdb"
        other.write_bytes(release.read_bytes())
        with duckdb.connect(str(other)) as con:
            con.execute(change)
        assert not is_copied(other, tmp_path / f"{name}.copy.duckdb"), name
        assert not (tmp_path / f"{name}.copy.duckdb").exists()


@pytest.mark.parametrize(("size", "is_ours"), [(BLOCK_SIZE, True), (262_144, False)])
def test_a_release_with_blocks_of_another_size_is_written_anew(
    place: House, tmp_path: Path, size: int, *, is_ours: bool
) -> None:
    release, other = nights(place), tmp_path / "other.duckdb"
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{release}' AS held (READ_ONLY)")
        con.execute(f"ATTACH '{other}' AS other (STORAGE_VERSION 'v1.2.0', BLOCK_SIZE {size})")
        con.execute("COPY FROM DATABASE held TO other")
    assert is_copied(other, tmp_path / "copy.duckdb") == is_ours


def test_a_copy_holds_what_a_release_written_anew_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as places:
        one, other = (places.enter_context(house()) for _ in range(2))
        copied = content(nights(one))
        monkeypatch.setattr(carry, "SLACK", -1)
        monkeypatch.setattr(carry, "FEW_BLOCKS", -1)
        anew = content(nights(other))
    assert copied.keys() == anew.keys()
    for table, rows in copied.items():
        assert rows == anew[table], table
    assert copied["evidence"]
    assert copied["indicator_targets"]
    assert copied["revision_causes"]


def test_the_views_of_a_copy_are_described(place: House) -> None:
    with duckdb.connect(str(nights(place)), read_only=True) as con:
        told = con.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall()
    assert {name for name, _ in told} == {
        "evidence", "indicator_latest", "plan_report", "reconciliation", "reconciliation_by_region",
    }  # fmt: skip
    assert all(" | " in (comment or "") for _, comment in told)
