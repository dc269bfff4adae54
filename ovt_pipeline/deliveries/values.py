"""What one text means, by kind of column: a value or the name of its defect.

Belongs here: pure parsers of one text. Does not belong here: whole columns (type_cells.py), reference lists.

Every parser takes a cleaned, filled text and returns (value, None) or (None, defect).
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Any

from ovt_pipeline.reading.folding import fold

Parsed = tuple[Any, str | None]

TYPE_DEFECT: Parsed = (None, "type")

# In every language, errors are words between « # » and « ! » or « ? », except #N/A and the two last.
_ERROR = re.compile(r"#(?:N/A|[A-ZÀ-Ü0-9/_ ]{2,24}[!?]|GETTING_DATA|OBTENTION_DONNEES)", re.IGNORECASE)
_EMPTY = re.compile(r"[-\u2010-\u2015\u2212]?|s\.o\.?|s/o|n/d|n\.d\.?|nd")

_KEPT_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?")
_BANDWIDTH = re.compile(r"(?P<number>[^a-z]+?) ?(?P<unit>[kmg])b(?:/s|ps|it/s)", re.IGNORECASE)
_PER_MBPS = {"k": Decimal("0.001"), "m": Decimal(1), "g": Decimal(1000)}

_TIME = r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_YEAR_FIRST = re.compile(r"(?P<y>[0-9]{4})(?P<sep>[-/])(?P<m>[0-9]{2})(?P=sep)(?P<d>[0-9]{2})" + _TIME)
_DAY_FIRST = re.compile(r"(?P<d>[0-9]{2})(?P<sep>[-/])(?P<m>[0-9]{2})(?P=sep)(?P<y>[0-9]{4})" + _TIME)

_MONTHS: tuple[str, ...] = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre")
_MONTHS = (*_MONTHS, "octobre", "novembre", "decembre")
_WORDS = re.compile(rf"(?P<d>[0-9]{{1,2}})(?:er)? (?P<month>{'|'.join(_MONTHS)}) (?P<y>[0-9]{{4}})")
_DOTS = re.compile(r"(?P<d>[0-9]{2})\.(?P<m>[0-9]{2})\.(?P<y>[0-9]{4})" + _TIME)
_DIGITS = re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")

_YES_NO = dict.fromkeys(("oui", "o", "x", "vrai", "1"), True) | dict.fromkeys(("non", "n", "faux", "0"), False)


@dataclass(frozen=True)
class Forms:
    """What a contract says of the texts of its cells: marks of emptiness (folded), forms and bounds of dates."""

    empty: frozenset[str] = frozenset()
    dates: tuple[str, ...] = ()
    first: dt.date = dt.date.min
    last: dt.date = dt.date.max

    def says_nothing(self, text: str) -> bool:
        """Tell whether a cleaned text says that a cell is empty, in this contract or in all of them."""
        return is_empty(text) or fold(text) in self.empty

    def parse_date(self, text: str) -> Parsed:
        """Return the date of a form that all contracts or this one take, within its bounds."""
        day = parse_date(text)[0] or next((d for d in (_DECLARED[form](text) for form in self.dates) if d), None)
        return (day, None) if day and self.first <= day <= self.last else TYPE_DEFECT


def is_empty(text: str) -> bool:
    """Tell whether a cleaned text says that there is nothing: blank, `-`, `S.O.`, `s. o.`, `N/D`, `n.d.`, `ND`."""
    return len(text) < 8 and _EMPTY.fullmatch(fold(text).replace(" ", "")) is not None  # noqa: PLR2004 - `s . o .`


def undone(text: str) -> str:
    """Return a cleaned text without what only tells Excel that it is one: `="…"` around it, an apostrophe in front."""
    match = _KEPT_AS_TEXT.fullmatch(text)
    inner = match[1].replace('""', '"') if match else text
    return inner.removeprefix("'").strip()


def is_error(text: str) -> bool:
    """Tell whether a cleaned text is a spreadsheet error, or one of the reader's own marks of an untold cell."""
    return text.startswith("#") and _ERROR.fullmatch(text) is not None


def parse_number(text: str) -> Parsed:
    """Return a float: decimal comma or point, spaces (of any kind) between thousands."""
    if not _NUMBER.fullmatch(text):
        return TYPE_DEFECT
    value = float(text.replace(" ", "").replace(",", "."))
    return (value, None) if isfinite(value) else TYPE_DEFECT


def parse_bandwidth(text: str) -> Parsed:
    """Return megabits per second from a number, alone (already Mbps) or followed by its unit (kb/s, Mbps, Gb/s...)."""
    match = _BANDWIDTH.fullmatch(text)
    if match is None:
        return parse_number(text)
    number = match["number"].strip()
    if not _NUMBER.fullmatch(number):
        return TYPE_DEFECT
    value = Decimal(number.replace(" ", "").replace(",", ".")) * _PER_MBPS[match["unit"].casefold()]
    return (float(value), None) if isfinite(float(value)) else TYPE_DEFECT


def parse_date(text: str) -> Parsed:
    """Return the date of AAAA-MM-JJ, AAAA/MM/JJ, JJ/MM/AAAA or JJ-MM-AAAA; a time of day after it is dropped."""
    day = _day(_YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text))
    return (day, None) if day else TYPE_DEFECT


def _day(match: re.Match[str] | None) -> dt.date | None:
    return _real(match["y"], match["m"], match["d"]) if match else None


def _in_words(text: str) -> dt.date | None:
    match = _WORDS.fullmatch(fold(text))
    return _real(match["y"], _MONTHS.index(match["month"]) + 1, match["d"]) if match else None


def _real(year: str, month: str | int, day: str | int) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


_DECLARED: dict[str, Callable[[str], dt.date | None]] = {
    "J mois AAAA": _in_words,
    "JJ.MM.AAAA": lambda text: _day(_DOTS.fullmatch(text)),
    "AAAAMMJJ": lambda text: _day(_DIGITS.fullmatch(text)),
}


def american_dates(texts: Iterable[str]) -> frozenset[str]:
    """Return the dates of a column that could be read month first, when one of them can only be read so."""
    found = {text: match for text in texts if (match := _DAY_FIRST.fullmatch(text))}
    parts = {text: (int(match["d"]), int(match["m"])) for text, match in found.items()}
    is_american = any(_real(found[text]["y"], first, second) for text, (first, second) in parts.items() if second > 12)  # noqa: PLR2004 - months
    ambiguous = {text for text, (first, second) in parts.items() if first <= 12 and second <= 12 and first != second}  # noqa: PLR2004
    return frozenset(ambiguous) if is_american else frozenset()


def zeros_for_letters(texts: Iterable[str]) -> frozenset[str]:
    """Return the digits of a column of O and N: a zero was typed for the letter."""
    known = set(texts)
    return frozenset(known & {"0", "1"}) if {fold(text) for text in known} & {"o", "n"} else frozenset()


def parse_yes_no(text: str) -> Parsed:
    """Return the boolean of Oui/Non, O/N, X, Vrai/Faux, 1/0, whatever the case."""
    value = _YES_NO.get(fold(text))
    return TYPE_DEFECT if value is None else (value, None)
