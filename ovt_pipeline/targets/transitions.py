"""What changed in the statuses of targets from one judgement to the next, as events with their sentence.

Belongs here: comparing two lists of judgements. Does not belong here: judging (status.py), keeping or sending events.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ovt_pipeline.language.catalogue import both
from ovt_pipeline.language.text import Text
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.targets.amount import Amount
from ovt_pipeline.targets.judged import REACHED, REACHED_LATE, UNDETERMINED, Judged

Kind = Literal[
    "reached", "lost", "due_passed", "threshold", "confirmed", "unsettled", "target_changed", "target_added",
    "target_removed",
]  # fmt: skip
Key = tuple[str, date]


@dataclass(frozen=True)
class Event:
    """One change: what kind, of which target, from which status to which (None: no such target), as of which day."""

    kind: Kind
    indicator_id: str
    due: date
    as_of: date
    before: str | None
    after: str | None
    sentence: Text


def transitions(
    previous: Iterable[Judged], current: Iterable[Judged], indicators: Mapping[str, Indicator]
) -> tuple[Event, ...]:
    """Return the events between two lists of judgements, by indicator and due date.

    An indicator that the previous list or the current one lacks altogether gives no event: nothing was known of it
    then, or nothing is known now. `indicators` gives the names and units; an indicator that it lacks raises KeyError.
    """
    before, after = _by_target(previous), _by_target(current)
    both = {name for name, _ in before} & {name for name, _ in after}
    days = {one.indicator_id: one.as_of for one in after.values()}
    found: list[Event] = []
    for key in sorted(key for key in before.keys() | after.keys() if key[0] in both):
        found += _events(before.get(key), after.get(key), indicators[key[0]], days[key[0]])
    return tuple(found)


def _by_target(judgements: Iterable[Judged]) -> dict[Key, Judged]:
    return {(one.indicator_id, one.due): one for one in judgements}


def _events(before: Judged | None, after: Judged | None, indicator: Indicator, day: date) -> Iterator[Event]:
    if before is None or after is None:
        yield _event("target_added" if after else "target_removed", before, after, indicator, day)
        return
    if before.target_value != after.target_value:
        yield _event("target_changed", before, after, indicator, day)
    passed = before.as_of < after.due <= after.as_of
    if passed:
        yield _event("due_passed", before, after, indicator, day)
    was, is_now = (one.status in {REACHED, REACHED_LATE} for one in (before, after))
    if is_now and not was:
        yield _event("reached", before, after, indicator, day)
    elif was and not is_now and after.status != UNDETERMINED:
        yield _event("lost", before, after, indicator, day)
    elif before.status != after.status and not passed:  # what a due date brings is said by its own event
        yield _event("threshold", before, after, indicator, day)
    elif before.is_provisional != after.is_provisional and _is_of_due_date(before) and _is_of_due_date(after):
        yield _event("unsettled" if after.is_provisional else "confirmed", before, after, indicator, day)


def _is_of_due_date(one: Judged) -> bool:
    """Say whether a status rests on the figure of its due date alone: any other may be provisional every night."""
    return one.as_of >= one.due and one.status != REACHED_LATE


def _event(kind: Kind, before: Judged | None, after: Judged | None, indicator: Indicator, as_of: date) -> Event:
    either = after or before
    if either is None:
        raise ValueError("an event needs a judgement")
    said = both(
        "targets",
        f"event_{kind}",
        name=Text(indicator.name_fr, indicator.name_en),
        due=either.due,
        as_of=as_of,
        target=Amount(either.target_value, indicator),
        was=Amount(before.target_value if before else None, indicator),
        value=Amount(after.value_now if after else None, indicator, apart_from=either.target_value),
        before=_status(before),
        after=_status(after),
    )
    statuses = (before.status if before else None, after.status if after else None)
    return Event(kind, indicator.id, either.due, as_of, *statuses, said)


def _status(judgement: Judged | None) -> Text:
    return judgement.word if judgement else both("words", "no_value")
