"""What one text means, by kind of column: a value or the name of its defect.

Belongs here: pure parsers of one text. Does not belong here: whole columns (type_cells.py), reference lists.

Every parser takes a cleaned, filled text and returns (value, None) or (None, defect).
"""

import datetime as dt
import re
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

_YES_NO = dict.fromkeys(("oui", "o", "x", "vrai", "1"), True) | dict.fromkeys(("non", "n", "faux", "0"), False)


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
    match = _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if match is None:
        return TYPE_DEFECT
    try:
        return dt.date(int(match["y"]), int(match["m"]), int(match["d"])), None
    except ValueError:
        return TYPE_DEFECT


def parse_yes_no(text: str) -> Parsed:
    """Return the boolean of Oui/Non, O/N, X, Vrai/Faux, 1/0, whatever the case."""
    value = _YES_NO.get(fold(text))
    return TYPE_DEFECT if value is None else (value, None)
