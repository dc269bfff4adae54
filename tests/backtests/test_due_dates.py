"""Which days of the plan a run computes without being asked: those whose lots are there and that have no figure yet.

Belongs here: the choice of days. Does not belong here: a run that publishes them (tests/runs/test_due_dates.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ovt_pipeline.clock import Clock
from ovt_pipeline.operations.due_dates import due_dates
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.plan.model import Amendment, TargetChange

from .house import House, house
from .oracle import RENIR
from .shorthand import network, renir_lot, ritm, unit

START, FIRST, SECOND = date(2023, 3, 31), date(2024, 3, 31), date(2025, 3, 31)
UNITS = (unit("A", "Migrée", moved="2023-01-10"), unit("B"))


@pytest.fixture
def place() -> Iterator[House]:
    with house() as made:
        yield made


class At(Clock):
    """A clock that stands still, at noon in Toronto."""

    def __init__(self, day: date) -> None:
        self.time = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)

    def now(self) -> datetime:
        """Return that noon."""
        return self.time


def chosen(place: House, on: date) -> list[date]:
    return due_dates(Situation(place.settings, At(on)))


def test_without_a_lot_no_day_is_chosen(place: House) -> None:
    assert due_dates(place.situation) == []


@pytest.mark.parametrize(
    ("lots", "days"),
    [
        (["2024-03-31"], [FIRST]),
        (["2024-04-10"], [FIRST]),
        (["2024-04-15"], [FIRST]),
        (["2024-04-16"], []),  # past the window of 15 days
        (["2024-03-30"], []),  # older: that figure would be preliminary
        (["2024-03-30", "2024-04-02"], [FIRST]),
        (["2023-03-31", "2024-04-10", "2025-03-31"], [START, FIRST, SECOND]),
    ],
)
def test_a_day_is_chosen_when_the_lots_of_its_time_are_there(place: House, lots: list[str], days: list[date]) -> None:
    for lot in lots:
        place.receive(renir_lot(lot, *UNITS))
    assert due_dates(place.situation) == days


def test_a_day_that_is_not_over_is_not_chosen(place: House) -> None:
    place.receive(renir_lot("2024-03-31", *UNITS))
    assert chosen(place, FIRST) == []
    assert chosen(place, date(2024, 4, 1)) == [FIRST]


def test_an_export_that_is_missing_leaves_its_indicator_out(place: House) -> None:
    links = network("2024-03-31", ritm("L"))
    place.receive([one for one in links if one.export == "ritm_liens"])
    assert due_dates(place.situation) == []
    place.receive([one for one in links if one.export == "rgt_liens"])
    assert due_dates(place.situation) == [FIRST]


@pytest.mark.slow
def test_a_day_is_chosen_until_it_has_a_figure_and_again_for_an_indicator_that_comes_later(place: House) -> None:
    place.receive(renir_lot("2024-03-31", *UNITS))
    assert due_dates(place.situation) == due_dates(place.situation) == [FIRST]
    place.publish([FIRST])
    assert due_dates(place.situation) == []
    place.receive(network("2024-03-31", ritm("L")))
    assert due_dates(place.situation) == [FIRST]
    place.publish([FIRST])
    assert due_dates(place.situation) == []


def test_a_preliminary_figure_is_a_figure(place: House) -> None:
    """Its own night published it; the lots that come later make it one to compute again, as any published date."""
    place.receive(renir_lot("2024-03-01", *UNITS))
    place.publish([FIRST])
    place.receive(renir_lot("2024-04-10", *UNITS))
    assert due_dates(place.situation) == []


def test_the_due_date_of_an_amendment_is_a_day_of_the_plan() -> None:
    plan = load_plan()
    added, removed = date(2026, 6, 30), plan.indicator(RENIR).targets[0].day
    change = TargetChange(added, 80, indicator=RENIR, change="add")
    said = {"reason_fr": "Ajout", "reason_en": "Added", "source": "SYNTHÉTIQUE"}
    amended = replace(plan, amendments=(Amendment(day=date(2024, 6, 1), changes=(change,), **said),))
    days = {one.id: amended.days_of(one) for one in amended.indicators}
    assert {added, removed, START} <= days[RENIR]
    assert [name for name, found in days.items() if added in found] == [RENIR]
