"""The published dates that would be counted otherwise today: after a late delivery, or by other rules.

Belongs here: those two questions. Does not belong here: computing again (backfill.py), words.
"""

from collections.abc import Collection
from datetime import date

from ovt_pipeline.figures.inputs import Inputs, exports_of
from ovt_pipeline.operations.situation import Situation


def stale_dates(situation: Situation) -> list[date]:
    """Return the published dates that a delivery received since can change, in order."""
    known, inputs = situation.release.known if situation.release else [], situation.inputs
    read = {export for indicator in inputs.indicators for export in exports_of(indicator)}
    return [
        one.as_of
        for one in known
        if any(lot.received_at > one.known_at for export in read for lot in inputs.known(export, one.as_of))
    ]


def other_rules(situation: Situation, stale: Collection[date]) -> list[date]:
    """Return the published dates, those that are `stale` apart, that other rules than those of today counted."""
    known, apart = situation.release.known if situation.release else [], set(stale)
    digests = _Digests(situation.inputs)
    return [one.as_of for one in known if one.as_of not in apart and one.inputs_digest != digests.at(one.as_of)]


class _Digests:
    """The digest of what is known at a date, asked once of the dates that rest on the same lots."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._known: dict[tuple[int, ...], str] = {}

    def at(self, day: date) -> str:
        inputs = self._inputs
        lots = tuple(len(inputs.known(export, day)) for export in inputs.contracts)
        if lots not in self._known:
            self._known[lots] = self._inputs.digest(day)
        return self._known[lots]
