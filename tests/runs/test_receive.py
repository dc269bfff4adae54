"""Which deliveries are judged, and when again: same bytes, other bytes, another contract, an export to wait for."""

from dataclasses import replace
from pathlib import Path

import pytest

from ovt_pipeline.clock import SystemClock
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.deliveries.find import Inbox
from ovt_pipeline.deliveries.lots import LotStore, accepted
from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.quality.verdict import judge_delivery

from . import small

RENIR, JOBS, PLACES = (load_contracts()[e] for e in ("renir_unites", "rh_regionalisation", "municipalites"))


@pytest.fixture
def receiver(tmp_path: Path) -> Receiver:
    """Receive from `in` into lots beside it."""
    (tmp_path / "lots").mkdir()
    return Receiver(
        Inbox(tmp_path / "in"), LotStore(tmp_path / "lots"), SystemClock(), load_contracts(), judge_delivery
    )


def test_accepted_bytes_have_no_effect_the_second_time_whatever_the_contract(receiver: Receiver) -> None:
    small.write_units(receiver.inbox.sources, small.UNITS)
    assert [d.verdict for d in receiver.receive(RENIR).new] == ["accepted"]
    assert receiver.receive(RENIR).new == ()
    assert receiver.receive(replace(RENIR, digest="other", version="1.0.1")).new == ()


def test_refused_bytes_are_judged_again_only_when_the_contract_changed(receiver: Receiver) -> None:
    small.write_units(receiver.inbox.sources, [row[:3] for row in small.UNITS[:0]])
    assert [d.refusal_code for d in receiver.receive(RENIR).new] == ["OVT-F08"]
    assert receiver.receive(RENIR).new == ()
    assert [d.verdict for d in receiver.receive(replace(RENIR, digest="other")).new] == ["refused"]
    assert len(receiver.store.deliveries()) == 1


def test_the_last_received_of_a_date_is_used(receiver: Receiver) -> None:
    small.write_units(receiver.inbox.sources, small.UNITS)
    (first,) = receiver.receive(RENIR).new
    small.write_units(receiver.inbox.sources, small.UNITS[:-1])
    (second,) = receiver.receive(RENIR).new
    assert [d.delivery_id for d in accepted(receiver.store.deliveries(), "renir_unites")] == [
        first.delivery_id,
        second.delivery_id,
    ]
    assert (first.rows_accepted, second.rows_accepted) == (5, 4)


def test_a_shrunk_delivery_is_refused_and_the_last_good_one_stays(receiver: Receiver) -> None:
    small.write_units(receiver.inbox.sources, small.UNITS)
    (good,) = receiver.receive(RENIR).new
    small.write_units(receiver.inbox.sources, small.UNITS[:3])
    (shrunk,) = receiver.receive(RENIR).new
    assert shrunk.refusal_code == "OVT-F12"
    assert [d.delivery_id for d in accepted(receiver.store.deliveries(), "renir_unites")] == [good.delivery_id]
    kept = [p.name for p in receiver.store.folder(shrunk).rglob("*") if p.is_file()]
    assert sorted(kept) == ["delivery.json", "result.json", "suite.json"]


def test_jobs_wait_for_the_list_of_municipalities(receiver: Receiver) -> None:
    small.write_exports(receiver.inbox.sources)
    assert receiver.receive(JOBS).new == ()
    assert receiver.receive(JOBS).waiting == (f"rh_regionalisation_{small.DAY}.xlsx",)
    receiver.receive(PLACES)
    (jobs,) = receiver.receive(JOBS).new
    assert (jobs.verdict, jobs.rows_accepted) == ("accepted", 4)


def test_a_name_without_a_date_is_refused_without_one(receiver: Receiver) -> None:
    path = small.write_units(receiver.inbox.sources, small.UNITS)
    path.rename(path.with_name("renir.xlsx"))
    (refused,) = receiver.receive(RENIR).new
    assert (refused.refusal_code, refused.extraction_date) == ("OVT-F10", None)
