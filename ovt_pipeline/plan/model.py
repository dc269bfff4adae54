"""A plan as typed facts: indicators, starting values, dated targets, reference dates.

Belongs here: the plan's objects. Does not belong here: any figure or date, reading files (loader.py), judging.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Point:
    """A value of the plan at a date; `interpreted` when the date is our reading of the published text."""

    day: date
    value: float
    interpreted: bool


@dataclass(frozen=True)
class Indicator:
    """One published indicator. `measure` names the SQL file that counts it; `unit` is '%' or 'emplois'."""

    id: str
    measure: str
    name_fr: str
    name_en: str
    unit: str
    unit_en: str
    start: Point
    targets: tuple[Point, ...]

    def name(self, lang: str) -> str:
        """Return the published name in French or its English twin."""
        return self.name_fr if lang == "fr" else self.name_en


@dataclass(frozen=True)
class Plan:
    """The whole plan; `digest` is the sha256 of its file."""

    id: str
    title_fr: str
    title_en: str
    source: str
    adopted: date
    valid_to: date
    time_zone: str
    reference_dates: dict[str, date]
    starting_value_blocks: bool
    indicators: tuple[Indicator, ...]
    digest: str

    @property
    def first_as_of(self) -> date:
        """First day that a figure may describe."""
        return self.reference_dates["first_as_of"]
