"""The text of one spreadsheet cell, the same whatever the file format.

Belongs here: from what the grid reader returns to text. Does not belong here: what the text means (values.py).
"""

import datetime as dt
from decimal import Decimal
from typing import Any

MISSING_FORMULA = "#FORMULE!"  # a formula whose result was never stored: not a blank, not a value
COVERED_CELL = "#FUSION!"  # a cell that a merged one covers: a person reads the value of the merged cell there
UNSHOWN_NUMBER = "#FORMAT!"  # a number where a key is looked for, and what a person sees of it cannot be told
BROKEN_RECORD = "#LIGNE!"  # a csv record that does not fit its header: no cell of it can be trusted


def text_of(cell: Any) -> str:  # noqa: ANN401 - the grid reader's union of types
    """Return the text of a cell: dates AAAA-MM-JJ, numbers without exponent or trailing zeros, Vrai/Faux."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "Vrai" if cell else "Faux"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        return _moment(cell)
    return "" if cell is None else str(cell)


def _moment(cell: dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(cell, dt.timedelta):
        return _duration(int(cell.total_seconds()))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(timespec="seconds")
    return cell.isoformat()


def _duration(seconds: int) -> str:
    sign = "-" if seconds < 0 else ""
    hours, rest = divmod(abs(seconds), 3600)
    return f"{sign}{hours}:{rest // 60:02d}:{rest % 60:02d}"


def _number(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    # Fifteen digits is what Excel itself shows and guarantees: 0.1 + 0.2 reads 0.3 there too.
    text = f"{value:.15g}"
    return format(Decimal(text), "f") if "e" in text else text
