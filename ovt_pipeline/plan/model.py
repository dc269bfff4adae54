"""A plan as data: what its file may hold, and the typed facts that the other rooms use, in one place.

Belongs here: the fields with their types, and which targets are in force on a day. Does not belong here: any figure or
date, reading files (loader.py), what the parts of a file may not say together (checks.py), judging (targets/).
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, FiniteFloat, PlainValidator, with_config

from ovt_pipeline.language.text import Text
from ovt_pipeline.plan import checks
from ovt_pipeline.plan.public import WHOLE_ONLY, Public
from ovt_pipeline.yaml_data import CLOSED, Day, Given, Name, NoKey, Words

Positive = Annotated[FiniteFloat, Field(gt=0)]
Share = Annotated[FiniteFloat, Field(gt=0, lt=1)]
Twins = Annotated[Text, AfterValidator(checks.said_in_both)]
AtLeastOne = Annotated[int, Field(ge=1)]
AtLeastNone = Annotated[int, Field(ge=0)]
Part = Annotated[Fraction, PlainValidator(checks.part_of_one)]  # exact: two of six are not more than a third


@dataclass(frozen=True, kw_only=True)
class Published:
    """How the published plan gives a fact; `interpreted` when the date is our reading of its text.

    `quote` is the cell of the plan's table, `text_quote` the sentence of its text, both to the letter; each has the
    page of its section in the plan's table of contents. None where the source has no such cell, sentence or page.
    """

    interpreted: bool = False
    quote: Annotated[Words | None, Given] = None
    page: AtLeastOne | None = None
    text_quote: Annotated[Words | None, Given] = None
    text_page: Annotated[AtLeastOne | None, Given] = None


@dataclass(frozen=True)
class Point(Published):
    """A value of the plan at a date."""

    day: Day
    value: FiniteFloat


@dataclass(frozen=True)
class Start(Point):
    """The value that an indicator starts from."""

    day: Annotated[Day, Field(validation_alias="date")]


@dataclass(frozen=True)
class Target(Point):
    """The value that an indicator should have when it falls due; `added` is what it adds to the value before."""

    day: Annotated[Day, Field(validation_alias="due")]
    added: Annotated[FiniteFloat | None, Given] = None


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One published indicator. `measure` names the SQL file that counts it; `unit` is '%' or what is counted.

    `direction` is 'up' when a greater value is nearer the target, else 'down'; the targets stand by due date.
    `public`: how finely it may be told; nothing but the whole where the plan file says nothing.
    """

    id: Name
    measure: Annotated[Name, AfterValidator(checks.counted)]
    name_fr: Words
    name_en: Words
    objective: Annotated[Name | None, Given] = None
    action: Annotated[Twins | None, Given] = None
    unit: Annotated[Words, AfterValidator(checks.unit_of_measure)]
    unit_en: Annotated[Words, AfterValidator(checks.unit_of_measure)]
    unit_one: Annotated[Twins | None, Given] = None
    direction: Literal["up", "down"]
    decimals: Literal[0]
    start: Annotated[Start, AfterValidator(checks.possible_start)]
    targets: Annotated[tuple[Target, ...], Field(min_length=1), AfterValidator(checks.targets_ahead)]
    public: Public = WHOLE_ONLY

    def name(self, lang: str) -> str:
        """Return the published name in French or its English twin."""
        return self.name_fr if lang == "fr" else self.name_en

    @property
    def singular(self) -> Text:
        """Return the name of one unit."""
        return self.unit_one or Text(self.unit, self.unit_en)

    @property
    def is_rate(self) -> bool:
        """Say whether values are percent points from 0 to 100."""
        return self.unit == checks.RATE_UNIT


