"""What is known of lots from one night to the next: nothing that changed on the disk is taken on trust."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ovt_pipeline.deliveries.delivery import Delivery, RuleResult
from ovt_pipeline.deliveries.lot_format import VERDICT
from ovt_pipeline.deliveries.lot_index import INDEX, states_of
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.language.errors import OvtError
from unit.deliveries.test_lots import ROWS, bare, write
from unit.made_up import delivery, refused

RULE = RuleResult("RENIR-R20", "rejection", 10, 1, success=False, description_fr="Un", description_en="One")


def night(root: Path) -> list[str]:
    """Look at all lots and remember them; returns the faults found."""
    store = LotStore(root)
    faults = [error.code for one in store.deliveries() for error in store.damage(one)]
    store.remember()
    return faults


@pytest.fixture
def lot(tmp_path: Path) -> Path:
    folder = write(LotStore(tmp_path), delivery(quality=(RULE,)))
    assert night(tmp_path) == []
    return folder


def rewritten(path: Path) -> None:
    """Change one byte and put the times back: only the system's own time of change tells."""
    before = path.stat()
    path.write_bytes(b"X" + path.read_bytes()[1:])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"X" + path.read_bytes()[1:])
    other.replace(path)


@pytest.mark.parametrize("spoil", [rewritten, replaced, Path.unlink, lambda path: os.truncate(path, 3)])
@pytest.mark.parametrize("file", [ROWS, "quarantine.parquet", "unites/suite.json"])
def test_a_file_of_a_lot_known_to_be_whole_is_missed_or_read_again_once_it_changed(
    spoil: Callable[[Path], None], file: str, lot: Path
) -> None:
    spoil(lot / file)
    assert [night(lot.parents[1]) for _ in range(3)] == [["OVT-P11"]] * 3


def test_a_lot_that_went_is_not_said_by_the_index(lot: Path) -> None:
    shutil.rmtree(lot)
    assert LotStore(lot.parents[1]).deliveries() == []
    assert night(lot.parents[1]) == []
    assert lot.name not in (lot.parents[1] / INDEX).read_text(encoding="utf-8")


def test_a_verdict_that_was_written_to_is_read_again(lot: Path) -> None:
    verdict = lot / VERDICT
    verdict.write_text(verdict.read_text(encoding="utf-8").replace('"bytes": 1', '"bytes": 9'), encoding="utf-8")
    (found,) = LotStore(lot.parents[1]).deliveries()
    assert str(found.bytes).startswith("9")


def test_rows_are_hashed_before_they_are_used_whatever_the_index_says(lot: Path) -> None:
    """The index lies here, under a right digest: it says that the files are whole in the state of now."""
    (lot / ROWS).write_text("lignez", encoding="utf-8")
    (kept,) = LotStore(lot.parents[1]).deliveries()
    index = lot.parents[1] / INDEX
    form, entries = json.loads(index.read_text(encoding="utf-8").partition("\n")[2])
    next(iter(entries.values()))["whole"] = states_of(lot, kept.files)
    index.write_text(signed(json.dumps([form, entries])), encoding="utf-8")
    store = LotStore(lot.parents[1])
    (kept,) = store.deliveries()
    assert list(store.damage(kept)) == []
    assert [error.code for error in store.damage(kept, whole=True)] == ["OVT-P11"]
    with pytest.raises(OvtError):
        store.file(kept, ROWS)


def signed(body: str) -> str:
    return f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}"


def forged(text: str) -> str:
    return signed(text.partition("\n")[2].replace('"file_name": "', '"file_name": "faux_'))


def of_another_form(text: str) -> str:
    form, entries = json.loads(forged(text).partition("\n")[2])
    return signed(json.dumps([[*form, "unheard_of"], entries]))


def test_the_index_spares_reading_what_it_knows(lot: Path) -> None:
    index = lot.parents[1] / INDEX
    assert index.stat().st_mode & 0o777 == 0o600
    index.write_text(forged(index.read_text(encoding="utf-8")), encoding="utf-8")
    (found,) = LotStore(lot.parents[1]).deliveries()
    assert found.file_name.startswith("faux_")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace('"file_name": "', '"file_name": "faux_'),
        of_another_form,
        lambda text: text[: len(text) // 2],
        lambda _: "",
        lambda _: "[]",
    ],
)
def test_an_index_that_is_not_what_was_written_says_nothing(spoil: Callable[[str], str], lot: Path) -> None:
    index = lot.parents[1] / INDEX
    before = index.read_text(encoding="utf-8")
    index.write_text(spoil(before), encoding="utf-8")
    assert bare(LotStore(lot.parents[1]).deliveries()) == [delivery(quality=(RULE,))]
    assert night(lot.parents[1]) == []
    assert index.read_text(encoding="utf-8") == before


def test_the_rules_of_a_verdict_that_the_index_knows_are_those_it_holds(lot: Path) -> None:
    (found,) = LotStore(lot.parents[1]).deliveries()
    assert found == delivery(quality=(RULE,), files=found.files)
    assert (len(found.quality), found.quality[0], [*found.quality]) == (1, RULE, [RULE])


def test_lots_that_come_and_go_are_seen_by_one_store(tmp_path: Path) -> None:
    store = LotStore(tmp_path)
    seen: list[list[Delivery]] = [store.deliveries()]
    write(LotStore(tmp_path), delivery("2025-03-31", "a", 1))
    seen.append(store.deliveries())
    folder = write(store, refused("2024-03-31", "b", 2))
    seen.append(store.deliveries())
    shutil.rmtree(folder)
    seen.append(store.deliveries())
    assert [len(one) for one in seen] == [0, 1, 2, 1]
