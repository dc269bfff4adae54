"""A plan as typed facts: indicators, starts, dated targets, amendments, reference dates, how a status is judged.

Belongs here: the plan's objects, and which targets are in force on a day. Does not belong here: any figure or date,
reading files (loader.py), what a file may not say (checks.py), judging (targets/).
"""

from dataclasses import dataclass
from datetime import date

from ovt_pipeline.language.numbers import number
from ovt_pipeline.language.text import Text


@dataclass(frozen=True)
class Point:
    """A value of the plan at a date; `interpreted` when the date is our reading of the published text.

    `quote` is the published row (its name and its value), `page` where it stands, when the source gives it.
    """

    day: date
    value: float
    interpreted: bool
    quote: str | None = None
    page: int | None = None


@dataclass(frozen=True)
class Indicator:
    """One published indicator. `measure` names the SQL file that counts it; `unit` is '%' or what is counted.

    `direction` is 'up' when a greater value is nearer the target, else 'down'; `unit_one` is the singular of the unit.
    """

    id: str
    measure: str
    name_fr: str
    name_en: str
    unit: str
    unit_en: str
    start: Point
    targets: tuple[Point, ...]
    direction: str
    decimals: int
    unit_one: Text
    action: str | None = None

    def name(self, lang: str) -> str:
        """Return the published name in French or its English twin."""
        return self.name_fr if lang == "fr" else self.name_en

    @property
    def is_rate(self) -> bool:
        """Say whether values are percent points from 0 to 100."""
        return self.unit == "%"


@dataclass(frozen=True)
class Level:
    """One level of a plan (orientation, axis, objective): how many there are, their titles when they are public."""

    level: str
    count: int
    titles: tuple[Text, ...] | None


@dataclass(frozen=True)
class Change:
    """What an amendment does to one target: 'set' its value, 'add' it or 'remove' it (then `point.value` is unused)."""

    indicator_id: str
    change: str
    point: Point


@dataclass(frozen=True)
class Amendment:
    """A dated change of targets, with its reason and source; it is in force from its day on."""

    day: date
    reason: Text
    source: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class StatusMethod:
    """How a status is judged before the due date: shares of the pace needed, months looked back, figures wanted."""

    on_track_from: float
    at_risk_from: float
    months_of_pace: int
    minimum_figures: int


@dataclass(frozen=True)
class TrendMethod:
    """How a trend is projected: share of the interval, days between steps, steps wanted, furthest horizon, tests.

    `longest_horizon` is in lengths of the history; the three levels are the risk of a false alarm of each test.
    """

    confidence: float
    days_between_steps: int
    minimum_steps: int
    longest_horizon: float
    jump_level: float
    break_level: float
    link_level: float


@dataclass(frozen=True)
class Plan:
    """The whole plan; `digest` is the sha256 of its file. A date that its source does not give is None."""

    id: str
    title_fr: str
    title_en: str
    source: str
    adopted: date | None
    announced: date | None
    valid_to: date | None
    time_zone: str
    reference_dates: dict[str, date]
    starting_value_blocks: bool
    structure: tuple[Level, ...]
    actions: dict[str, Text]
    publication: Text | None
    follow_up: Text | None
    status_method: StatusMethod
    trend_method: TrendMethod
    indicators: tuple[Indicator, ...]
    amendments: tuple[Amendment, ...]
    digest: str

    @property
    def first_as_of(self) -> date:
        """First day that a figure may describe."""
        return self.reference_dates["first_as_of"]

    @property
    def is_measured(self) -> bool:
        """Say whether the plan has an indicator that we count; without one it shows as not yet measured."""
        return bool(self.indicators)

    def indicator(self, indicator_id: str) -> Indicator:
        """Return an indicator of the plan; raises KeyError when it has none of that id."""
        return {one.id: one for one in self.indicators}[indicator_id]

    def targets_in_force(self, indicator_id: str, day: date) -> tuple[Point, ...]:
        """Return the targets by which `indicator_id` is judged on `day`, by due date.

        They are those of the plan as adopted, also for a day before its adoption, and the amendments until `day`.
        """
        found = {point.day: point for point in self.indicator(indicator_id).targets}
        for amendment in sorted((one for one in self.amendments if one.day <= day), key=lambda one: one.day):
            for change in amendment.changes:
                if change.indicator_id == indicator_id:
                    found.pop(change.point.day, None)
                    found |= {} if change.change == "remove" else {change.point.day: change.point}
        return tuple(found[due] for due in sorted(found))


@dataclass(frozen=True)
class ContextFigure:
    """A published number that is never computed; `qualifier` ('environ', 'plus de') belongs to it."""

    id: str
    plan_id: str
    value: int
    qualifier: Text
    text: Text
    source: str
    published: str

    def sentence(self, lang: str) -> str:
        """Return the published sentence in French or English, its number written as that language does."""
        said = self.text.text(lang).format(qualifier=self.qualifier.text(lang), value=number(self.value, lang))
        return said[:1].upper() + said[1:]
