"""The movements of I3 as they may be, and what a job is when each is one of its options.

Belongs here: one movement, accepted or rejected. Not here: a job in its lots (oracle_jobs), places (oracle_places).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .oracle_common import Doubts, State, happened
from .oracle_places import Places
from .oracle_rejected import ANY, DAY, could_be, representatives
from .records import Movement, Rejected

ARRIVALS = ("Régionalisation", "Transfert")
LEAVINGS = ("Retour", "Abolition")
Outcome = tuple[State, str | None]  # counted, and where
Order = tuple[date, int]
NOTHING: Outcome = (State.NOT, None)


@dataclass(frozen=True)
class Option:
    """A movement as it may be: its place in the order, and what it makes of the job when it is the last."""

    order: Order
    outcome: Outcome


Options = set[Option | None]  # None: it is not there, or has not happened


@dataclass(frozen=True)
class Rows:
    """The rows of one job in one lot."""

    day: date
    movements: tuple[Movement, ...]
    rejected: tuple[Rejected, ...]
    doubted: bool


def outcomes(slots: Sequence[Options]) -> set[Outcome]:
    """Give what the job may be, each movement being one of its options."""
    found = set[Outcome]() if any(None not in slot for slot in slots) else {NOTHING}
    for place, slot in enumerate(slots):
        others = [*slots[:place], *slots[place + 1 :]]
        for option in slot - {None}:
            if option and all(may_precede(other, option) for other in others):
                found.add(option.outcome)
    return found


def may_precede(slot: Options, last: Option) -> bool:
    """Tell whether a movement may be there no later than another, or not at all."""
    return any(option is None or option.order <= last.order for option in slot)


class Movements:
    """How movements read at D."""

    def __init__(self, as_of: date, places: Places, start: date) -> None:
        self.as_of, self.places, self.start = as_of, places, start

    def in_window(self, day: date | None) -> bool:
        """From the first day of the window to D."""
        return day is not None and self.start <= day <= self.as_of

    def option(self, one: Movement) -> Option | None:
        """Give what a movement makes of its job, None outside the window."""
        day = one.date_effet
        if day is None or not self.in_window(day):
            return None
        counts = one.type_mouvement in ARRIVALS and self.places.eligible(one.port_attache, day)
        region = self.places.regions.get(one.port_attache or "")
        return Option((day, one.no_evenement), (State.DONE, region) if counts else NOTHING)

    def options(self, one: Movement, day: date, on: Doubts) -> Options:
        """Give a movement: happened, not, or (D-FUTURE) either; one whose attach point may be any, to each region."""
        chances = happened(one.date_effet, day, self.as_of, on)
        return ({None} if False in chances else set()) | (self.anywhere(one) if True in chances else set())

    def if_rejected(self, row: Rejected, others: Iterable[Movement], day: date, on: Doubts) -> Options:
        """Give every movement that a rejected row could be."""
        near = [one.date_effet for one in others if one.date_effet is not None]
        turns = self.places.turning_days
        eves = (one - DAY for one in turns)  # the last day of a table is the best one to be the last movement on
        days = representatives(row, self.start, self.as_of, day, *near, *turns, *eves)
        return {option for one in could_be(row, Movement, days) for option in self.options(one, day, on)}

    def anywhere(self, one: Movement) -> Options:
        """Give a movement that has happened; to any attach point, as one to each region where something is eligible."""
        found = self.option(one)
        if found is None or one.port_attache != ANY or one.type_mouvement not in ARRIVALS:
            return {found}
        regions = self.places.open_on(found.order[0])
        return {found, *(Option(found.order, (State.DONE, region)) for region in regions)}

    def last_certain(self, rows: Rows) -> Movement | None:
        """Give the last accepted movement in the window that is a fact."""
        sure = [(day, one.no_evenement, one) for one in rows.movements if (day := one.date_effet) is not None]
        known = [one for one in sure if self.in_window(one[0]) and one[0] <= rows.day]
        return max(known, key=lambda one: one[:2])[2] if known else None

    def has_known_end(self, rows: Rows) -> bool:
        """Tell a job whose last movement is Retour or Abolition."""
        last = self.last_certain(rows)
        return last is not None and last.type_mouvement in LEAVINGS

    def home_of(self, rows: Rows) -> str | None:
        """Give the region of its last certain movement."""
        last = self.last_certain(rows)
        return self.places.regions.get(last.port_attache or "") if last else None
