"""I3 jobs_regionalised, written from indicators.md version 2 sentence by sentence.

Belongs here: the last movement of a job in every reading, k⁻ and k⁺. Not here: lots (oracle_common), places
(oracle_places), figures (oracle_figures).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .oracle_common import ALL, NONE, Dates, Doubts, State, States, first_that_adds, happened, lots_at, noted
from .oracle_figures import Beside, Entity, Result, result
from .oracle_places import Places, places_at
from .oracle_rejected import ANY, could_be, representatives
from .records import Delivery, Eligibility, Movement, Notes, Rejected

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


class Jobs:
    """The jobs at D."""

    def __init__(self, as_of: date, deliveries: Sequence[Delivery], places: Places, dates: Dates, notes: Notes) -> None:
        self.as_of, self.places, self.start = as_of, places, dates.jobs_window_start
        self.lots = lots_at(deliveries, "rh_regionalisation", as_of, dates)
        self.ends = noted(notes, "rh_regionalisation", "mouvements", as_of)
        self.histories = [self.by_job(lot) for lot in self.lots.known]

    def by_job(self, lot: Delivery) -> dict[str, Rows]:
        """Give the rows of each job in a lot; a rejected row counts for the job that it names."""
        good, bad, marked = lot.accepted(Movement), lot.broken(Movement), lot.doubted(Movement)
        names = {one.id_emploi for one in good} | {row.text("id_emploi") for row in bad}
        found = {}
        for name in names - {None}:
            movements = tuple(one for one in good if one.id_emploi == name)
            rejected = tuple(row for row in bad if row.text("id_emploi") == name)
            found[name or ""] = Rows(lot.extraction_date, movements, rejected, not marked.isdisjoint(movements))
        return found

    @cached_property
    def today(self) -> dict[str, Rows]:
        """Give the jobs of the lot used."""
        return self.histories[-1] if self.histories else {}

    @cached_property
    def last(self) -> dict[str, Rows]:
        """Give the last rows of each job that a lot accepted."""
        return {name: rows for found in self.histories for name, rows in found.items() if rows.movements}

    # One movement

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
        return Option((day, one.no_evenement), (State.DONE if counts else State.NOT, region))

    def options(self, one: Movement, day: date, on: Doubts) -> Options:
        """Give an accepted movement: happened, not, or (D-FUTURE) either."""
        return {self.option(one) if real else None for real in happened(one.date_effet, day, self.as_of, on)}

    def if_rejected(self, row: Rejected, others: Iterable[Movement], day: date) -> Options:
        """Give every movement that a rejected row could be."""
        near = [one.date_effet for one in others if one.date_effet is not None]
        days = representatives(row, self.start, self.as_of, day, *near, *self.places.turning_days)
        return {option for one in could_be(row, Movement, days) for option in self.anywhere(one)}

    def anywhere(self, one: Movement) -> Iterator[Option | None]:
        """Give a movement whose attach point may be any as one to each region where something is eligible."""
        found = self.option(one)
        yield found
        if found is not None and one.port_attache == ANY and one.type_mouvement in ARRIVALS:
            for region in self.places.open_on(found.order[0]):
                yield Option(found.order, (State.DONE, region))

    # One job

    def vanished_movements(self, name: str) -> list[tuple[Movement, date]]:
        """Give the movements of a listed job that an earlier lot had and the lot used lacks."""
        found = {
            one.no_evenement: (one, rows.day)
            for history in self.histories[:-1]
            if (rows := history.get(name))
            for one in rows.movements
        }
        rows = self.today[name]
        listed = {one.no_evenement for one in rows.movements}
        listed |= {number for row in rows.rejected if isinstance(number := row.readable.get("no_evenement"), int)}
        return [one for number, one in found.items() if number not in listed and (name, number) not in self.ends]

    def readings(self, name: str, on: Doubts) -> set[Outcome]:
        """Give every reading of a job."""
        rows = self.today.get(name)
        if rows is not None:
            gone = self.vanished_movements(name) if "D-VANISHED" in on else []
            return self.of_rows(rows, [self.options(one, day, on) | {None} for one, day in gone], on)
        rows, note = self.last[name], self.ends.get((name,))
        if note is not None:
            end = Movement(name, 10**9, note.kind, None, note.day)
            return self.of_rows(rows, [{self.option(end)}], on)
        if self.has_known_end(rows):
            # READING: its last lot's rejected rows of it stay in doubt too.
            return self.of_rows(rows, [], on)
        region = self.home(name)
        return {NOTHING, (State.DONE, region)} if "D-VANISHED" in on else {NOTHING}

    def of_rows(self, rows: Rows, gone: Sequence[Options], on: Doubts) -> set[Outcome]:
        """Give the readings of the rows of one lot, and of the movements that it lacks."""
        sure = [self.options(one, rows.day, on) for one in rows.movements]
        found = outcomes([*sure, *gone])
        if rows.rejected and "D-REJECTED" in on:
            more = outcomes([*sure, *gone, *(self.if_rejected(row, rows.movements, rows.day) for row in rows.rejected)])
            # READING: another region is a change too.
            found = found if more == found else more | {NOTHING}
        if rows.doubted and "D-CONTRACT" in on:
            found = found | {NOTHING, (State.DONE, self.home_of(rows))}
        return found

    def last_certain(self, rows: Rows) -> Movement | None:
        """Give the last accepted movement in the window that is a fact."""
        sure = [one for one in rows.movements if self.in_window(one.date_effet) and one.date_effet <= rows.day]  # type: ignore[operator] - in the window it has a date
        return max(sure, key=lambda one: (one.date_effet, one.no_evenement), default=None)

    def has_known_end(self, rows: Rows) -> bool:
        """A last movement Retour or Abolition."""
        last = self.last_certain(rows)
        return last is not None and last.type_mouvement in LEAVINGS

    def home_of(self, rows: Rows) -> str | None:
        """Give the region of its last certain movement."""
        last = self.last_certain(rows)
        return self.places.regions.get(last.port_attache or "") if last else None

    def home(self, name: str) -> str | None:
        """Give the region in which value counts it."""
        rows = self.today.get(name) or self.last.get(name)
        return self.home_of(rows) if rows else None

    # Everything

    def entities(self) -> dict[str, Entity]:
        """Give every job that a lot accepted, or that a rejected row of the lot used names."""
        return {name: self.entity(name) for name in {**self.last, **self.today}}

    def states(self, name: str, on: Doubts) -> States:
        """Give the states of a job."""
        return frozenset(state for state, _ in self.readings(name, on))

    def entity(self, name: str) -> Entity:
        """Give one job."""
        (own,), states = self.states(name, NONE), self.states(name, ALL)
        fact = self.fact_date(name) if min(states) == own else None
        doubt = first_that_adds(lambda on: self.states(name, on))
        return Entity(self.home(name), own, states, self.regions(name, states), doubt, fact, is_rate=False)

    def fact_date(self, name: str) -> date | None:
        """Give the date_effet of the last movement, or of the end that a note gives."""
        rows = self.today.get(name) or self.last[name]
        note = self.ends.get((name,)) if name not in self.today else None
        if name not in self.today and note is None and not self.has_known_end(rows):
            return None
        last = self.last_certain(rows)
        days = [one for one in (last and last.date_effet, note and note.day) if one]
        return max(days, default=None)

    def regions(self, name: str, states: States) -> dict[str, States]:
        """Give its set in each region that is open: its states and not counted, only where something is eligible."""
        home = self.home(name)
        opened = {region for state, region in self.readings(name, ALL) if state == State.DONE and region}
        sets = states if opened <= {home} else states | {State.NOT}
        # READING: nor is it counted in its own region where nothing is eligible.
        eligible = self.places.ever_open(self.start, self.as_of)
        return {region: sets for region in {home, *opened} if region is not None and region in eligible}

    def beside(self) -> list[Beside]:
        """Give k⁻ and k⁺: the rejected movements whose job cannot be read and that may be in the window."""
        rows = self.lots.used.broken(Movement) if self.lots.used else []
        return [one for row in rows if row.text("id_emploi") is None for one in self.beside_of(row)]

    def beside_of(self, row: Rejected) -> Iterator[Beside]:
        """Give one such row, where it may take a job away and where it may bring one."""
        if "date_effet" in row.readable and not self.in_window(row.day("date_effet")):
            return
        day = self.lots.used.extraction_date if self.lots.used else self.as_of
        found = {one.outcome for one in self.if_rejected(row, (), day) if one is not None}
        regions = frozenset(region for state, region in found if state == State.DONE and region)
        everywhere = frozenset(f"{number:02d}" for number in range(1, 18))
        yield Beside(regions, takes_in=everywhere, brings=bool(regions))


def jobs(
    as_of: date, deliveries: Sequence[Delivery], table: tuple[Eligibility, ...], dates: Dates, notes: Notes = ()
) -> Result:
    """Give the indicator at D."""
    found = Jobs(as_of, deliveries, places_at(as_of, deliveries, table), dates, notes)
    return result(found.entities(), found.beside(), is_rate=False)
