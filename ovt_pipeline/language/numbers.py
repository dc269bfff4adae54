"""How numbers, plurals, lists, dates and durations are written in French and English: Babel's rules for Canada.

Belongs here: writing one value. Does not belong here: sentences (catalogue/), which unit a figure has (plan/),
`display_value`, a column of the releases that SQL writes.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from ovt_pipeline.clock import ZONE
from ovt_pipeline.language.typography import NO_BREAK

MINUS = "\u2212"
MOST_DECIMALS = 6
_LOCALES = {lang: Locale(lang, "CA") for lang in ("fr", "en")}
_DAYS = {"fr": ("d MMMM y", "d'er' MMMM y"), "en": ("d MMMM y", "d MMMM y")}  # any day, the first of a month


def number(value: float | Decimal, lang: str, decimals: int | None = None, *, signed: bool = False) -> str:
    """Return a number with its thousands apart and so many decimals, or those it has: '1 234,5', '1,234.5'.

    A Decimal keeps the zeros it ends with. `signed` writes the sign of every number, also of those that round to zero.
    """
    rounded = value if decimals is None else round(float(value), decimals)
    shown = _written(str(_size(rounded)), _places(value, decimals), lang)
    sign = MINUS if value < 0 and (rounded or signed) else "+" if signed else ""
    return sign + shown


@lru_cache(maxsize=4096)
def _written(digits: str, places: str, lang: str) -> str:
    """Return a number given as text, which tells 1 from 1.0, as equal numbers would not."""
    return format_decimal(Decimal(digits), f"#,##0.{places}", _LOCALES[lang])


def _size(value: float | Decimal) -> float | Decimal:
    return value if value > 0 else 0 - value  # abs(), which mypy does not follow through both types


def _places(value: float | Decimal, decimals: int | None) -> str:
    """Return the part of CLDR's pattern after the point: a 0 for each decimal written, a # for each that may be."""
    if decimals is None and not isinstance(value, Decimal):
        return "#" * MOST_DECIMALS
    return "0" * (-int(Decimal(value).as_tuple().exponent) if decimals is None else decimals)


def percent(value: float | Decimal, lang: str, decimals: int | None = None) -> str:
    """Return percent points with their sign: '52,9 %', '52.9%'."""
    return f"{number(value, lang, decimals)}{NO_BREAK if lang == 'fr' else ''}%"


def signed(value: float, lang: str) -> str:
    """Return a change: '+3', '−3'."""
    return number(value, lang, signed=True)


def form(value: float | Decimal, forms: Sequence[str], lang: str) -> str:
    """Return the form that a value takes, of (one, other): French has one for 0, 1 and 1,5, English for 1 alone."""
    return forms[0] if _LOCALES[lang].plural_form(_size(value)) == "one" else forms[-1]


def counted(value: float | Decimal, forms: Sequence[str], lang: str) -> str:
    """Return the form that a count takes, its `#` replaced by the count: '1 unité', '1 234 unités'."""
    return form(value, forms, lang).replace("#", number(value, lang))


def alternatives(names: Sequence[str], lang: str) -> str:
    """Return names as a choice: 'a, b ou c', 'a, b, or c'."""
    return format_list(names, "or", _LOCALES[lang])


def listed(names: Sequence[str], lang: str) -> str:
    """Return names together: 'a, b et c', 'a, b, and c'."""
    return format_list(names, "standard", _LOCALES[lang])


def long_day(day: date, lang: str) -> str:
    """Return a date in words: '31 mars 2025', '1er octobre 2024', '31 March 2025'."""
    return format_date(day, _DAYS[lang][day.day == 1], _LOCALES[lang])


def short_day(day: date, lang: str) -> str:
    """Return a day without its year: '31 mars', '30 sept.', '30 Sep'."""
    return format_date(day, "d MMM", _LOCALES[lang])


def duration(value: timedelta) -> str:
    """Return hours and minutes, the same in both languages: '26 h 05'."""
    hours, seconds = divmod(int(value.total_seconds()), 3600)
    return f"{hours}{NO_BREAK}h{NO_BREAK}{seconds // 60:02d}"


def toronto(moment: datetime) -> datetime:
    """Return a time stored in UTC, without offset, as Toronto reads it."""
    return moment.replace(tzinfo=UTC).astimezone(ZONE)
