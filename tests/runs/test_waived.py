"""A signed waiver lets one named refusal through, nothing else, and never out of its time."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from unit.decisions.papers import SOUND, write_waiver

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.decisions.loader import load_waivers
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.find import Inbox
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.quality.verdict import judge_delivery

from . import small

RENIR = load_contracts()["renir_unites"]
LATER = date(2024, 4, 30)
UNITS = [[f"SQ-{n:04d}", *small.UNITS[0][1:]] for n in range(12)]
SHRUNK: dict[str, Any] = {"delivery": {"export": "renir_unites", "extraction_date": str(LATER)}}


class Given:
    """A clock that shows the noon it was given."""

    def __init__(self, day: date) -> None:
        self.day = day

    def now(self) -> datetime:
        """Return noon of that day, in UTC."""
        return datetime(self.day.year, self.day.month, self.day.day, 16, tzinfo=UTC)


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder where twelve units are accepted and the seven that came a month later are refused."""
    place = tmp_path_factory.mktemp("refused")
    (place / "lots").mkdir()
    small.write_units(place / "in", UNITS)
    small.write_units(place / "in", UNITS[:7], LATER)
    assert [d.refusal_code for d in judged(place)] == [None, "OVT-F12"]
    return place


@pytest.fixture
def place(refused: Path, tmp_path: Path) -> Path:
    """Give a copy of that folder."""
    shutil.copytree(refused, tmp_path / "place")
    return tmp_path / "place"


def judged(place: Path, day: date = date(2024, 5, 1)) -> list[Delivery]:
    """Receive what is new and return it."""
    store, signed = LotStore(place / "lots"), load_waivers(place / "waivers")
    return list(
        Receiver(Inbox(place / "in"), store, Given(day), load_contracts(), judge_delivery, waivers=signed)
        .receive(RENIR)
        .new
    )


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"until": "2024-04-30"}, []),  # expired the day before
        ({"signed_on": "2024-05-02"}, []),  # not signed yet
        ({"delivery": {**SHRUNK["delivery"], "extraction_date": "2024-04-29"}}, []),
        ({"delivery": {**SHRUNK["delivery"], "export": "ritm_liens"}}, []),
        ({"delivery": {**SHRUNK["delivery"], "sha256": "0" * 12}}, []),
        ({"rule": "OVT-F13"}, ["OVT-F12"]),  # of this delivery, but not of what is wrong with it
    ],
    ids=str,
)
def test_a_waiver_of_something_else_or_out_of_its_time_lets_nothing_through(
    changes: dict[str, Any],
    codes: list[str],
    place: Path,
) -> None:
    write_waiver(place / "waivers", **{**SHRUNK, **changes})
    assert [d.refusal_code for d in judged(place)] == codes
    assert judged(place) == []


def test_a_waived_shrinkage_hides_no_other_refusal(place: Path) -> None:
    other = [*UNITS[0]]
    other[3] = "DONNÉES"
    rows = [UNITS[0], other]
    small.write_units(place / "in", rows, LATER)  # other bytes of that date: F11 too, its only key is repeated
    write_waiver(place / "waivers", **SHRUNK)
    assert judged(place)[-1].refusal_code == "OVT-F11"


def test_what_is_gone_is_a_refusal_of_its_own(place: Path) -> None:
    write_waiver(place / "waivers", **SHRUNK)
    assert [d.refusal_code for d in judged(place)] == ["OVT-F51"]


def test_a_signed_waiver_lets_the_refused_bytes_through_and_is_named(place: Path) -> None:
    write_waiver(place / "waivers", **SHRUNK)
    write_waiver(place / "waivers", "deux.yaml", **SHRUNK, id="WV-2024-02", rule="OVT-F51")
    (let,) = judged(place)
    assert (let.verdict, let.rows_accepted) == ("accepted", 7)
    assert [w.id for w in let.waivers] == [SOUND["id"], "WV-2024-02"]
    rules = {r.rule_id: r for r in let.quality}
    assert (rules["RENIR-F12"].severity, rules["RENIR-F12"].success) == ("refusal", False)
    assert (rules[SOUND["id"]].severity, rules[SOUND["id"]].success) == ("remark", False)
    for said in ("OVT-F12", SOUND["signed_by"]["name"], SOUND["until"], SOUND["why"]):
        assert said in rules[SOUND["id"]].description_fr
        assert said in rules[SOUND["id"]].description_en
    kept = LotStore(place / "lots").deliveries()
    assert kept[-1] == let  # its waivers come back from the disk as they were signed
    assert kept[0].accepted
    (place / "waivers" / "un.yaml").unlink()
    assert judged(place) == []  # what was let through stays
