"""The interval of a trend holds what came as often as it says, and there is none where the history contradicts it."""

from __future__ import annotations

import pytest

from ovt_pipeline.plan.loader import load_plan

from .trend_coverage import FEW_STEPS, coverage_table, indicator_for
from .trend_histories import PROCESSES, Process

WIDE = 0.05  # what the coverage may be from what the plan file says
FITS = [one for one in PROCESSES if one.kind == "fits"]
CONTRADICTS = [one for one in PROCESSES if one.kind == "contradicts"]


@pytest.mark.parametrize("process", FITS, ids=lambda one: one.name)
def test_the_interval_covers_what_it_says_for_processes_that_the_model_is_for(process: Process) -> None:
    said = load_plan().trend_method.confidence
    long = coverage_table(histories=1000, horizons=(6, 12), processes=[process])
    short = coverage_table(histories=1000, horizons=(6,), processes=[process], steps=FEW_STEPS)
    for line in (*long, *short):
        assert abs(line.coverage - said) <= WIDE, line
        assert line.undetermined < 0.15, line
        assert line.line_coverage < said - 0.2, line  # the method that was not kept


@pytest.mark.parametrize("process", CONTRADICTS, ids=lambda one: one.name)
def test_a_history_that_contradicts_the_model_is_hardly_ever_projected(process: Process) -> None:
    (line,) = coverage_table(histories=200, horizons=(12,), processes=[process])
    assert line.undetermined > 0.9, line


def test_the_same_seed_gives_the_same_table() -> None:
    first, second = (coverage_table(histories=20, horizons=(6,), processes=PROCESSES[:2]) for _ in range(2))
    assert first == second
    assert first[0].coverage != first[1].coverage or first[0].width != first[1].width


def test_rates_and_counts_are_drawn_on_their_own_scale() -> None:
    assert {indicator_for(one).unit for one in PROCESSES} == {"%", "emplois"}
