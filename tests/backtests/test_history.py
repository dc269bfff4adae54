"""History made by hand: revisions and their causes, replays, what is pruned, what a format or a lost lot does.

Belongs here: one small world per sentence. Not here: drawn worlds (test_two_clocks), runs through files (tests/runs).
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from ovt_pipeline.answers.replay import replay
from ovt_pipeline.answers.verify import verify
from ovt_pipeline.answers.versions import read_history
from ovt_pipeline.deliveries.lot_format import digests_of
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.figures import compute, inputs
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.operations.missed_days import missed_days
from ovt_pipeline.operations.out_of_date import other_rules, stale_dates
from ovt_pipeline.operations.prune import find_removable, remove
from ovt_pipeline.release.history import rules_changed
from ovt_pipeline.sql import read_sql, sql_facts

from .house import House, house
from .lots_writer import write_lot
from .oracle import RENIR
from .records import spoil
from .shorthand import network, pairs, renir_lot, rgt, ritm, unit

D1, D2, D3 = date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31)
DONE, TODO = unit("A", "Migrée", moved="2023-05-01"), unit("B")
FIRST = renir_lot("2024-03-31", DONE, TODO)
CORRECTED = [replace(renir_lot("2024-03-31", DONE, unit("B", "Migrée", moved="2024-02-01"))[0], received=1)]
LATER = renir_lot("2024-04-30", DONE, TODO, unit("C"))
LAST = renir_lot("2024-05-31", DONE, TODO, unit("C"))
STATES = "not_counted_at, out_at, counted_at, reason_code, fact_date,"
OTHER_WAY_ROUND = "counted_at AS not_counted_at, out_at, not_counted_at AS counted_at, reason_code, fact_date,"


@pytest.fixture
def place() -> Iterator[House]:
    with house() as made:
        yield made


def published(place: House) -> list[tuple[date, int, int, int | None]]:
    history = read_history(place.warehouse, RENIR)
    return [(v.as_of, v.revision_no, v.numerator, v.denominator) for v in history.versions]


@pytest.mark.slow
def test_a_late_delivery_takes_its_place_in_time(place: House) -> None:
    place.receive([*FIRST, *LAST])
    place.publish([D1, D3])
    place.receive(LATER)
    assert stale_dates(place.situation) == [D3]
    place.publish([D1, D2, D3])
    assert published(place) == [(D1, 0, 1, 2), (D2, 0, 1, 3), (D3, 0, 1, 3)]


@pytest.mark.slow
def test_a_late_delivery_that_says_what_existed_revises_every_date(place: House) -> None:
    place.receive(LATER)
    place.publish([D2, D3])
    place.receive(FIRST)
    assert stale_dates(place.situation) == [D2, D3]
    place.publish([D1, D2, D3])
    assert published(place) == [(D1, 0, 1, 2), *((day, number, 1, 3) for day in (D2, D3) for number in (0, 1))]
    versions = read_history(place.warehouse, RENIR).versions
    for was, now in zip(versions[1::2], versions[2::2], strict=True):
        assert was.value_high == pytest.approx(100 / 3)
        assert now.value_high == pytest.approx(50)  # is C in the cohort? (D-COHORT)
        assert [cause.extraction_date for cause in now.deliveries] == [D1]


@pytest.mark.slow
def test_a_corrected_delivery_supersedes_from_then_on_and_is_named(place: House) -> None:
    place.receive(FIRST)
    place.publish([D1])
    place.receive(CORRECTED)
    place.publish([D1])
    assert published(place) == [(D1, 0, 1, 2), (D1, 1, 2, 2)]
    revision = read_history(place.warehouse, RENIR).versions[1]
    assert (revision.rules_change, revision.data_change, revision.rules_changed) == (0, 50, None)
    assert [
        (cause.change, cause.delivery_id.startswith("renir_unites/2024-03-31_")) for cause in revision.deliveries
    ] == [(50, True)]


@pytest.mark.slow
def test_changed_rules_are_named_and_parted_from_the_data(place: House, monkeypatch: pytest.MonkeyPatch) -> None:
    place.receive(renir_lot("2024-03-31", DONE, TODO, unit("C"), unit("D")))
    before = place.publish([D1, D2])
    count_other_way_round(monkeypatch)
    place.receive(renir_lot("2024-04-30", DONE, unit("B", "Migrée", moved="2024-04-15"), unit("C"), unit("D")))
    assert stale_dates(place.situation) == [D2]
    assert other_rules(place.situation, [D2]) == [D1]
    place.publish([D1, D2])
    assert published(place) == [(D1, 0, 1, 4), (D1, 1, 3, 4), (D2, 0, 1, 4), (D2, 1, 2, 4)]
    by_rules, by_both = read_history(place.warehouse, RENIR).versions[1::2]
    assert [(one.rules_change, one.data_change) for one in (by_rules, by_both)] == [(50, 0), (50, -25)]
    assert re.fullmatch(r"rule 2\.0 \w{12} → next \w{12}", by_both.rules_changed or "")
    assert before is not None
    outcome = replay(place.warehouse, before)
    assert outcome.differences.keys() == {(RENIR, day, region) for day in (D1, D2) for region in ("00", "01")}
    assert {(was and was.value, now and now.value) for was, now in outcome.differences.values()} == {(25, 75)}
    assert outcome.evidence_differences == 16  # four units at two dates, as they were judged and as they are
    assert set(outcome.rules) == {RENIR}


def count_other_way_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the next rules of units: what counts does not, and what does not counts."""
    measure = f"indicators/{RENIR}"
    assert read_sql(measure).count(STATES) == 1
    other = read_sql(measure).replace(STATES, OTHER_WAY_ROUND)
    facts = sql_facts(measure) | {"rule_version": "next"}
    for module in (compute, inputs):
        monkeypatch.setattr(module, "read_sql", lambda name: other if name == measure else read_sql(name))
        monkeypatch.setattr(module, "sql_facts", lambda name: facts if name == measure else sql_facts(name))


