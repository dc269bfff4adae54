"""What a nightly run did: its outcome, from the situation it leaves behind and why a step failed, if one did.

Belongs here: that outcome. Does not belong here: running (orchestration/), finding what there is to know (notices.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ovt_pipeline.language.errors import EXIT_NOTHING_PUBLISHED, OvtError
from ovt_pipeline.operations.notices import of_inbox, of_nights, of_release, of_retention
from ovt_pipeline.operations.outcome import ERROR, WARNING, Notice, Outcome, exit_of, of_error
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.release.failed import entities_at_fault

BLOCKED = "OVT-P01"


def nightly_outcome(
    situation: Situation, as_ofs: Sequence[date], failures: Iterable[Notice] = (), *, is_new: bool
) -> Outcome:
    """Return the outcome of a run for `as_ofs`; `is_new` when it published another release than it found.

    A failure that is an error means that nothing was published: only why is told then.
    """
    failed = tuple(_with_entities(situation, one) for one in failures)
    if any(one.severity == ERROR for one in failed):
        return Outcome(tuple(as_ofs), failed, exit_of(failed))
    nights = of_nights(situation) if list(as_ofs) == [situation.last_day] else ()
    beside = tuple(_beside(situation, as_ofs)) if is_new else ()
    asked = (of_release(situation, as_ofs, beside), of_inbox(situation), nights, of_retention(situation))
    notices = (*(notice for answers in asked for notice in _told(answers)), *failed)
    current = situation.published().current
    made = Outcome(tuple(as_ofs), notices, exit_of(notices), current, is_new, beside)
    return made if made.figures or not as_ofs else replace(made, exit_code=EXIT_NOTHING_PUBLISHED)


def _beside(situation: Situation, as_ofs: Sequence[date]) -> Iterator[date]:
    """Yield the dates of the plan that the release has since this run and that nobody asked it."""
    days = frozenset().union(*(plan.days for plan in situation.inputs.plans))
    yield from (day for day in situation.published().first_published if day in days and day not in as_ofs)


def _with_entities(situation: Situation, failure: Notice) -> Notice:
    """Add to a blocked release the entities to look at; they come from the file kept aside, not from Dagster."""
    if failure.code != BLOCKED:
        return failure
    return replace(failure, entities=entities_at_fault(situation.warehouse))


def _told(answers: Iterable[Notice]) -> Iterator[Notice]:
    """Yield notices; a question that cannot be asked becomes one itself: what is published stays published."""
    try:
        yield from answers
    except OvtError as error:
        yield of_error(error, WARNING)
