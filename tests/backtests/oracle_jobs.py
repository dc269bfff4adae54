"""I3 jobs_regionalised, written from indicators.md version 2 sentence by sentence.

Belongs here: the last movement of a job in every reading, k⁻ and k⁺. Not here: lots (oracle_common), places
(oracle_places), figures (oracle_figures).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from .oracle_common import ALL, NONE, REGIONS, Dates, Doubts, State, States, first_that_adds, lots_at, noted
from .oracle_figures import Beside, Entity, Result, result
from .oracle_movements import NOTHING, Movements, Options, Outcome, Rows, outcomes
from .oracle_places import Places, places_at
from .records import Delivery, Eligibility, Movement, Notes, Rejected


class Jobs(Movements):
    """The jobs at D."""

    def __init__(self, as_of: date, deliveries: Sequence[Delivery], places: Places, dates: Dates, notes: Notes) -> None:
        super().__init__(as_of, places, dates.jobs_window_start)
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
        if self.has_known_end(rows):
            # READING: its last lot's rejected rows of it stay in doubt too.
            return self.of_rows(rows, [], on)
        if note is not None:
            end = Movement(name, 10**9, note.kind, None, note.day)
            return self.of_rows(rows, [{self.option(end)}], on)
        region = self.home(name)
        return {NOTHING, (State.DONE, region)} if "D-VANISHED" in on else {NOTHING}

    def of_rows(self, rows: Rows, gone: Sequence[Options], on: Doubts) -> set[Outcome]:
        """Give the readings of the rows of one lot, and of the movements that it lacks."""
        sure = [self.options(one, rows.day, on) for one in rows.movements]
        found = outcomes([*sure, *gone])
        if rows.rejected and "D-REJECTED" in on:
            more = outcomes([*sure, *gone, *self.rejected_slots(rows, on)])
            # READING: another region is a change too.
            found = found if more == found else more | {NOTHING}
        if rows.doubted and "D-CONTRACT" in on:
            # READING: where its own region cannot be told, or has nothing eligible, it may be in any that has.
            eligible, home = self.places.ever_open(self.start, self.as_of), self.home_of(rows)
            found = found | {NOTHING, *((State.DONE, one) for one in ([home] if home in eligible else eligible))}
        return found

    def rejected_slots(self, rows: Rows, on: Doubts) -> list[Options]:
        """Give each rejected movement in every way; of a repeated event, each row may be the one."""
        found: dict[object, Options] = {}
        for place, row in enumerate(rows.rejected):
            number = row.readable.get("no_evenement")
            key = f"row {place}" if number is None else number
            found[key] = found.get(key, set()) | self.if_rejected(row, rows.movements, rows.day, on)
        return list(found.values())

    def home(self, name: str) -> str | None:
        """Give the region in which value counts it."""
        rows = self.today.get(name) or self.last.get(name)
        return self.home_of(rows) if rows else None

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
        is_gone = name not in self.today and not self.has_known_end(rows)
        note = self.ends.get((name,)) if is_gone else None
        if is_gone and note is None:
            return None
        if self.readings(name, ALL) != self.readings(name, ALL - {"D-REJECTED"}):
            # READING: rejected, though what it takes away leaves no doubt.
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
        found = {one.outcome for one in self.if_rejected(row, (), day, ALL) if one is not None}
        regions = frozenset(region for state, region in found if state == State.DONE and region)
        yield Beside(regions, takes_in=frozenset(REGIONS), brings=bool(regions))


def jobs(
    as_of: date, deliveries: Sequence[Delivery], table: tuple[Eligibility, ...], dates: Dates, notes: Notes = ()
) -> Result:
    """Give the indicator at D."""
    found = Jobs(as_of, deliveries, places_at(as_of, deliveries, table), dates, notes)
    return result(found.entities(), found.beside(), is_rate=False)
