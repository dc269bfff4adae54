"""What `ovt status` finds: the current release, how old it is, and what waits.

Belongs here: that outcome. Does not belong here: how it is shown (cli/).
"""

from collections.abc import Iterator
from datetime import timedelta

from ovt_pipeline.clock import stamp
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.operations.notices import of_inbox, of_nights, of_release
from ovt_pipeline.operations.outcome import ERROR, Notice, Outcome, exit_of, of_error
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.warehouse.place import PUBLIC_NAME


def standing_outcome(situation: Situation, max_age: timedelta | None) -> Outcome:
    """Return what there is to know now, an error when the release is older than `max_age`. Raises OVT-P07."""
    current = situation.published().current
    too_old = tuple(_too_old(situation, max_age))
    notices = (*of_release(situation, ()), *of_inbox(situation), *of_nights(situation), *too_old)
    return Outcome(tuple(sorted({f.as_of for f in current.figures})[-1:]), notices, exit_of(too_old), current)


def _too_old(situation: Situation, max_age: timedelta | None) -> Iterator[Notice]:
    age = stamp(situation.clock) - situation.published().current.published_at
    if max_age is not None and age > max_age:
        yield of_error(OvtError("OVT-P08", Where(file=PUBLIC_NAME), limit=max_age, age=age), ERROR)
