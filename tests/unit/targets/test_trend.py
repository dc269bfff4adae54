"""A trend is projected only from a history that allows it; else the reason is said. Coverage: backtests/test_trend."""

from datetime import date, timedelta

import pytest
from scipy import stats

from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.targets.dated import Dated, Series
from ovt_pipeline.targets.trend import Trend, project
from ovt_pipeline.targets.trend_tests import quantile

from .made_up import JOBS, RATE, TREND_METHOD

FIRST = date(2023, 3, 31)
STEADY = [2.0, 1.0, 0.0, 2.0, 1.0, 3.0, 1.0, 0.0, 1.0, 2.0, 2.0, 0.0, 1.0, 1.0, 0.0, 3.0]


def history(start: float, changes: list[float], days: int = 30) -> list[Dated]:
    """Write figures that change every `days` days."""
    values = [start + sum(changes[:number]) for number in range(len(changes) + 1)]
    return [Dated(FIRST + timedelta(days=days * number), value) for number, value in enumerate(values)]


def projected(known: list[Dated], months: float = 6, indicator: Indicator = JOBS) -> Trend:
    """Project the history to `months` after its last figure."""
    last = max((one.as_of for one in known), default=FIRST)
    return project(indicator, last + timedelta(days=round(months * 30.4375)), Series(known), last, TREND_METHOD)


@pytest.mark.parametrize(
    ("known", "months", "code"),
    [
        pytest.param([], 6, "trend_few_steps", id="no figure"),
        pytest.param(history(62, STEADY[:11]), 6, "trend_few_steps", id="eleven steps"),
        pytest.param(history(62, STEADY, days=1), 6, "trend_few_steps", id="two weeks of nights"),
        pytest.param(history(62, STEADY), 0, "trend_due_passed", id="due on the last day"),
        pytest.param(history(62, STEADY), -1, "trend_due_passed", id="due before"),
        pytest.param(history(62, STEADY), 32, "trend_too_far", id="twice the history and more"),
        pytest.param(history(62, [0.0] * 12), 6, "trend_no_variation", id="no movement"),
        pytest.param(history(62, [2.0] * 12), 6, "trend_no_variation", id="the same each month"),
        pytest.param(history(62, [*STEADY[:8], 40.0, *STEADY[8:]]), 6, "trend_jump", id="a jump"),
        pytest.param(history(62, [0.0] * 8 + [5.0] + [0.0] * 8), 6, "trend_jump", id="the only movement"),
        pytest.param(
            history(62, [one + 8 * (n > 7) for n, one in enumerate(STEADY)]), 6, "trend_break", id="twice as fast"
        ),
        pytest.param(
            history(62, [3.0 * (n % 2) + STEADY[n] / 4 for n in range(16)]), 6, "trend_linked", id="every second month"
        ),
    ],
)
def test_a_history_that_allows_no_projection_says_why(known: list[Dated], months: float, code: str) -> None:
    found = projected(known, months)
    assert (found.code, found.is_determined) == (code, False)
    assert (found.value, found.low, found.high, found.pace) == (None, None, None, None)
    assert found.reason.fr.endswith(".")
    assert found.reason.en.endswith(".")


def test_the_trend_is_the_last_figure_and_the_mean_pace_within_student_s_interval() -> None:
    found = projected(history(62, STEADY), 12)
    total, months = sum(STEADY), 16 * 30 / 30.4375
    horizon = round(12 * 30.4375) / 30.4375
    assert found.value == pytest.approx(62 + total + total / months * horizon)
    assert found.low is not None
    assert found.high is not None
    length = 30 / 30.4375
    squares = sum((one - total / 16) ** 2 / length for one in STEADY)
    half = stats.t.ppf(0.9, 15) * (squares / 15 * (horizon + horizon**2 / months)) ** 0.5
    assert [found.low, found.high] == pytest.approx([found.value - half, found.value + half])
    assert not found.low_is_cut
    assert "intervalle à 80\u00a0%" in found.reason.fr
    assert "80% interval" in found.reason.en


def test_nights_give_the_trend_of_their_months() -> None:
    months = history(62, STEADY)
    nights = [
        Dated(one.as_of + timedelta(days=night), one.value) for one in months[:-1] for night in range(30)
    ] + months[-1:]
    by_month, by_night = projected(months), projected(nights)
    assert by_night.is_determined
    # going back 28 days at a time from the last night, the same changes are seen over other steps
    assert by_night.value == pytest.approx(by_month.value, abs=0.5)


def test_steps_of_exactly_the_days_of_the_plan_file_are_all_kept() -> None:
    days = TREND_METHOD.days_between_steps
    assert projected(history(62, STEADY[:12], days=days), 3).is_determined
    assert projected(history(62, STEADY[:12], days=days - 1), 3).code == "trend_few_steps"


def test_figures_after_the_day_are_not_known() -> None:
    known = history(62, STEADY)
    later = [*known, Dated(known[-1].as_of + timedelta(days=30), 500.0)]
    due = known[-1].as_of + timedelta(days=90)
    one, other = (project(JOBS, due, Series(figures), known[-1].as_of, TREND_METHOD) for figures in (known, later))
    assert one == other


def test_a_trend_that_leaves_the_scale_is_refused_and_a_bound_that_does_is_brought_back_and_said() -> None:
    inside = projected(history(70, STEADY), 3, RATE)
    assert (inside.code, inside.low_is_cut, inside.high_is_cut) == ("trend", False, False)
    assert projected(history(75, STEADY), 6, JOBS).is_determined
    out = projected(history(75, STEADY), 6, RATE)
    assert (out.code, out.is_determined) == ("trend_leaves_scale", False)
    edge = projected(history(75, STEADY), 3, RATE)
    assert (edge.high, edge.high_is_cut, edge.low_is_cut) == (100.0, True, False)
    assert "ramenée à 100\u00a0%" in edge.reason.fr
    falling = [-one for one in STEADY]
    assert projected(history(25, falling), 3, JOBS).low_is_cut
    assert projected(history(25, falling), 6, JOBS).code == "trend_leaves_scale"


@pytest.mark.parametrize("freedom", [1, 7, 23, 200])
def test_the_quantile_is_student_s(freedom: int) -> None:
    assert quantile(0.9, freedom) == pytest.approx(stats.t.ppf(0.9, freedom))
