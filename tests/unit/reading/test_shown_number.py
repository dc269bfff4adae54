"""A number as its format shows it, or nothing at all."""

import pytest

from ovt_pipeline.reading.shown_number import show


@pytest.mark.parametrize(
    "code",
    [
        "0.00",
        "0%",
        "0E+00",
        "yyyy-mm-dd",
        "[>100]0",
        "#,",
        '"SQ-"',
        "",
        "# ?/?",
        "SQ-0000",
        "0,,",
        '"SQ-"0000"',
        "[h]:mm",
    ],
)
def test_a_format_that_cannot_be_read_shows_nothing(code: str) -> None:
    assert show(431.0, code) is None


@pytest.mark.parametrize("value", [431.5, -431.0, 1e15, 0.1])
def test_a_number_that_is_no_identifier_shows_nothing(value: float) -> None:
    assert show(value, '"SQ-"0000') is None
    assert show(value, "General") is None


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (431.0, "General", "431"),
        (431.0, "@", "431"),
        (431.0, "0", "431"),
        (431.0, "00000", "00431"),
        (123456.0, "00000", "123456"),
        (431.0, '"SQ-"0000', "SQ-0431"),
        (431.0, '"SQ-"General', "SQ-431"),
        (431.0, "\\S\\Q\\-0000", "SQ-0431"),
        (4185551234.0, "000-000-0000", "418-555-1234"),
        (431.0, '00" "00', "04 31"),
        (1234567.0, "#,##0", "1234567"),
        (431.0, "[$-C0C]00000", "00431"),
        (431.0, '[Red]"A"0000_)', "A0431 "),
        (431.0, '"A"0000;"B"0000', "A0431"),
        (0.0, '"A"0000;"B"0000;"C"0', "C0"),
        (0.0, "00000", "00000"),
        (0.0, "General", "0"),
        (431.0, '"a;b"0000', "a;b0431"),
    ],
)
def test_what_a_person_sees(value: float, code: str, text: str) -> None:
    assert show(value, code) == text
