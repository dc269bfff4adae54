"""What is altered behind a release is told with its way back, by the night and by `ovt verify`; nothing is published.

Belongs here: one fault a test, planted in real files, and what the commands make of it. Does not belong here: each link
and digest by itself (tests/unit/warehouse/test_link.py, tests/unit/deliveries/test_lots.py).
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ovt_pipeline.cli import main

from . import small
from .conftest import Place
from .run_ovt import figures, rows, run

NEXT = date(2024, 4, 30)
LOT = "renir_unites/2024-03-31_*"
ROWS = f"lots/{LOT}/unites/rows.parquet"


def one(warehouse: Path, pattern: str) -> Path:
    (found,) = warehouse.glob(pattern)
    return found


def current(warehouse: Path) -> Path:
    return (warehouse / "ovt.duckdb").resolve()


def flip(path: Path) -> None:
    """Turn one bit in the middle of a file."""
    path.chmod(0o640)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def verdict(warehouse: Path, **changes: object) -> None:
    """Edit the verdict of the units' lot."""
    path = one(warehouse, f"lots/{LOT}/delivery.json")
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def bit_of_a_lot(place: Place) -> None:
    flip(one(place[1], ROWS))


def lot_cut(place: Place) -> None:
    path = one(place[1], ROWS)
    path.write_bytes(path.read_bytes()[:100])


def file_of_a_lot_gone(place: Place) -> None:
    one(place[1], f"lots/{LOT}/quarantine.parquet").unlink()


def suite_altered(place: Place) -> None:
    flip(one(place[1], f"lots/{LOT}/unites/suite.json"))


def lots_swapped(place: Place) -> None:
    first, second = one(place[1], ROWS), one(place[1], "lots/ritm_liens/*/liens/rows.parquet")
    aside = first.with_suffix(".aside")
    first.rename(aside)
    second.rename(first)
    aside.rename(second)


def lot_gone(place: Place) -> None:
    shutil.rmtree(one(place[1], f"lots/{LOT}"))
    shutil.rmtree(place[0] / "renir_unites")


def lot_dated_otherwise(place: Place) -> None:
    """Move a lot to another date, its folder with it; its file is no longer there to be received again."""
    verdict(place[1], extraction_date="2024-03-30")
    folder = one(place[1], f"lots/{LOT}")
    folder.rename(folder.with_name(folder.name.replace("2024-03-31", "2024-03-30")))
    shutil.rmtree(place[0] / "renir_unites")


def verdict_dated_otherwise(place: Place) -> None:
    verdict(place[1], extraction_date="2024-03-30")


def received_otherwise(place: Place) -> None:
    verdict(place[1], received_at="2024-04-01T00:00:00")


def synthetic_otherwise(place: Place) -> None:
    verdict(place[1], is_synthetic=True)


def digest_otherwise(place: Place) -> None:
    path = one(place[1], f"lots/{LOT}/delivery.json")
    known = json.loads(path.read_text(encoding="utf-8"))["sha256"]
    verdict(place[1], sha256=known[:12] + "0" * 52)
    shutil.rmtree(place[0] / "renir_unites")  # or the file there is received again, and the lot is sound


def refused_otherwise(place: Place) -> None:
    verdict(place[1], verdict="refused", refusal_code="OVT-F08")


def verdict_broken(place: Place) -> None:
    one(place[1], f"lots/{LOT}/delivery.json").write_text("{", encoding="utf-8")


def verdict_absurd(place: Place) -> None:
    verdict(place[1], rows_read=-3)


def release_altered(place: Place) -> None:
    flip(current(place[1]))


def digest_gone(place: Place) -> None:
    release = current(place[1])
    release.with_name(release.name + ".sha256").unlink()


def link_lost(place: Place) -> None:
    (place[1] / "ovt.duckdb").unlink()


def link_replaced_by_a_copy(place: Place) -> None:
    content = current(place[1]).read_bytes()
    (place[1] / "ovt.duckdb").unlink()
    (place[1] / "ovt.duckdb").write_bytes(content)


def link_astray(place: Place) -> None:
    (place[1] / "copie.duckdb").write_bytes(current(place[1]).read_bytes())
    (place[1] / "ovt.duckdb").unlink()
    (place[1] / "ovt.duckdb").symlink_to("copie.duckdb")