def test_a_replay_names_every_figure_that_other_rules_change(place: House, monkeypatch: pytest.MonkeyPatch) -> None:
    place.receive(FIRST)
    release = place.publish([D1])
    assert release is not None
    assert replay(place.warehouse, release).is_identical
    assert " states.n, " in read_sql("figures/entities")
    monkeypatch.setattr(compute, "read_sql", lambda name: read_sql(name).replace(" states.n, ", " 1 AS n, "))
    outcome = replay(place.warehouse, release)
    assert outcome.differences.keys() == {(RENIR, D1, "00"), (RENIR, D1, "01")}
    assert {(was and was.numerator, now and now.numerator) for was, now in outcome.differences.values()} == {(1, 2)}
    assert outcome.evidence_differences == 2  # one unit, as it was and as it is


def test_a_replay_without_one_of_its_lots_says_which(place: House) -> None:
    place.receive(FIRST)
    release = place.publish([D1])
    lot = LotStore(place.warehouse.lots).deliveries()[0]
    shutil.rmtree(LotStore(place.warehouse.lots).folder(lot))
    with pytest.raises(OvtError) as caught:
        replay(place.warehouse, release or "")
    assert caught.value.code == "OVT-P12"
    assert lot.delivery_id in caught.value.line("fr")


@pytest.mark.parametrize("release_id", ["", "..", "20260101T000000Z_aaaaaa", "*"])
def test_an_unknown_release_is_refused(release_id: str, place: House) -> None:
    place.receive(FIRST)
    place.publish([D1])
    with pytest.raises(OvtError) as caught:
        replay(place.warehouse, release_id)
    assert caught.value.code == "OVT-U15"


@pytest.mark.slow
def test_without_work_duckdb_the_same_figures_come_again(place: House) -> None:
    place.receive([*FIRST, *LATER])
    place.publish([D1, D2, D3])
    before = place.ask("FROM indicator_results ORDER BY ALL")
    place.warehouse.work.unlink()
    place.publish([D1, D2, D3])
    assert place.ask("FROM indicator_results ORDER BY ALL") == before


@pytest.mark.slow
def test_a_work_database_of_another_format_is_made_again_and_gives_the_same_figures(place: House) -> None:
    place.receive(FIRST)
    place.publish([D1])
    before = place.ask("FROM indicator_results ORDER BY ALL")
    with duckdb.connect(str(place.warehouse.work)) as con:
        con.execute("UPDATE work_format SET version = 99")
    place.publish([D1])
    assert place.ask("FROM indicator_results ORDER BY ALL") == before


@pytest.mark.parametrize("version", [0, 99])
def test_a_lot_of_another_format_is_refused_with_the_way_out(version: int, place: House) -> None:
    place.receive(FIRST)
    (verdict,) = place.warehouse.lots.glob("*/*/delivery.json")
    verdict.write_text(
        json.dumps(json.loads(verdict.read_text(encoding="utf-8")) | {"format": version}), encoding="utf-8"
    )
    with pytest.raises(OvtError) as caught:
        place.publish([D1])
    assert caught.value.code == "OVT-U08"


