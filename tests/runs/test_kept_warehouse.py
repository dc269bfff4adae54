"""Warehouses of earlier versions, kept whole: this version opens them, keeps what was published, takes the next night.

Belongs here: what must hold of each archive of tests/warehouses. Does not belong here: what is in them (its README.md).
"""

import json
import shutil
import tarfile
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ovt_pipeline.cli import main
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.sql import sql_facts

from .run_ovt import figures, rows, run

INDICATORS = load_plan().indicators
KEPT = sorted((Path(__file__).parent.parent / "warehouses").glob("*.tar.xz"))
NEXT = date(2025, 4, 30)
NEXT_FIGURES = {"renir_units_migrated": (26, 35), "ritm_links_migrated": (20, 51), "jobs_regionalised": (90, None)}
# A corrected delivery took one link away; then came the rules of today.
REVISED = ("ritm_links_migrated", "2024-03-31", [(8, 53), (8, 52), (8, 52)])
# The modes are part of a warehouse. Before 3.11.4 Python has no such filter, and keeps them by itself.
WITH_MODES: dict[str, Any] = {"filter": "tar"} if hasattr(tarfile, "tar_filter") else {}
DATED = ("indicator_results", "evidence", "indicator_sensitivity", "reconciliation")
APPENDED = ("indicator_history", "revision_causes", "status_events", "releases", "deliveries", "quarantine", "waivers")
Rows = dict[str, set[tuple[Any, ...]]]


@dataclass(frozen=True)
class Night:
    """A kept warehouse after its next night, and what a reader saw of it before and after, in the columns it had."""

    warehouse: Path
    status: int
    verified: int
    code: int
    digests: dict[str, str]  # of the releases before, by file name
    columns: dict[str, list[str]]  # of the tables whose published rows stay
    before: Rows
    after: Rows


@pytest.fixture(scope="module", params=KEPT, ids=lambda archive: archive.name.partition(".")[0])
def night(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Night:
    """Unpack a kept warehouse, look at it, and take its next night."""
    place = tmp_path_factory.mktemp("kept")
    with tarfile.open(request.param) as archive:
        archive.extractall(place, **WITH_MODES)  # noqa: S202 - an archive of this project
    warehouse = place / "warehouse"
    columns, digests = columns_of(warehouse), digests_of(warehouse)
    status, verified = (main([command, "--warehouse", str(warehouse)]) for command in ("status", "verify"))
    before = rows_of(warehouse, columns)
    code = run(place / "next", warehouse, NEXT)
    return Night(warehouse, status, verified, code, digests, columns, before, rows_of(warehouse, columns))


def test_it_is_opened_and_takes_the_next_night(night: Night) -> None:
    assert (night.status, night.verified, night.code) == (0, 0, 0)
    assert len(night.digests) < len(digests_of(night.warehouse))
    assert {name: found["00"] for name, found in figures(night.warehouse, NEXT).items()} == NEXT_FIGURES


def test_nothing_that_was_published_is_lost(night: Night) -> None:
    now = digests_of(night.warehouse)
    assert {name: now.get(name) for name in night.digests} == night.digests
    assert [table for table in APPENDED if not night.before[table] <= night.after[table]] == []
    assert all(night.before.values()), "the kept warehouse has rows of every table"


def test_every_published_date_is_counted_again_by_the_rules_of_today_and_for_no_other_cause(night: Night) -> None:
    versions = {indicator.id: sql_facts(f"indicators/{indicator.measure}")["rule_version"] for indicator in INDICATORS}
    found = rows(night.warehouse, "SELECT DISTINCT indicator_id, rule_version FROM indicator_results")
    assert dict(found) == versions
    assert len(found) == len(versions)
    dates = "SELECT count(DISTINCT as_of) FROM indicator_results"
    assert rows(night.warehouse, dates) == [(len({row[2] for row in night.before["indicator_results"]}) + 1,)]
    last = "release_id = (SELECT arg_max(release_id, published_at) FROM releases) AND revision_no > 1"
    revised = (
        f"SELECT count(*) > 0, count(*) FILTER (coalesce(data_change, 0) <> 0) FROM indicator_history WHERE {last}"
    )
    assert rows(night.warehouse, revised) == [(True, 0)]


def test_the_first_release_of_this_version_names_the_last_one_as_found(night: Night) -> None:
    (*old, named) = rows(night.warehouse, "SELECT previous_sha256 FROM releases ORDER BY published_at")
    assert named[0] in night.digests.values()
    assert set(old) == {(None,)}
    assert main(["verify", "--warehouse", str(night.warehouse)]) == 0


def test_every_question_is_answered(night: Night, capsys: pytest.CaptureFixture[str]) -> None:
    for indicator, (numerator, _) in NEXT_FIGURES.items():
        said = ask(night, capsys, "explain", indicator)
        assert said["figure"]["numerator"] == numerator == sum(one["in_numerator"] for one in said["entities"])
    indicator, day, versions = REVISED
    told = ask(night, capsys, "history", indicator, "--as-of", day)["versions"]
    assert [(one["numerator"], one["denominator"]) for one in told] == versions


def test_the_new_release_is_found_again_in_the_lots_and_the_first_one_differs_by_the_rules_alone(
    night: Night, capsys: pytest.CaptureFixture[str]
) -> None:
    by_time = "SELECT release_id FROM releases ORDER BY published_at"
    releases = [release for (release,) in rows(night.warehouse, by_time)]
    assert ask(night, capsys, "replay", "--release", releases[-1])["is_identical"] is True
    first = ask(night, capsys, "replay", "--release", releases[0], code=3)
    assert first["is_identical"] is False
    assert set(first["rules"]) == set(NEXT_FIGURES)


@pytest.mark.slow
def test_without_the_private_database_nothing_is_lost(night: Night, tmp_path: Path) -> None:
    shutil.copytree(night.warehouse, tmp_path / "warehouse", symlinks=True)
    (tmp_path / "warehouse" / "work.duckdb").unlink()
    days = ["--from", str(NEXT), "--to", str(NEXT)]
    assert main(["backfill", *days, "--warehouse", str(tmp_path / "warehouse")]) == 0
    assert rows_of(tmp_path / "warehouse", night.columns) == night.after


def ask(night: Night, capsys: pytest.CaptureFixture[str], *question: str, code: int = 0) -> Any:  # noqa: ANN401 - JSON
    capsys.readouterr()
    assert main([*question, "--warehouse", str(night.warehouse), "--json"]) == code
    return json.loads(capsys.readouterr().out)


def digests_of(warehouse: Path) -> dict[str, str]:
    """Give the digest of every release by file name, once it agrees with the one beside it."""
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in (warehouse / "releases").glob("ovt_*.duckdb")}
    beside = {path.name.removesuffix(".sha256"): path for path in (warehouse / "releases").glob("*.sha256")}
    assert found == {name: path.read_text(encoding="ascii").split()[0] for name, path in beside.items()}
    return found


def columns_of(warehouse: Path) -> dict[str, list[str]]:
    """Give the columns of the tables whose published rows stay, in the release as it is now."""
    with duckdb.connect(str(warehouse / "ovt.duckdb"), read_only=True) as con:
        return {t: [row[0] for row in con.execute(f"DESCRIBE {t}").fetchall()] for t in (*DATED, *APPENDED)}


def rows_of(warehouse: Path, columns: dict[str, list[str]]) -> Rows:
    """Give the rows of these columns of the current release."""
    return {table: set(rows(warehouse, f"SELECT {', '.join(names)} FROM {table}")) for table, names in columns.items()}
