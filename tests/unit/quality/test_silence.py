"""An export is silent when its last file, accepted or not, is older than its contract allows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.quality.silence import silences
from unit.made_up import delivery, refused

RENIR = replace(load_contracts()["renir_unites"], max_age_days=40)
LAST = date(2025, 3, 31)


@pytest.mark.parametrize(
    ("known", "days", "failed"),
    [
        ([], 900, []),
        ([refused(None)], 900, []),
        ([delivery(export="ritm_liens")], 900, []),
        ([delivery()], 40, [0]),
        ([delivery()], 41, [1]),
        ([delivery("2025-01-31"), delivery()], 41, [1]),
        ([delivery(), refused("2025-04-30")], 41, [0]),  # a file came: what it lacks is told otherwise
        ([delivery(), refused("2099-12-31")], 41, [1]),  # a date to come is no file of today
    ],
)
def test_silence_is_counted_from_the_last_file(known: list[Delivery], days: int, failed: list[int]) -> None:
    real = [replace(one, is_synthetic=False) for one in known]
    found = list(silences([RENIR], real, LAST + timedelta(days=days)))
    assert [r.failed for r in found] == failed
    assert all((r.rule_id, r.severity, "40" in r.description_fr) == ("RENIR-M06", "remark", True) for r in found)


def test_every_contract_has_an_age() -> None:
    assert all(contract.max_age_days > 0 for contract in load_contracts().values())


def test_samples_are_never_silent() -> None:
    assert list(silences([RENIR], [delivery()], LAST + timedelta(days=900))) == []
