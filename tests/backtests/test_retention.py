"""Retention: what goes by itself after a publication, what stays, and what a removal that fails or stops leaves.

Belongs here: one warehouse of months, made by hand. Not here: the chain (tests/unit/warehouse), runs (tests/runs).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from unit.decisions.papers import PUBLICATION, write_decision

from ovt_pipeline.answers.replay import replay
from ovt_pipeline.answers.verify import verify
from ovt_pipeline.clock import ZONE
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.operations import retention
from ovt_pipeline.operations.decision_faults import faulty_decisions
from ovt_pipeline.operations.disk import disk_of
from ovt_pipeline.operations.notices import of_retention
from ovt_pipeline.operations.outcome import Notice
from ovt_pipeline.operations.prune import find_removable, remove
from ovt_pipeline.operations.removable import Removable
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.operations.status import standing_outcome
from ovt_pipeline.warehouse.chain import note_removed
from ovt_pipeline.warehouse.place import DIGEST, REMOVED, RETENTION, release_id

from .house import House, house
from .shorthand import renir_lot, unit

FIRST = renir_lot("2024-03-31", unit("A", "Migrée", moved="2023-05-01"), unit("B"))
NIGHTS = [date(2026, 2, 3), date(2026, 2, 20), date(2026, 2, 27), date(2026, 3, 5), date(2026, 3, 31), date(2026, 4, 2)]
LAST = date(2026, 5, 20)  # of February, March and April stay the nights 2, 4 and 5; 31 days before it there is none
GO = (0, 1, 3)


def night(place: House, day: date) -> str:
    """Publish, on the night after a day, the figures of a day of 2024 that no night has published yet."""
    place.clock.time = datetime(day.year, day.month, day.day, 5, tzinfo=ZONE)
    days = place.ask("SELECT max(as_of) FROM indicator_results") if place.warehouse.public.exists() else []
    made = place.publish([days[0][0] + timedelta(days=1) if days else date(2024, 3, 31)])
    assert made
    return made


def told(place: House) -> list[Notice]:
    return list(of_retention(place.situation))


def kept(place: House) -> list[str]:
    return list(place.warehouse.release_files())


def faults(place: House) -> list[str]:
    return [error.code for error in verify(place.warehouse, place.situation.inputs).faults]


@dataclass(frozen=True)
class Before:
    """A warehouse of before retention, and its releases in order."""

    place: House
    releases: tuple[str, ...]


@pytest.fixture(scope="module")
def made() -> Iterator[Before]:
    with house() as place:
        place.receive(FIRST)
        releases = []
        for day in NIGHTS:
            (place.warehouse.releases / RETENTION).unlink(missing_ok=True)
            releases.append(night(place, day))
        (place.warehouse.releases / RETENTION).unlink()
        yield Before(place, tuple(releases))


@pytest.fixture
def before(made: Before, tmp_path: Path) -> Before:
    return Before(made.place.copy(tmp_path / "house"), made.releases)


@pytest.fixture
def begun(before: Before) -> Before:
    """Return a warehouse where the next publication removes."""
    (before.place.warehouse.releases / RETENTION).write_text(before.releases[-1] + "\n", encoding="utf-8")
    return before


def without(before: Before, gone: Sequence[int]) -> list[str]:
    return [name for number, name in enumerate(before.releases) if number not in gone]


def declare(before: Before, **what: object) -> Path:
    return write_decision(before.place.settings.decisions, "p.yaml", PUBLICATION, **{"as_of": None, **what})


@pytest.mark.slow
def test_a_decision_about_a_release_that_is_not_there_has_no_effect_and_is_told(begun: Before) -> None:
    declare(begun, release="20200101T080000Z_aaaaaa")
    (error,) = faulty_decisions(begun.place.situation)
    assert (error.code, error.where.file) == ("OVT-D07", PUBLICATION["id"])
    assert "une publication gardée" in error.line("fr")
    last = night(begun.place, LAST)
    assert kept(begun.place) == [*without(begun, GO), last]


@pytest.mark.parametrize("number", [2, 4])
def test_a_release_that_should_be_there_and_is_not_stops_everything(begun: Before, number: int) -> None:
    begun.place.warehouse.release_files()[begun.releases[number]].unlink()
    with pytest.raises(OvtError) as caught:
        night(begun.place, LAST)
    assert caught.value.code == "OVT-P36"
    assert kept(begun.place) == without(begun, [number])  # nothing else went


@pytest.mark.slow
def test_a_removal_that_fails_is_told_and_changes_nothing_of_what_was_published(begun: Before) -> None:
    (begun.place.warehouse.releases / REMOVED).mkdir()  # where the note of what goes has to be written
    last = night(begun.place, LAST)
    assert kept(begun.place) == [*begun.releases, last]
    (notice,) = told(begun.place)
    assert notice not in standing_outcome(begun.place.situation, None).notices  # a day later, one more is past its time
    assert (notice.code, notice.severity) == ("OVT-P16", "remark")
    assert "encore là : 3" in notice.fr
    (begun.place.warehouse.releases / REMOVED).rmdir()
    night(begun.place, LAST + timedelta(days=1))
    assert (kept(begun.place)[:-2], told(begun.place)) == (without(begun, GO), [])


@pytest.mark.slow
def test_a_warehouse_of_before_is_first_told_what_goes(before: Before) -> None:
    last = night(before.place, LAST)
    assert kept(before.place) == [*before.releases, last]
    (notice,) = told(before.place)
    assert notice in standing_outcome(before.place.situation, None).notices
    assert (notice.code, notice.severity, notice.command) == ("retention_begins", "remark", "ovt prune")
    assert notice.fr.startswith("La prochaine exécution retirera 3 publications")
    assert "rien n’est encore retiré" in notice.fr
    assert notice.en.startswith("The next run will remove 3 releases")
    assert all(before.releases[number] in notice.fr and before.releases[number] in notice.en for number in GO)
    after = night(before.place, LAST + timedelta(days=1))
    assert (kept(before.place), told(before.place)) == ([*without(before, GO), last, after], [])
    assert faults(before.place) == []


def test_what_goes_leaves_nothing_behind_and_is_missed_by_nobody(begun: Before) -> None:
    last = night(begun.place, LAST)
    assert kept(begun.place) == [*without(begun, GO), last]
    left = {path.name for path in begun.place.warehouse.releases.iterdir()}
    assert not [name for name in left for number in GO if begun.releases[number] in name]
    assert faults(begun.place) == []
    assert [row[0] for row in begun.place.ask("SELECT release_id FROM releases ORDER BY 1")] == [*begun.releases, last]


@pytest.mark.slow
def test_what_was_removed_is_computed_again_from_the_history(begun: Before) -> None:
    begun.place.receive([replace(renir_lot("2024-03-31", unit("A", "Migrée", moved="2023-05-01"))[0], received=1)])
    night(begun.place, LAST)
    begun.place.publish([date(2024, 3, 31)])  # revised: the first releases said otherwise
    assert begun.place.ask("SELECT max(revision_no) FROM indicator_history") == [(1,)]
    with pytest.raises(OvtError) as caught:
        replay(begun.place.warehouse, "20200101T080000Z_aaaaaa")
    assert caught.value.code == "OVT-U15"
    for number, days in ((0, 1), (3, 4)):
        outcome = replay(begun.place.warehouse, begun.releases[number])
        assert (outcome.is_identical, outcome.from_history, outcome.dates) == (True, True, days)
        assert outcome.figures == 18 * days
    there = replay(begun.place.warehouse, begun.releases[4])
    assert (there.is_identical, there.from_history, there.dates) == (True, False, 5)


@pytest.mark.slow
@pytest.mark.parametrize("what", [{"release": 1}, {"as_of": date(2024, 4, 1)}], ids=["itself", "its date"])
def test_an_official_release_stays_though_its_decision_goes(begun: Before, what: dict[str, Any]) -> None:
    named = {"release": begun.releases[1]} if "release" in what else {"as_of": str(what["as_of"])}
    paper = declare(begun, **named)
    night(begun.place, LAST)
    paper.unlink()
    last = night(begun.place, LAST + timedelta(days=1))
    assert begun.releases[1] in kept(begun.place)
    assert not {begun.releases[0], begun.releases[3]} & set(kept(begun.place))
    assert begun.place.ask("SELECT release_id FROM releases WHERE is_official") == [(begun.releases[1],)]
    assert kept(begun.place)[-1] == last


@pytest.mark.slow
def test_that_a_release_is_official_is_published_without_another_change(begun: Before) -> None:
    begun.place.clock.time += timedelta(minutes=5)
    assert begun.place.publish([date(2024, 3, 31)]) == begun.releases[-1]
    declare(begun, release=begun.releases[1])
    changed = begun.place.publish([date(2024, 3, 31)])
    assert changed not in begun.releases
    assert begun.place.publish([date(2024, 3, 31)]) == changed


@pytest.mark.slow
def test_a_person_may_keep_for_fewer_days_but_not_what_is_official(begun: Before) -> None:
    last = [night(begun.place, LAST + timedelta(days=number)) for number in range(3)]
    declare(begun, release=last[0])  # not published yet
    pruning = find_removable(begun.place.situation, 1)
    assert pruning.removable == ()
    later = night(begun.place, LAST + timedelta(days=4))
    pruning = find_removable(begun.place.situation, 1)
    assert [release_id(one.path.name) for _, one in pruning.removable] == last[1:]
    assert all(one.size == one.path.stat().st_size > 0 for _, one in pruning.removable)
    remove(begun.place.situation, pruning)
    assert (kept(begun.place)[-2:], faults(begun.place)) == ([last[0], later], [])


@pytest.mark.slow
@pytest.mark.parametrize("stopped", ["noted", "half removed"])
def test_a_removal_that_stopped_is_ended_by_the_next_night(begun: Before, stopped: str) -> None:
    old = begun.place.warehouse.release_files()[begun.releases[0]]
    note_removed(begun.place.warehouse, [old])
    if stopped == "half removed":
        old.unlink()
        assert old.with_name(old.name + DIGEST).exists()
    assert faults(begun.place) == []
    last = night(begun.place, LAST)
    assert kept(begun.place) == [*without(begun, GO), last]
    assert (old.with_name(old.name + DIGEST).exists(), faults(begun.place)) == (False, [])


class Reports:
    """A kind of another room."""

    name = "reports"
    is_nightly = True

    def __init__(self, file: Path) -> None:
        self.file = file

    def past(self, situation: Situation, keep_days: int) -> list[Removable]:
        return [Removable(self.file, situation.day, keep_days)] if self.file.exists() else []

    def remove(self, situation: Situation, found: Sequence[Removable]) -> None:
        assert situation.day == LAST
        for one in found:
            one.path.unlink()


def test_another_kind_goes_with_the_same_nights(begun: Before, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_kinds", {one.name: one for one in retention.kinds()})
    file = tmp_path / "rapport.html"
    file.write_text("un", encoding="ascii")
    retention.register(Reports(file))
    assert ("reports", Removable(file, NIGHTS[-1], 7)) in find_removable(begun.place.situation, 7).removable
    night(begun.place, LAST)
    assert not file.exists()


def test_the_disk_is_measured_and_its_end_told(begun: Before) -> None:
    place = begun.place.warehouse
    was = disk_of(place)
    (place.lots / "plus").write_bytes(b"x" * 1_000_000)
    (place.lots / "ailleurs").symlink_to("/")
    assert 1_000_000 <= disk_of(place).used - was.used < 1_100_000
    begun.place.settings = replace(begun.place.settings, disk_min=2**60)
    assert [one.code for one in told(begun.place)] == ["retention_begins", "disk_low"]
