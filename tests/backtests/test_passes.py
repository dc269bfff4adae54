"""Many dates are computed in several passes, and give what one pass gives; what is missing is told of each date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import duckdb
import pytest

from ovt_pipeline.figures import compute as computing
from ovt_pipeline.figures.compute import TABLES, Computed, compute

from .house import House, house
from .shorthand import renir_lot, unit

DAYS = [date(2024, 3, 29) + timedelta(days=n) for n in range(5)]


@pytest.fixture
def place() -> Iterator[House]:
    with house() as made:
        made.receive(
            renir_lot("2024-03-31", unit("A", "Migrée", moved="2023-05-01"), unit("B", "Migrée", moved="2024-04-01"))
        )
        yield made


def worked(place: House) -> tuple[Computed, dict[str, list[tuple[object, ...]]]]:
    """Compute the days; return what is said of them and what work.duckdb holds."""
    found = compute(place.warehouse, place.situation.inputs, place.situation.inputs.indicators[0], DAYS)
    with duckdb.connect(str(place.warehouse.work), read_only=True) as con:
        return found, {name: con.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in TABLES}


def test_several_passes_give_what_one_gives(place: House, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, rows = worked(place)
    monkeypatch.setattr(computing, "AT_ONCE", 2)
    parts, again = worked(place)
    assert again == rows
    assert parts == whole
    assert sorted(whole.figures) == DAYS[2:]
    assert sorted(whole.missing) == DAYS[:2]
    assert rows["figures"]
