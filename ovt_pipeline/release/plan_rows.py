"""The plans as rows of a release: their points, what they are, and the published numbers that stand beside them.

Belongs here: from the plan's objects to rows. Does not belong here: reading files (plan/), judging (targets/).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from ovt_pipeline.language.catalogue import sentence
from ovt_pipeline.plan.model import Context, Level, Plan

PLAN_COLUMNS = (
    "plan_id", "plan_title_fr", "plan_title_en", "indicator_id", "indicator_name_fr", "indicator_name_en", "unit",
    "point", "due_date", "value", "is_interpreted",
)  # fmt: skip
PLANS_COLUMNS = (
    "plan_id", "title_fr", "title_en", "source", "adopted", "announced", "valid_to", "indicators", "is_measured",
    "structure_fr", "structure_en", "follow_up_fr", "follow_up_en",
)  # fmt: skip
CONTEXT_COLUMNS = ("plan_id", "context_id", "value", "sentence_fr", "sentence_en", "source", "published")


def point_rows(plans: Iterable[Plan]) -> Iterator[list[Any]]:
    """Yield the start and the targets of every indicator, as published."""
    for plan in plans:
        for i in plan.indicators:
            points = [("start", i.start), *(("target", target) for target in i.targets)]
            head = [plan.id, plan.title_fr, plan.title_en, i.id, i.name_fr, i.name_en, i.unit]
            yield from ([*head, kind, p.day, p.value, p.interpreted] for kind, p in points)


def plan_row(plan: Plan) -> list[Any]:
    """Return what a plan is: a plan without an indicator is not measured yet."""
    dates = [plan.adopted, plan.announced, plan.valid_to]
    structure = ["; ".join(_level(level, lang) for level in plan.structure) for lang in ("fr", "en")]
    follow_up = [plan.follow_up.fr, plan.follow_up.en] if plan.follow_up else [None, None]
    head = [plan.id, plan.title_fr, plan.title_en, plan.source]
    return [*head, *dates, len(plan.indicators), plan.is_measured, *structure, *follow_up]


def context_rows(contexts: Iterable[Context]) -> Iterator[list[Any]]:
    """Yield the published numbers that are never computed."""
    for one in contexts:
        for figure in one.figures:
            said = [figure.sentence("fr"), figure.sentence("en")]
            yield [one.plan, figure.id, figure.value, *said, one.source, one.published]


def _level(level: Level, lang: str) -> str:
    titles = ", ".join(getattr(title, lang) for title in level.titles or ())
    said = sentence("plans", f"levels/{level.level}", lang, count=level.count)
    return f"{said} ({titles})" if titles else said
