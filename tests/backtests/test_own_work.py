"""What this process put into work.duckdb is taken as it is; whatever else it holds is counted again from the lots.

work.duckdb is made again before it is computed again: another file in its place tells that this was done.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from ovt_pipeline.figures.compute import compute
from ovt_pipeline.figures.own_work import OwnWork
from ovt_pipeline.release.computed_again import compute_again

from .house import House, house
from .shorthand import renir_lot, unit

DAY, LATER = date(2024, 3, 31), date(2024, 4, 30)


@pytest.fixture
def place() -> Iterator[House]:
    with house() as made:
        made.receive(renir_lot(str(DAY), unit("A", "Migrée", moved="2023-05-01"), unit("B")))
        yield made


def own_work(place: House) -> OwnWork:
    own, inputs = OwnWork(), place.situation.inputs
    for indicator in inputs.indicators:
        own.add(compute(place.warehouse, inputs, indicator, [DAY]))
    return own


def is_counted_again(place: House, own: OwnWork, *days: date) -> bool:
    before = place.warehouse.work.stat().st_ino
    kept = place.warehouse.work.open("rb")  # so that its number is not given again
    with kept:
        compute_again(place.warehouse, place.situation.inputs, days, own)
        return place.warehouse.work.stat().st_ino != before


def numerators(place: House) -> list[tuple[int]]:
    with duckdb.connect(str(place.warehouse.work), read_only=True) as con:
        return con.execute("SELECT numerator FROM figures WHERE region_code = '00' ORDER BY ALL").fetchall()


def test_what_this_process_left_untouched_is_not_counted_twice(place: House) -> None:
    assert not is_counted_again(place, own_work(place))
    assert numerators(place) == [(1,)]


def test_what_another_process_left_is_counted_again(place: House) -> None:
    own_work(place)
    assert is_counted_again(place, OwnWork())


def test_a_row_that_was_touched_is_counted_again(place: House) -> None:
    own = own_work(place)
    with duckdb.connect(str(place.warehouse.work)) as con:
        con.execute("UPDATE figures SET numerator = 2")
    assert is_counted_again(place, own)
    assert numerators(place) == [(1,)]


def test_a_date_more_or_a_lot_that_came_since_is_counted_again(place: House) -> None:
    own = own_work(place)
    assert is_counted_again(place, own, LATER)
    own = own_work(place)
    place.receive(renir_lot(str(DAY), unit("A"), unit("B")))
    assert is_counted_again(place, own)
