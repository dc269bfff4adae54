"""Numbers, plurals, dates and durations in each language, alone, in a sentence, and with the unit of a figure."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from ovt_pipeline.language import catalogue
from ovt_pipeline.language.numbers import duration, form, long_day, number, percent, short_day, signed
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.language.text import Text

FR, EN = Speech("fr"), Speech("en")


def broken(text: str) -> str:
    """Return a text whose underscores stand for no-break spaces."""
    return text.replace("_", "\u00a0")


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        (0, None, "0", "0"),
        (1234567, None, "1_234_567", "1,234,567"),
        (1234.5, None, "1_234,5", "1,234.5"),
        (69.6, 0, "70", "70"),
        (52.0, 1, "52,0", "52.0"),
        (-3, None, "−3", "−3"),
        (-0.04, 1, "0,0", "0.0"),
        (99.99999, None, "99,99999", "99.99999"),
    ],
)
def test_numbers(value: float, decimals: int | None, french: str, english: str) -> None:
    assert number(value, "fr", decimals) == broken(french)
    assert number(value, "en", decimals) == english


def test_a_change_always_has_its_sign() -> None:
    assert [signed(value, "fr") for value in (1200, 0, -1200)] == ["+1\u00a0200", "+0", "−1\u00a0200"]
    assert number(-0.004, "en", 2, signed=True) == "−0.00"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "one", "other"),
        (1, "one", "one"),
        (-1, "one", "one"),
        (1.5, "one", "other"),
        (2, "other", "other"),
        (Decimal("1.0"), "one", "other"),
        (1_000_000, "other", "other"),
    ],
)
def test_the_form_of_a_number_is_that_of_cldr(value: float | Decimal, french: str, english: str) -> None:
    assert form(value, ("one", "other"), "fr") == french
    assert form(value, ("one", "other"), "en") == english


def test_dates_in_words() -> None:
    assert (long_day(date(2024, 8, 1), "fr"), long_day(date(2024, 8, 1), "en")) == ("1er août 2024", "1 August 2024")
    assert [long_day(date(2024, month, 15), "fr").split()[1] for month in (2, 12)] == ["février", "décembre"]
    assert long_day(date(2025, 3, 31), "en") == "31 March 2025"


def test_durations_have_hours_and_minutes() -> None:
    assert [duration(timedelta(minutes=m)) for m in (5, 1565)] == [broken("0_h_05"), broken("26_h_05")]


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        (None, "%", "s. o.", "n/a"),
        (None, "emplois", "s. o.", "n/a"),
        (52.94, "%", "52,9_%", "52.9%"),
        (0.0, "%", "0,0_%", "0.0%"),
        (100.0, "%", "100,0_%", "100.0%"),
        (62.0, "emplois", "62", "62"),
    ],
)
def test_figures(value: float | None, unit: str, french: str, english: str) -> None:
    assert FR.number(value, unit) == broken(french)
    assert EN.number(value, unit) == broken(english)


def test_a_rounded_rate_has_no_decimals() -> None:
    assert FR.number(51.0, "%", decimals=0) == percent(51.0, "fr") == broken("51_%")


def test_counts_and_shares_of_a_table() -> None:
    assert (FR.count(1234567), EN.count(1234567), EN.count(None)) == (broken("1_234_567"), "1,234,567", "–")
    assert (FR.share(12.34), EN.share(12.34), FR.share(0.0)) == (broken("12,3_%"), "12.3%", broken("0,0_%"))
    assert (FR.share(0.01), EN.share(None)) == (broken("<_0,1_%"), "–")


def test_the_counts_behind_a_figure_and_its_exact_value() -> None:
    assert (FR.counts(1050, 2000), EN.counts(80, None)) == (broken("1_050 / 2_000"), "80")
    assert (FR.exact(51.0416666), FR.exact(62.0), EN.exact(None)) == ("51,041667", "62", "n/a")


def test_a_change_of_a_figure_has_its_sign_and_of_a_rate_its_points() -> None:
    assert (FR.change(1.234, "%"), EN.change(-1.234, "%")) == (broken("+1,23_point"), broken("−1.23_points"))
    assert (FR.change(3, "emplois"), EN.change(-1200, "emplois"), EN.change(None, "%")) == ("+3", "−1,200", "n/a")


def test_a_sentence_writes_each_field_as_it_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2025, 4, 1, 2, 30)  # noqa: DTZ001 - as a release stores it
    asked = {
        "{n:# unité lue|# unités lues}": "1_234 unités lues",
        "{n:#} / {n:+}": "1_234 / +1_234",
        "{day:long}": "1er avril 2025",
        "{at:day} {at:time}": "2025-03-31 22:30",
        "{age:duration}": "1_h_30",
        "{name:>5}|{day}": "  oui|2025-04-01",
    }
    fields = {"n": 1234, "day": date(2025, 4, 1), "at": moment, "age": timedelta(hours=1.5), "name": Text("oui", "yes")}
    for sentence, said in asked.items():
        monkeypatch.setattr(catalogue, "entries", lambda _, fr=sentence: {"kinds": {"x": {"fr": fr, "en": fr}}})
        assert catalogue.sentence("made up", "kinds/x", "fr", **fields) == broken(said)
    assert catalogue.both("made up", "kinds/x", **fields).en == "  yes|2025-04-01"


def test_a_day_without_its_year_is_short() -> None:
    days = [date(2025, 3, 31), date(2028, 9, 30)]
    assert [short_day(day, "fr") for day in days] == ["31 mars", "30 sept."]
    assert [short_day(day, "en") for day in days] == ["31 Mar", "30 Sep"]
