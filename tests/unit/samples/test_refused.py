"""The refused samples: small, repeatable, and each refused for its one cause when it is received."""

from pathlib import Path

import pytest

from ovt_pipeline.clock import SystemClock
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.deliveries.find import Inbox
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.quality.verdict import judge_delivery
from ovt_pipeline.samples import write_refused_samples
from ovt_pipeline.settings import PROJECT

COMMITTED = PROJECT / "sources" / "samples-refused"
CODES = {  # the last delivery of each folder; one before it is sound
    "pas-un-classeur": "OVT-F01",
    "mot-de-passe": "OVT-F02",
    "tronque": "OVT-F03",
    "bombe-zip": "OVT-F04",
    "cellules-perdues": "OVT-F04",
    "sans-en-tete": "OVT-F05",
    "colonne-absente": "OVT-F06",
    "sans-donnees": "OVT-F08",
    "date-future": "OVT-F09",
    "cles-repetees": "OVT-F11",
    "moins-de-lignes": "OVT-F12",
    "plus-de-lignes": "OVT-F13",
}

BESIDE = {"cles-repetees": ("F50",), "moins-de-lignes": ("F51",)}  # what cannot be otherwise in such a file


@pytest.mark.parametrize("cause", CODES)
def test_a_sample_is_refused_for_its_cause_alone(cause: str, tmp_path: Path) -> None:
    (tmp_path / "lots").mkdir()
    contracts, store = load_contracts(), LotStore(tmp_path / "lots")
    receiver = Receiver(Inbox(COMMITTED / cause), store, SystemClock(), contracts, judge_delivery)
    *before, last = (d for contract in contracts.values() for d in receiver.receive(contract).new)
    assert last.refusal_code == CODES[cause]
    failed = {r.rule_id.rpartition("-")[2] for r in last.quality if not r.success and r.severity == "refusal"}
    assert failed <= {CODES[cause].removeprefix("OVT-"), *BESIDE.get(cause, ())}
    assert [(d.verdict, d.is_synthetic) for d in before] == [("accepted", True)] * (len(list(folder(cause))) - 1)


def folder(cause: str) -> list[Path]:
    return [path for path in (COMMITTED / cause).rglob("*") if path.is_file()]


def test_they_are_small_known_to_their_readers_and_written_the_same_each_time(tmp_path: Path) -> None:
    written = {path.relative_to(tmp_path): path.read_bytes() for path in write_refused_samples(tmp_path)}
    assert {path: (COMMITTED / path).read_bytes() for path in written} == written
    assert sum(len(folder(cause)) for cause in CODES) == len(written)
    assert all(len(content) < 200_000 for content in written.values())
    page = (COMMITTED / "README.md").read_text(encoding="utf-8")
    assert [cause for cause in CODES if page.count(f"| `{cause}` |") != 1] == []
