"""Regions and municipalities as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ovt_pipeline.deliveries.references import References
from unit.reading.made_up import REFERENCES as R


@pytest.mark.parametrize(
    "text", ["00", "0", "18", "003", "Capitale", "Estrie (00)", "Inconnue (03)", "03 - Inconnue", "3.0"]
)
def test_an_unknown_region_is_a_defect(text: str) -> None:
    assert R.region(text) == (None, "region")


@pytest.mark.parametrize("text", ["Estrie (03)", "03 - Estrie", "5 – Capitale-Nationale"])
def test_a_region_whose_code_and_label_disagree(text: str) -> None:
    assert R.region(text) == (None, "disagree")


@pytest.mark.parametrize(
    "text",
    [
        "03",
        "3",
        "Capitale-Nationale",
        "CAPITALE NATIONALE",
        "Capitale‑Nationale",
        "Capitale-Nationale (03)",
        "Capitale-Nationale(3)",
        "03 - Capitale-Nationale",
        "3 — Capitale-Nationale",
        "03 -- Capitale–Nationale",
    ],
)
def test_a_region_by_its_code_or_name(text: str) -> None:
    assert R.region(text) == ("03", None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Saguenay--Lac-Saint-Jean", "02"),
        ("saguenay – lac st-jean", None),
        ("Gaspesie-Iles-de-la-Madeleine (11)", "11"),
    ],
)
def test_regions_with_two_dashes(text: str, code: str | None) -> None:
    assert R.region(text)[0] == code


@pytest.mark.parametrize(
    "text", ["Nulle-Part", "L'Ange-Gardien", "99999", "1", "Rimouski (99999)", "Nulle-Part (10043)"]
)
def test_an_unknown_or_shared_municipality_is_a_defect(text: str) -> None:
    assert R.municipality(text) == (None, "municipality")


def test_a_municipality_whose_code_and_name_disagree() -> None:
    assert R.municipality("Rimouski (03005)") == (None, "disagree")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("10043", "10043"),
        ("Rimouski", "10043"),
        ("RIMOUSKI (10043)", "10043"),
        ("3005", "03005"),
        ("gaspe (3005)", "03005"),
        ("L’Ange Gardien (82005)", "82005"),
    ],
)
def test_a_municipality_by_its_code_or_unique_name(text: str, code: str) -> None:
    assert R.municipality(text) == (code, None)


@pytest.mark.parametrize("text", ["9999", "123456", "Rimouski", "1004a", "²³"])
def test_what_is_not_a_municipality_code(text: str) -> None:
    assert R.municipality_code(text) == (None, "municipality")


def test_municipality_codes_are_padded_when_that_code_exists_or_no_list_is_known() -> None:
    assert R.municipality_code("3005") == ("03005", None)
    assert R.municipality_code("82010") == ("82010", None)
    assert References({}).municipality_code("123") == ("00123", None)


@given(st.text())
def test_no_text_makes_a_lookup_fail(text: str) -> None:
    for lookup in (R.region, R.municipality, R.municipality_code):
        code, defect = lookup(text)
        assert (code is None) != (defect is None)
