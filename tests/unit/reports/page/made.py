"""Told facts made up for the tests: two indicators of the plan, and how to change them.

Belongs here: records. Does not belong here: what a page must say of them (test_*.py).
"""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from ovt_pipeline.reports.page.facts import (
    Decision,
    Facts,
    Figure,
    PlanPoint,
    Release,
    Scenario,
    Source,
    Statement,
    Target,
    Totals,
    Version,
)
from ovt_pipeline.reports.told.database import Place

RENIR, JOBS = "renir_units_migrated", "jobs_regionalised"
D0, D1, D2, LATER = date(2023, 3, 31), date(2024, 3, 31), date(2025, 3, 31), date(2028, 9, 30)
AT = datetime(2025, 4, 15, 2, 30)  # noqa: DTZ001 - stored without offset; still the 14th in Toronto
NB = "\u00a0"
RELEASE = Release("20250415T023000Z_abc", AT, D2, is_synthetic=False, code_version="0.2.0")


def figure(indicator: str, day: date, n: int, d: int | None, high: float | None = None, **more: Any) -> Figure:  # noqa: ANN401
    """Return a figure of the whole; its low is its value, its high too unless told."""
    value = float(n) if d is None else 100 * n / d if d else None
    shown = "s. o." if value is None else f"{value:.0f}" + (f"{NB}%" if d is not None else "")
    made = Figure(
        indicator, day, "00", n, d, value, value, value if high is None else high, shown,
        is_preliminary=False, is_synthetic=False,
    )  # fmt: skip
    return replace(made, **more)


def point(indicator: str, kind: str, day: date, value: float, **more: Any) -> PlanPoint:  # noqa: ANN401
    """Return a start or a target of the plan."""
    unit = "emplois" if indicator == JOBS else "%"
    named = {RENIR: ("Taux d'unités migrées", "Share of units migrated"), JOBS: ("Nombre d'emplois", "Number of jobs")}
    names = named.get(indicator, ("Autre", "Other"))
    made = PlanPoint(
        "plan", "Plan d'action", "Action plan", "Délégation", "Delegation", "Migration des unités.", "Migration.",
        indicator, *names, unit, kind, day, value, f"{value:g}", 11, None, None, is_interpreted=False,
    )  # fmt: skip
    return replace(made, **more)


def target(indicator: str, due: date, wanted: float, status: str, value: float | None, **more: Any) -> Target:  # noqa: ANN401
    """Return a target as judged at the date of the release."""
    english = {"atteinte": "reached", "non atteinte": "not reached", "en voie": "on track"}.get(status, "other")
    at_due = value if due <= D2 else None
    made = Target(
        indicator, due, D2, wanted, value, at_due, status, status, english, None, display_differs=False,
        bounds_straddle=False, is_provisional=False, only_by_exits=False, reason_fr="Raison.", reason_en="Reason.",
    )  # fmt: skip
    return replace(made, **more)


def made(**changes: Any) -> Facts:  # noqa: ANN401 - any of its fields
    """Return facts: 73 % of 101 units where 75 % was wanted, 89 jobs where 87 were."""
    facts = Facts(
        release=RELEASE,
        figures=(
            figure(RENIR, D0, 52, 101), figure(RENIR, D1, 67, 101), figure(RENIR, D2, 74, 101, 77.0),
            figure(JOBS, D0, 62, None), figure(JOBS, D1, 74, None), figure(JOBS, D2, 89, None, 91.0),
        ),
        places=(),
        plan=(
            point(RENIR, "start", D0, 51.0, is_interpreted=True), point(RENIR, "target", D2, 75.0),
            point(JOBS, "start", D0, 62.0), point(JOBS, "target", D2, 87.0), point(JOBS, "target", LATER, 115.0),
        ),
        statements=(
            Statement("plan", "x_answer", "Décentralisation", "Decentralisation", "Aucune réponse.", "None.", 9),
        ),
        targets=(
            target(RENIR, D2, 75.0, "non atteinte", 100 * 74 / 101, bounds_straddle=True),
            target(JOBS, D2, 87.0, "atteinte", 89.0),
            target(JOBS, LATER, 115.0, "en voie", 89.0, scheduled_value=90.0),
        ),
        history=(Version(RENIR, D2, 0, AT, 73.0, 73.0, 77.0, f"73{NB}%", None),),
        sensitivity=(Scenario(RENIR, D2, "all_open", 75.0, "Toutes ouvertes.", "All open."),),
        totals=(Totals(RENIR, D2, 74, 27, 9, 4), Totals(JOBS, D2, 89, 0, 14, 2)),
        sources=(Source(RENIR, D2, "renir_unites", "Inventaire RENIR", "RENIR inventory", D2, 0, 1111, 1),),
        decisions=(),
    )  # fmt: skip
    return replace(facts, **changes)


@dataclass(frozen=True)
class Spoiled:
    """Facts in which every text that others wrote is hostile, and those texts by the name of their field."""

    facts: Facts
    texts: dict[str, str]


KEPT = {"point", "place_code", "unit", "regions", "plan_id"}  # what a release holds of our own
IDS = {"indicator_id", "statement_id"}


def spoiled(hostile: str) -> Spoiled:
    """Return facts with a hostile text in every field that holds one."""
    place = Place(RENIR, "P", "Lieu", "Place", ["01"])
    whole = made(
        places=(place,),
        history=(*made().history, Version(RENIR, D2, 1, AT, 74.0, 74.0, 77.0, "74", "data")),
        decisions=(Decision("waiver", D2, D1, None, "Pourquoi."),),
    )
    whole = replace(whole, figures=(*whole.figures, replace(whole.figures[2], place_code="P")))
    texts: dict[str, str] = {}
    changed = {one.name: _spoil(getattr(whole, one.name), hostile, texts) for one in fields(whole)}
    unanswered = tuple(replace(one, objective_fr=f"{hostile}no indicator") for one in changed["statements"])
    return Spoiled(Facts(**{**changed, "statements": unanswered}), texts)


def _spoil(value: Any, hostile: str, texts: dict[str, str]) -> Any:  # noqa: ANN401 - a record, or several
    if isinstance(value, tuple):
        return tuple(_spoil(one, hostile, texts) for one in value)
    changed = {}
    for one in fields(value):
        if isinstance(getattr(value, one.name), str) and one.name not in KEPT:
            is_id = one.name in IDS  # one text for one id, so that records still find each other
            changed[one.name] = hostile + (getattr(value, one.name) if is_id else one.name)
            texts[one.name] = changed[one.name]
    return replace(value, **changed)
