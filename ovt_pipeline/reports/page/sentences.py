"""The paragraph of one indicator: what was counted, what was missing, what doubts could change, what is to come.

Belongs here: which sentence is said when, with which amounts. Does not belong here: the words (catalogue/report.yaml).
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil

from ovt_pipeline.reports.page.amounts import half_up
from ovt_pipeline.reports.page.facts import Figure, Target
from ovt_pipeline.reports.page.section import Section
from ovt_pipeline.targets.judged import MISSED, REACHED, REACHED_LATE, UNDETERMINED


def sentences(one: Section) -> Iterator[str]:
    """Yield what is to be said of the figure and of its target."""
    now = one.indicator.now
    if now and now.value is not None:
        said = one.say("counted", n=now.numerator, d=now.denominator or 0, value=one.shown(now))
        yield one.speech("counted", day=now.as_of, said=said)
    if one.focus:
        yield from _of_target(one, one.focus)
    yield from _ahead(one)
    yield from _of_start(one)


def _of_target(one: Section, target: Target) -> Iterator[str]:
    is_due = target.due_date <= one.indicator.as_of
    figure = one.indicator.at(target.due_date) if is_due else one.indicator.now
    amount = one.amounts.written(target.target_value)
    if target.status == REACHED_LATE:
        value = one.amounts.exact(target.value_at_due, target.target_value)
        yield one.speech("late", due=target.due_date, target=amount, value=value, as_of=target.as_of)
    elif target.status == MISSED and figure:
        yield one.speech("missing", due=target.due_date, target=amount, entities=_missing(one, figure, target))
    elif target.status == UNDETERMINED and is_due:
        yield one.speech.either(target.reason_fr, target.reason_en)
    if figure:
        yield from _doubts(one, figure, target)
    if target.is_provisional:
        yield one.speech("provisional")
    if target.only_by_exits:
        yield one.speech("only_by_exits")


def _missing(one: Section, figure: Figure, target: Target) -> str:
    """Return how many entities more would have reached the target, the population being what it was."""
    wanted = Fraction(Decimal(repr(target.target_value)))
    wanted = wanted if figure.denominator is None else wanted * figure.denominator / 100
    return one.say("missing", count=ceil(wanted) - figure.numerator)


def _doubts(one: Section, figure: Figure, target: Target) -> Iterator[str]:
    low, high = one.bounds(figure)
    if target.display_differs:
        value = one.amounts.exact(figure.value, target.target_value)
        yield one.speech("display_differs", display=one.shown(figure), value=value)
    if target.status == MISSED and figure.value_high is not None:
        yield one.speech("may_reach" if figure.value_high >= target.target_value else "may_not", high=high)
    if target.status == REACHED and figure.value_low is not None:
        yield one.speech("may_be_missed" if figure.value_low < target.target_value else "is_sure", low=low)


def _ahead(one: Section) -> Iterator[str]:
    """Yield the release's own sentence on each target to come, and what is scheduled for it."""
    for target in one.indicator.targets:
        if target.due_date > one.indicator.as_of:
            yield one.speech.either(target.reason_fr, target.reason_en)
        if target.scheduled_value is not None:
            value = one.amounts.exact(target.scheduled_value, target.target_value)
            yield one.speech("scheduled", value=value, due=target.due_date)


def _of_start(one: Section) -> Iterator[str]:
    start = one.indicator.start
    if start is None:
        return
    figure, said = one.indicator.at(start.due_date), one.amounts.written(start.value)
    if figure is None or figure.value is None:
        yield one.speech("start_none", day=start.due_date, start=said)
    elif half_up(figure.value, 0) == Decimal(repr(start.value)):
        yield one.speech("start_same", day=start.due_date, start=said)
    else:
        yield one.speech("start_differs", day=start.due_date, value=one.shown(figure), start=said)
