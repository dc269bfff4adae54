"""The published dates that would be counted otherwise today: after a late delivery, a withdrawal, or by other rules.

Belongs here: those two questions. Does not belong here: computing again (backfill.py), words.
"""

from collections.abc import Collection
from datetime import date

from ovt_pipeline.figures.inputs import Inputs, exports_of
from ovt_pipeline.operations.published import KnownDate
from ovt_pipeline.operations.situation import Situation


def stale_dates(situation: Situation) -> list[date]:
    """Return the published dates that a delivery received or withdrawn since can change, in order."""
    known, inputs = situation.release.known if situation.release else [], situation.inputs
    read = {export for indicator in inputs.indicators for export in exports_of(indicator)}
    digests = _Digests(inputs)

    def is_late(one: KnownDate) -> bool:
        return any(lot.received_at > one.known_at for export in read for lot in inputs.known(export, one.as_of))

    def is_withdrawn(one: KnownDate) -> bool:
        return bool(inputs.withdrawn(one.as_of)) and one.inputs_digest != digests.at(one.as_of)

    return [one.as_of for one in known if not one.is_held and (is_late(one) or is_withdrawn(one))]


def other_rules(situation: Situation, stale: Collection[date]) -> list[date]:
    """Return the published dates, those that are `stale` apart, that other rules than those of today counted."""
    known, apart = situation.release.known if situation.release else [], set(stale)
    digests = _Digests(situation.inputs)
    apart.update(one.as_of for one in known if one.is_held)
    return [one.as_of for one in known if one.as_of not in apart and one.inputs_digest != digests.at(one.as_of)]


class _Digests:
    """The digest of what is known at a date, asked once of the dates that rest on the same lots."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._known: dict[tuple[int, ...], str] = {}

    def at(self, day: date) -> str:
        inputs = self._inputs
        lots = tuple(len(inputs.known(export, day)) for export in inputs.contracts)
        lots += (len(inputs.withdrawn(day)), sum(end.day <= day for end in inputs.ends))
        if lots not in self._known:
            self._known[lots] = self._inputs.digest(day)
        return self._known[lots]
