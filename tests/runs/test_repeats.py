"""Nothing new under a new date: the same file is refused, old rows are refused, a quiet month is only remarked on."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from unit.decisions.papers import write_waiver

from ovt_pipeline.clock import SystemClock
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.decisions.loader import load_waivers
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.find import Inbox
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.quality.verdict import judge_delivery

from . import small

RENIR = load_contracts()["renir_unites"]
MONTHS = [date(2024, month, 28) for month in (1, 2, 3, 4)]
UNITS = [[f"SQ-{n:04d}", *small.UNITS[0][1:]] for n in range(12)]
OTHER = [[*row[:3], "DONNÉES", *row[4:]] for row in UNITS]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Give an empty inbox and lots."""
    (tmp_path / "lots").mkdir()
    return tmp_path


def received(place: Path, day: date, units: Sequence[small.Row], title: str = "") -> Delivery:
    """Deliver units under a date and return the verdict."""
    small.write_units(place / "in", units, day, title=title or f"Export du {day}")
    return judged(place)


def judged(place: Path) -> Delivery:
    store, signed = LotStore(place / "lots"), load_waivers(place / "waivers")
    receiver = Receiver(Inbox(place / "in"), store, SystemClock(), load_contracts(), judge_delivery, waivers=signed)
    (judged,) = receiver.receive(RENIR).new
    return judged


def copied(place: Path, first: date, then: date) -> None:
    """Deliver the file of a date under another one."""
    folder = place / "in" / "renir_unites"
    (folder / f"renir_unites_{then}.xlsx").write_bytes((folder / f"renir_unites_{first}.xlsx").read_bytes())


def failing(delivery: Delivery) -> list[str]:
    return [r.rule_id for r in delivery.quality if not r.success]


def test_the_file_of_the_delivery_before_is_a_quiet_month(place: Path) -> None:
    assert received(place, MONTHS[0], UNITS).accepted
    copied(place, MONTHS[0], MONTHS[1])
    again = judged(place)
    assert (again.verdict, failing(again)) == ("accepted", ["RENIR-M05"])


def test_an_older_file_under_a_new_date_is_refused_until_a_waiver_names_it(place: Path) -> None:
    assert received(place, MONTHS[0], UNITS).accepted
    assert received(place, MONTHS[1], OTHER).accepted
    copied(place, MONTHS[0], MONTHS[2])
    again = judged(place)
    assert (again.refusal_code, failing(again)) == ("OVT-F19", ["RENIR-F19"])
    assert str(MONTHS[0]) in str(again.refusal_fr)
    named = {"export": "renir_unites", "extraction_date": str(MONTHS[2])}
    write_waiver(place / "waivers", rule="OVT-F19", delivery=named)
    let = judged(place)
    assert (let.verdict, failing(let)) == ("accepted", ["RENIR-F19", "WV-2024-01"])


def test_rows_older_than_the_previous_delivery_are_refused_in_any_order(place: Path) -> None:
    assert received(place, MONTHS[0], UNITS).accepted
    assert failing(received(place, MONTHS[1], OTHER)) == []
    back = received(place, MONTHS[2], list(reversed(UNITS)))
    assert (back.refusal_code, failing(back)) == ("OVT-F20", ["RENIR-F20"])
    assert str(MONTHS[0]) in str(back.refusal_fr)


def test_quiet_months_are_accepted_and_remarked_on(place: Path) -> None:
    assert failing(received(place, MONTHS[0], UNITS)) == []
    for month in MONTHS[1:3]:
        quiet = received(place, month, UNITS)
        assert (quiet.verdict, failing(quiet)) == ("accepted", ["RENIR-M05"])
    assert failing(received(place, MONTHS[3], OTHER)) == []


def test_a_second_delivery_of_a_date_may_repeat_it(place: Path) -> None:
    assert received(place, MONTHS[0], UNITS).accepted
    second = received(place, MONTHS[0], UNITS, "Autre titre")
    assert (second.verdict, failing(second)) == ("accepted", [])


def test_a_slip_put_right_brings_an_older_state_back_and_is_no_old_file(place: Path) -> None:
    for month, units in zip(MONTHS, (UNITS, [*OTHER[:4], *UNITS[4:]], UNITS), strict=False):
        assert received(place, month, units).accepted
