"""Which deliveries are judged, and when again: same bytes, other bytes, another contract, an export to wait for."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from drafts.draft import Draft
from drafts.formats import write
from drafts.make import CONTRACTS, DAY, places, sound

from ovt_pipeline.clock import SystemClock
from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.deliveries.delivery import accepted, current_at
from ovt_pipeline.deliveries.find import Inbox
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.quality.verdict import judge_delivery
from ovt_pipeline.reading.front import Limits, ReadFile, read_file


@pytest.fixture
def receiver(tmp_path: Path, reads_here: None) -> Receiver:  # noqa: ARG001 - for what it does
    """Receive from `in` into lots beside it."""
    (tmp_path / "lots").mkdir()
    return Receiver(Inbox(tmp_path / "in"), LotStore(tmp_path / "lots"), SystemClock(), CONTRACTS, judge_delivery)


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_a_second_delivery_of_a_date_counts_only_by_its_bytes(contract: Contract, receiver: Receiver) -> None:
    _receive_needs(receiver, contract)
    before = len(receiver.store.deliveries())
    path = _drop(receiver, sound(contract, rows=20))
    (first,) = receiver.receive(contract).new
    path.with_name(f"copie de {path.name}").write_bytes(path.read_bytes())
    assert receiver.receive(contract).new == ()
    assert receiver.receive(replace(contract, digest="autre")).new == ()
    _drop(receiver, sound(contract, rows=21))
    (second,) = receiver.receive(contract).new
    assert (first.verdict, second.verdict) == ("accepted", "accepted")
    assert second.rows_accepted == 21 * len(contract.tables)
    history = receiver.store.deliveries()
    assert history[before:] == [first, second]
    assert current_at(history, contract.export, DAY) == second


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_refused_bytes_are_judged_again_when_the_contract_changed(contract: Contract, receiver: Receiver) -> None:
    _receive_needs(receiver, contract)
    draft = sound(contract)
    draft.sheets[0].spell_headers(lambda column: "Autre" if column.key_position == 1 else column.header)
    _drop(receiver, draft)
    assert [d.refusal_code for d in receiver.receive(contract).new] == ["OVT-F06"]
    assert receiver.receive(contract).new == ()
    known = len(receiver.store.deliveries())
    assert [d.verdict for d in receiver.receive(replace(contract, digest="encore")).new] == ["refused"]
    assert len(receiver.store.deliveries()) == known, "the same bytes are one delivery"
    accepting = [_with_alias(table, "Autre") for table in contract.tables]
    changed = replace(contract, tables=tuple(accepting), digest="autre")
    assert [d.verdict for d in receiver.receive(changed).new] == ["accepted"]


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_a_file_still_being_written_waits_for_the_next_run(
    contract: Contract, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    _receive_needs(receiver, contract)
    path = _drop(receiver, sound(contract, rows=15))

    def read_then_grow(asked: Path, of: Contract) -> ReadFile:
        read = read_file(asked, of)
        with path.open("ab") as more:
            more.write(b"\n")
        return read

    with monkeypatch.context() as during:
        during.setattr("ovt_pipeline.deliveries.receive.read_file", read_then_grow)
        assert receiver.receive(contract).new == ()
    _drop(receiver, sound(contract, rows=15))
    assert [d.verdict for d in receiver.receive(contract).new] == ["accepted"]


def test_a_shrunk_delivery_is_refused_and_the_last_good_one_stays(receiver: Receiver) -> None:
    contract = CONTRACTS["renir_unites"]
    _drop(receiver, sound(contract, rows=60))
    (good,) = receiver.receive(contract).new
    _drop(receiver, sound(contract, rows=7))
    (shrunk,) = receiver.receive(contract).new
    assert shrunk.refusal_code == "OVT-F12"
    assert accepted(receiver.store.deliveries(), contract.export) == [good]
    kept = [p.name for p in receiver.store.folder(shrunk).rglob("*") if p.is_file()]
    assert sorted(kept) == ["delivery.json", "result.json", "suite.json"]


def test_an_export_waits_for_those_that_it_needs(receiver: Receiver) -> None:
    contract = CONTRACTS["rh_regionalisation"]
    path = _drop(receiver, sound(contract))
    assert receiver.receive(contract).new == ()
    assert receiver.receive(contract).waiting == (path.name,)
    _receive_needs(receiver, contract)
    assert [d.verdict for d in receiver.receive(contract).new] == ["accepted"]


def _with_alias(table: Table, alias: str) -> Table:
    """Return a table whose first key column may bear another header."""
    return replace(
        table, properties=tuple(replace(c, aliases=(alias,)) if c is table.key[0] else c for c in table.properties)
    )


def _receive_needs(receiver: Receiver, contract: Contract) -> None:
    """Receive the places that jobs are compared with, when they are."""
    for need in contract.needs:
        _drop(receiver, places())
        receiver.receive(CONTRACTS[need])


def _drop(receiver: Receiver, draft: Draft) -> Path:
    """Put a delivery in the folder of its export, in place of the one of the same name."""
    draft.extension = draft.contract.formats[0]
    return write(draft, receiver.inbox.sources / draft.contract.export)


def test_what_only_the_machine_caused_is_no_verdict_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "lots").mkdir()
    receiver = Receiver(Inbox(tmp_path / "in"), LotStore(tmp_path / "lots"), SystemClock(), CONTRACTS, judge_delivery)
    contract = CONTRACTS["ritm_liens"]
    _drop(receiver, sound(contract))
    with monkeypatch.context() as patch, caplog.at_level("INFO", "ovt_pipeline"):
        starved = partial(read_file, limits=Limits(megabytes=20))
        patch.setattr("ovt_pipeline.deliveries.receive.read_file", starved)
        assert receiver.receive(contract).new == ()
    assert receiver.store.deliveries() == []
    assert "OVT-F15" in caplog.text
    assert [d.verdict for d in receiver.receive(contract).new] == ["accepted"]
