"""Several plans: the project's own, and one that a test adds by a file only; targets in force; context figures."""

from datetime import date
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest

from ovt_pipeline.figures.compute import run_measure
from ovt_pipeline.plan.loader import PLAN_FILE, load_context, load_plan, load_plans
from ovt_pipeline.plan.model import Plan, UnexplainedChanges

from .made_up_plan import MADE_UP, write_plan

STRATEGY = "sgcn_2024_2028"


def made_up(folder: Path) -> Plan:
    """Return the plan that a file adds."""
    return load_plans(write_plan(folder))[0]


def values(plan: Plan, day: str) -> list[tuple[str, float]]:
    found = plan.targets_in_force(plan.indicators[0].id, date.fromisoformat(day))
    return [(str(point.day), point.value) for point in found]


def test_the_main_plan_comes_first_then_the_others_by_id(tmp_path: Path) -> None:
    own = files("ovt_pipeline.plan")
    for name in (PLAN_FILE, f"{STRATEGY}.yaml"):
        write_plan(tmp_path, own.joinpath(name).read_text(encoding="utf-8"), name)
    write_plan(tmp_path, name="0.yaml")
    assert [plan.id for plan in load_plans(tmp_path)] == ["paovt_2023_2025", "plan_invente", STRATEGY]
    assert load_plans() is load_plans()
    assert load_plan() is load_plans()[0]
    assert load_plans(tmp_path)[0] == load_plan()


def test_a_folder_without_plans_gives_none(tmp_path: Path) -> None:
    assert load_plans(tmp_path) == ()


def test_an_unknown_indicator_has_no_targets() -> None:
    with pytest.raises(KeyError):
        load_plan().targets_in_force("inconnu", date(2024, 1, 1))


def test_the_strategy_is_not_yet_measured_and_nothing_of_it_is_invented() -> None:
    strategy = {plan.id: plan for plan in load_plans()}[STRATEGY]
    assert not strategy.is_measured
    assert (strategy.adopted, strategy.announced, strategy.valid_to) == (None, date(2024, 7, 3), None)
    axes, objectives = strategy.structure
    assert [title.fr for title in axes.titles or ()] == [
        "Accroître la cybersécurité de l'administration publique",
        "Accélérer la transformation numérique de l'administration publique",
        "Développer des infrastructures technologiques pérennes et sécuritaires",
    ]
    assert (objectives.level, objectives.count, objectives.titles) == ("objective", 10, None)
    said = {name: one.quote for name, one in strategy.statements.items()}
    assert "l'ensemble des organismes publics assujettis à la Loi" in said["scope"]
    assert said["first_year"].startswith("Dès la première année")
    assert said["publication"].endswith("publiés annuellement.")
    assert said["follow_up"].endswith("Comité de gouvernance en ressources informationnelles.")


def test_a_plan_that_is_only_a_file_is_counted_by_an_existing_measure(tmp_path: Path) -> None:
    from backtests.shorthand import move, roster  # noqa: PLC0415 - the connection is opened only here
    from backtests.sql_relations import loaded  # noqa: PLC0415

    plan = made_up(tmp_path)
    day = date(2025, 1, 31)
    facts = roster("2025-01-31", move("J1", 1, "R", "Rimouski", "2022-02-01"), move("J2", 1, "R", "Alma", "2019-06-01"))
    with loaded([day], [facts]) as con:
        con.execute("DELETE FROM reference_dates")
        rows = [[name, at] for name, at in plan.reference_dates.items()]
        con.executemany("INSERT INTO reference_dates VALUES (?, ?)", rows)
        run_measure(con, plan.indicators[0])
        found = con.execute("SELECT indicator_id, value FROM new_figures WHERE region_code = '00'").fetchall()
    assert found == [("postes_inventes", 1)]  # the window of this plan starts in 2020


def test_targets_in_force_follow_the_amendments_and_can_be_replayed(tmp_path: Path) -> None:
    plan = made_up(tmp_path)
    before = [("2025-01-31", 9.0), ("2026-01-31", 12.0)]
    put_off = [("2025-01-31", 9.0), ("2026-06-30", 12.0)]
    raised = [("2025-01-31", 9.0), ("2026-06-30", 14.0)]
    assert values(plan, "2024-01-31") == before  # before the adoption: the targets as adopted
    assert [values(plan, day) for day in ("2025-02-28", "2025-03-01")] == [before, put_off]
    assert [values(plan, day) for day in ("2025-05-31", "2025-06-01", "2030-01-01")] == [put_off, raised, raised]


def test_marks_quotes_and_pages_are_kept(tmp_path: Path) -> None:
    last = made_up(tmp_path).indicators[0].targets[-1]
    assert (last.interpreted, last.added) == (True, 3)
    assert (last.quote, last.page, last.text_quote, last.text_page) == ("douze", 4, "12", 3)
    for indicator in load_plan().indicators:
        for point in (indicator.start, *indicator.targets):
            assert (point.page, point.text_page) == (11 if point.quote else None, 9 if point.text_quote else None)
            assert f"{point.value:.0f}" in f"{point.quote} {point.text_quote}"


def test_limits_of_unexplained_changes_are_exact_and_have_defaults(tmp_path: Path) -> None:
    limits = UnexplainedChanges(ours=True)
    for plan in load_plans():
        assert (plan.inventory_window, plan.unexplained_changes) == (15, limits)
    assert (limits.entities, limits.lost_entities) == (5, 1)
    assert (limits.share, limits.lost_share, limits.entered_late_share) == (
        Fraction(1, 20),
        Fraction(1, 3),
        Fraction(1, 5),
    )
    own = made_up(tmp_path)
    assert own.inventory_window == 20
    assert vars(own.unexplained_changes) == {
        "ours": False, "entities": 3, "share": Fraction(1, 4), "lost_entities": 0, "lost_share": Fraction(1, 2),
        "entered_late_share": 1,
    }  # fmt: skip
    lines = [line for line in MADE_UP.splitlines() if not line.startswith("unexplained")]
    silent = load_plans(write_plan(tmp_path, "\n".join(lines)))[0]
    assert silent.unexplained_changes == UnexplainedChanges()


def test_context_figures_are_quoted_with_their_source_and_date() -> None:
    (context,) = load_context()
    figures = {one.id: one for one in context.figures}
    assert {name: (one.value, one.page) for name, one in figures.items()} == {
        "renir_jobs": (300, 9),
        "wifi_addresses": (2400, 9),
        "bodies_served": (300, 4),
        "government_jobs": (5000, 9),
    }
    assert (context.plan, context.published) == ("paovt_2023_2025", "2024-01")
    assert "MCN, janvier 2024" in context.source
    assert "plus de 2 400 adresses à travers le Québec" in figures["wifi_addresses"].quote
    assert "more than 2,400 addresses across Quebec" in figures["wifi_addresses"].en
