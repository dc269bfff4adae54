"""The published dates that would be counted otherwise today: after a late delivery, a withdrawal, or by other rules.

Belongs here: those two questions. Does not belong here: computing again (backfill.py), words.
"""

from collections.abc import Collection
from datetime import date

from ovt_pipeline.operations.published import KnownDate
from ovt_pipeline.operations.situation import Situation


def stale_dates(situation: Situation) -> list[date]:
    """Return the published dates that a delivery received or withdrawn since can change, in order."""
    known, inputs = situation.release.known if situation.release else [], situation.inputs

    def is_late(one: KnownDate) -> bool:
        last = inputs.known_at(one.as_of)
        return last is not None and last > one.known_at

    def is_withdrawn(one: KnownDate) -> bool:
        return one.inputs_digest != inputs.digest(one.as_of) and bool(inputs.withdrawn(one.as_of))

    return [one.as_of for one in known if not one.is_held and (is_late(one) or is_withdrawn(one))]


def other_rules(situation: Situation, stale: Collection[date]) -> list[date]:
    """Return the published dates, those that are `stale` apart, that other rules than those of today counted."""
    known, inputs = situation.release.known if situation.release else [], situation.inputs
    apart = {*stale, *(one.as_of for one in known if one.is_held)}
    return [one.as_of for one in known if one.as_of not in apart and one.inputs_digest != inputs.digest(one.as_of)]
