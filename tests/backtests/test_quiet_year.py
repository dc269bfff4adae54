"""A year of fortnightly deliveries, facts entered late included: every file is accepted, every night publishes all.

Belongs here: such a year from files to a release, changes that no fact explains among what could stop it. Not here: how
near a delivery comes to a gate (test_quiet_gates).
"""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from drafts.formats import write
from drafts.of_worlds import draft_of_records, records_of
from drafts.reading_here import reading_here

from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.quality.verdict import judge_delivery
from ovt_pipeline.warehouse.lock import writer

from .house import House
from .oracle import JOBS, RENIR, RITM
from .records import Movement, Pair, Record, RgtLink, cells_of
from .truths import REFERENCE

FIRST, FORTNIGHTS = date(2024, 3, 31), 26
LATE = (0, 0, 3, 10, 30, 60)  # days between a fact and its typing, by entity
EXPORTS = ("municipalites", "renir_unites", "ritm_liens", "rgt_liens", "rh_regionalisation")
PUBLISHED = "SELECT DISTINCT indicator_id, as_of FROM indicator_results"


def entity_of(record: Record) -> str:
    """Return what is typed at one time: a unit, a RITM link, an RGT link with its pairs, a job."""
    if isinstance(record, Movement):
        return record.id_emploi
    if isinstance(record, Pair | RgtLink):
        return record.id_lien_rgt
    return str(next(iter(cells_of(record).values())))


def typed_by(export: str, day: date, seed: int) -> list[Record]:
    """Return what was typed by a day; the first inventory and the list of places are not late."""
    if day == REFERENCE:
        return records_of(export, day, seed)
    return [
        record
        for late in sorted(set(LATE))
        for record in records_of(export, day - timedelta(days=late), seed)
        if random.Random(f"{seed} {entity_of(record)}").choice(LATE) == late
    ]


def night(house: House, day: date, seed: int) -> list[str]:
    """Deliver a day, receive and publish it; return the refusals."""
    refused, now = [], house.situation
    for export in EXPORTS[0 if day == REFERENCE else 1 :]:
        write(draft_of_records(export, day, typed_by(export, day, seed)), house.settings.sources / export)
    with writer(house.warehouse):
        receiver = Receiver(now.inbox, now.store, house.clock, now.contracts, judge_delivery)
        for contract in now.contracts.values():
            refused += [f"{day} {one.refusal_fr}" for one in receiver.receive(contract).new if not one.accepted]
    house.publish([day])
    return refused


@pytest.mark.slow
def test_no_night_of_a_legitimate_year_refuses_or_holds_anything(tmp_path: Path) -> None:
    house = House(tmp_path)
    days = [REFERENCE, *(FIRST + timedelta(days=14 * number) for number in range(FORTNIGHTS + 1))]
    with reading_here():
        assert [refusal for day in days for refusal in night(house, day, seed=1)] == []
    assert set(house.ask(PUBLISHED)) == {(name, day) for name in (RENIR, RITM, JOBS) for day in days}
    assert house.ask("SELECT indicator_id, as_of FROM held_figures") == []
