"""The two clocks, as_of and known_at: what arrives late, again or in another order, and what history keeps of it.

Belongs here: real lots of generated worlds, computed and published. Not here: what the figures must be (test_worlds).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ovt_pipeline.answers.replay import replay
from ovt_pipeline.operations.out_of_date import stale_dates

from .house import House, house
from .records import Delivery
from .strategies import THOROUGH, Pack, packs

FIGURES = (
    "SELECT indicator_id, as_of, region_code, numerator, denominator, value, value_low, value_high, is_preliminary"
    " FROM indicator_results ORDER BY ALL"
)
HISTORY = "FROM indicator_history ORDER BY ALL"


def of_distinct_dates(world: Sequence[Delivery]) -> list[Delivery]:
    """Keep one delivery of each export and date, the last received."""
    last = {(one.export, one.extraction_date): one for one in sorted(world, key=lambda one: one.received)}
    return sorted(last.values(), key=lambda one: (one.extraction_date, one.export))


def needed(world: Sequence[Delivery]) -> bool:
    """Tell whether every export has a delivery: otherwise there may be nothing to publish."""
    return len({one.export for one in world}) == 5


def drawn(data: st.DataObject) -> tuple[list[Delivery], list[date], random.Random]:
    """Draw a world that has every export, its dates, and a source of chance."""
    pack: Pack = data.draw(packs("doubtful", 1).filter(lambda one: needed(one.world(0))))
    return of_distinct_dates(pack.world(0)), pack.as_ofs()[-3:], random.Random(pack.seed)


def check_any_order(data: st.DataObject) -> None:
    world, days, rng = drawn(data)
    mixed = rng.sample(world, len(world))
    with house() as at_once, house() as as_they_come:
        for place in (at_once, as_they_come):
            place.let_held_figures_through()  # a figure is held for what was published before it
        at_once.receive(world)
        at_once.publish(days)
        half = len(mixed) // 2 + 1
        as_they_come.receive(mixed[:half])
        as_they_come.publish(days)
        as_they_come.receive(mixed[half:])
        as_they_come.publish(days)
        assert as_they_come.ask(FIGURES) == at_once.ask(FIGURES)


def check_history(data: st.DataObject) -> None:
    """Publish after each batch: history only grows, its parts add up, and every release is found again."""
    world, days, rng = drawn(data)
    first = [one for one in world if rng.random() < 0.6]
    first += [one for one in world if one.export not in {o.export for o in first}]
    late = [one for one in world if one not in first]
    rng.shuffle(late)
    with house() as place:
        place.let_held_figures_through()
        place.receive(first)
        releases = [place.publish(days)]
        if releases == [None]:
            return
        for position in range(0, len(late), 3):
            before, known = place.ask(HISTORY), {one.as_of for one in place.situation.published().known}
            place.receive(late[position : position + 3])
            stale = stale_dates(place.situation)
            releases.append(place.publish(days))
            after = place.ask(HISTORY)
            assert [row for row in before if row not in set(after)] == []
            changed = {row[2] for row in after if row not in set(before)} & known
            assert changed <= set(stale), "a date changed that was not told"
        assert stale_dates(place.situation) == []
        check_parts(place)
        for release in filter(None, dict.fromkeys(releases)):
            assert replay(place.warehouse, release).is_identical


def check_parts(place: House) -> None:
    """Add to each replaced figure what the rules and each delivery changed: that gives the new one, exactly."""
    steps = place.ask(
        "SELECT now.indicator_id, now.as_of, now.region_code, now.revision_no, was.numerator, now.numerator,"
        " was.value, now.value, list(c.numerator ORDER BY step), list(c.change ORDER BY step)"
        " FROM indicator_history AS now JOIN indicator_history AS was USING (plan_id, indicator_id, as_of, region_code)"
        " JOIN revision_causes AS c ON (c.indicator_id, c.as_of, c.region_code, c.revision_no)"
        " = (now.indicator_id, now.as_of, now.region_code, now.revision_no)"
        " WHERE was.revision_no = now.revision_no - 1 GROUP BY ALL"
    )
    for *_, was, now, value_was, value_now, numerators, changes in steps:
        assert numerators[0] == was, "the rules are the same: they change nothing"
        assert numerators[-1] == now
        if None not in (value_was, value_now, *changes):
            assert value_was + sum(changes) == pytest.approx(value_now, abs=1e-9)


def check_redelivery(data: st.DataObject) -> None:
    """Deliver the same rows again: no figure changes, and nothing is added to the history."""
    world, days, _ = drawn(data)
    with house() as place:
        place.receive(world)
        place.publish(days)
        before = place.ask(FIGURES), place.ask(HISTORY)
        place.receive([replace(one, received=one.received + 1) for one in world])
        place.publish(days)
        assert (place.ask(FIGURES), place.ask(HISTORY)) == before


CHECKS = {"any order": check_any_order, "history": check_history, "redelivery": check_redelivery}


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS)
@settings(THOROUGH, max_examples=8)
@given(data=st.data())
def test_many_worlds(check: str, data: st.DataObject) -> None:
    CHECKS[check](data)
