"""Spellings that must compare equal, and texts that must not be damaged."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ovt_pipeline.reading.folding import clean, fold, fold_key, letters_and_digits


@pytest.mark.parametrize(
    "text", ["No unité", "NO UNITÉ", "no-unite", "N° unité", " no\nunité ", "No_Unité :", "No\u00a0unite\u0301"]
)
def test_headers_written_alike_are_alike(text: str) -> None:
    assert letters_and_digits(text) == letters_and_digits(unicodedata.normalize("NFD", text)) == "nounite"


def test_apostrophes_and_ligatures_do_not_matter() -> None:
    assert {letters_and_digits(f"L{mark}Ange-Gardien") for mark in "'’‘ʼ´`"} == {letters_and_digits("L'Ange Gardien")}
    assert fold("Sacré-Cœur") == "sacre-coeur"


def test_cleaning_keeps_letters_and_removes_what_is_not_seen() -> None:
    assert clean("\u00a0\ufeffDébut\u202f1\u200b ") == "Début 1"
    assert clean(unicodedata.normalize("NFD", "é")) == "é"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert letters_and_digits(letters_and_digits(text)) == letters_and_digits(text)
    assert fold_key(fold_key(text)) == fold_key(text)


SPELLINGS = ["sq-0431", " SQ-0431\u00a0", "SQ - 0431", *(f"SQ{chr(c)}0431" for c in (*range(0x2010, 0x2016), 0x2212))]
UNSEEN = [
    "\u200bSQ-0431",
    "SQ-04\u200d31",
    "\u200eSQ-0431\u200f",
    "\u2066SQ-0431\u2069",
    "\ufeffSQ-0431",
    "SQ-\u00ad0431",
]


@pytest.mark.parametrize("text", [*SPELLINGS, *UNSEEN, "'SQ-0431", "\u2019SQ-0431", "\uff33\uff31\uff0d\uff10431"])
def test_a_key_has_one_folded_spelling(text: str) -> None:
    assert fold_key(text) == "sq-0431"


@pytest.mark.parametrize("text", ["SQ-431", "SQ0431", "SQ-00431", "SQ_0431", "SQ-O431", "SQ-0431 B", "SQ/0431"])
def test_what_makes_another_key_is_kept(text: str) -> None:
    assert fold_key(text) != "sq-0431"
