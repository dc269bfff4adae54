"""The figures of the plan's starting dates that do not display the plan's starting value.

Belongs here: that question, as the audit W01 asks it. Does not belong here: words.
"""

import re
from collections.abc import Collection
from datetime import date

from ovt_pipeline.answers.current import Current, Figure, PlanPoint


def starting_differences(current: Current, as_ofs: Collection[date]) -> list[tuple[PlanPoint, Figure]]:
    """Return each start of the plan among the dates with the figure that displays another value, final ones only."""
    figures = {(f.indicator_id, f.as_of): f for f in current.figures if not f.is_preliminary}
    starts = [p for p in current.points if p.point == "start" and p.due_date in as_ofs]
    found = [(start, figures.get((start.indicator_id, start.due_date))) for start in starts]
    return [(start, figure) for start, figure in found if figure and not _displays(figure, start)]


def _displays(figure: Figure, start: PlanPoint) -> bool:
    shown = re.match("[0-9]+", figure.display_value)
    return shown is not None and int(shown[0]) == round(start.value)
