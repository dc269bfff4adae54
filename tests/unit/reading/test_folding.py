"""Spellings that must compare equal, and texts that must not be damaged."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ovt_pipeline.reading.folding import clean, fold, letters_and_digits


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