@pytest.mark.slow
def test_a_column_that_the_contract_no_longer_has_is_left_in_the_lot(place: House) -> None:
    place.receive(FIRST)
    place.publish([D1])
    (rows,) = place.warehouse.lots.glob("renir_unites/*/unites/rows.parquet")
    other = rows.with_name("other.parquet")
    duckdb.connect().execute(f"COPY (SELECT *, 'x' AS ancienne FROM '{rows}') TO '{other}' (FORMAT parquet)")
    other.replace(rows)
    verdict = rows.parent.parent / "delivery.json"
    plain = json.loads(verdict.read_text(encoding="utf-8"))
    verdict.write_text(json.dumps(plain | {"files": digests_of(verdict.parent)}), encoding="utf-8")
    place.publish([D1, D2])
    assert published(place) == [(D1, 0, 1, 2), (D2, 0, 1, 2)]


def test_rows_of_one_number_in_two_exports_are_two_entities(place: House) -> None:
    unread = spoil(ritm("X"), id_lien_ritm="?")
    place.receive(network("2024-03-31", ritm("L"), rgt("R"), *pairs("M>R"), rejected=(unread,)))
    place.publish([D1])
    rows = "SELECT row_number, reason_code FROM evidence WHERE entity_id LIKE '?%' ORDER BY ALL"
    assert place.ask(rows) == [(1, "REJECTED-NEW"), (1, "UNPAIRED")]


EARLIER = {"contract_version": "0.9.0", "received_at": "2025-12-31T00:00:00"}  # a judgement that a later one replaced


@pytest.mark.slow
def test_only_what_nothing_refers_to_is_pruned(place: House) -> None:
    place.receive(FIRST)
    first = place.publish([D1])
    place.receive(LATER)
    place.publish([D1])  # nothing new for D1: the release differs by its deliveries only
    place.publish([D1, D2])
    lot = LotStore(place.warehouse.lots).deliveries()[0]
    again = LotStore(place.warehouse.lots).folder(lot).with_name(f"2024-03-31_{lot.sha256[:12]}_0.9.0")
    shutil.copytree(LotStore(place.warehouse.lots).folder(lot), again)
    plain = json.loads((again / "delivery.json").read_text(encoding="utf-8"))
    (again / "delivery.json").write_text(json.dumps(plain | EARLIER), encoding="utf-8")
    assert [one.path for _, one in find_removable(place.situation).removable] == [again]
    place.clock.time += timedelta(days=10)  # still January: the three releases are of one month
    pruning = find_removable(place.situation, 5)
    assert [kind for kind, _ in pruning.removable] == ["releases", "releases", "lots"]
    remove(place.situation, pruning)
    assert find_removable(place.situation, 5).removable == ()
    assert pruning.releases_kept == len(place.warehouse.release_files()) == 1
    assert verify(place.warehouse, place.situation.inputs).faults == []
    replayed = replay(place.warehouse, first or "")
    assert (replayed.is_identical, replayed.from_history, replayed.dates) == (True, True, 1)
    assert place.situation.published().current.figures


@pytest.mark.slow
def test_the_public_release_stays_though_its_figures_are_all_those_of_an_earlier_one(place: House) -> None:
    place.receive(FIRST)
    place.publish([D1])
    place.receive(LATER)
    public = place.publish([D1])  # it differs by its deliveries only: no figure names it
    assert (public,) not in place.ask("SELECT release_id FROM indicator_results")
    place.clock.time += timedelta(days=100)
    assert all(str(public) not in one.path.name for _, one in find_removable(place.situation, 1).removable)
    assert place.warehouse.public.resolve().stem.endswith(public or "?")


def test_missed_nights_are_told(place: House) -> None:
    place.receive(FIRST)
    place.publish([date(2024, 4, 1), date(2024, 4, 2), date(2024, 4, 9)])
    assert missed_days(place.situation, date(2024, 4, 9)) == [date(2024, 4, day) for day in range(3, 9)]
    assert missed_days(place.situation, date(2024, 4, 2)) == []
    assert missed_days(place.situation, date(2024, 4, 1)) == []


def test_two_texts_of_rules_are_compared_name_by_name() -> None:
    assert rules_changed('{"rule": "1"}', '{"rule": "1"}') is None
    assert rules_changed('{"plan": "a", "rule": "1"}', '{"plan": "b", "rule": "1"}') == "plan a → b"
    assert rules_changed("{}", '{"rule": "1"}') == "rule ? → 1"


@pytest.mark.slow
def test_a_delivery_that_changes_nothing_is_no_revision(place: House, tmp_path: Path) -> None:
    place.receive(FIRST)
    place.publish([D1])
    place.receive([replace(FIRST[0], received=5)])
    place.publish([D1])
    assert published(place) == [(D1, 0, 1, 2)]
    assert stale_dates(place.situation) == []
    assert write_lot(LotStore(tmp_path), FIRST[0], place.clock.time.replace(tzinfo=None)).accepted
