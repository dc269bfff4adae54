"""What the report says of one indicator, as texts: its headline, its three boxes, its tables, its chart.

Belongs here: what stands in each of them. Does not belong here: its paragraph (sentences.py), words, HTML.
"""

from dataclasses import dataclass
from datetime import date

from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.reports.charts.line_chart import line_charts
from ovt_pipeline.reports.charts.series import Dot, Mark, Series
from ovt_pipeline.reports.page.amounts import Amounts
from ovt_pipeline.reports.page.facts import Figure, PlanPoint, Target
from ovt_pipeline.reports.page.model import Indicator
from ovt_pipeline.reports.page.status import Status, status_of


@dataclass(frozen=True)
class Cell:
    """A value, and what stands beneath it: its date, its low and high."""

    value: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A target of the plan's table."""

    target: Cell
    result: Cell
    status: Status


@dataclass(frozen=True)
class Section:
    """One indicator in one language."""

    indicator: Indicator
    speech: Speech

    @property
    def amounts(self) -> Amounts:
        """Return what writes its amounts."""
        return Amounts(self.indicator.plan.unit, self.speech.lang)

    @property
    def name(self) -> str:
        """Return its published name."""
        return self.indicator.name(self.speech.lang)

    @property
    def action(self) -> str | None:
        """Return the action of the plan."""
        return self.speech.either(self.indicator.plan.action_fr or "", self.indicator.plan.action_en or "")

    @property
    def objective(self) -> str | None:
        """Return the objective of the plan that it answers."""
        return self.speech.either(self.indicator.plan.objective_fr or "", self.indicator.plan.objective_en or "")

    @property
    def short(self) -> str:
        """Return the name by which a table calls it."""
        return self.say("short", name=self.name)

    def say(self, key: str, **fields: object) -> str:
        """Return a sentence in the words of its measure."""
        known = entries("report")["measures"]
        own = self.indicator.plan.indicator_id if self.indicator.plan.indicator_id in known else "other"
        return self.speech(f"measures/{own}/{key}", **{"name": self.name, **fields})

    # The figures

    def shown(self, figure: Figure) -> str:
        """Return a figure as the release displays it, with its mark when it is preliminary."""
        said = self.amounts.displayed(figure.value, figure.display_value)
        return self.speech("preliminary", value=said) if figure.is_preliminary else said

    def between(self, figure: Figure) -> str:
        """Return its low and high in words."""
        low, high = self.bounds(figure)
        return self.speech("between", low=low, high=high) if figure.value_low is not None else ""

    def bounds(self, figure: Figure) -> tuple[str, str]:
        """Return its low and high."""
        targets = [one.target_value for one in self.indicator.targets]
        low, high = (self.amounts.exact(one, *targets) for one in (figure.value_low, figure.value_high))
        return low, high

    def cell(self, figure: Figure | None) -> Cell:
        """Return a figure with its low and high."""
        if figure is None:
            return Cell(self.speech("no_figure"))
        between = self.between(figure)
        return Cell(self.shown(figure), (between,) if between else ())

    def count(self, figure: Figure) -> str:
        """Return what a figure counts."""
        return self.speech.counts(figure.numerator, figure.denominator)

    # The plan's table

    def starting(self) -> Cell:
        """Return the starting value of the plan with its date."""
        start = self.indicator.start
        return self._point(start.value, start.due_date, start) if start else Cell(self.amounts.none())

    def _point(self, value: float, day: date, published: PlanPoint | None) -> Cell:
        said = self.speech("due_on", day=day)
        said = self.speech("interpreted", said=said) if published and published.is_interpreted else said
        return Cell(self.amounts.written(value), (said,))

    def rows(self) -> list[Row]:
        """Return its targets as last judged; those of the plan, not judged, when none is."""
        if self.indicator.targets:
            return [self._row(one) for one in self.indicator.targets]
        unjudged = status_of(None, self.indicator.as_of, self.speech)
        points = [one for one in self.indicator.points if one is not self.indicator.start]
        cells = [(self._point(one.value, one.due_date, one), self.indicator.at(one.due_date)) for one in points]
        return [Row(target, self.cell(figure), unjudged) for target, figure in cells]

    def _row(self, target: Target) -> Row:
        said = self._point(target.target_value, target.due_date, self.indicator.published(target.due_date))
        return Row(said, self._result(target), self.status(target))

    def _result(self, target: Target) -> Cell:
        """Return the figure of the day when it falls due, or of today when that is still to come."""
        if target.due_date <= self.indicator.as_of:
            figure = self.indicator.at(target.due_date)
            known = figure or target.value_at_due is None
            return self.cell(figure) if known else Cell(self.amounts.exact(target.value_at_due, target.target_value))
        now = self.cell(self.indicator.now)
        return Cell(now.value, (self.speech("due_on", day=self.indicator.as_of), *now.notes))

    def status(self, target: Target | None) -> Status:
        """Return the status of a target."""
        return status_of(target, self.indicator.as_of, self.speech)

    # The headline and the boxes

    @property
    def focus(self) -> Target | None:
        """Return the target that matters now."""
        return self.indicator.focus

    def headline(self) -> str:
        """Return the figure and what it says of the target, in one sentence without its period."""
        target, now = self.focus, self.indicator.now
        if now is None:
            return self.speech("headline_none", name=self.name, as_of=self.indicator.as_of)
        if now.value is None:
            return self.speech("headline_null", name=self.name, as_of=self.indicator.as_of)
        said = self.say("headline", value=self.shown(now), n=now.numerator)
        return self.speech("headline", said=said, clause=self._clause(target)) if target else said

    def _clause(self, target: Target) -> str:
        known = target.status if target.status in entries("report")["clauses"] else "other"
        amount, word = self.amounts.written(target.target_value), self.status(target).word
        return self.speech(f"clauses/{known}", target=amount, status=word)

    def change(self) -> tuple[str, str]:
        """Return what a year changed, and from what to what; dashes when one of both figures lacks."""
        now, before = self.indicator.now, self.indicator.at(self.indicator.year_ago)
        if now is None or before is None or now.value is None or before.value is None:
            return self.amounts.none(), self.speech("change_none", day=self.indicator.year_ago)
        found = self.amounts.change(now.value, before.value)
        return found.said, self.speech("change_said", before=found.before, now=found.now, day=before.as_of)

    # The chart

    def charts(self) -> tuple[str, str]:
        """Return the chart for a wide and for a narrow place."""
        start = self.indicator.start
        series = Series(
            name=self.name,
            is_rate=self.amounts.is_rate,
            start=Mark(start.due_date, start.value, self.amounts.written(start.value)) if start else None,
            dots=tuple(map(self._dot, self.indicator.figures)),
            targets=tuple(self._mark(one, one.target_value) for one in self.indicator.targets),
            scheduled=tuple(
                self._mark(one, one.scheduled_value)
                for one in self.indicator.targets
                if one.scheduled_value is not None
            ),
        )
        return line_charts(series, self.indicator.anchor, self.speech.lang)

    def _mark(self, target: Target, value: float) -> Mark:
        is_target = value == target.target_value
        return Mark(target.due_date, value, self.amounts.written(value) if is_target else self.amounts.exact(value))

    def _dot(self, figure: Figure) -> Dot:
        low, high = self.bounds(figure)
        text = self.amounts.displayed(figure.value, figure.display_value)
        given = (figure.as_of, figure.value, figure.value_low, figure.value_high)
        return Dot(*given, text, low, high, is_preliminary=figure.is_preliminary)
