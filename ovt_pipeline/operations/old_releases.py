"""The releases past their time: all but the current one, those of the last days, the last of each month, official ones.

Belongs here: that choice. Does not belong here: what makes one official (release/official.py), removing a file
(warehouse/removal.py).
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from ovt_pipeline.answers.current import open_current
from ovt_pipeline.clock import ZONE
from ovt_pipeline.operations.removable import Removable, size_of
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.release.official import official_releases
from ovt_pipeline.warehouse.removal import remove_releases


class OldReleases:
    """The files of releases/ that nobody promised to keep; what is not in the log of the current one is left alone."""

    name = "releases"
    is_nightly = True

    def past(self, situation: Situation, keep_days: int) -> list[Removable]:
        """Return the releases past their time, oldest first. Raises OVT-P07 without a current one."""
        days = {one.release_id: _day(one.published_at) for one in situation.published().log}
        there = {name: path for name, path in situation.warehouse.release_files().items() if name in days}
        kept = set({(days[name].year, days[name].month): name for name in there}.values())  # the last one of each month
        kept |= {name for name in there if days[name] >= situation.day - timedelta(days=keep_days)}
        kept |= {situation.published().current.release_id}
        old = there.keys() - kept
        gone = old - _official(situation) if old else old
        return [Removable(path, days[name], size_of(path)) for name, path in there.items() if name in gone]

    def remove(self, situation: Situation, found: Sequence[Removable]) -> None:
        """Remove releases, their digests included. The caller holds the writer's lock. Raises OVT-P06."""
        remove_releases(situation.warehouse, [one.path for one in found])


def _official(situation: Situation) -> set[str]:
    with open_current(situation.warehouse) as con:
        return official_releases(con, situation.decisions.publications)


def _day(moment: datetime) -> date:
    """Return the day in Toronto of a time in UTC."""
    return moment.replace(tzinfo=UTC).astimezone(ZONE).date()
