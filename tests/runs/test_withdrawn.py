"""A withdrawn delivery is as if never received: figures go back, history says why, the same bytes stay so."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from backtests.house import House, house
from backtests.oracle import RENIR
from backtests.shorthand import renir_lot, unit
from unit.decisions.papers import SOUND, WITHDRAWAL, allow, has_openssh, new_key, sign, write_decision

from ovt_pipeline.answers.replay import replay
from ovt_pipeline.answers.versions import read_history
from ovt_pipeline.cli import main
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.operations.decision_faults import faulty_decisions
from ovt_pipeline.operations.idle_files import replaced_files, withdrawn_files
from ovt_pipeline.operations.out_of_date import other_rules, stale_dates
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.settings import read_settings

from . import small
from .run_ovt import rows, run

D1, D2 = date(2024, 3, 31), date(2024, 4, 30)
DONE, TODO = unit("A", "Migrée", moved="2023-05-01"), unit("B")
RIGHT = renir_lot("2024-03-31", DONE, TODO)
LATER = renir_lot("2024-04-30", DONE, TODO, unit("C"), unit("D"))


@pytest.fixture(scope="module")
def two_dates() -> Iterator[House]:
    """Publish two dates; to be copied."""
    with house() as made:
        made.receive([*RIGHT, *LATER])
        made.publish([D1, D2])
        yield made


@pytest.fixture
def place(two_dates: House, tmp_path: Path) -> House:
    return two_dates.copy(tmp_path / "house")


def withdraw(place: House, lot: Delivery, **changes: object) -> None:
    """Sign a withdrawal of a lot."""
    named = {"export": lot.export, "extraction_date": str(lot.extraction_date), "sha256": lot.sha256[:12]}
    write_decision(place.settings.decisions, "un.yaml", WITHDRAWAL, delivery={**named, **changes})


def last_of(place: House) -> Delivery:
    return place.situation.deliveries[-1]


def versions(place: House, day: date) -> list[tuple[int, int | None]]:
    return [(v.numerator, v.denominator) for v in read_history(place.warehouse, RENIR).versions if v.as_of == day]


def test_a_withdrawal_of_other_bytes_or_of_tomorrow_has_no_effect_and_is_told(place: House) -> None:
    before = place.situation.inputs.digest(D2)
    withdraw(place, last_of(place), sha256="0" * 12)
    assert [one.code for one in faulty_decisions(place.situation)] == ["OVT-D07"]
    withdraw(place, last_of(place))
    tomorrow = place.situation.day + timedelta(days=1)
    write_decision(place.settings.decisions, "un.yaml", WITHDRAWAL, signed_on=str(tomorrow))
    assert [one.code for one in faulty_decisions(place.situation)] == ["OVT-D06"]
    assert place.situation.inputs.digest(D2) == before
    assert stale_dates(place.situation) == []


def test_only_the_dates_that_rested_on_it_are_stale_until_they_are_computed_again(place: House) -> None:
    withdraw(place, last_of(place))
    assert (stale_dates(place.situation), other_rules(place.situation, [D2])) == ([D2], [])
    place.publish([D2])
    assert stale_dates(place.situation) == []
    assert faulty_decisions(place.situation) == []


def test_the_figure_goes_back_and_its_history_names_the_withdrawn_delivery(place: House) -> None:
    gone = last_of(place)
    first = versions(place, D2)
    withdraw(place, gone)
    place.publish([D2])
    assert versions(place, D2) == [*first, (1, 2)]
    last = read_history(place.warehouse, RENIR).versions[-1]
    assert [cause.delivery_id for cause in last.deliveries] == [gone.delivery_id]
    assert last.rules_change == 0
    kept = "SELECT verdict FROM deliveries WHERE delivery_id = '{}'"
    assert place.ask(kept.format(gone.delivery_id)) == [("accepted",)]  # history keeps what was said of it
    asked = place.ask("SELECT decision_id, type, delivery_id, why FROM decisions")
    assert asked == [(WITHDRAWAL["id"], "withdrawal", gone.delivery_id, WITHDRAWAL["why"])]


@pytest.mark.slow
def test_what_a_withdrawn_delivery_replaced_is_knowledge_again(place: House) -> None:
    place.receive(renir_lot("2024-04-30", TODO))
    wrong = last_of(place)
    place.publish([D2])
    assert versions(place, D2)[-1] != versions(place, D2)[0]
    withdraw(place, wrong)
    place.publish([D2])
    assert versions(place, D2)[-1] == versions(place, D2)[0]


@pytest.mark.slow
def test_taking_the_decision_away_brings_the_delivery_back(place: House) -> None:
    withdraw(place, last_of(place))
    place.publish([D2])
    shutil.rmtree(place.settings.decisions)
    assert stale_dates(place.situation) == [D2]
    place.publish([D2])
    assert versions(place, D2)[-1] == versions(place, D2)[0]


@pytest.mark.slow
def test_every_release_is_computed_again_as_it_was(place: House) -> None:
    withdraw(place, last_of(place))
    releases = [place.publish([D1]), place.publish([D2])]  # in the first one D2 still rests on what is withdrawn
    for release in releases:
        assert release
        assert replay(place.warehouse, release).is_identical


def test_rejected_rows_go_and_come_back_with_their_delivery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, warehouse, folder = (tmp_path / name for name in ("in", "wh", "decisions"))
    folder.mkdir()
    monkeypatch.setenv("OVT_DECISIONS", str(folder))
    small.write_exports(sources)
    small.write_units(sources, [*small.UNITS, ["SQ-99", "99", *small.UNITS[0][2:]]])
    rejected = "SELECT rule_id, row_number FROM quarantine"
    assert run(sources, warehouse) == 0
    before = rows(warehouse, rejected)
    assert len(before) == 1
    (lot,) = (one for one in LotStore(warehouse / "lots").deliveries() if one.export == "renir_unites")
    named = {"export": lot.export, "extraction_date": str(lot.extraction_date), "sha256": lot.sha256[:12]}
    decision = write_decision(folder, "un.yaml", WITHDRAWAL, delivery=named)
    run(sources, warehouse)
    assert rows(warehouse, rejected) == []
    decision.unlink()
    run(sources, warehouse)
    assert rows(warehouse, rejected) == before


@pytest.mark.slow
def test_files_that_have_no_effect_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, warehouse, folder = (tmp_path / name for name in ("in", "wh", "decisions"))
    folder.mkdir()
    monkeypatch.setenv("OVT_DECISIONS", str(folder))
    small.write_exports(sources)
    assert run(sources, warehouse) == 0
    (first,) = (sources / "renir_unites").iterdir()
    right = first.read_bytes()
    small.write_units(sources, small.UNITS[:4])
    assert run(sources, warehouse) == 0

    def situation() -> Situation:
        return Situation(read_settings(sources, warehouse))

    assert list(replaced_files(situation())) == []
    wrong = situation().inputs.lots["renir_unites"][-1]
    again = first.with_name("encore_2024-03-31.xlsx")
    again.write_bytes(right)
    assert [one.by.delivery_id for one in replaced_files(situation())] == [wrong.delivery_id]
    named = {"export": wrong.export, "extraction_date": wrong.day, "sha256": wrong.sha256}
    write_decision(folder, "un.yaml", WITHDRAWAL, delivery=named)
    assert list(replaced_files(situation())) == []
    assert [name for _, name in withdrawn_files(situation())] == [WITHDRAWAL["id"]]
    assert run(sources, warehouse) == 0
    query = "SELECT numerator, denominator FROM indicator_results WHERE indicator_id = ? AND region_code = '00'"
    assert rows(warehouse, query.replace("?", f"'{RENIR}'")) == [(2, 4)]


@pytest.mark.slow
@pytest.mark.skipif(not has_openssh(), reason="OpenSSH is not installed")
def test_a_release_remembers_that_decisions_had_to_be_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, warehouse, folder = (tmp_path / name for name in ("in", "wh", "decisions"))
    key = new_key(tmp_path)
    small.write_exports(sources)
    allow(folder, key)
    monkeypatch.setenv("OVT_DECISIONS", str(folder))
    assert run(sources, warehouse) == 0
    assert rows(warehouse, "SELECT signatures_required FROM releases") == [(True,)]
    path = write_decision(folder, "un.yaml", SOUND)
    for told in ("OVT-D01", "OVT-D02", "OVT-D03"):
        assert run(sources, warehouse) == 2
        assert told in capsys.readouterr().err
        sign(path, new_key(tmp_path, "autre") if told == "OVT-D01" else key)
        if told == "OVT-D02":
            (folder / "allowed_signers").unlink()
    assert main(["status", "--warehouse", str(warehouse)]) == 2
    allow(folder, key)
    assert run(sources, warehouse) == 4  # signed; its delivery breaks no such rule