@dataclass(frozen=True, kw_only=True)
class Level:
    """One level of a plan (orientation, axis, objective): how many there are, their titles when they are public."""

    level: Literal["orientation", "axis", "objective"]
    count: AtLeastOne
    titles: Annotated[tuple[Twins, ...] | None, AfterValidator(checks.as_many_titles)]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A sentence of the source: `quote` to the letter, `en` our translation, the page of its section if it has one."""

    quote: Words
    en: Words
    page: Annotated[AtLeastOne | None, Given] = None
    objective: Annotated[Name | None, Given] = None


@dataclass(frozen=True, kw_only=True)
class TargetChange(Target):
    """A target that an amendment adds, or one that is there with another value."""

    indicator: Name
    change: Literal["set", "add"]


@dataclass(frozen=True, kw_only=True)
class Removal(Published):
    """A target that an amendment removes."""

    indicator: Name
    change: Literal["remove"]
    day: Annotated[Day, Field(validation_alias="due")]


Change = Annotated[TargetChange | Removal, Field(discriminator="change")]


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """A dated change of targets, with its reason and source; it is in force from its day on."""

    day: Annotated[Day, Field(validation_alias="date")]
    reason_fr: Words
    reason_en: Words
    source: Words
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]


@dataclass(frozen=True, kw_only=True)
class StatusMethod:
    """How a status is judged before the due date: shares of the pace needed, months looked back, figures wanted."""

    ours: bool = False
    on_track_from: Positive
    at_risk_from: Annotated[Positive, AfterValidator(checks.below_on_track)]
    months_of_pace: AtLeastOne
    minimum_figures: Annotated[int, Field(ge=2)]


@dataclass(frozen=True, kw_only=True)
class TrendMethod:
    """How a trend is projected: share of the interval, days between steps, steps wanted, furthest horizon, tests.

    `longest_horizon` is in lengths of the history; the three levels are the risk of a false alarm of each test.
    """

    ours: bool = False
    confidence: Share
    days_between_steps: AtLeastOne
    minimum_steps: Annotated[int, Field(ge=6)]
    longest_horizon: Positive
    jump_level: Share
    break_level: Share
    link_level: Share


@dataclass(frozen=True, kw_only=True)
class UnexplainedChanges:
    """How much may change without a fact before a figure is held; every limit is passed by more than it says.

    `entities` and `share` (of the greater of the two numerators) hold together, `lost_entities` and `lost_share` (of
    the numerator, lost without a fact) hold together; `entered_late_share` (of the greater numerator) only warns.
    """

    ours: bool = False
    entities: AtLeastNone = 5
    share: Part = Fraction(1, 20)
    lost_entities: AtLeastNone = 1
    lost_share: Part = Fraction(1, 3)
    entered_late_share: Part = Fraction(1, 5)


@with_config(CLOSED)
@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole plan; `digest` is the sha256 of its file. A date that its source does not give is None.

    `inventory_window` is the days after a date of the plan in which a lot still describes that date.
    """

    id: Name
    title_fr: Words
    title_en: Words
    source: Words
    adopted: Day | None
    announced: Day | None = None
    valid_to: Day | None
    structure: tuple[Level, ...]
    objectives: dict[Name, Twins]
    statements: Annotated[dict[Name, Statement], AfterValidator(checks.known_objective)] = field(default_factory=dict)
    starting_value_check: Literal["warning", "blocking"]
    inventory_window: AtLeastNone
    unexplained_changes: UnexplainedChanges = UnexplainedChanges()
    status_method: StatusMethod
    trend_method: TrendMethod
    indicators: Annotated[tuple[Indicator, ...], AfterValidator(checks.known_objectives)]
    reference_dates: Annotated[dict[Name, Day], AfterValidator(checks.dates_of_measures)]
    amendments: Annotated[tuple[Amendment, ...], AfterValidator(checks.amending_what_is)]
    digest: Annotated[str, NoKey] = ""

    @property
    def first_as_of(self) -> date:
        """First day that a figure may describe."""
        return self.reference_dates[checks.FIRST_AS_OF]

    @property
    def is_measured(self) -> bool:
        """Say whether the plan has an indicator that we count; without one it shows as not yet measured."""
        return bool(self.indicators)

    @property
    def days(self) -> frozenset[date]:
        """Days that the plan names: of its rules, of its starting values, of its targets as adopted and amended."""
        dated = (day for one in self.indicators for day in self.days_of(one))
        return frozenset({*self.reference_dates.values(), *dated})

    def days_of(self, indicator: Indicator) -> frozenset[date]:
        """Return the days that the plan gives an indicator: of its starting value, and each due date it ever had."""
        changes = (change for amendment in self.amendments for change in amendment.changes)
        own = (change for change in changes if change.indicator == indicator.id)
        return frozenset(one.day for one in (indicator.start, *indicator.targets, *own))

    def indicator(self, indicator_id: str) -> Indicator:
        """Return an indicator of the plan; raises KeyError when it has none of that id."""
        return {one.id: one for one in self.indicators}[indicator_id]

    def targets_in_force(self, indicator_id: str, day: date) -> tuple[Target, ...]:
        """Return the targets by which `indicator_id` is judged on `day`, by due date.

        They are those of the plan as adopted, also for a day before its adoption, and the amendments until `day`.
        """
        found = {target.day: target for target in self.indicator(indicator_id).targets}
        for amendment in sorted((one for one in self.amendments if one.day <= day), key=lambda one: one.day):
            for change in (one for one in amendment.changes if one.indicator == indicator_id):
                found.pop(change.day, None)
                found |= {} if isinstance(change, Removal) else {change.day: change}
        return tuple(found[due] for due in sorted(found))


@dataclass(frozen=True, kw_only=True)
class ContextFigure:
    """A published number that is never computed, and the sentence that publishes it: to the letter, and translated."""

    id: Name
    value: AtLeastOne
    quote: Annotated[Words, AfterValidator(checks.says_value)]
    en: Annotated[Words, AfterValidator(checks.says_value)]
    page: AtLeastOne


@with_config(CLOSED)
@dataclass(frozen=True, kw_only=True)
class Context:
    """The context figures of one plan, with what publishes them and when (year and month)."""

    plan: Name
    source: Words
    published: Annotated[str, Field(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")]
    figures: Annotated[tuple[ContextFigure, ...], Field(min_length=1)]
