"""Is a target reached, missed, on track? The rules of indicators.md, "Status of a target", and the reason in words.

Belongs here: one status at one date, from the figures known then. Does not belong here: what the targets are (plan/),
how a pace is measured (pace.py), sentences (catalogue/targets.yaml), what changed since (transitions.py).

Where the text leaves a choice, the reading taken is the one that does not help the indicator; each is marked READING.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ovt_pipeline.language.catalogue import both
from ovt_pipeline.language.speech import displayed
from ovt_pipeline.language.text import Text, joined
from ovt_pipeline.plan.model import Indicator, Plan, Point, StatusMethod
from ovt_pipeline.targets.amount import Amount
from ovt_pipeline.targets.dated import BY_DATE, Dated, Series, ValuedFigure, figure_at
from ovt_pipeline.targets.judged import (
    AT_RISK,
    BEHIND,
    MISSED,
    ON_TRACK,
    REACHED,
    REACHED_LATE,
    UNDETERMINED,
    Judged,
)
from ovt_pipeline.targets.pace import Pace, pace_of


def judge_plan(plan: Plan, indicator_id: str, figures: Series, as_of: date) -> tuple[Judged, ...]:
    """Judge every target of an indicator in force on `as_of`, by due date, from the figures until then."""
    indicator, targets = plan.indicator(indicator_id), plan.targets_in_force(indicator_id, as_of)
    return tuple(judge(indicator, target, figures, as_of, plan.status_method) for target in targets)


def judge(indicator: Indicator, target: Point, figures: Series, as_of: date, method: StatusMethod) -> Judged:
    """Judge one target at `as_of`; figures later than `as_of` are not used."""
    case = _Case(indicator, target, figures.valued_until(as_of), as_of, method)
    found, rules = case.judged(), {rule for one in case.known[-1:] for rule in one.figure.exits_kept}
    if not found.may_be_worse:
        return found
    # READING: "fails" is any worse status under such a rule, not only a target that is no longer reached.
    under = {rule: replace(case, known=figures.valued_until(as_of, rule)) for rule in sorted(rules)}
    worse = {rule: other for rule, one in under.items() if (other := one.judged()).is_worse_than(found)}
    notes = [case.exits_note(rule, found, other) for rule, other in worse.items()]
    return replace(found, reason=joined(found.reason, *notes), only_by_exits=bool(notes))


@dataclass(frozen=True)
class _Case:
    indicator: Indicator
    target: Point
    known: Sequence[ValuedFigure]
    as_of: date
    method: StatusMethod

    def judged(self) -> Judged:
        # READING: "the value at the due date" is the figure of that very day; no figure is carried forward to it.
        return self._after_due() if self.as_of >= self.target.day else self._before_due()

    def exits_note(self, rule: str, found: Judged, other: Judged) -> Text:
        is_of_now = self.as_of < self.target.day or found.status == REACHED_LATE
        value = other.value_now if is_of_now else other.value_at_due
        amount = Amount(value, self.indicator, apart_from=self.target.value)
        said = both("scenarios", f"scenarios/{rule}")
        return both(
            "targets", "only_by_exits", other=both("targets", f"status_{other.status}"), value=amount, rule=said
        )

    def _after_due(self) -> Judged:
        at_due, now, first = self._at(self.target.day), self._at(self.as_of), self._first_after_due()
        if at_due is None:  # READING: without it, neither reached nor missed; a later figure does not stand in for it
            return self._answer(UNDETERMINED, both("targets", "no_figure_at_due", **self._words()))
        if self._reaches(at_due.value):  # READING: judged at the due date; a fall since is said and changes nothing
            fell = now is not None and not self._reaches(now.value)
            reasons = [both("targets", "reached_at_due", **self._words(at_due))]
            reasons += [both("targets", "fell_since", **self._words(), now=self._amount(now))] if fell else []
            return self._answer(REACHED, joined(*reasons), at_due)
        if first and now and self._reaches(now.value):
            said = both("targets", "reached_late", **self._words(at_due), first=first.as_of, now=self._amount(now))
            return self._answer(REACHED_LATE, said, at_due, now)
        # READING: reached after the due date and lost again, or without a figure now, is not reached.
        reasons = [both("targets", "missed", **self._words(at_due))]
        reasons += [both("targets", "lost_since", **self._words(), first=first.as_of)] if first and now else []
        return self._answer(MISSED, joined(*reasons), at_due)

    def _before_due(self) -> Judged:
        now = self._at(self.as_of)
        if now is None:  # READING: "now" is the figure of that very day
            return self._answer(UNDETERMINED, both("targets", "no_figure_now", **self._words()))
        # READING: fewer than three figures leave a pace undetermined, not a comparison of one figure with the target:
        # otherwise a missed target could hide behind a short history.
        if self._reaches(now.value):
            return self._answer(REACHED, both("targets", "reached_early", **self._words(now)), now)
        wanted, found = self.method.minimum_figures, len(self.known)
        if found < wanted:  # READING: the plan's starting value is not a dated figure
            return self._answer(UNDETERMINED, both("targets", "few_figures", wanted=wanted, found=found), now)
        pace = pace_of(self.indicator, self.target, self.known, self.method)
        if pace is None:
            return self._answer(UNDETERMINED, both("targets", "no_past", **self._words()), now)
        return self._answer(
            pace.status(self.method, ON_TRACK, AT_RISK, BEHIND), self._pace_reason(pace), now, pace=pace
        )

    def _pace_reason(self, pace: Pace) -> Text:
        needed = Amount(pace.needed, self.indicator, is_pace=True)
        seen = Amount(pace.seen, self.indicator, is_pace=True, bare=True)
        key = "pace_of_months" if pace.is_of_months else "pace_since"
        return both(
            "targets",
            key,
            needed=needed,
            seen=seen,
            due=self.target.day,
            since=pace.since,
            months=self.method.months_of_pace,
        )

    def _answer(self, status: str, reason: Text, *judged: ValuedFigure, pace: Pace | None = None) -> Judged:
        now, at_due = self._at(self.as_of), self._at(self.target.day)
        differ = [one for one in judged if self._reaches(one.value) != self._reaches(self._rounded(one.value))]
        straddle = [one for one in judged if self._straddles(one.figure)]
        early = [one for one in judged if one.figure.is_preliminary]
        notes = [*map(self._display_note, differ), *map(self._bounds_note, straddle)]
        notes += [both("targets", "provisional", day=one.as_of) for one in early]
        return Judged(
            indicator_id=self.indicator.id,
            due=self.target.day,
            target_value=self.target.value,
            as_of=self.as_of,
            status=status,
            reason=joined(reason, *notes),
            value_now=now.value if now else None,
            value_at_due=at_due.value if at_due else None,
            pace_needed=pace.needed if pace else None,
            pace_seen=pace.seen if pace else None,
            display_differs=bool(differ),
            bounds_straddle=bool(straddle),
            is_provisional=bool(early),
        )

    def _display_note(self, judged: ValuedFigure) -> Text:
        said = judged.figure.display
        display = displayed(said) if said else Amount(self._rounded(judged.value), self.indicator)
        return both("targets", "display_differs", day=judged.as_of, display=display, value=self._amount(judged))

    def _bounds_note(self, judged: ValuedFigure) -> Text:
        low, high = (Amount(one, self.indicator) for one in (judged.figure.value_low, judged.figure.value_high))
        return both("targets", "bounds_straddle", **self._words(), day=judged.as_of, low=low, high=high)

    def _words(self, judged: ValuedFigure | None = None) -> dict[str, object]:
        target = Amount(self.target.value, self.indicator)
        return {"due": self.target.day, "as_of": self.as_of, "target": target, "value": self._amount(judged)}

    def _amount(self, judged: ValuedFigure | None) -> Amount:
        return Amount(judged.value if judged else None, self.indicator, apart_from=self.target.value)

    def _at(self, day: date) -> ValuedFigure | None:
        return figure_at(self.known, day)

    def _first_after_due(self) -> ValuedFigure | None:
        since = bisect_right(self.known, self.target.day, key=BY_DATE)
        return next((one for one in self.known[since:] if self._reaches(one.value)), None)

    def _reaches(self, value: float) -> bool:
        return value >= self.target.value if self.indicator.direction == "up" else value <= self.target.value

    def _straddles(self, figure: Dated) -> bool:
        low, high = figure.value_low, figure.value_high
        return low is not None and high is not None and self._reaches(low) != self._reaches(high)

    def _rounded(self, value: float) -> float:
        unit = Decimal(1).scaleb(-self.indicator.decimals)
        return float(Decimal(str(value)).quantize(unit, ROUND_HALF_UP))
