"""The text of one cell, whatever its type in the grid."""

import datetime as dt

import pytest

from ovt_pipeline.reading.cell_text import text_of


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  garde ses espaces ", "  garde ses espaces "),
        (True, "Vrai"),
        (False, "Faux"),
        (3.0, "3"),
        (-0.5, "-0.5"),
        (0.1 + 0.2, "0.3"),
        (1e20, "100000000000000000000"),
        (1.5e-7, "0.00000015"),
        (123456789012345.0, "123456789012345"),
        (dt.date(2024, 1, 31), "2024-01-31"),
        (dt.datetime(2024, 1, 31), "2024-01-31"),  # noqa: DTZ001 - spreadsheets have no time zone
        (dt.datetime(2024, 1, 31, 13, 45), "2024-01-31T13:45:00"),  # noqa: DTZ001
        (dt.time(13, 45), "13:45:00"),
        (dt.timedelta(hours=30, minutes=5), "30:05:00"),
    ],
)
def test_the_text_of_a_cell(cell: object, text: str) -> None:
    assert text_of(cell) == text
