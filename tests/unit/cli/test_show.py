"""Figures as people read them: numbers, marks and dates in two languages."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from ovt_pipeline.answers.current import Current, Figure, PlanPoint
from ovt_pipeline.cli.show import as_json, figures_table, published_line
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.plan.loader import load_plan

FR, EN = Speech("fr"), Speech("en")
DAY, BEFORE = date(2025, 3, 31), date(2024, 3, 31)
SPACE = "\u00a0"


def point(indicator: str, kind: str, due: str, value: float, *, interpreted: bool = False) -> PlanPoint:
    unit = "emplois" if indicator.startswith("jobs") else "%"
    return PlanPoint(indicator, "Nom", "Name", unit, kind, date.fromisoformat(due), value, interpreted)


RATE = Figure(
    "renir_units_migrated", DAY, f"53{SPACE}%", 105, 200, 52.5, 51.04, 60.96, is_preliminary=True, is_synthetic=True
)
JOBS = Figure("jobs_regionalised", DAY, "80", 80, None, 80.0, 79.0, 81.0, is_preliminary=False, is_synthetic=False)
EMPTY = Figure("ritm_links_migrated", DAY, "s. o.", 0, 0, None, None, None, is_preliminary=False, is_synthetic=False)
POINTS = [
    p
    for i in ("renir_units_migrated", "ritm_links_migrated", "jobs_regionalised")
    for p in (
        point(i, "start", "2023-03-31", 62, interpreted=i[0] != "j"),
        point(i, "target", "2024-03-31", 77),
        point(i, "target", "2025-03-31", 87),
    )
]
CURRENT = Current("r1", datetime(2025, 4, 1, 2, 30), False, "Plan", "Plan (en)", [RATE, JOBS, EMPTY], POINTS, [])  # noqa: DTZ001, FBT003


def test_a_figure_says_its_counts_its_bounds_and_its_marks() -> None:
    (line,) = [x for x in figures_table(CURRENT, FR) if "105 / 200" in x]
    assert line == (
        f"  2025-03-31    53{SPACE}%    105 / 200  entre 51,0{SPACE}% et 61,0{SPACE}%  [préliminaire, SYNTHÉTIQUE]"
    )
    (line,) = [x for x in figures_table(CURRENT, EN) if "105 / 200" in x]
    assert "between 51.0% and 61.0%" in line
    assert line.endswith("[preliminary, SYNTHÉTIQUE]")


def test_a_count_has_no_denominator_and_no_mark() -> None:
    (line,) = [x for x in figures_table(CURRENT, FR) if " 80 " in x]
    assert "/" not in line
    assert line.endswith("entre 79 et 81")


def test_an_empty_population_is_said() -> None:
    (line,) = [x for x in figures_table(CURRENT, FR) if "0 / 0" in x]
    assert "s. o." in line
    assert line.endswith("entre s. o. et s. o.")


def test_the_plan_is_shown_rounded_with_the_dates_that_are_our_reading() -> None:
    lines = list(figures_table(CURRENT, FR))
    assert f"  départ 62{SPACE}% (2023-03-31*) · cibles 77{SPACE}% (2024-03-31), 87{SPACE}% (2025-03-31)" in lines
    assert "  départ 62 (2023-03-31) · cibles 77 (2024-03-31), 87 (2025-03-31)" in lines
    assert lines[-1].startswith("* ")
    plain = replace(CURRENT, points=[replace(p, is_interpreted=False) for p in POINTS])
    assert not [line for line in figures_table(plain, FR) if "*" in line]


def test_a_date_without_a_figure_says_so_for_each_indicator() -> None:
    lines = list(figures_table(CURRENT, EN, [BEFORE]))
    assert lines.count("  no figure") == 3
    assert not [line for line in lines if "2025-03-31  " in line]


def test_indicators_come_in_the_order_of_the_plan_under_its_title() -> None:
    lines = list(figures_table(CURRENT, EN))
    assert lines[0] == "Plan (en)"
    named = [line.partition("(")[2].rstrip(")") for line in lines if line.startswith("Name (")]
    assert named == [i.id for i in load_plan().indicators]


@pytest.mark.parametrize(("words", "mark"), [(FR, "DONNÉES SYNTHÉTIQUES"), (EN, "SYNTHETIC DATA")])
def test_synthetic_data_are_announced_at_the_top(words: Speech, mark: str) -> None:
    assert list(figures_table(replace(CURRENT, is_synthetic=True), words))[1].startswith(mark)
    assert not [line for line in figures_table(CURRENT, words) if line.startswith(mark)]


def test_publication_is_told_in_torontos_time() -> None:
    assert published_line(CURRENT, FR) == "Publication r1, le 2025-03-31 à 22:30 (heure de Toronto)"
    assert published_line(CURRENT, EN) == "Release r1, 2025-03-31 at 22:30 (Toronto time)"


def test_json_holds_the_figures_of_the_dates_asked_unrounded() -> None:
    said = json.loads(json.dumps(as_json(CURRENT, [DAY]), default=str))
    assert [f["value"] for f in said["figures"]] == [52.5, 80.0, None]
    assert said["figures"][0]["as_of"] == "2025-03-31"
    assert as_json(CURRENT, [BEFORE])["figures"] == []
    assert len(as_json(CURRENT)["figures"]) == 3
