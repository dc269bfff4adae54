"""The figures that the release lacks at the dates asked, and the exports of which an accepted delivery is missing.

Belongs here: that question. Does not belong here: counting (figures/), words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.operations.situation import Situation


@dataclass(frozen=True)
class Missing:
    """A figure that is not in the release, and the exports that have no lot to use at its date."""

    indicator_id: str
    as_of: date
    exports: tuple[str, ...]


def missing_figures(situation: Situation, as_ofs: Iterable[date]) -> list[Missing]:
    """Return what the current release lacks at these dates, in the plan's order; what it holds back has its sources."""
    known: set[tuple[str, date]] = set()
    if situation.release:
        known = {(figure.indicator_id, figure.as_of) for figure in situation.release.current.figures}
        known |= {(held.indicator_id, held.as_of) for held in situation.release.held}
    inputs, days = situation.inputs, list(as_ofs)
    return [
        Missing(i.id, day, inputs.missing(i, day))
        for i in inputs.indicators
        for day in days
        if (i.id, day) not in known
    ]