def release_gone(place: Place) -> None:
    current(place[1]).unlink()


def log_beside(place: Place) -> None:
    """Change a figure in a copy, as a program that is killed would, and leave its log beside the release."""
    copy = place[1] / "copie.duckdb"
    shutil.copyfile(current(place[1]), copy)
    code = (
        "import duckdb, os, signal, sys; con = duckdb.connect(sys.argv[1]);"
        "con.execute('UPDATE indicator_results SET numerator = 0'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(copy)], check=False)
    release = current(place[1])
    copy.with_name(copy.name + ".wal").rename(release.with_name(release.name + ".wal"))
    copy.unlink()


def stranger(place: Place) -> None:
    release = current(place[1])
    shutil.copyfile(release, release.with_name("ovt_2024-03-31_20990101T000000Z_zzzzzz.duckdb"))


SHOWN, HIDDEN = 0, 3  # of `ovt status`: the figures stand, or something is said to be wrong
FAULTS: list[tuple[Callable[[Place], None], str, int]] = [
    (bit_of_a_lot, "OVT-P11", SHOWN),  # status reads no row of a lot
    (release_altered, "OVT-P05", HIDDEN),
    (lot_gone, "OVT-P12", HIDDEN),
    (link_replaced_by_a_copy, "OVT-P31", HIDDEN),
    (lot_cut, "OVT-P11", SHOWN),
    (file_of_a_lot_gone, "OVT-P11", SHOWN),
    (suite_altered, "OVT-P11", SHOWN),
    (lots_swapped, "OVT-P11", SHOWN),
    (lot_dated_otherwise, "OVT-P12", HIDDEN),
    (verdict_dated_otherwise, "OVT-P41", HIDDEN),
    (received_otherwise, "OVT-P42", HIDDEN),
    (synthetic_otherwise, "OVT-P42", HIDDEN),
    (digest_otherwise, "OVT-P42", HIDDEN),
    (refused_otherwise, "OVT-P42", HIDDEN),
    (verdict_broken, "OVT-P40", HIDDEN),
    (verdict_absurd, "OVT-P40", HIDDEN),
    (digest_gone, "OVT-P05", HIDDEN),
    (link_lost, "OVT-P30", HIDDEN),
    (link_astray, "OVT-P32", HIDDEN),
    (release_gone, "OVT-P33", HIDDEN),
    (log_beside, "OVT-P34", HIDDEN),
    (stranger, "OVT-P35", HIDDEN),
]
KEEP_THE_LINK = {"link_replaced_by_a_copy", "link_lost", "link_astray", "release_gone", "release_altered", "log_beside"}


@pytest.mark.parametrize(
    ("spoil", "code", "status"),
    [pytest.param(*fault, marks=[pytest.mark.slow] * (i > 3), id=fault[0].__name__) for i, fault in enumerate(FAULTS)],
)
def test_a_fault_is_told_by_every_command_and_publishes_nothing(
    spoil: Callable[[Place], None], code: str, status: int, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, warehouse = place
    spoil(place)
    before = releases(warehouse)
    assert run(sources, warehouse, NEXT) == 3
    told = capsys.readouterr().err
    assert (code in told, "Traceback" in told) == (True, False), told
    assert main(["status", "--warehouse", str(warehouse)]) == status
    shown = capsys.readouterr()
    assert (code in shown.err) == (status == HIDDEN), shown
    assert main(["verify", "--warehouse", str(warehouse)]) == 3
    assert code in capsys.readouterr().err
    assert (releases(warehouse), verified(warehouse, capsys)["exit_code"]) == (before, 3)
    if spoil.__name__ not in KEEP_THE_LINK:
        assert figures(warehouse) == small.FIGURES


def releases(warehouse: Path) -> dict[str, str]:
    return {p.name: sha256(p.read_bytes()).hexdigest() for p in (warehouse / "releases").iterdir()}


def verified(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> Any:  # noqa: ANN401 - JSON
    capsys.readouterr()
    main(["verify", "--warehouse", str(warehouse), "--json", "--lang", "en"])
    return json.loads(capsys.readouterr().out)


def test_a_sound_warehouse_is_verified_with_what_was_counted(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--warehouse", str(place[1])]) == 0
    said = capsys.readouterr()
    assert "Tout est comme publié." in said.out
    assert "Vérification des lots : 5" in said.err
    found = verified(place[1], capsys)
    counts = {name: found[name] for name in ("releases", "deliveries", "entities", "figures", "not_compared")}
    assert counts == {"releases": 1, "deliveries": 5, "entities": 12, "figures": 54, "not_compared": 0}
    assert (found["notices"], found["files"] > 15) == ([], True)


def test_without_a_release_there_is_nothing_to_verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--warehouse", str(tmp_path / "wh")]) == 3
    assert "OVT-P07" in capsys.readouterr().err


@pytest.mark.slow
def test_each_release_names_the_one_before_and_an_old_one_that_is_gone_is_missed(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse, first = place[1], current(place[1])
    digest = sha256(first.read_bytes()).hexdigest()
    backfill(warehouse, NEXT)
    query = "SELECT previous_sha256 FROM releases ORDER BY published_at"
    assert rows(warehouse, query) == [(None,), (digest,)]
    assert verified(warehouse, capsys)["releases"] == 2
    flip(first)
    assert main(["backfill", *days(date(2024, 5, 31)), "--warehouse", str(warehouse)]) == 3
    assert "OVT-P05" in capsys.readouterr().err
    first.unlink()
    assert main(["backfill", *days(date(2024, 5, 31)), "--warehouse", str(warehouse)]) == 3
    assert "OVT-P36" in capsys.readouterr().err


HOLDING = ("indicator_results", "indicator_history")
FORGERIES = [
    ("UPDATE indicator_results SET numerator = numerator + 1 WHERE region_code = '00'", "OVT-P45"),
    ("UPDATE evidence_rows SET row_number = 99 WHERE entity_id = 'SQ-1'", "OVT-P46"),
    ("UPDATE indicator_results SET value_low = 0 WHERE indicator_id = 'renir_units_migrated'", "OVT-P45"),
    (";".join(f"UPDATE {t} SET value_low = 0 WHERE value > 0" for t in HOLDING), "OVT-P46"),
]


@pytest.mark.parametrize(("forgery", "code"), FORGERIES)
def test_a_release_forged_with_its_digest_is_not_found_again_in_the_lots(
    forgery: str, code: str, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    release = current(place[1])
    digest = release.with_name(release.name + ".sha256")
    for path in (release, digest):
        path.chmod(0o640)
    with duckdb.connect(str(release)) as con:
        con.execute(forgery)
    digest.write_text(f"{sha256(release.read_bytes()).hexdigest()}  {release.name}\n", encoding="ascii")
    found = verified(place[1], capsys)
    assert found["exit_code"] == 3
    assert {notice["code"] for notice in found["notices"]} == {code}


def test_figures_of_other_rules_are_counted_and_not_compared(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    release = current(place[1])
    digest = release.with_name(release.name + ".sha256")
    for path in (release, digest):
        path.chmod(0o640)
    with duckdb.connect(str(release)) as con:
        con.execute("UPDATE indicator_results SET inputs_digest = 'by rules of before'")
    digest.write_text(f"{sha256(release.read_bytes()).hexdigest()}  {release.name}\n", encoding="ascii")
    found = verified(place[1], capsys)
    assert (found["exit_code"], found["figures"], found["not_compared"]) == (0, 0, 54)
    main(["verify", "--warehouse", str(place[1]), "--lang", "en"])
    assert "Not compared: 54 figures" in capsys.readouterr().out


@pytest.mark.slow
def test_a_lot_lost_takes_its_place_again_when_its_file_is_there(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, warehouse = place
    before = rows(warehouse, "FROM deliveries ORDER BY ALL")
    shutil.rmtree(one(warehouse, f"lots/{LOT}"))
    assert run(sources, warehouse, NEXT) == 0
    assert rows(warehouse, "FROM deliveries ORDER BY ALL") == before
    assert verified(warehouse, capsys)["exit_code"] == 0


def days(day: date) -> list[str]:
    return ["--from", str(day), "--to", str(day)]


def backfill(warehouse: Path, day: date) -> None:
    assert main(["backfill", *days(day), "--warehouse", str(warehouse)]) == 0
