"""What reports tell is what the release says, at the dates and of the places asked, and nothing else of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ovt_pipeline.reports.told.database import Place, every_region, told
from ovt_pipeline.warehouse.database import open_release

from .house import House, house
from .shorthand import renir_lot, unit

RENIR = "renir_units_migrated"
FIRST, LAST = date(2024, 3, 31), date(2024, 4, 30)
EAST = Place(RENIR, "E", "Est", "East", ("01", "09"))


@pytest.fixture
def place() -> Iterator[House]:
    with house() as made:
        made.receive(
            renir_lot(
                "2024-03-31",
                unit("A", "Migrée", moved="2023-05-01", region="01"),
                unit("B", region="09"),
                unit("C", region="09"),
                unit("D", "Migrée", region="01"),
            )
        )
        made.publish([FIRST])
        made.publish([LAST])
        yield made


def asked(release: Path, query: str, days: list[date], *places: Place) -> list[Any]:
    with told(release, days, places) as con:
        return con.execute(query).fetchall()


def test_figures_are_those_of_the_release_at_the_dates_told(place: House) -> None:
    release = place.warehouse.public.resolve()
    with open_release(release) as con:
        places = every_region(con)
    query = (
        "SELECT as_of, {} AS place, numerator, denominator, value, value_low, value_high, display_value, is_preliminary"
        " FROM {} WHERE as_of = DATE '2024-04-30' ORDER BY ALL"
    )
    found = asked(release, query.format("place_code", "told_figures"), [LAST], *places)
    assert found == place.ask(query.format("region_code", "indicator_results"))
    assert len(found) == 18
    assert asked(release, "SELECT count(*) FROM told_figures", [FIRST, LAST], *places) == [(36,)]
    assert asked(release, "SELECT as_of FROM told_release", [FIRST], *places) == [(FIRST,)]


def test_regions_joined_add_up_and_their_bounds_hold_those_of_each(place: House) -> None:
    release = place.warehouse.public.resolve()
    query = "SELECT numerator, denominator, value, value_low, value_high, display_value FROM told_figures"
    ((n, d, value, low, high, shown),) = asked(release, query, [LAST], EAST)
    parts = place.ask(
        "SELECT numerator, denominator, value_low, value_high FROM indicator_results"
        f" WHERE as_of = DATE '{LAST}' AND region_code IN ('01', '09')"
    )
    assert (n, d) == (sum(part[0] for part in parts), sum(part[1] for part in parts))
    assert value == 100 * n / d
    assert low == min(part[2] for part in parts)
    assert high == max(part[3] for part in parts)
    assert low <= value <= high
    assert shown == f"{round(value)}\u00a0%"


def test_totals_are_those_of_the_figure(place: House) -> None:
    release = place.warehouse.public.resolve()
    whole = Place(RENIR, "00", "Québec", "Quebec", ("00",))
    query = (
        "SELECT counted - numerator, counted + not_counted - denominator, in_doubt"
        " FROM told_totals JOIN told_figures USING (indicator_id, as_of)"
    )
    assert asked(release, query, [LAST], whole) == [(0, 0, 1)]


def test_the_release_is_closed_before_anything_is_made_of_it(place: House) -> None:
    with told(place.warehouse.public.resolve(), [LAST], [EAST]) as con:
        names = {row[0] for row in con.execute("SELECT database_name FROM duckdb_databases()").fetchall()}
        assert "release" not in names
        with pytest.raises(duckdb.Error):
            con.execute("FROM release.evidence")


def test_a_day_without_a_figure_tells_nothing(place: House) -> None:
    assert asked(place.warehouse.public.resolve(), "FROM told_figures", [date(2024, 4, 1)], EAST) == []
