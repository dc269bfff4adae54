"""The figures that wait for a decision, and the changes behind those that were published.

Belongs here: those questions of a situation. Does not belong here: holding (release/), words.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.answers.changes import Changes
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.plan.model import UnexplainedChanges
from ovt_pipeline.release.held import NO_SOURCE, Held, limits_of


@dataclass(frozen=True)
class Unexplained:
    """The changes behind a published figure; `is_late`: more than the plan's share of them were entered late."""

    changes: Changes
    is_late: bool


def held_figures(situation: Situation) -> list[Held]:
    """Return the figures that are held, counted again; none is looked for where the release names none."""
    if situation.release is None or not situation.release.held:
        return []
    from ovt_pipeline.release.held_again import held_again  # noqa: PLC0415 - most runs hold nothing

    return list(held_again(situation.warehouse, situation.inputs))


def figures_without_source(situation: Situation) -> list[tuple[str, date]]:
    """Return the published figures of which an export has no lot any more: they stay as they were."""
    found = situation.release.held if situation.release else []
    return [(one.indicator_id, one.as_of) for one in found if one.reason == NO_SOURCE]


def unexplained(situation: Situation, as_ofs: Collection[date]) -> list[Unexplained]:
    """Return the changes behind the figures at these dates: without a fact, let through, or many entered late."""
    found = situation.release.changes if situation.release else []
    days, inputs = set(as_ofs), situation.inputs
    asked = [one for one in found if one.as_of in days]
    told = [Unexplained(one, _is_late(one, limits_of(inputs, one.indicator_id))) for one in asked]
    return [one for one in told if one.is_late or one.changes.unexplained or one.changes.decision_id]


def _is_late(one: Changes, limits: UnexplainedChanges) -> bool:
    return one.entered_late > limits.entered_late_share * max(one.numerator, one.numerator_before)
