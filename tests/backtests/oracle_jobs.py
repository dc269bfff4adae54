"""I3 jobs_regionalised, written from indicators.md sentence by sentence.

Belongs here: the last movement of a job, eligible attach points and doubts of the jobs.
Not here: lots, figures (oracle_common).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from .oracle_common import (
    Entity,
    Result,
    Span,
    State,
    count,
    doubtful,
    either,
    entity,
    happened,
    last_known,
    lots_at,
    result,
    sure,
)
from .records import Delivery, Eligibility, Movement, Municipality, Rejected

WINDOW = date(2018, 10, 1)
ARRIVALS = ("Régionalisation", "Transfert")


@dataclass(frozen=True)
class Places:
    """The municipality list used at D and the dated table of eligible places."""

    regions: dict[str, str]
    table: tuple[Eligibility, ...]

    def eligible(self, code: str, day: date) -> bool:
        """By default every municipality; a line for the municipality goes before a line for its region."""
        for territory in (code, self.regions.get(code)):
            lines = [one for one in self.table if one.territory == territory and one.valid_from <= day <= one.valid_to]
            if lines:
                return lines[-1].eligible
        return True


def places_at(as_of: date, deliveries: Sequence[Delivery], table: tuple[Eligibility, ...]) -> Places:
    """Give the list with the greatest extraction date ≤ D, else the oldest."""
    lists = [lot for lot in deliveries if lot.export == "municipalites"]
    # READING ("else the oldest"): the last received among those of the oldest date, as for any lot.
    oldest = min((lot.extraction_date for lot in lists), default=as_of)
    lot = lots_at(lists, "municipalites", max(as_of, oldest)).used
    return Places({one.mcode: one.code_region for one in lot.accepted(Municipality)} if lot else {}, table)


@dataclass(frozen=True)
class Job:
    """The rows of one job in one lot: movements in effect or planned, and rejected rows."""

    movements: tuple[Movement, ...]
    rejected: tuple[Rejected, ...]


def jobs_of(lot: Delivery) -> dict[str, Job]:
    """Give the jobs of one lot; a rejected row counts for the job that it names."""
    good: dict[str, list[Movement]] = {}
    bad: dict[str, list[Rejected]] = {}
    for one in lot.accepted(Movement):
        good.setdefault(one.id_emploi, []).append(one)
    for row in lot.broken(Movement):
        if (name := row.text("id_emploi")) is not None:
            bad.setdefault(name, []).append(row)
    return {name: Job(tuple(good.get(name, ())), tuple(bad.get(name, ()))) for name in {**good, **bad}}


def last_of(movements: Iterable[Movement]) -> Movement | None:
    """Give the last movement by (date_effet, then no_evenement as a number) since the start of the window."""
    dated = [
        (one.date_effet, one.no_evenement, one) for one in movements if one.date_effet and one.date_effet >= WINDOW
    ]
    return max(dated, key=lambda item: item[:2])[2] if dated else None


def counting_region(movements: Iterable[Movement], places: Places) -> str | None:
    """Give the region where the job counts, None when it does not."""
    last = last_of(movements)
    if last is None or last.date_effet is None or last.port_attache is None or last.type_mouvement not in ARRIVALS:
        return None
    # READING: an arrival at a code that the list used at D lacks is not eligible; the closed list has no doubt for it.
    region = places.regions.get(last.port_attache)
    return region if places.eligible(last.port_attache, last.date_effet) else None


def base(job: Job, extraction: date, as_of: date, places: Places) -> tuple[Span, str | None]:
    """Give the job from its accepted movements: each future one may have happened or not."""
    # READING: where a future movement only changes the region, the job stays where the facts leave it: no doubt.
    options = [happened(one.date_effet, extraction, as_of) for one in job.movements]
    spans = []
    for picked in product(*options):
        region = counting_region((one for one, real in zip(job.movements, picked, strict=True) if real), places)
        spans.append(sure(State.OUT if region is None else State.DONE))
    return either(spans, "D-FUTURE"), region_of(job, options, places)


def region_of(job: Job, options: list[tuple[bool, ...]], places: Places) -> str | None:
    """Give the region of the last movement that counts, facts first, then the latest that may have happened."""
    facts = [one for one, may in zip(job.movements, options, strict=True) if may == (True,)]
    coming = [one for one, may in zip(job.movements, options, strict=True) if may == (False, True)]
    return counting_region(facts, places) or counting_region(
        (one for one in coming if counting_region([one], places)), places
    )


def may_be_last(row: Rejected, as_of: date) -> bool:
    """Give a rejected row readably outside the window, after D or only planned changes nothing: a remark."""
    if "date_effet" not in row.readable:
        return True
    day = row.day("date_effet")
    return row.day("date_prevue") is None if day is None else WINDOW <= day <= as_of


def job_span(job: Job, extraction: date, as_of: date, places: Places) -> tuple[Span, str | None]:
    """Give the job with its rejected rows: not counted against; counted for, as the table says it."""
    span, region = base(job, extraction, as_of, places)
    open_rows = [row for row in job.rejected if may_be_last(row, as_of)]
    if not open_rows:
        return span, region
    # READING ("a rejected row whose region cannot be read widens 00 only"): the region that its rows agree on.
    read = {places.regions.get(row.text("port_attache") or "") for row in open_rows}
    return doubtful(State.OUT, State.DONE, "D-REJECTED"), read.pop() if len(read) == 1 else None


def entities_of(
    lot: Delivery, before: dict[str, tuple[Movement, Delivery]], as_of: date, places: Places
) -> dict[str, Entity]:
    """Give the jobs of the lot used, then those that only an earlier lot had: not counted, for = last known state."""
    found = {}
    past = {(then.extraction_date, then.received): jobs_of(then) for _, then in before.values()}
    old = {
        name: job_span(past[then.extraction_date, then.received][name], then.extraction_date, as_of, places)
        for name, (_, then) in before.items()
    }
    for name, job in jobs_of(lot).items():
        span, region = job_span(job, lot.extraction_date, as_of, places)
        if not job.movements and name in old and "D-REJECTED" not in span.doubts:
            # D-REJECTED: only rejected rows are left of it, and they say nothing: "not counted; counted"
            span, region = doubtful(State.OUT, State.DONE, "D-REJECTED"), old[name][1]
        found[name] = entity(span, region, is_rate=False)
    for name, (span, region) in old.items():
        if name not in found:
            found[name] = entity(doubtful(State.OUT, span.best, "D-VANISHED"), region, is_rate=False)
    return found


def jobs(as_of: date, deliveries: Iterable[Delivery], table: tuple[Eligibility, ...]) -> Result:
    """Give the indicator at D; k = the rejected movements whose job cannot be read."""
    # READING: k is taken as written, whatever else of such a row can be read.
    known = list(deliveries)
    lots = lots_at(known, "rh_regionalisation", as_of)
    places = places_at(as_of, known, table)
    if lots.used is None:
        return result({}, [], count)
    found = entities_of(lots.used, last_known(lots, Movement, lambda one: one.id_emploi), as_of, places)
    unread = [row for row in lots.used.broken(Movement) if row.text("id_emploi") is None]
    return result(found, [places.regions.get(row.text("port_attache") or "") for row in unread], count)
