"""Regions and municipalities as people write them."""

from hypothesis import given
from hypothesis import strategies as st

from ovt_pipeline.deliveries.references import References
from unit.reading.made_up import REFERENCES as R

REGIONS = {
    None: "00|0|18|Région 18|Région|03 04|003"
    "|Capitale|Estrie (00)|Inconnue (03)|03 - Inconnue|3.0|saguenay – lac st-jean",
    "02": "Saguenay--Lac-Saint-Jean",
    "03": "03|3|Capitale-Nationale|CAPITALE NATIONALE|Capitale‑Nationale|Capitale-Nationale (03)|Capitale-Nationale(3)"
    "|03 Capitale-Nationale|Région 03|REGION 3|région administrative 03|Région 03 - Capitale-Nationale"
    "|03 - Capitale-Nationale|3 — Capitale-Nationale|03 -- Capitale–Nationale",
    "11": "Gaspesie-Iles-de-la-Madeleine (11)",
}
REGIONS_AT_ODDS = "Estrie (03)|03 - Estrie|03 Estrie|Région 03 Estrie|5 – Capitale-Nationale"
PLACES = {
    None: "Nulle-Part|L'Ange-Gardien|99999|1|Rimouski (99999)|Nulle-Part (10043)",
    "10043": "10043|Rimouski|RIMOUSKI (10043)",
    "03005": "3005|gaspe (3005)",
    "82005": "L’Ange Gardien (82005)",
}


def test_a_region_by_its_code_or_name_or_unknown_or_at_odds() -> None:
    read = {code: [R.region(text) for text in texts.split("|")] for code, texts in REGIONS.items()}
    assert {code: set(found) for code, found in read.items() if code} == {c: {(c, None)} for c in REGIONS if c}
    assert set(read[None]) == {(None, "region")}
    assert {R.region(text) for text in REGIONS_AT_ODDS.split("|")} == {(None, "disagree")}


def test_a_municipality_by_its_code_or_unique_name_or_unknown_or_at_odds() -> None:
    read = {code: [R.municipality(text) for text in texts.split("|")] for code, texts in PLACES.items()}
    assert {code: set(found) for code, found in read.items() if code} == {c: {(c, None)} for c in PLACES if c}
    assert set(read[None]) == {(None, "municipality")}
    assert R.municipality("Rimouski (03005)") == (None, "disagree")


def test_municipality_codes_are_padded_when_that_code_exists_or_no_list_is_known() -> None:
    assert {R.municipality_code(text) for text in ["9999", "123456", "Rimouski", "1004a", "²³"]} == {
        (None, "municipality")
    }
    assert R.municipality_code("3005") == ("03005", None)
    assert R.municipality_code("82010") == ("82010", None)
    assert References({}).municipality_code("123") == ("00123", None)


@given(st.text())
def test_no_text_makes_a_lookup_fail(text: str) -> None:
    for lookup in (R.region, R.municipality, R.municipality_code):
        code, defect = lookup(text)
        assert (code is None) != (defect is None)
