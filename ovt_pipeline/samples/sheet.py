"""A table as a person lays it out: a title that says SYNTHÉTIQUE, a header, rows, and a little untidiness.

Belongs here: titles, blank rows, the repeated row, the totals row.
Does not belong here: what the rows say, or file formats (files.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.samples.pen import Cell, Row
from ovt_pipeline.samples.timeline import Draw

SYNTHETIC = "SYNTHÉTIQUE"
ROWS_FOR_A_REPEAT = 60  # below this, one repeated row would weigh too much against the limit on repeated keys
EVERY_BLANK = 45


@dataclass(frozen=True)
class Sheet:
    """One sheet or csv. A blank row is an empty list."""

    name: str
    title: str
    headers: list[str]
    rows: list[list[Cell]]


def title(subject: str, day: date) -> str:
    """Return the title row: the mark, the subject and the day described."""
    return f"{SYNTHETIC} - données inventées sans aucun fait réel - {subject} au {day.isoformat()}"


def tidy_sheet(name: str, heading: str, headers: Sequence[str], rows: Sequence[Row]) -> Sheet:
    """Lay the rows out with nothing added."""
    return Sheet(name, heading, list(headers), [[row.get(header) for header in headers] for row in rows])


def untidy(sheet: Sheet, draw: Draw, repeatable: Sequence[int]) -> Sheet:
    """Repeat one of the `repeatable` rows, scatter blank rows, and close with a totals row."""
    rows = list(sheet.rows)
    if len(rows) >= ROWS_FOR_A_REPEAT and repeatable:
        again = draw.pick(repeatable)
        rows.insert(again + 1, list(rows[again]))
    total: list[Cell] = ["TOTAL", len(rows)]
    for position in range(EVERY_BLANK, len(rows), EVERY_BLANK + 1):
        rows.insert(position, [])
    return Sheet(sheet.name, sheet.title, sheet.headers, [*rows, [], total])
