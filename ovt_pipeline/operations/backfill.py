"""Computes many dates in one pass from the lots at hand, and publishes them in one release: what `ovt backfill` does.

Without Dagster: its record of a date costs more than the figures of that date (docs/adr/0008). A backfill from its page
gives the same figures.

Belongs here: the order of these steps. Does not belong here: a step (figures/, release/), words for people (cli/).
"""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from ovt_pipeline.clock import Clock, SystemClock
from ovt_pipeline.decisions.loader import load_waivers
from ovt_pipeline.figures.compute import compute
from ovt_pipeline.figures.inputs import inputs_of
from ovt_pipeline.language.progress import tell
from ovt_pipeline.release.publish import Published, publish
from ovt_pipeline.reports.quality_pages.write import Made, make_pages
from ovt_pipeline.settings import Settings
from ovt_pipeline.warehouse.lock import writer

RUN_ID = "backfill"


def backfill(settings: Settings, days: Sequence[date], clock: Clock | None = None) -> Published:
    """Compute every indicator at `days` and publish; raises what publishing raises."""
    settings.warehouse.prepare()
    with writer(settings.warehouse):
        inputs = inputs_of(settings.warehouse)
        for indicator in inputs.indicators:
            tell("computed", indicator=indicator.id, as_ofs=f"{days[0]} … {days[-1]} ({len(days)})")
            compute(settings.warehouse, inputs, indicator, days)
        return publish(settings.warehouse, inputs, clock or SystemClock(), RUN_ID, load_waivers(settings.waivers))


def report(settings: Settings) -> Made:
    """Write the pages of the current release, as the nightly job does after publishing. Raises OVT-P14."""
    with writer(settings.warehouse):
        return make_pages(settings.warehouse)


def days_between(first: date, last: date, *, month_ends: bool = False) -> list[date]:
    """Return every day from `first` to `last`, both included, or the last days of months among them."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [d for d in days if not month_ends or d.day == calendar.monthrange(d.year, d.month)[1]]
