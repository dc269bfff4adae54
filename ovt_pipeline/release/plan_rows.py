"""The plans as rows of a release: their points, what they are, and the published numbers that stand beside them.

Belongs here: from the plan's objects to rows. Does not belong here: reading files (plan/), judging (targets/).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from ovt_pipeline.language.catalogue import sentence
from ovt_pipeline.language.text import Text
from ovt_pipeline.plan.model import Context, Level, Plan, Point, Target

PLAN_COLUMNS = (
    "plan_id", "plan_title_fr", "plan_title_en", "objective_fr", "objective_en", "action_fr", "action_en",
    "indicator_id", "indicator_name_fr", "indicator_name_en", "unit", "point", "due_date", "value", "added", "quote",
    "page", "text_quote", "text_page", "is_interpreted",
)  # fmt: skip
PLANS_COLUMNS = (
    "plan_id", "title_fr", "title_en", "source", "adopted", "announced", "valid_to", "indicators", "is_measured",
    "structure_fr", "structure_en", "follow_up_fr", "follow_up_en",
)  # fmt: skip
STATEMENT_COLUMNS = ("plan_id", "statement_id", "objective_fr", "objective_en", "quote_fr", "sentence_en", "page")
CONTEXT_COLUMNS = ("plan_id", "context_id", "value", "sentence_fr", "sentence_en", "source", "published", "page")


def point_rows(plans: Iterable[Plan]) -> Iterator[list[Any]]:
    """Yield the start and the targets of every indicator, as published."""
    for plan in plans:
        for i in plan.indicators:
            points = [("start", i.start), *(("target", target) for target in i.targets)]
            head = [plan.id, plan.title_fr, plan.title_en, *_objective(plan, i.objective), *_twins(i.action)]
            yield from ([*head, i.id, i.name_fr, i.name_en, i.unit, kind, *_point(p)] for kind, p in points)


def plan_row(plan: Plan) -> list[Any]:
    """Return what a plan is: a plan without an indicator is not measured yet."""
    dates = [plan.adopted, plan.announced, plan.valid_to]
    structure = ["; ".join(_level(level, lang) for level in plan.structure) for lang in ("fr", "en")]
    said = plan.statements.get("follow_up")
    follow_up = [said.quote, said.en] if said else [None, None]
    head = [plan.id, plan.title_fr, plan.title_en, plan.source]
    return [*head, *dates, len(plan.indicators), plan.is_measured, *structure, *follow_up]


def statement_rows(plans: Iterable[Plan]) -> Iterator[list[Any]]:
    """Yield the sentences of the sources: to the letter, and translated."""
    for plan in plans:
        for name, said in plan.statements.items():
            yield [plan.id, name, *_objective(plan, said.objective), said.quote, said.en, said.page]


def context_rows(contexts: Iterable[Context]) -> Iterator[list[Any]]:
    """Yield the published numbers that are never computed."""
    for one in contexts:
        for figure in one.figures:
            yield [one.plan, figure.id, figure.value, figure.quote, figure.en, one.source, one.published, figure.page]


def _point(p: Point) -> list[Any]:
    added = p.added if isinstance(p, Target) else None
    return [p.day, p.value, added, p.quote, p.page, p.text_quote, p.text_page, p.interpreted]


def _objective(plan: Plan, name: str | None) -> list[str | None]:
    return _twins(plan.objectives[name] if name else None)


def _twins(text: Text | None) -> list[str | None]:
    return [text.fr, text.en] if text else [None, None]


def _level(level: Level, lang: str) -> str:
    titles = ", ".join(getattr(title, lang) for title in level.titles or ())
    said = sentence("plans", f"levels/{level.level}", lang, count=level.count)
    return f"{said} ({titles})" if titles else said
