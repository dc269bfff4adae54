"""How a release is shown in a terminal and as JSON.

Belongs here: lines and their order. Does not belong here: reading the release (answers/current.py).
"""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from ovt_pipeline.answers.current import Current, Figure, PlanPoint
from ovt_pipeline.language.speech import Speech, displayed
from ovt_pipeline.language.text import Text
from ovt_pipeline.plan.loader import load_plans


def figures_table(current: Current, words: Speech, as_ofs: list[date] | None = None) -> Iterator[str]:
    """Yield the lines of every indicator: its name, start and targets, then a line per date."""
    yield words.either(current.plan_title_fr, current.plan_title_en)
    if current.is_synthetic:
        yield words("synthetic")
    interpreted = False
    for indicator_id in _in_plan_order({p.indicator_id for p in current.points}):
        points = [p for p in current.points if p.indicator_id == indicator_id]
        interpreted = interpreted or any(p.is_interpreted for p in points)
        name = words.either(points[0].name_fr, points[0].name_en)
        yield ""
        yield f"{name} ({indicator_id})"
        yield from action_lines(points[0], words)
        yield "  " + _plan_line(points, words)
        chosen = [
            f for f in current.figures if f.indicator_id == indicator_id and (as_ofs is None or f.as_of in as_ofs)
        ]
        yield from (_figure_line(f, points[0].unit, words) for f in chosen)
        if not chosen:
            yield f"  {words('no_figure')}"
    if interpreted:
        yield ""
        yield words("interpreted")


def action_lines(point: PlanPoint, words: Speech) -> Iterator[str]:
    """Yield the objective and the action of the plan that an indicator measures, where the plan gives them."""
    objective, action = (point.objective_fr, point.objective_en), (point.action_fr, point.action_en)
    if all((*objective, *action)):
        yield "  " + words("action", objective=Text(*map(str, objective)), action=Text(*map(str, action)))


def _in_plan_order(published: set[str]) -> list[str]:
    """Order the indicators of a release as the plan of this program does; those it does not know come last."""
    order = [i.id for plan in load_plans() for i in plan.indicators]
    return sorted(published, key=lambda i: (order.index(i) if i in order else len(order), i))


def as_json(current: Current, as_ofs: list[date] | None = None) -> dict[str, Any]:
    """Return the release as plain data, for the dates asked; dates are ISO strings once dumped with default=str."""
    chosen = [f for f in current.figures if as_ofs is None or f.as_of in as_ofs]
    return asdict(replace(current, figures=chosen))


def published_line(current: Current, words: Speech) -> str:
    """Return when the release was published, in Toronto's time."""
    return words("release_made", release=current.release_id, at=current.published_at)


def _plan_line(points: list[PlanPoint], words: Speech) -> str:
    start = next(p for p in points if p.point == "start")
    targets = ", ".join(_dated(p, words) for p in points if p.point == "target")
    value = words.number(start.value, start.unit, decimals=0)
    return f"{words('start', value=value, date=_day(start))} · {words('targets', list=targets)}"


def _dated(point: PlanPoint, words: Speech) -> str:
    return f"{words.number(point.value, point.unit, decimals=0)} ({_day(point)})"


def _day(point: PlanPoint) -> str:
    return f"{point.due_date}{'*' if point.is_interpreted else ''}"


def _figure_line(figure: Figure, unit: str, words: Speech) -> str:
    counts = words.counts(figure.numerator, figure.denominator)
    low, high = (words.number(v, unit) for v in (figure.value_low, figure.value_high))
    marks = [words("preliminary")] if figure.is_preliminary else []
    marks += [words("mark")] if figure.is_synthetic else []
    shown, between = displayed(figure.display_value).text(words.lang), words("between", low=low, high=high)
    line = f"  {figure.as_of}  {shown:>6}  {counts:>11}  {between}"
    return "  ".join([line, *([f"[{', '.join(marks)}]"] if marks else [])])
