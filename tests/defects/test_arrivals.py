"""What is taken of the folder of each export, and what a second file of the same date does.

Belongs here: files around a delivery, and redeliveries, for each export. Does not belong here: what a delivery holds.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from drafts.draft import Draft
from drafts.formats import write
from drafts.make import CONTRACTS, DAY, places, sound

from ovt_pipeline.clock import SystemClock
from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.deliveries.find import Inbox
from ovt_pipeline.deliveries.lots import LotStore, current_at
from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.quality import suite
from ovt_pipeline.quality.verdict import judge_delivery
from ovt_pipeline.reading.front import ReadFile, read_file

NOT_TAKEN = ("~${}", ".{}", ".~lock.{}#", "{}.part", "{}.tmp", "{}~", "{}.crdownload", "{}.PART", "{}.txt", "sans date")


@pytest.mark.parametrize("export", CONTRACTS)
def test_only_whole_files_of_the_folder_are_taken(export: str, tmp_path: Path) -> None:
    contract, folder = CONTRACTS[export], tmp_path / export
    folder.mkdir()
    names = [f"{export}_{DAY}.{extension}" for extension in contract.formats]
    for name in [*names, *(form.format(name) for name in names for form in NOT_TAKEN)]:
        (folder / name).write_bytes(b"x")
    for extension in contract.formats:
        _surround(folder, extension)
    taken = Inbox(tmp_path).files(export, contract.formats)
    assert sorted(candidate.file_name for candidate in taken) == sorted(names)


def _surround(folder: Path, extension: str) -> None:
    """Put what is no file under names of deliveries: links, a folder with a file in it, a pipe."""
    (folder / f"dossier_{DAY}.{extension}").mkdir()
    (folder / f"dossier_{DAY}.{extension}" / f"fichier_{DAY}.{extension}").write_bytes(b"x")
    (folder / f"lien_{DAY}.{extension}").symlink_to(next(folder.glob(f"*.{extension}")))
    (folder / f"rompu_{DAY}.{extension}").symlink_to(folder / "nulle part")
    os.mkfifo(folder / f"tube_{DAY}.{extension}")


@pytest.fixture
def receiver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Receiver:
    """Receive from `in` into lots beside it."""
    monkeypatch.setattr(suite, "validate", lambda *_: suite.Outcome())  # nothing here is true of a table as a whole
    (tmp_path / "lots").mkdir()
    return Receiver(Inbox(tmp_path / "in"), LotStore(tmp_path / "lots"), SystemClock(), CONTRACTS, judge_delivery)


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_a_second_delivery_of_a_date_counts_only_by_its_bytes(contract: Contract, receiver: Receiver) -> None:
    before = _receive_needs(receiver, contract)
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


def _with_alias(table: Table, alias: str) -> Table:
    """Return a table whose first key column may bear another header."""
    return replace(
        table, properties=tuple(replace(c, aliases=(alias,)) if c is table.key[0] else c for c in table.properties)
    )


def _receive_needs(receiver: Receiver, contract: Contract) -> int:
    """Receive the places that jobs are compared with, when they are; return how many deliveries are known."""
    if "municipalites" in contract.needs:
        _drop(receiver, places())
        receiver.receive(CONTRACTS["municipalites"])
    return len(receiver.store.deliveries())


def _drop(receiver: Receiver, draft: Draft) -> Path:
    """Put a delivery in the folder of its export, in place of the one of the same name."""
    draft.extension = draft.contract.formats[0]
    return write(draft, receiver.inbox.sources / draft.contract.export)
