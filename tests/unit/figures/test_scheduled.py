"""Which deliveries a scheduled projection knows; what it counts is proven in backtests/test_scheduled."""

from datetime import date

from ovt_pipeline.figures.scheduled import known_at

from ..made_up import delivery  # noqa: TID252 - the folder of all tests is no package

AS_OF = date(2025, 3, 31)
UNITS = [delivery(day, digest) for day, digest in (("2024-12-31", "a"), ("2025-03-31", "b"), ("2025-04-01", "c"))]
PLACES = [
    delivery(day, digest, export="municipalites")
    for day, digest in (("2025-01-15", "d"), ("2025-02-15", "e"), ("2025-06-30", "f"))
]


def test_nothing_that_describes_a_later_day_is_known() -> None:
    assert known_at([], AS_OF) == []
    assert known_at([delivery(None)], AS_OF) == []
    assert known_at(UNITS, AS_OF) == UNITS[:2]


def test_the_list_of_municipalities_is_the_one_used_that_day_else_the_oldest() -> None:
    assert known_at(PLACES, AS_OF) == [PLACES[1]]
    assert known_at(PLACES[2:], AS_OF) == [PLACES[2]]
    assert known_at([*UNITS, *PLACES], AS_OF) == [*UNITS[:2], PLACES[1]]
