"""The finding of the whole report, in one line: how many of the targets last due are reached.

Belongs here: counting statuses. Does not belong here: judging a target (targets/), sentences (catalogue/report.yaml).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.reports.page.facts import Target
from ovt_pipeline.reports.page.model import TARGET, Indicator
from ovt_pipeline.targets.judged import REACHED, REACHED_LATE, UNDETERMINED


@dataclass(frozen=True)
class LastDue:
    """The targets of the last due date that has come; `unjudged` are those of indicators that were never judged."""

    day: date
    targets: tuple[Target, ...]
    unjudged: int

    @property
    def known(self) -> list[Target]:
        """Return those that were judged once due, and could be."""
        return [one for one in self.targets if one.status != UNDETERMINED and one.as_of >= one.due_date]

    @property
    def unknown(self) -> int:
        """Return how many cannot be judged."""
        return len(self.targets) - len(self.known) + self.unjudged


def last_due(indicators: Sequence[Indicator]) -> LastDue | None:
    """Return the targets, of all indicators, of the last due date that has come; None before the first one."""
    due = [target for one in indicators for target in one.targets if target.due_date <= one.as_of]
    never = [point.due_date for one in indicators if not one.targets for point in one.points if point.point == TARGET]
    days = {*(one.due_date for one in due), *(day for day in never if day <= indicators[0].as_of)}
    if not days:
        return None
    last = max(days)
    return LastDue(last, tuple(one for one in due if one.due_date == last), never.count(last))


def next_due(indicators: Sequence[Indicator]) -> date | None:
    """Return the first due date to come."""
    return min((t.due_date for one in indicators for t in one.targets if t.due_date > one.as_of), default=None)


def finding(indicators: Sequence[Indicator], as_of: date, speech: Speech) -> str:
    """Return the finding; a target that cannot be judged is not counted among those that are."""
    due = last_due(indicators)
    if due is None or not any(one.targets for one in indicators):
        key = "finding_not_due" if any(one.targets for one in indicators) else "finding_no_target"
        return _started(speech(key, as_of=as_of))
    said, unsure = _judged(due, speech), any(one.is_provisional for one in due.targets)
    said = speech("finding_provisional", finding=said) if unsure else said
    return _started("; ".join([said, *_others(due, speech)]))


def reservations(indicators: Sequence[Indicator], speech: Speech) -> Iterator[str]:
    """Yield what takes something back from the finding: doubts that leave it open, targets reached only by exits."""
    due = last_due(indicators)
    straddling = sum(one.bounds_straddle for one in due.targets) if due else 0
    exits = sum(one.only_by_exits for one in due.targets) if due else 0
    if straddling:
        yield speech("doubts_open", count=straddling)
    if exits:
        yield speech("exits_only", count=exits)


def _judged(due: LastDue, speech: Speech) -> str:
    total, reached = len(due.known), sum(one.status == REACHED for one in due.known)
    if not total:
        return speech("finding_unknown", due=due.day)
    key = _key(reached, total)
    return speech(key, reached=_number(reached, speech), total=_number(total, speech), due=due.day)


def _key(reached: int, total: int) -> str:
    if total == 1:
        return "finding_only_reached" if reached else "finding_only_missed"
    return {0: "finding_none", total: "finding_all", 1: "finding_one"}.get(reached, "finding_many")


def _others(due: LastDue, speech: Speech) -> list[str]:
    late = sum(one.status == REACHED_LATE for one in due.known)
    said = []
    if late:
        said.append(speech("finding_late_many" if late > 1 else "finding_late", late=_number(late, speech)))
    if due.known and due.unknown:
        key = "finding_undetermined_many" if due.unknown > 1 else "finding_undetermined"
        said.append(speech(key, undetermined=_number(due.unknown, speech)))
    return said


def _number(count: int, speech: Speech) -> str:
    return speech(f"number_{count}") if f"number_{count}" in entries("report") else speech.count(count)


def _started(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
