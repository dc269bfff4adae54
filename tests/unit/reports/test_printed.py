"""A text as it is printed: spaces of Quebec, apostrophes, and nothing unseen; what is right already stays as it is."""

import pytest

from ovt_pipeline.reports.printed import printed, visible

FRENCH = {
    "66,3 % ; il fallait 70 %": "66,3_%; il fallait 70_%",
    "Le départ : 51 %": "Le départ_: 51_%",
    "« atteinte »": "«_atteinte_»",
    "L'action d'hier": "L’action d’hier",
    "Vraiment ? Oui !": "Vraiment? Oui!",
    "https://exemple.ca/a?b=1;c 10:30": "https://exemple.ca/a?b=1;c 10:30",
    "déjà_: dit": "déjà_: dit",
}


@pytest.mark.parametrize("text", FRENCH)
def test_french_is_spaced_as_in_quebec(text: str) -> None:
    once = printed(text.replace("_", "\u00a0"), "fr")
    assert once == FRENCH[text].replace("_", "\u00a0")
    assert printed(once, "fr") == once


def test_english_stays_as_it_is_written() -> None:
    assert printed("It's 'not reached' : 5 %", "en") == "It's 'not reached' : 5 %"


def test_what_nobody_can_see_is_written_out() -> None:
    assert visible("a\u200f\n\u2066é.xlsx") == "a‹U+200F›‹U+000A›‹U+2066›é.xlsx"
    assert printed("a\u202eb", "fr") == "a‹U+202E›b"
