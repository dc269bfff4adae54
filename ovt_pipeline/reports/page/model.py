"""The facts arranged as a report tells them: indicators in the plan's order, each with its figures, targets and places.

Belongs here: choosing and grouping records. Does not belong here: words and numbers as text (section.py), layout.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.plan.loader import load_plans
from ovt_pipeline.plan.regions import WHOLE
from ovt_pipeline.reports.page.amounts import Amounts
from ovt_pipeline.reports.page.facts import Facts, Figure, PlanPoint, Target
from ovt_pipeline.reports.told.database import Place
from ovt_pipeline.targets.dated import months_before

START, TARGET = "start", "target"
YEAR = 12  # months


@dataclass(frozen=True)
class Indicator:
    """One indicator of the plan at the date of the release.

    `figures` are those of the whole until that date, by date; `targets` those in force, as last judged; `places` are
    the places told of at that date, each with its figure.
    """

    anchor: str
    as_of: date
    points: tuple[PlanPoint, ...]
    figures: tuple[Figure, ...]
    targets: tuple[Target, ...]
    places: tuple[tuple[Place, Figure], ...]

    @property
    def plan(self) -> PlanPoint:
        """Return one of its points, for what they all say of it."""
        return self.points[0]

    @property
    def start(self) -> PlanPoint | None:
        """Return its starting value."""
        return next((one for one in self.points if one.point == START), None)

    @property
    def now(self) -> Figure | None:
        """Return its figure at the date of the release."""
        return self.at(self.as_of)

    @property
    def year_ago(self) -> date:
        """Return the same day a year earlier."""
        return months_before(self.as_of, YEAR)

    @property
    def focus(self) -> Target | None:
        """Return the target that matters now: the last one due, else the next one."""
        due = [one for one in self.targets if one.due_date <= self.as_of]
        return due[-1] if due else next(iter(self.targets), None)

    @property
    def is_rate(self) -> bool:
        """Say whether values are percent points."""
        return Amounts(self.plan.unit, "fr").is_rate

    def at(self, day: date) -> Figure | None:
        """Return the figure of a day."""
        return next((one for one in self.figures if one.as_of == day), None)

    def published(self, due: date) -> PlanPoint | None:
        """Return how the plan gives the target of a day; None for one that an amendment added."""
        return next((one for one in self.points if one.point == TARGET and one.due_date == due), None)

    def name(self, lang: str) -> str:
        """Return the published name, or its English twin."""
        return self.plan.indicator_name_fr if lang == "fr" else self.plan.indicator_name_en


def indicators_of(facts: Facts) -> list[Indicator]:
    """Return every indicator of the plans told of, those of our plans in the order of the plan."""
    ids = _in_order({one.indicator_id for one in facts.plan})
    return [_indicator(f"i{n}", name, facts) for n, name in enumerate(ids, 1)]


def _in_order(ids: Iterable[str]) -> list[str]:
    ours = [one.id for plan in load_plans() for one in plan.indicators]
    return sorted(ids, key=lambda name: (ours.index(name) if name in ours else len(ours), name))


def _indicator(anchor: str, name: str, facts: Facts) -> Indicator:
    as_of = facts.release.as_of
    figures = [one for one in facts.figures if one.indicator_id == name and one.as_of <= as_of]
    here = {one.place_code: one for one in figures if one.as_of == as_of}
    judged = [one for one in facts.targets if one.indicator_id == name and one.as_of <= as_of]
    latest = max((one.as_of for one in judged), default=None)
    return Indicator(
        anchor=anchor,
        as_of=as_of,
        points=tuple(sorted((one for one in facts.plan if one.indicator_id == name), key=lambda one: one.due_date)),
        figures=tuple(sorted((one for one in figures if one.place_code == WHOLE), key=lambda one: one.as_of)),
        targets=tuple(sorted((one for one in judged if one.as_of == latest), key=lambda one: one.due_date)),
        places=tuple(
            (place, here[place.place_code])
            for place in facts.places
            if place.indicator_id == name and place.place_code in here and place.place_code != WHOLE
        ),
    )
