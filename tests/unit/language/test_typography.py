"""What people read is set as in Quebec: what is wrong is seen, every sentence of ours is right."""

import re
from datetime import date

import pytest
from lint.typography import english_faults, french_faults

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.language.numbers import MINUS, long_day, percent, signed
from ovt_pipeline.language.typography import french, quoted, typed

from .test_catalogue import EVERY

NB = "\u00a0"
FIELD = re.compile(r"\{[^{}]*\}")
FORMS = re.compile(r"\{\w+:([^{}]*#[^{}]*)\}")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (f"La valeur est de 66{NB}% ; il fallait 70{NB}%.", "a space before ; ! or ?"),
        (f"Refaire l’export{NB}!", "a space before ; ! or ?"),
        ("attendu : une date", "no U+00A0 before : % or »"),
        ("attendu: une date", "no U+00A0 before : % or »"),
        ("de 0 à 100 %", "no U+00A0 before : % or »"),
        (f"«{NB}Statut »", "no U+00A0 before : % or »"),
        (f"« Statut{NB}»", "no U+00A0 after «"),
        ("l'unité", "a typed apostrophe"),
        (f"un écart de -3{NB}points", "a hyphen for a minus"),
        ("depuis le 1 octobre 2018", "the first of a month"),
        (f"l’écart est de +1,2{NB}%", "a difference of rates that is not in points"),
        (f"1,5{NB}emplois", "a plural before 2"),
    ],
)
def test_what_is_wrong_in_french_is_seen(wrong: str, told: str) -> None:
    assert french_faults(wrong) == [told]


@pytest.mark.parametrize(
    "wrong", ["expected : a date", "100 %", f"70{NB}%", "which one ?", "it isn’t", "a “date”", "-3"]
)
def test_what_is_wrong_in_english_is_seen(wrong: str) -> None:
    assert len(english_faults(wrong)) == 1


@pytest.mark.parametrize(
    ("typed_so", "printed"),
    [
        ("attendu : l'unité", f"attendu{NB}: l’unité"),
        (
            "{found:#} % de {rows:# ligne|# lignes} : {said}",
            f"{{found:#}}{NB}% de {{rows:# ligne|# lignes}}{NB}: {{said}}",
        ),
        ("la colonne « {header} » d'{export}", f"la colonne «{NB}{{header}}{NB}» d’{{export}}"),
        ("écrire `a : 'b' % c`, pas « ? »", f"écrire `a : 'b' % c`, pas «{NB}?{NB}»"),
        ("de 0 à 100\u00a0%; à 04:00", f"de 0 à 100{NB}%; à 04:00"),
        ("la marque 'oui' reste", "la marque 'oui' reste"),
    ],
)
def test_a_sentence_is_typed_plainly_and_printed_as_in_quebec(typed_so: str, printed: str) -> None:
    assert french(typed_so) == french(printed) == printed


def test_every_sentence_of_the_catalogue_is_printed_right() -> None:
    wrong = {where: french_faults(text) for where, said in EVERY for text in shown(said["fr"]) if french_faults(text)}
    assert wrong == {}
    wrong = {where: english_faults(text) for where, said in EVERY for text in shown(said["en"]) if english_faults(text)}
    assert wrong == {}


def shown(sentence: str) -> list[str]:
    """Return a sentence with a word in place of each field, and the forms that its numbers take."""
    forms = [form for spec in FORMS.findall(sentence) for form in spec.split("|")]
    return [FIELD.sub("x", sentence), *(form.replace("#", "2") for form in forms)]


def test_every_sentence_of_a_contract_is_printed_right() -> None:
    tables = [table for contract in load_contracts().values() for table in contract.tables]
    said = [(column.description_fr, column.description_en) for table in tables for column in table.columns]
    said += [(rule.fr, rule.en) for table in tables for rule in table.rules]
    assert len(said) > 50
    assert [fr for fr, _ in said if french_faults(fr)] == []
    assert [en for _, en in said if english_faults(en)] == []


def test_numbers_dates_and_names_are_printed_right() -> None:
    assert MINUS == "\u2212"
    said = [percent(51.2, "fr"), signed(-3, "fr"), long_day(date(2018, 10, 1), "fr"), quoted("Port d'attache")]
    assert [one for one in said if french_faults(one)] == []
    assert english_faults(percent(51.2, "en")) == []


def test_a_terminal_that_lacks_a_sign_gets_the_one_that_is_typed() -> None:
    error = UnicodeEncodeError("latin-1", "l’été−1 →", 1, 2, "")
    assert typed(error) == ("'", 2)
    assert typed(UnicodeEncodeError("latin-1", "→", 0, 1, "")) == ("?", 1)
    with pytest.raises(UnicodeDecodeError):
        typed(UnicodeDecodeError("utf-8", b"\xff", 0, 1, ""))
