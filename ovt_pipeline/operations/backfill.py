"""Computes many dates in one pass from the lots at hand, and publishes them in one release: what `ovt backfill` does.

Without Dagster: its record of a date costs more than the figures of that date (docs/adr/0008). A backfill from its page
gives the same figures.

Belongs here: the order of these steps, and their outcome. Does not belong here: a step (figures/, release/), words.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.language.progress import tell
from ovt_pipeline.operations.notices import of_release, of_retention
from ovt_pipeline.operations.outcome import REMARK, Notice, Outcome, exit_of, of_error
from ovt_pipeline.operations.publishing import publish_and_retain
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.release.publish import Published
from ovt_pipeline.reports.quality_pages.write import make_pages
from ovt_pipeline.warehouse.lock import writer

RUN_ID = "backfill"


def backfill(situation: Situation, days: Sequence[date]) -> Outcome:
    """Compute every indicator at `days`, publish, and write the pages; raises what publishing raises.

    It takes no file from the inbox, and says nothing of it.
    """
    published = compute_and_publish(situation, days)
    notices = (*of_release(situation, days), *of_retention(situation), *_pages(situation))
    current = situation.published().current
    return Outcome(tuple(days), notices, exit_of(notices), current, published.is_new)


def compute_and_publish(situation: Situation, days: Sequence[date]) -> Published:
    """Publish every indicator at `days`, which publishing computes; raises what it raises."""
    warehouse = situation.warehouse
    warehouse.prepare()
    with writer(warehouse):
        for indicator in situation.inputs.indicators:
            tell("computed", indicator=indicator.id, as_ofs=f"{days[0]} … {days[-1]} ({len(days)})")
        return publish_and_retain(situation, RUN_ID, days)


def _pages(situation: Situation) -> Iterator[Notice]:
    """Write the pages of the current release, as the nightly job does; yield why when they cannot be."""
    try:
        with writer(situation.warehouse):
            make_pages(situation.warehouse)
    except OvtError as error:
        yield of_error(error, REMARK)
