"""The scheduled projection of each indicator: cases made by hand, planned dates around the days that matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.figures.scheduled import Scheduled, scheduled, scheduled_of
from ovt_pipeline.plan.loader import load_plan

from .oracle import JOBS, RENIR, RITM
from .records import Movement, Record, RgtLink, Unit
from .shorthand import day, move, network, pairs, renir_lot, rgt, ritm, roster, unit
from .sql_figures import indicator_of, sql_figures
from .sql_relations import World, loaded

EXTRACTED, DUE = "2025-03-31", "2026-03-31"
AS_OF, LAST = date(2025, 3, 31), date(2026, 3, 31)


def plan(world: World, indicator_id: str, due: date = LAST) -> Scheduled:
    """Return what a world plans for the due date."""
    with loaded([due], [world]) as con:
        found = scheduled_of(con, indicator_of(indicator_id), load_contracts())
    assert found
    return found


def planned_unit(key: str, planned: str | None, statut: str = "Planifiée", **facts: Any) -> Unit:  # noqa: ANN401
    return replace(unit(key, statut, **facts), date_prevue=day(planned))


def planned_link(key: str, planned: str | None, statut: str = "Commandé", **facts: str) -> RgtLink:
    return replace(rgt(key, statut, **facts), date_prevue=day(planned))


def planned_move(job: str, number: int, kind: str, place: str | None, on: str) -> Movement:
    return replace(move(job, number, kind, place, None), date_prevue=day(on))


def test_a_due_date_that_is_not_later_is_refused() -> None:
    inputs = Inputs(LotStore(Path("absent")), [], load_contracts(), load_plan())
    with pytest.raises(ValueError, match="due date"):
        scheduled(inputs, indicator_of(JOBS), AS_OF, AS_OF)


def test_an_export_without_a_delivery_plans_nothing() -> None:
    inputs = Inputs(LotStore(Path("absent")), [], load_contracts(), load_plan())
    assert scheduled(inputs, indicator_of(JOBS), AS_OF, LAST) is None


MIGRATED = unit("U0", "Migrée", moved="2024-01-01")
UNITS = [
    pytest.param(planned_unit("U1", "2025-09-01"), 2, id="planned before the due date"),
    pytest.param(planned_unit("U1", DUE), 2, id="planned on the due date"),
    pytest.param(planned_unit("U1", "2026-04-01"), 1, id="planned after the due date"),
    pytest.param(planned_unit("U1", EXTRACTED), 1, id="late: planned for the day of the extraction"),
    pytest.param(planned_unit("U1", "2024-06-01"), 1, id="late"),
    pytest.param(planned_unit("U1", None), 1, id="not planned"),
    pytest.param(planned_unit("U1", "2025-09-01", "À migrer"), 2, id="still to migrate"),
    pytest.param(planned_unit("U1", "2025-09-01", "En migration"), 2, id="migrating"),
    pytest.param(planned_unit("U1", "2025-09-01", service="DONNÉES"), 1, id="without voice"),
    pytest.param(planned_unit("U1", "2025-09-01", "Retour", moved="2023-01-01", back="2024-01-01"), 1, id="went back"),
    pytest.param(planned_unit("U1", None, moved="2025-09-01"), 2, id="planned in the effective column"),
    pytest.param(planned_unit("U1", "2025-09-01", back="2025-12-01"), 1, id="planned to migrate and to go back"),
    pytest.param(unit("U1", "Migrée", moved="2024-09-01", back="2025-12-01"), 1, id="migrated, planned to go back"),
    pytest.param(unit("U1", "Migrée", moved="2024-09-01", back="2026-04-01"), 2, id="planned to go back after it"),
    pytest.param(planned_unit("U1", None, closed="2025-12-01", heir="U0"), 2, id="planned to merge into one migrated"),
]
DOUBTED_UNITS = [
    pytest.param(planned_unit("U1", None, moved="2024-09-01"), id="dated and still planned"),
    pytest.param(planned_unit("U1", "2025-09-01", "Migrée"), id="said migrated without a date, whatever is planned"),
    pytest.param(planned_unit("U1", "2025-09-01", "Retour", moved="2024-09-01"), id="said returned without a date"),
    pytest.param(unit("U1", "Retour", moved="2025-09-01", back="2024-01-01"), id="said returned, dated again"),
]


@pytest.mark.parametrize(("one", "migrated"), UNITS)
def test_units_and_a_plan_is_no_doubt(one: Unit, migrated: int) -> None:
    found = plan(renir_lot(EXTRACTED, MIGRATED, one), RENIR)
    assert (found.numerator, found.denominator) == (migrated, 2)
    assert found.value_low == found.value == found.value_high == 50 * migrated


@pytest.mark.parametrize("one", DOUBTED_UNITS)
def test_a_doubt_of_today_is_left_and_counts_against_the_indicator(one: Unit) -> None:
    found = plan(renir_lot(EXTRACTED, MIGRATED, one), RENIR)
    assert (found.numerator, found.denominator) == (1, 2)
    assert (found.value_low, found.value, found.value_high) == (50, 50, 100)


@pytest.mark.parametrize("statut", ["À migrer", "Planifiée", "En migration", "Migrée", "Retour", "Fermée", None])
def test_a_closure_that_the_file_dates_takes_place_whatever_the_statut(statut: str | None) -> None:
    closing = unit("U1", statut, moved="2024-01-01" if statut == "Migrée" else None, closed="2025-10-01")
    found = plan(renir_lot(EXTRACTED, MIGRATED, closing, planned_unit("U2", "2027-01-01")), RENIR)
    assert (found.numerator, found.denominator) == (1, 2)
    assert found.value_low == found.value == found.value_high


def test_a_closure_said_without_a_date_stays_in_doubt_whatever_is_planned() -> None:
    world = renir_lot(EXTRACTED, MIGRATED, unit("U1", "Fermée", moved="2024-01-01", back="2025-10-01"))
    found = plan(world, RENIR)
    assert (found.value_low, found.value, found.value_high) == (50, 50, 100)


LINKS = [
    pytest.param(planned_link("R1", "2025-09-01"), 1, id="planned before the due date"),
    pytest.param(planned_link("R1", DUE, "Livré"), 1, id="delivered, planned on the due date"),
    pytest.param(planned_link("R1", "2025-09-01", "En essai"), 1, id="in test"),
    pytest.param(planned_link("R1", "2026-04-01"), 0, id="planned after the due date"),
    pytest.param(planned_link("R1", EXTRACTED), 0, id="late"),
    pytest.param(planned_link("R1", "2025-09-01", "Annulé"), 0, id="cancelled"),
    pytest.param(planned_link("R1", "2025-09-01", "Résilié", on="2024-01-01", off="2024-06-01"), 0, id="terminated"),
    pytest.param(planned_link("R1", "2025-09-01", off="2026-01-01"), 0, id="cut over, then ended before the due date"),
    pytest.param(rgt("R1", "Livré", on="2025-09-01"), 1, id="planned in the effective column"),
    pytest.param(rgt("R1", on="2024-09-01", off="2025-09-01"), 0, id="in production until a day before the due date"),
    pytest.param(rgt("R1", on="2024-09-01", off="2026-04-01"), 1, id="in production until after the due date"),
    pytest.param(planned_link("R1", "2025-09-01", off="2024-09-01"), 0, id="planned, though ended"),
    pytest.param(rgt("R1", "Annulé", on="2025-09-01"), 0, id="cancelled: what it dates does not take place"),
]


@pytest.mark.parametrize(("one", "migrated"), LINKS)
def test_links_and_a_plan_is_no_doubt(one: RgtLink, migrated: int) -> None:
    found = plan(network(EXTRACTED, ritm("L1"), ritm("L2"), one, *pairs("L1>R1")), RITM)
    assert (found.numerator, found.denominator) == (migrated, 2)
    assert found.value_low == found.value == found.value_high


@pytest.mark.parametrize(
    "one", [rgt("R1", "Livré", on="2024-09-01"), planned_link("R1", "2025-09-01", "En production")]
)
def test_a_link_whose_statut_and_dates_disagree_today_stays_in_doubt(one: RgtLink) -> None:
    found = plan(network(EXTRACTED, ritm("L1"), ritm("L2"), one, *pairs("L1>R1")), RITM)
    assert (found.value_low, found.value, found.value_high) == (0, 0, 50)


def test_every_obligatory_link_must_be_planned() -> None:
    both = [planned_link("R1", "2025-09-01"), planned_link("R2", "2025-10-01")]
    late = [both[0], planned_link("R2", "2026-10-01")]
    for links, migrated in ((both, 1), (late, 0)):
        assert plan(network(EXTRACTED, ritm("L1"), *links, *pairs("L1>R1", "L1>R2")), RITM).numerator == migrated


RUNNING = rgt("R1", on="2024-01-01")


@pytest.mark.parametrize("statut", ["Actif", "En migration", "Migré", "Débranché"])
def test_a_disconnection_that_the_inventory_dates_takes_place_whatever_the_statut(statut: str) -> None:
    closing = ritm("L1", statut, cut="2025-08-01", why="Site fermé")
    found = plan(network(EXTRACTED, closing, ritm("L2"), RUNNING, *pairs("L2>R1")), RITM)
    assert (found.numerator, found.denominator) == (1, 1)
    assert found.value_low == found.value == found.value_high == 100


def test_a_disconnection_planned_after_the_due_date_is_none_yet() -> None:
    world = network(EXTRACTED, ritm("L1", cut="2026-04-01", why="Site fermé"), ritm("L2"))
    assert plan(world, RITM).denominator == 2


@pytest.mark.parametrize(("link", "migrated", "at_most"), [(RUNNING, 1, 1), (rgt("R1", "Livré"), 0, 1)])
def test_a_disconnection_planned_for_a_migration_claims_it_where_none_is_planned(
    link: RgtLink, migrated: int, at_most: int
) -> None:
    moving = ritm("L1", cut="2025-08-01", why="Migration RGT")
    found = plan(network(EXTRACTED, moving, ritm("L2"), link, *pairs("L1>R1")), RITM)
    assert (found.numerator, found.denominator, found.value_high) == (migrated, 2, 50 * at_most)


def test_a_disconnection_planned_without_a_motif_leaves_its_doubt() -> None:
    found = plan(network(EXTRACTED, ritm("L1", cut="2025-08-01"), ritm("L2"), RUNNING, *pairs("L1>R1")), RITM)
    assert (found.value_low, found.value, found.value_high) == (0, 0, 50)


def test_a_link_said_cancelled_stays_in_doubt_whatever_is_planned() -> None:
    earlier = network("2024-12-31", ritm("L1"), ritm("L2"))
    now = network(EXTRACTED, ritm("L1", "Annulé", cut="2025-08-01", why="Site fermé"), ritm("L2"))
    found = plan([*earlier, *now], RITM)  # D-COHORT, and D-CLOSED: a statut that says no end beside the date of one
    assert (found.numerator, found.denominator) == (0, 2)


ARRIVED = move("J0", 1, "R", "Rimouski", "2020-01-01")
MOVES = [
    pytest.param([planned_move("J1", 1, "R", "Alma", "2025-09-01")], 2, id="arrival planned before the due date"),
    pytest.param([planned_move("J1", 1, "R", "Alma", DUE)], 2, id="arrival planned on the due date"),
    pytest.param([planned_move("J1", 1, "R", "Alma", "2026-04-01")], 1, id="arrival planned after the due date"),
    pytest.param([planned_move("J1", 1, "R", "Alma", EXTRACTED)], 1, id="arrival late"),
    pytest.param([planned_move("J1", 1, "R", "Laval", "2025-09-01")], 1, id="arrival planned where it does not count"),
    pytest.param([move("J1", 1, "R", "Alma", "2025-09-01")], 2, id="planned in the effective column"),
    pytest.param([planned_move("J0", 2, "B", None, "2025-09-01")], 0, id="departure planned"),
    pytest.param([planned_move("J0", 2, "A", None, "2026-04-01")], 1, id="departure planned after the due date"),
    pytest.param([planned_move("J0", 2, "B", None, "2024-09-01")], 0, id="departure late: it is counted"),
    pytest.param(
        [planned_move("J0", 2, "B", None, "2025-05-01"), planned_move("J0", 3, "R", "Alma", "2025-09-01")],
        1,
        id="departure and arrival planned",
    ),
    pytest.param(
        [planned_move("J0", 2, "B", None, "2024-09-01"), planned_move("J0", 3, "R", "Alma", "2025-04-02")],
        1,
        id="departure late, then arrival planned",
    ),
]


@pytest.mark.parametrize(("records", "counted"), MOVES)
def test_jobs(records: Sequence[Record], counted: int) -> None:
    found = plan(roster(EXTRACTED, ARRIVED, *records), JOBS)
    assert (found.numerator, found.denominator) == (counted, None)
    assert found.value_low == found.value == found.value_high == counted


def test_without_plans_the_projection_is_the_figure() -> None:
    worlds = {
        RENIR: renir_lot(EXTRACTED, MIGRATED, unit("U1"), unit("U2", "Migrée")),
        RITM: network(EXTRACTED, ritm("L1"), ritm("L2"), rgt("R1", on="2024-05-01"), *pairs("L1>R1")),
        JOBS: roster(EXTRACTED, ARRIVED, move("J1", 1, "R", "Laval", "2020-01-01")),
    }
    for name, world in worlds.items():
        found = plan(world, name)
        numbers = (found.numerator, found.denominator, found.value, found.value_low, found.value_high)
        assert numbers == pytest.approx(sql_figures([AS_OF], world)[name, AS_OF, "00"])


def test_only_the_lot_used_plans_and_earlier_lots_keep_their_facts() -> None:
    earlier = renir_lot("2024-12-31", MIGRATED, planned_unit("U1", "2025-02-01"), planned_unit("U2", "2025-09-01"))
    now = renir_lot(EXTRACTED, MIGRATED, planned_unit("U1", "2026-12-01"))
    found = plan([*earlier, *now], RENIR)  # U2 vanished: in the population and not migrated, whatever it planned
    assert (found.numerator, found.denominator) == (1, 3)


def test_the_projection_leaves_nothing_behind() -> None:
    world = renir_lot(EXTRACTED, MIGRATED, planned_unit("U1", "2025-09-01"))
    assert plan(world, RENIR).value == 100
    assert sql_figures([LAST], world)[RENIR, LAST, "00"][2] == 50
