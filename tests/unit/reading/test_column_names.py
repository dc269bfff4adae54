"""Columns by their letters, as spreadsheets count them."""

import pytest

from ovt_pipeline.reading.column_names import column_letters, column_number


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")],
)
def test_a_column_has_its_letters_and_its_number(number: int, letters: str) -> None:
    assert (column_letters(number), column_number(letters)) == (letters, number)
