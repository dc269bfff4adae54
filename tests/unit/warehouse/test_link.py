"""A lost or altered link is an error with its way back, never a new beginning; the chain misses what is gone."""

import hashlib
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.warehouse.chain import Logged, chain_faults, note_removed
from ovt_pipeline.warehouse.files import sha256_of
from ovt_pipeline.warehouse.place import JOURNAL, REMOVED, Warehouse
from ovt_pipeline.warehouse.swap import publish_file, remove_unfinished

FIRST_NIGHT = datetime(2025, 4, 1, 8)  # noqa: DTZ001 - stored without offset
NAMES = [f"ovt_2025-03-3{n}_2025040{n}T080000Z_aaaaa{n}.duckdb" for n in range(3)]
IDS = [name.split("_", 2)[2].removesuffix(".duckdb") for name in NAMES]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """Return a warehouse of three releases, files of a few bytes."""
    place = Warehouse(tmp_path)
    place.prepare()
    for name in NAMES:
        aside = place.releases / ".building"
        aside.write_text(name, encoding="ascii")
        publish_file(place, aside, name)
    return place


def log(*, named: bool = True) -> list[Logged]:
    """Return what the log of the last release says; without `named`, that of a version of before the chain."""
    before: list[str | None] = [None, *(hashlib.sha256(name.encode()).hexdigest() for name in NAMES)]
    return [Logged(one, FIRST_NIGHT + timedelta(days=n), before[n] if named else None) for n, one in enumerate(IDS)]


def faults(warehouse: Warehouse, *, whole: bool = False, named: bool = True) -> list[tuple[str, str | None]]:
    current = warehouse.current_release()
    assert current is not None
    found = list(chain_faults(warehouse, current, log(named=named), whole=whole))
    assert all(error.line("fr") and error.line("en") for error in found)
    return [(error.code, error.where.file) for error in found]


def lost(place: Warehouse) -> None:
    place.public.unlink()


def a_copy(place: Warehouse) -> None:
    content = place.public.read_bytes()
    place.public.unlink()
    place.public.write_bytes(content)


def a_folder(place: Warehouse) -> None:
    place.public.unlink()
    place.public.mkdir()


def elsewhere(place: Warehouse) -> None:
    outside = place.root / "copie.duckdb"
    outside.write_bytes(place.public.read_bytes())
    place.public.unlink()
    place.public.symlink_to(outside.name)


def to_itself(place: Warehouse) -> None:
    place.public.unlink()
    place.public.symlink_to(place.public.name)


def to_a_digest(place: Warehouse) -> None:
    place.public.unlink()
    place.public.symlink_to(f"releases/{NAMES[2]}.sha256")


def gone(place: Warehouse) -> None:
    (place.releases / NAMES[2]).unlink()


def with_a_log(place: Warehouse) -> None:
    (place.releases / f"{NAMES[2]}.wal").write_bytes(b"")


def only_digests(place: Warehouse) -> None:
    place.public.unlink()
    for name in NAMES:
        (place.releases / name).unlink()


LINKS: list[tuple[Callable[[Warehouse], None], str, str]] = [
    (lost, "OVT-P30", f"ln -s releases/{NAMES[2]} ovt.duckdb"),
    (only_digests, "OVT-P30", "set the whole of releases/ aside"),
    (a_copy, "OVT-P31", f"mv ovt.duckdb ovt.duckdb.aside && ln -s releases/{NAMES[2]} ovt.duckdb"),
    (a_folder, "OVT-P31", f"ln -s releases/{NAMES[2]} ovt.duckdb"),
    (elsewhere, "OVT-P32", f"ln -sfn releases/{NAMES[2]} ovt.duckdb"),
    (to_itself, "OVT-P32", f"ln -sfn releases/{NAMES[2]} ovt.duckdb"),
    (to_a_digest, "OVT-P32", f"ln -sfn releases/{NAMES[2]} ovt.duckdb"),
    (gone, "OVT-P33", f"releases/{NAMES[2]}"),
    (with_a_log, "OVT-P34", f"mv releases/{NAMES[2]}.wal"),
]


