"""What one text means: the refused forms first."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ovt_pipeline.deliveries import values as v
from ovt_pipeline.reading.folding import clean

NOT_A_DATE = (
    "45000|24-01-31|31/01/24|2024-13-01|2024-02-30|2024/01-31|1/2/2024|31.01.2024|01/31/2024|31 janvier 2024"
    "|2024-01-31Z|20240131|٢٠٢٤-٠١-٣١"
)
NOT_A_NUMBER = "|abc|1,2,3|1 23|12 34|1e5|nan|inf|--1|1.234,5|10 %|٣|" + "9" * 400
NOT_A_BANDWIDTH = f"{NOT_A_NUMBER}|100 Mo/s|Mbps|100 Mbps 2|100 bps|1,2,3 Gb/s"
NEITHER_YES_NOR_NO = "peut-être|2|ouioui|true"
JANUARY_31 = "2024-01-31|2024/01/31|31/01/2024|31-01-2024|2024-01-31T13:45:00|2024-01-31 00:00:00"
NUMBERS = {"0": 0, "-1,5": -1.5, "1 234 567,89": 1234567.89, "1\u00a0234": 1234, "1\u202f234.5": 1234.5}
MBPS = {
    "100": 100,
    "100 Mbps": 100,
    "100Mb/s": 100,
    "0,1 Gb/s": 100,
    "1.1 GBPS": 1100,
    "512 kbps": 0.512,
    "1 000 Mb/s": 1000,
}
ERRORS = (
    "#N/A|#n/a|#REF!|#VALEUR!|#VALUE!|#DIV/0!|#NOM?|#NAME?|#NUL!|#NULL!|#NOMBRE!|#NUM!|#FORMULE!|#LIGNE!|#ERREUR!|#SPILL!"
    "|#PROPAGATION!"
)
EMPTY = "|-|–|S.O.|s. o.|N/D|n.d.|ND|N. D.|s.\u00a0o."
PARSERS = (v.parse_date, v.parse_number, v.parse_bandwidth, v.parse_yes_no)


def test_what_no_parser_guesses() -> None:
    refused = zip(PARSERS, (NOT_A_DATE, NOT_A_NUMBER, NOT_A_BANDWIDTH, NEITHER_YES_NOR_NO), strict=True)
    texts = [(parse, text) for parse, said in refused for text in said.split("|")]
    assert [(parse.__name__, text) for parse, text in texts if parse(text) != (None, "type")] == []


def test_what_each_parser_reads() -> None:
    assert [text for text in JANUARY_31.split("|") if v.parse_date(text) != (dt.date(2024, 1, 31), None)] == []
    assert {text: v.parse_number(clean(text))[0] for text in NUMBERS} == NUMBERS
    assert {text: v.parse_bandwidth(text)[0] for text in MBPS} == MBPS
    assert {v.parse_yes_no(text) for text in ("Oui", "OUI", "o", "x", "X", "Vrai", "1")} == {(True, None)}
    assert {v.parse_yes_no(text) for text in ("Non", "n", "FAUX", "0")} == {(False, None)}


def test_error_literals_are_errors_and_other_number_signs_are_not() -> None:
    assert [text for text in ERRORS.split("|") if not v.is_error(text)] == []
    assert [text for text in ("#1", "# 12", "N/A", "#", "#12 rue des Érables") if v.is_error(text)] == []


def test_empty_marks_say_nothing_and_what_resembles_them_does() -> None:
    assert [text for text in EMPTY.split("|") if not v.is_empty(clean(text))] == []
    assert [text for text in ("0", "SO", "Nd-1", "--", "N/A", "Non") if v.is_empty(text)] == []


BOUNDED = v.Forms(first=dt.date(1990, 1, 1), last=dt.date(2035, 3, 31))
DECLARED = replace(BOUNDED, empty=frozenset({"(vide)", "null"}), dates=("J mois AAAA", "JJ.MM.AAAA", "AAAAMMJJ"))


def test_declared_forms_of_a_date_and_marks_are_read_within_their_bounds_and_no_others() -> None:
    beyond = "1989-12-31|2035-04-01|31.12.1989|31 février 2024|31.13.2024|20241301|31-janvier-2024|1.1.2024|31 mars 24"
    assert [text for text in beyond.split("|") if DECLARED.parse_date(text) != (None, "type")] == []
    march_31 = "31 mars 2024|31 MARS 2024|31.03.2024|20240331|2024-03-31|31/03/2024"
    assert [text for text in march_31.split("|") if DECLARED.parse_date(text) != (dt.date(2024, 3, 31), None)] == []
    assert DECLARED.parse_date("1er août 2024") == DECLARED.parse_date("1 aout 2024") == (dt.date(2024, 8, 1), None)
    assert BOUNDED.parse_date("1990-01-01") == (dt.date(1990, 1, 1), None)
    assert BOUNDED.parse_date("31 mars 2024") == (None, "type")
    assert [DECLARED.says_nothing(text) for text in ("(Vide)", "NULL", "", "nul")] == [True, True, True, False]
    assert not v.Forms().says_nothing("NULL")


def test_a_column_with_a_month_first_date_is_american_and_its_ambiguous_dates_mislead() -> None:
    texts = {"03/04/2023", "07-08-2023", "06/13/2023", "05/05/2023", "31/01/2023", "2023-03-04"}
    assert v.american_dates(texts) == {"03/04/2023", "07-08-2023"}
    assert v.american_dates(texts - {"06/13/2023"}) == frozenset()
    assert v.american_dates({"03/04/2023", "13/13/2023", "02/30/2023"}) == frozenset()


def test_a_zero_in_a_column_of_letters_is_none_and_one_of_digits_is_read() -> None:
    assert v.zeros_for_letters({"O", "n", "0"}) == {"0"}
    assert v.zeros_for_letters({"N", "1", ""}) == {"1"}
    assert v.zeros_for_letters({"0", "1", "Oui", "X"}) == frozenset()


@given(st.text())
def test_no_text_makes_a_parser_fail(text: str) -> None:
    for parse in PARSERS:
        value, defect = parse(clean(text))
        assert (value is None) == (defect == "type")
