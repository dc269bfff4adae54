"""Figures that more changes without a fact made than the plan allows are held; what a fact explains goes through.

The cases are those of indicators.md, Changes that no fact explains: each publishes one day, then another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from unit.decisions.papers import HELD, WITHDRAWAL, write_decision

from ovt_pipeline.operations.held_figures import held_figures
from ovt_pipeline.operations.out_of_date import other_rules, stale_dates
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.release.held import Held

from .house import House, house
from .oracle import JOBS, RENIR, RITM
from .records import Record, Unit
from .shorthand import move, network, pairs, renir_lot, rgt, ritm, roster, unit

D1, D2, D3 = date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31)
MANY = 40
LIMITS = load_plan().unexplained_changes


def units(count: int, make: Callable[[str], Unit], start: int = 0) -> list[Unit]:
    return [make(f"U{number:03}") for number in range(start, start + count)]


def migrated(key: str) -> Unit:
    return unit(key, "Migrée", moved="2022-05-01")


def waiting(key: str) -> Unit:
    return unit(key)


SOUND = (*units(MANY, migrated), *units(20, waiting, MANY))


def with_first(count: int, change: Callable[[str], Unit]) -> list[Unit]:
    """Return the sound units, the first of them changed."""
    return [*units(count, change), *SOUND[count:]]


@pytest.fixture(scope="module")
def first_date() -> Iterator[House]:
    """Publish a sound date; to be copied."""
    with house() as made:
        made.receive([*renir_lot(str(D1), *SOUND), *roster(str(D1), move("J1", 1, "R", "Rimouski", "2020-01-01"))])
        made.publish([D1])
        yield made


@pytest.fixture
def place(first_date: House, tmp_path: Path) -> House:
    return first_date.copy(tmp_path / "house")


def told(place: House) -> list[tuple[date, str, int, int]]:
    """Return the held figures as a notice would tell them: date, with what compared, unexplained, lost."""
    return [_facts(one) for one in held_figures(place.situation)]


def _facts(one: Held) -> tuple[date, str, int, int]:
    found = one.comparison
    return found.as_of, found.compared_with, found.unexplained, found.lost


def figures(place: House, indicator: str = RENIR) -> list[tuple[date, int]]:
    query = "SELECT as_of, numerator FROM indicator_results WHERE region_code = '00' AND indicator_id = '{}' ORDER BY 1"
    return place.ask(query.format(indicator))


def kinds(place: House, day: date, indicator: str = RENIR, compared_with: str = "date") -> dict[str, int]:
    """Return how many changes of each kind a published figure has."""
    names = ("explained", "entered_late", "cleared", "restored", "unexplained", "lost")
    where = f"indicator_id = '{indicator}' AND as_of = DATE '{day}' AND compared_with = '{compared_with}'"
    (counts,) = place.ask(f"SELECT {', '.join(names)} FROM figure_changes WHERE {where}")
    return {name: count for name, count in zip(names, counts, strict=True) if count}


def publish(place: House, day: date, records: Sequence[Record]) -> None:
    """Receive the units of a day and publish it."""
    place.receive(renir_lot(str(day), *records))
    place.publish([day])


def test_figures_lost_without_a_fact_are_held_and_the_others_are_published(place: House) -> None:
    publish(place, D2, with_first(7, waiting))
    assert figures(place) == [(D1, MANY)]
    assert figures(place, JOBS) == [(D1, 1), (D2, 1)]
    assert told(place) == [(D2, "date", 7, 7)]
    (held,) = held_figures(place.situation)
    assert held.comparison.compared_as_of == D1
    assert held.comparison.value == pytest.approx(100 * 33 / 60)
    assert held.comparison.value_before == pytest.approx(100 * 40 / 60)
    assert held.entities == tuple(f"U{number:03}" for number in range(7))
    assert place.ask("FROM held_figures") == [(RENIR, D2, "unexplained")]


@pytest.mark.slow
def test_a_notice_names_ten_entities_at_most(place: House) -> None:
    publish(place, D2, with_first(MANY, waiting))
    (held,) = held_figures(place.situation)
    assert (held.comparison.unexplained, len(held.entities)) == (MANY, 10)


@pytest.mark.slow
@pytest.mark.parametrize(("count", "is_held"), [(5, False), (6, True)])
def test_a_few_changes_without_a_fact_are_published_and_counted(place: House, count: int, *, is_held: bool) -> None:
    publish(place, D2, with_first(count, waiting))
    assert bool(told(place)) is is_held
    if not is_held:
        assert kinds(place, D2) == {"unexplained": count, "lost": count}


@pytest.mark.slow
@pytest.mark.parametrize(("count", "is_held"), [(6, False), (7, True)])
def test_a_twentieth_of_the_numerator_is_no_more_than_a_twentieth(count: int, *, is_held: bool) -> None:
    everyone = units(120, migrated)
    with house() as place:
        place.receive(renir_lot(str(D1), *everyone))
        place.publish([D1])
        publish(place, D2, [*units(count, waiting), *everyone[count:]])
        assert bool(told(place)) is is_held


@pytest.mark.slow
@pytest.mark.parametrize(("total", "lost", "is_held"), [(1, 1, False), (3, 1, False), (6, 2, False), (5, 2, True)])
def test_more_than_a_third_lost_holds_however_few_they_are(total: int, lost: int, *, is_held: bool) -> None:
    everyone = [*units(total, migrated), *units(9, waiting, total)]
    with house() as place:
        place.receive(renir_lot(str(D1), *everyone))
        place.publish([D1])
        publish(place, D2, [*units(lost, waiting), *everyone[lost:]])
        assert bool(told(place)) is is_held


def test_a_dated_fact_between_the_two_explains(place: House) -> None:
    back = [replace(migrated(f"U{n:03}"), statut="Retour", date_retour=date(2024, 4, 10)) for n in range(20)]
    publish(place, D2, [*back, *SOUND[20:]])
    assert (figures(place)[-1], kinds(place, D2)) == ((D2, 20), {"explained": 20})


@pytest.mark.slow
def test_a_fact_after_an_old_extraction_explains_too(place: House) -> None:
    place.publish([D2])  # preliminary: it rests on the lot of D1
    moved = [replace(waiting(f"U{n:03}"), statut="Migrée", date_migration=date(2024, 4, 10)) for n in range(MANY, 60)]
    publish(place, D3, [*SOUND[:MANY], *moved])
    assert kinds(place, D3) == {"explained": 20}


@pytest.mark.slow
def test_an_older_fact_that_no_row_bore_was_entered_late(place: House) -> None:
    publish(place, D2, units(60, migrated))
    assert (figures(place)[-1], kinds(place, D2)) == ((D2, 60), {"entered_late": 20})


@pytest.mark.slow
def test_an_older_fact_that_the_row_bore_already_explains_nothing() -> None:
    data = units(20, lambda key: unit(key, "Planifiée", moved="2022-05-01", service="DONNÉES"), MANY)
    with house() as place:
        place.receive(renir_lot(str(D1), *SOUND[:MANY], *data))
        place.publish([D1])
        publish(place, D2, units(60, migrated))
        assert told(place) == [(D2, "date", 20, 0)]


@pytest.mark.slow
def test_a_doubt_that_decided_and_is_gone_is_cleared() -> None:
    def doubtful(key: str) -> Unit:
        return unit(key, "À migrer", moved="2022-05-01")

    with house() as place:
        place.receive(renir_lot(str(D1), *SOUND[:MANY], *units(20, doubtful, MANY)))
        place.publish([D1])
        assert figures(place) == [(D1, MANY)]
        publish(place, D2, units(60, migrated))
        assert kinds(place, D2) == {"cleared": 20}


@pytest.mark.slow
def test_what_vanished_and_comes_back_as_it_was_is_restored(place: House) -> None:
    publish(place, D2, SOUND[2:])
    assert kinds(place, D2) == {"unexplained": 2, "lost": 2}
    publish(place, D3, SOUND)
    assert (figures(place)[-1], kinds(place, D3)) == ((D3, MANY), {"restored": 2})


@pytest.mark.slow
def test_what_vanished_and_comes_back_otherwise_is_not_restored(place: House) -> None:
    publish(place, D2, [*SOUND[:MANY], *SOUND[MANY + 2 :]])
    otherwise = units(2, lambda key: replace(waiting(key), code_region="02"), MANY)
    publish(place, D3, [*SOUND[:MANY], *otherwise, *SOUND[MANY + 2 :]])
    assert kinds(place, D3) == {"unexplained": 2}


@pytest.mark.slow
def test_a_corrected_delivery_of_the_same_date_that_changes_much_is_held_and_the_version_stays(place: House) -> None:
    publish(place, D1, with_first(7, waiting))
    assert (figures(place), told(place)) == ([(D1, MANY)], [(D1, "version", 7, 7)])
    assert stale_dates(place.situation) == []
    assert other_rules(place.situation, []) == []


@pytest.mark.slow
def test_a_correction_of_a_wrong_delivery_restores() -> None:
    with house() as place:
        place.receive(renir_lot(str(D1), *SOUND))
        place.publish([D1])
        wrong = [*units(5, waiting), *SOUND[5:]]
        publish(place, D2, wrong)
        publish(place, D2, SOUND)
        assert (figures(place)[-1], kinds(place, D2, compared_with="version")) == ((D2, MANY), {"restored": 5})


@pytest.mark.slow
def test_a_withdrawal_of_a_wrong_delivery_restores(place: House) -> None:
    publish(place, D2, with_first(5, waiting))
    wrong = place.situation.deliveries[-1]
    named = {"export": wrong.export, "extraction_date": str(wrong.extraction_date), "sha256": wrong.sha256[:12]}
    write_decision(place.settings.decisions, "retrait.yaml", WITHDRAWAL, delivery=named)
    place.publish([D2])
    assert (figures(place)[-1], kinds(place, D2, compared_with="version")) == ((D2, MANY), {"restored": 5})


@pytest.mark.slow
def test_each_later_run_tries_again_and_compares_with_what_stands(place: House) -> None:
    publish(place, D2, with_first(7, waiting))
    place.publish([D3])
    assert told(place) == [(D2, "date", 7, 7), (D3, "date", 7, 7)]
    place.receive(renir_lot(str(D2), *SOUND))  # the correction
    place.publish([D3 + timedelta(days=1)])
    assert (told(place), [day for day, _ in figures(place)]) == ([], [D1, D2, D3, D3 + timedelta(days=1)])


@pytest.mark.slow
def test_dates_of_one_release_are_held_as_if_they_came_one_by_one(place: House) -> None:
    place.receive(renir_lot(str(D2), *with_first(7, waiting)))
    place.publish([D2, D3])
    assert told(place) == [(D2, "date", 7, 7), (D3, "date", 7, 7)]
    assert {one.comparison.compared_as_of for one in held_figures(place.situation)} == {D1}


@pytest.mark.slow
def test_what_rests_on_a_held_figure_through_another_is_held_too(place: House) -> None:
    publish(place, D2, with_first(7, waiting))
    publish(place, D1, with_first(7, waiting))
    place.publish([D3])  # D1 is held by its version, D2 by D1 as it stands, so D3 too
    assert told(place) == [(D1, "version", 7, 7), (D2, "date", 7, 7), (D3, "date", 7, 7)]


@pytest.mark.slow
def test_a_signed_decision_lets_them_through_and_stands_beside_the_figure(place: House) -> None:
    publish(place, D2, with_first(7, waiting))
    write_decision(
        place.settings.decisions, "tenu.yaml", HELD, figures={"indicator": RENIR, "from": str(D2), "to": str(D2)}
    )
    place.publish([D3])
    assert figures(place) == [(D1, MANY), (D2, 33), (D3, 33)]
    assert told(place) == []
    assert place.ask("SELECT as_of, unexplained, decision_id FROM figure_changes WHERE decision_id <> ''") == [
        (D2, 7, HELD["id"])
    ]
    assert place.ask("SELECT waiver_id, rule_id, delivery_id FROM waivers") == [(HELD["id"], "held", f"{RENIR}/{D2}")]


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        {"until": "2025-12-31"},
        {"figures": {"indicator": JOBS, "from": str(D2), "to": str(D2)}},
        {"figures": {"indicator": RENIR, "from": str(D3), "to": str(D3)}},
    ],
)
def test_a_decision_of_another_figure_or_an_ended_one_lets_nothing_through(
    place: House, changes: dict[str, object]
) -> None:
    named = {"figures": {"indicator": RENIR, "from": str(D2), "to": str(D2)}}
    write_decision(place.settings.decisions, "tenu.yaml", HELD, **{**named, **changes})
    publish(place, D2, with_first(7, waiting))
    assert told(place) == [(D2, "date", 7, 7)]


@pytest.mark.slow
def test_another_region_is_a_change(place: House) -> None:
    publish(place, D2, with_first(7, lambda key: replace(migrated(key), code_region="02")))
    assert told(place) == [(D2, "date", 7, 0)]


@pytest.mark.slow
def test_a_pair_that_is_new_of_a_link_long_in_production_explains_nothing() -> None:
    links: list[Record] = [ritm(f"L{n:02}") for n in range(20)]
    made: list[Record] = [rgt(f"R{n:02}", on="2022-05-01") for n in range(20)]
    paired = pairs(*(f"L{n:02}>R{n:02}" for n in range(10)))
    added = pairs(*(f"L{n:02}>R{n:02}" for n in range(10, 20)))
    with house() as place:
        place.receive(network(str(D1), *links, *made, *paired))
        place.publish([D1])
        place.receive(network(str(D2), *links, *made, *paired, *added))
        place.publish([D2])
        assert (figures(place, RITM), told(place)) == ([(D1, 10)], [(D2, "date", 10, 0)])


@pytest.mark.slow
def test_movements_entered_late_are_counted_as_such() -> None:
    first = [move(f"J{n:02}", 1, "R", "Rimouski", "2020-01-01") for n in range(20)]
    late = [move(f"K{n:02}", 1, "R", "Alma", "2021-01-01") for n in range(10)]
    with house() as place:
        place.receive(roster(str(D1), *first))
        place.publish([D1])
        place.receive(roster(str(D2), *first, *late)[:1])
        place.publish([D2])
        assert (figures(place, JOBS)[-1], kinds(place, D2, JOBS)) == ((D2, 30), {"entered_late": 10})


def test_a_figure_that_has_lost_its_only_source_stays_as_it_was(place: House) -> None:
    (lot,) = (one for one in place.situation.deliveries if one.export == "renir_unites")
    named = {"export": lot.export, "extraction_date": str(lot.extraction_date), "sha256": lot.sha256[:12]}
    write_decision(place.settings.decisions, "retrait.yaml", WITHDRAWAL, delivery=named)
    place.publish([D1])
    assert figures(place) == [(D1, MANY)]
    assert place.ask("FROM held_figures") == [(RENIR, D1, "no_source")]
    assert stale_dates(place.situation) == []


@pytest.mark.slow
def test_without_work_duckdb_a_held_date_is_tried_again_all_the_same(place: House) -> None:
    publish(place, D2, with_first(7, waiting))
    place.warehouse.work.unlink()
    place.receive(renir_lot(str(D2), *SOUND))
    place.publish([D1])
    assert figures(place)[-1] == (D2, MANY)


def test_a_lot_that_is_no_knowledge_is_no_reason_to_hold(place: House) -> None:
    """A wrong file that was never published leaves no trace."""
    place.receive(renir_lot(str(D2), *with_first(9, waiting)))
    place.receive(renir_lot(str(D2), *SOUND))
    place.publish([D2])
    assert (told(place), figures(place)[-1], kinds(place, D2)) == ([], (D2, MANY), {})


def test_the_limits_are_those_of_the_plan() -> None:
    assert (LIMITS.entities, LIMITS.lost_entities) == (5, 1)
    assert [LIMITS.share * 20, LIMITS.lost_share * 3, LIMITS.entered_late_share * 5] == [Fraction(1)] * 3