@pytest.mark.parametrize(("spoil", "code", "way_back"), LINKS, ids=[spoil.__name__ for spoil, _, _ in LINKS])
def test_a_link_that_is_not_as_published_is_an_error_of_its_own(
    spoil: Callable[[Warehouse], None], code: str, way_back: str, warehouse: Warehouse
) -> None:
    spoil(warehouse)
    with pytest.raises(OvtError) as caught:
        warehouse.current_release()
    assert (caught.value.code, caught.value.exit_code) == (code, 3)
    assert way_back in caught.value.line("en")


def test_the_way_back_of_a_lost_link_is_the_command_it_says(warehouse: Warehouse) -> None:
    lost(warehouse)
    with pytest.raises(OvtError) as caught:
        warehouse.current_release()
    command = caught.value.line("en").split("in the warehouse: ")[1].split(",")[0]
    assert os.system(f"cd '{warehouse.root}' && {command}") == 0  # noqa: S605 - the sentence is ours
    assert faults(warehouse, whole=True) == []


def test_an_empty_warehouse_has_no_release_and_no_fault(tmp_path: Path) -> None:
    assert Warehouse(tmp_path).current_release() is None


def test_an_untouched_chain_has_no_fault_whatever_its_modes(warehouse: Warehouse) -> None:
    (warehouse.releases / NAMES[0]).chmod(0o600)
    assert faults(warehouse) == faults(warehouse, whole=True) == faults(warehouse, named=False, whole=True) == []


def alter(path: Path, *, hidden: bool = False) -> None:
    """Change one byte; when hidden, with the times that the file had."""
    times = path.stat()
    path.chmod(0o640)
    path.write_bytes(b"O" + path.read_bytes()[1:])
    if hidden:
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.mark.parametrize("named", [True, False])
def test_an_altered_release_of_before_is_named(warehouse: Warehouse, *, named: bool) -> None:
    alter(warehouse.releases / NAMES[0])
    assert faults(warehouse, named=named) == [("OVT-P05", NAMES[0])]


def test_a_change_that_hides_its_time_is_found_when_all_is_read(warehouse: Warehouse) -> None:
    alter(warehouse.releases / NAMES[1], hidden=True)
    assert faults(warehouse, whole=True) == [("OVT-P05", NAMES[1])]


@pytest.mark.parametrize("text", ["", f"{'0' * 64}  {NAMES[0]}\n"])
def test_an_altered_digest_of_a_sound_release_is_told_apart(text: str, warehouse: Warehouse) -> None:
    digest = warehouse.releases / f"{NAMES[0]}.sha256"
    digest.chmod(0o640)
    digest.write_text(text, encoding="ascii")
    assert faults(warehouse) == [("OVT-P37", digest.name)]


def test_a_release_and_its_digest_replaced_together_are_altered(warehouse: Warehouse) -> None:
    release, digest = warehouse.releases / NAMES[0], warehouse.releases / f"{NAMES[0]}.sha256"
    alter(release)
    digest.chmod(0o640)
    digest.write_text(f"{sha256_of(release)}  {NAMES[0]}\n", encoding="ascii")
    assert faults(warehouse) == [("OVT-P05", NAMES[0])]


@pytest.mark.parametrize("left", ["digest", "nothing"])
def test_a_release_that_is_gone_is_missed_until_it_is_noted(left: str, warehouse: Warehouse) -> None:
    (warehouse.releases / NAMES[1]).unlink()
    if left == "nothing":
        (warehouse.releases / f"{NAMES[1]}.sha256").unlink()
    assert faults(warehouse) == [("OVT-P36", NAMES[1] if left == "digest" else IDS[1])]
    (error,) = chain_faults(warehouse, warehouse.public.resolve(), log())
    command = error.line("en").split("in the warehouse: ")[1].split(" (the history")[0]
    assert os.system(f"cd '{warehouse.root}' && {command}") == 0  # noqa: S605 - the sentence is ours
    assert faults(warehouse, whole=True) == []


