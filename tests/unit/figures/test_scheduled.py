"""Which lots a scheduled projection knows; what it counts is proven in backtests/test_scheduled."""

from datetime import date
from pathlib import Path

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.plan.loader import load_plan

from ..made_up import delivery  # noqa: TID252 - the folder of all tests is no package

AS_OF = date(2025, 3, 31)
UNITS = [delivery(day, digest) for day, digest in (("2024-12-31", "a"), ("2025-03-31", "b"), ("2025-04-01", "c"))]
PLACES = [
    delivery(day, digest, export="municipalites")
    for day, digest in (("2025-01-15", "d"), ("2025-02-15", "e"), ("2025-06-30", "f"))
]


def known(deliveries: list[Delivery]) -> Inputs:
    return Inputs(LotStore(Path("absent")), deliveries, load_contracts(), load_plan()).at(AS_OF)


def test_nothing_that_describes_a_later_day_is_known() -> None:
    assert known([]).deliveries == []
    assert known([delivery(None)]).deliveries == []
    assert known(UNITS).deliveries == UNITS[:2]


def test_every_list_of_municipalities_is_known_and_the_latest_one_is_used() -> None:
    later = date(2026, 3, 31)
    assert known(PLACES).used(later) == [PLACES[2]]
    assert known(PLACES[2:]).used(later) == [PLACES[2]]
    assert known([*reversed(PLACES), *UNITS]).used(later) == [PLACES[2], UNITS[1]]
