"""Targets in a release: statuses of every date, what the display would say, events told once.

Belongs here: what is published. Does not belong here: how a status is judged (tests/unit/targets), the trend.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.targets.dated import Dated, Series
from ovt_pipeline.targets.status import judge_plan

from .house import House, house
from .oracle import RENIR
from .records import Record
from .shorthand import renir_lot, unit

JANUARY, FEBRUARY, MARCH, APRIL = date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)
STATUSES = (
    "SELECT due_date, as_of, status, display_differs, bounds_straddle, value_at_due IS NOT NULL, is_synthetic"
    f" FROM indicator_targets WHERE indicator_id = '{RENIR}' ORDER BY ALL"
)


@pytest.fixture
def place() -> Iterator[House]:
    with house() as made:
        yield made


def units(migrated: int, of: int, undated: int = 0) -> list[Record]:
    """Give so many units, the first ones migrated, the next ones said to be without a date."""
    done = [unit(f"U{n}", "Migrée", moved="2023-05-01") for n in range(migrated)]
    unsure = [unit(f"U{n}", "Migrée") for n in range(migrated, migrated + undated)]
    return [*done, *unsure, *(unit(f"U{n}") for n in range(migrated + undated, of))]


def test_a_figure_that_displays_the_target_without_reaching_it_is_not_reached(place: House) -> None:
    place.receive(renir_lot("2024-03-31", *units(16, 23)))  # 69.6 displays 70
    place.publish([MARCH])
    display = place.ask("SELECT display_value FROM indicator_results WHERE region_code = '00'")
    assert display == [("70\u00a0%",)]
    assert place.ask(STATUSES)[0] == (MARCH, MARCH, "non atteinte", True, False, True, True)
    ((fr, en),) = place.ask(f"SELECT reason_fr, reason_en FROM indicator_targets WHERE due_date = '{MARCH}'")
    assert "69,6" in fr
    assert "69.6" in en


def test_a_low_and_a_high_on_different_sides_say_so(place: House) -> None:
    place.receive(renir_lot("2024-03-31", *units(6, 10, undated=2)))  # 60, or 80
    place.publish([MARCH])
    assert place.ask(STATUSES)[0][2:5] == ("non atteinte", False, True)


def test_every_date_is_judged_by_the_figures_until_then(place: House) -> None:
    """Judge each date again from the published figures alone."""
    for day, migrated in ((JANUARY, 5), (FEBRUARY, 6), (MARCH, 8), (APRIL, 8)):
        place.receive(renir_lot(str(day), *units(migrated, 10)))
    place.publish([JANUARY, FEBRUARY, MARCH, APRIL])
    kept = dict[date, dict[str, float]]()
    for day, rule, value in place.ask(
        "SELECT as_of, scenario, value FROM indicator_sensitivity WHERE region_code = '00' AND scenario <> 'all_open'"
    ):
        kept.setdefault(day, {})[rule] = value
    figures = [
        Dated(*row, exits_kept=kept[row[0]])
        for row in place.ask(
            "SELECT as_of, value, value_low, value_high, display_value, is_preliminary FROM indicator_results"
            " WHERE region_code = '00' ORDER BY as_of"
        )
    ]
    expected = {
        (judged.due, day): judged.status
        for day in (JANUARY, FEBRUARY, MARCH, APRIL)
        for judged in judge_plan(load_plan(), RENIR, Series(figures), day)
    }
    found = {(due, as_of): status for due, as_of, status, *_ in place.ask(STATUSES)}
    assert found == expected
    assert found[MARCH, MARCH] == "atteinte"
    assert found[MARCH, JANUARY] == "indéterminable"


def of_march(place: House) -> tuple[object, ...]:
    """Return what is said at the last date of the target of March 2024."""
    query = "status, status_fr, status_en, is_provisional, only_by_exits, sentence_fr FROM plan_report"
    ((*said, sentence),) = place.ask(f"SELECT {query} WHERE indicator_id = '{RENIR}' AND due_date = '{MARCH}'")
    assert said[3] == ("provisoire" in sentence)
    return tuple(said)


@pytest.mark.slow
def test_a_status_is_provisional_until_the_lots_of_its_day_are_in_and_the_event_says_when(place: House) -> None:
    place.receive(renir_lot("2024-02-29", *units(8, 10)))
    place.publish([MARCH])
    assert of_march(place) == ("atteinte", "atteinte (provisoire)", "reached (provisional)", True, False)
    place.publish([date(2024, 4, 10)])
    assert of_march(place)[3] is True
    place.receive(renir_lot("2024-04-10", *units(8, 10)))  # within the window of the due date
    place.publish([MARCH])
    assert of_march(place) == ("atteinte", "atteinte", "reached", False, False)
    events = f"SELECT kind, sentence_fr FROM status_events WHERE due_date = '{MARCH}' AND indicator_id = '{RENIR}'"
    told = dict(place.ask(events))
    assert told["confirmed"].endswith("pour le 31 mars 2024 est atteinte, et ce n’est plus provisoire.")


@pytest.mark.parametrize(
    ("migrated", "of", "statut", "heir", "other", "rule"),
    [
        (7, 10, "Fermée", None, "58,3", "Les unités fermées restent dans la population, non migrées."),
        (5, 8, "Fusionnée", "U0", "50", "Les unités fusionnées gardent leur propre état."),
    ],
)
def test_a_status_that_closed_or_merged_units_make_says_so(
    place: House, migrated: int, of: int, statut: str, heir: str | None, other: str, rule: str
) -> None:
    """Seven of ten count as migrated, two units being gone."""
    gone = [unit(f"F{n}", statut, closed="2023-09-01", heir=heir) for n in range(2)]
    place.receive(renir_lot("2024-03-31", *units(migrated, of), *gone))
    place.publish([MARCH])
    word = "atteinte (par des sorties seulement)"
    assert of_march(place) == ("atteinte", word, "reached (only by exits)", False, True)
    (fr,) = place.ask(f"SELECT reason_fr FROM indicator_targets WHERE due_date = '{MARCH}'")[0]
    assert f"« non atteinte », avec une valeur de {other}\u00a0%, sous cette autre règle : {rule}" in fr


@pytest.mark.slow
def test_a_late_delivery_that_moves_only_the_other_rules_is_judged_again(place: House) -> None:
    """The figure of March stays 7 of 10; what went is another thing."""
    place.receive(renir_lot("2024-03-31", *units(7, 10)))
    place.publish([MARCH])
    assert of_march(place)[4] is False
    place.publish([APRIL])
    place.receive(renir_lot("2024-03-31", *units(7, 10), unit("F", "Fermée", closed="2023-09-01")))
    place.publish([MARCH])
    ((said,),) = place.ask(
        f"SELECT only_by_exits FROM indicator_targets WHERE due_date = '{MARCH}' AND as_of = '{MARCH}'"
        f" AND indicator_id = '{RENIR}'"
    )
    assert said is True


@pytest.mark.slow
def test_night_after_night_gives_the_judgements_of_all_at_once(place: House) -> None:
    judged = "SELECT * EXCLUDE (scheduled_value) FROM indicator_targets ORDER BY ALL"
    days = [JANUARY, FEBRUARY, MARCH, APRIL]
    lots = [renir_lot(str(day), *units(number, 10)) for day, number in zip(days, (5, 6, 8, 8), strict=True)]
    corrected = renir_lot(str(FEBRUARY), *units(7, 10))
    for day, lot in zip(days, lots, strict=True):
        place.receive(lot)
        place.publish([day])
    place.receive(corrected)
    place.publish(days)
    with house() as at_once:
        at_once.receive([*(one for lot in lots for one in lot), *corrected])
        at_once.publish(days)
        assert place.ask(judged) == at_once.ask(judged)


@pytest.mark.slow
def test_a_passed_due_date_is_an_event_told_once(place: House) -> None:
    place.receive(renir_lot("2024-02-29", *units(5, 10)))
    place.publish([FEBRUARY])
    assert place.ask("FROM status_events") == []
    place.receive(renir_lot("2024-03-31", *units(8, 10)))
    place.publish([MARCH])
    events = place.ask("SELECT indicator_id, due_date, as_of, status_after FROM status_events ORDER BY ALL")
    assert (RENIR, MARCH, MARCH, "atteinte") in events
    assert len(place.situation.published().standing.events) == len(events)
    place.publish([APRIL])
    again = place.ask("SELECT indicator_id, due_date, as_of, status_after FROM status_events ORDER BY ALL")
    assert [row for row in events if row not in again] == []
    assert [row for row in again if row not in events and row[1] == MARCH] == []


def test_numbers_beside_the_indicators_are_apart_and_a_plan_without_indicator_is_not_measured(place: House) -> None:
    place.receive(renir_lot("2024-03-31", *units(5, 10)))
    place.publish([MARCH])
    standing = place.situation.published().standing
    assert [fr for fr, _ in standing.unmeasured] == [
        "Stratégie gouvernementale de cybersécurité et du numérique 2024-2028"
    ]
    assert place.ask("SELECT value FROM context_figures ORDER BY ALL") == [(300,), (300,), (2400,), (5000,)]
    assert place.ask("SELECT count(*) FROM indicator_results WHERE value IN (2400)") == [(0,)]