def test_of_before_the_chain_only_what_left_its_digest_is_missed(warehouse: Warehouse) -> None:
    (warehouse.releases / NAMES[0]).unlink()
    assert faults(warehouse, named=False) == [("OVT-P36", NAMES[0])]
    (warehouse.releases / f"{NAMES[0]}.sha256").unlink()
    assert faults(warehouse, named=False) == []


def test_what_retention_removes_stays_named_and_is_not_missed(warehouse: Warehouse) -> None:
    for name in NAMES[:2]:
        note_removed(warehouse, [warehouse.releases / name])
        (warehouse.releases / name).unlink()
        (warehouse.releases / f"{name}.sha256").unlink()
    assert faults(warehouse, whole=True) == []
    assert len((warehouse.releases / REMOVED).read_text(encoding="ascii").splitlines()) == 2


def test_a_link_set_back_is_told_with_the_command_that_sets_it_forth(warehouse: Warehouse) -> None:
    warehouse.public.unlink()
    warehouse.public.symlink_to(f"releases/{NAMES[1]}")
    (error,) = chain_faults(warehouse, warehouse.public.resolve(), log()[:2])
    assert (error.code, error.where.file) == ("OVT-P35", NAMES[2])
    assert f"ln -sfn releases/{NAMES[2]} ovt.duckdb" in error.line("en")


def test_a_release_from_elsewhere_and_a_log_beside_an_old_one_are_told(warehouse: Warehouse) -> None:
    (warehouse.releases / "ovt_2024-01-01_20240101T080000Z_zzzzzz.duckdb").write_bytes(b"x")
    (warehouse.releases / f"{NAMES[0]}.wal").write_bytes(b"x")
    assert {code for code, _ in faults(warehouse)} == {"OVT-P34", "OVT-P35"}


def test_a_publication_that_never_ended_is_no_fault_and_goes(warehouse: Warehouse) -> None:
    """Whole and digested as it may be: nobody read it, and what it held is computed again."""
    name = "ovt_2025-04-09_20250409T080000Z_bbbbbb.duckdb"
    for file in (name, f"{name}.sha256"):
        (warehouse.releases / file).write_text("x", encoding="ascii")
    (warehouse.releases / JOURNAL).write_text(name, encoding="ascii")
    assert faults(warehouse) == []
    remove_unfinished(warehouse)
    assert not list(warehouse.releases.glob(f"{name}*"))


def test_with_the_link_lost_an_unfinished_publication_is_left_alone(warehouse: Warehouse) -> None:
    (warehouse.releases / JOURNAL).write_text(NAMES[2], encoding="ascii")
    lost(warehouse)
    with pytest.raises(OvtError) as caught:
        remove_unfinished(warehouse)
    assert (caught.value.code, (warehouse.releases / NAMES[2]).exists()) == ("OVT-P30", True)


def test_the_first_publication_that_never_ended_leaves_an_empty_warehouse(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    warehouse.prepare()
    for file in (NAMES[0], f"{NAMES[0]}.sha256"):
        (warehouse.releases / file).write_text("x", encoding="ascii")
    (warehouse.releases / JOURNAL).write_text(NAMES[0], encoding="ascii")
    assert warehouse.current_release() is None
    remove_unfinished(warehouse)
    assert list(warehouse.releases.iterdir()) == []


def test_a_copy_under_another_name_is_no_release_though_the_link_leads_to_it(warehouse: Warehouse) -> None:
    copy = "ovt_2025-04-09_20250409T080000Z_bbbbbb.duckdb"
    (warehouse.releases / copy).write_bytes(warehouse.public.read_bytes())
    warehouse.public.unlink()
    warehouse.public.symlink_to(f"releases/{copy}")
    (error,) = chain_faults(warehouse, warehouse.public.resolve(), log())
    assert (error.code, error.where.file) == ("OVT-P35", copy)
    assert "set it aside with its .sha256" in error.line("en")
