"""What one text means: the refused forms first."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ovt_pipeline.deliveries import values as v
from ovt_pipeline.reading.folding import clean

BAD_DATES = [
    "45000",
    "24-01-31",
    "31/01/24",
    "2024-13-01",
    "2024-02-30",
    "2024/01-31",
    "1/2/2024",
    "31.01.2024",
    "01/31/2024",
    "31 janvier 2024",
    "2024-01-31Z",
    "20240131",
    "٢٠٢٤-٠١-٣١",
]
BAD_NUMBERS = ["", "abc", "1,2,3", "1 23", "12 34", "1e5", "nan", "inf", "--1", "1.234,5", "10 %", "9" * 400, "٣"]
ERRORS = [
    "#N/A",
    "#n/a",
    "#REF!",
    "#VALEUR!",
    "#VALUE!",
    "#DIV/0!",
    "#NOM?",
    "#NAME?",
    "#NUL!",
    "#NULL!",
    "#NOMBRE!",
    "#NUM!",
    "#FORMULE!",
    "#LIGNE!",
    "#ERREUR!",
    "#SPILL!",
    "#PROPAGATION!",
]


@pytest.mark.parametrize("text", BAD_DATES)
def test_other_dates_are_never_guessed(text: str) -> None:
    assert v.parse_date(text) == (None, "type")


@pytest.mark.parametrize(
    "text",
    ["2024-01-31", "2024/01/31", "31/01/2024", "31-01-2024", "2024-01-31T13:45:00", "2024-01-31 00:00:00"],
)
def test_the_five_forms_of_a_date(text: str) -> None:
    assert v.parse_date(text) == (dt.date(2024, 1, 31), None)


@pytest.mark.parametrize("text", BAD_NUMBERS)
def test_what_is_not_a_number(text: str) -> None:
    assert v.parse_number(text) == (None, "type")
    assert v.parse_bandwidth(text) == (None, "type")


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0.0), ("-1,5", -1.5), ("1 234 567,89", 1234567.89), ("1\u00a0234", 1234.0), ("1\u202f234.5", 1234.5)],
)
def test_numbers_as_offices_write_them(text: str, number: float) -> None:
    assert v.parse_number(clean(text)) == (number, None)


@pytest.mark.parametrize("text", ["100 Mo/s", "Mbps", "100 Mbps 2", "100 bps", "1,2,3 Gb/s"])
def test_what_is_not_a_bandwidth(text: str) -> None:
    assert v.parse_bandwidth(text) == (None, "type")


@pytest.mark.parametrize(
    ("text", "mbps"),
    [
        ("100", 100.0),
        ("100 Mbps", 100.0),
        ("100Mb/s", 100.0),
        ("0,1 Gb/s", 100.0),
        ("1.1 GBPS", 1100.0),
        ("512 kbps", 0.512),
        ("1 000 Mb/s", 1000.0),
    ],
)
def test_bandwidths_are_megabits_per_second(text: str, mbps: float) -> None:
    assert v.parse_bandwidth(text) == (mbps, None)


@pytest.mark.parametrize("text", ["peut-être", "2", "ouioui", "true"])
def test_what_is_neither_yes_nor_no(text: str) -> None:
    assert v.parse_yes_no(text) == (None, "type")


def test_yes_and_no() -> None:
    assert {v.parse_yes_no(t) for t in ("Oui", "OUI", "o", "x", "X", "Vrai", "1")} == {(True, None)}
    assert {v.parse_yes_no(t) for t in ("Non", "n", "FAUX", "0")} == {(False, None)}


@pytest.mark.parametrize("text", ERRORS)
def test_error_literals_are_errors(text: str) -> None:
    assert v.is_error(text)


@pytest.mark.parametrize("text", ["#1", "# 12", "N/A", "#", "#12 rue des Érables"])
def test_other_texts_with_a_number_sign_are_not_errors(text: str) -> None:
    assert not v.is_error(text)


@pytest.mark.parametrize("text", ["", "-", "–", "S.O.", "s. o.", "N/D", "n.d.", "ND", "N. D.", "s.\u00a0o."])
def test_empty_marks(text: str) -> None:
    assert v.is_empty(clean(text))


@pytest.mark.parametrize("text", ["0", "SO", "Nd-1", "--", "N/A", "Non"])
def test_what_is_not_an_empty_mark(text: str) -> None:
    assert not v.is_empty(text)


@given(st.text())
def test_no_text_makes_a_parser_fail(text: str) -> None:
    for parse in (v.parse_date, v.parse_number, v.parse_bandwidth, v.parse_yes_no):
        value, defect = parse(clean(text))
        assert (value is None) == (defect == "type")
