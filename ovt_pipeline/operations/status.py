"""What `ovt status` finds: the current release, how old it is, and what waits.

Belongs here: that outcome. Does not belong here: how it is shown (cli/).
"""

from collections.abc import Iterator
from datetime import timedelta

from ovt_pipeline.clock import stamp
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.operations.notices import of_inbox, of_nights, of_release, of_retention
from ovt_pipeline.operations.outcome import ERROR, Notice, Outcome, exit_of, of_error
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.release.ground import ground_faults
from ovt_pipeline.warehouse.place import PUBLIC_NAME


def standing_outcome(situation: Situation, max_age: timedelta | None) -> Outcome:
    """Return what there is to know now: errors when the release is older than `max_age`, or the chain is broken.

    Raises OVT-P07 without a release, OVT-P05 when the public one was altered: its figures are not shown.
    """
    broken = tuple(of_error(one, ERROR) for one in ground_faults(situation.warehouse, situation.deliveries))
    current = situation.published().current
    wrong = (*broken, *_too_old(situation, max_age))
    asked = (*of_release(situation, ()), *of_inbox(situation), *of_nights(situation))
    notices = (*asked, *of_retention(situation, is_after=False), *wrong)
    return Outcome(tuple(sorted({f.as_of for f in current.figures})[-1:]), notices, exit_of(wrong), current)


def _too_old(situation: Situation, max_age: timedelta | None) -> Iterator[Notice]:
    age = stamp(situation.clock) - situation.published().current.published_at
    if max_age is not None and age > max_age:
        yield of_error(OvtError("OVT-P08", Where(file=PUBLIC_NAME), limit=max_age, age=age), ERROR)
