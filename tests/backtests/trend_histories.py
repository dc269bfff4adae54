"""Histories drawn from known processes, seeded: some that the trend's model is for, some that contradict it.

Belongs here: drawing the dates and values of many histories at once. Not here: what a trend says of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]
Kind = Literal["fits", "limit", "contradicts"]
Draw = Callable[[np.random.Generator, int, int], Values]
FIRST = date(2023, 3, 31)
STEPS = 24  # of the history; what follows is what the interval must cover


@dataclass(frozen=True)
class Process:
    """A way histories come about. `draw(rng, histories, steps)` gives the value at every date, the first included.

    `kind`: the model is for it, it contradicts the model, or it stands between the two (shown, and promised nothing).
    """

    name: str
    draw: Draw
    is_rate: bool = False
    kind: Kind = "fits"
    gap_days: tuple[int, ...] = (31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29)

    def dates(self, steps: int) -> list[date]:
        """Give the dates of a history, the first included."""
        found = [FIRST]
        for number in range(steps):
            found.append(found[-1] + timedelta(days=self.gap_days[number % len(self.gap_days)]))
        return found


def _totals(start: float, changes: Values) -> Values:
    first = np.full((changes.shape[0], 1), start)
    return np.concatenate([first, start + np.cumsum(changes, axis=1)], axis=1)


def _jobs(rng: np.random.Generator, many: int, steps: int) -> Values:
    return _totals(62, rng.poisson(1.25, (many, steps)))


def _jobs_with_returns(rng: np.random.Generator, many: int, steps: int) -> Values:
    return _totals(62, rng.poisson(2.0, (many, steps)) - rng.poisson(0.6, (many, steps)))


def _units(rng: np.random.Generator, many: int, steps: int) -> Values:
    """Migrate some of eight planned units each month, while units close: the denominator moves too."""
    migrated = _totals(219, rng.binomial(8, 0.4, (many, steps)))
    existing = _totals(430, -rng.binomial(2, 0.15, (many, steps)))
    return 100 * migrated / existing


def _links(rng: np.random.Generator, many: int, steps: int) -> Values:
    """Migrate links in batches: two a month on average, of nine links on average."""
    batches = rng.poisson(2.0, (many, steps))
    links = batches + rng.negative_binomial(np.maximum(batches, 1), 1 / 9) * (batches > 0)
    return 100 * _totals(264, links) / 2400


def _seasons(rate: float, swing: float) -> Draw:
    def draw(rng: np.random.Generator, many: int, steps: int) -> Values:
        turn = 2 * np.pi * (np.arange(steps) / 12 + rng.random((many, 1)))
        return _totals(62, rng.poisson(rate * (1 + swing * np.sin(turn))))

    return draw


def _irregular(rng: np.random.Generator, many: int, steps: int) -> Values:
    gaps = IRREGULAR.gap_days
    days = np.array([gaps[number % len(gaps)] for number in range(steps)])
    return _totals(62, rng.poisson(0.1 * days, (many, steps)))


def _jump(rng: np.random.Generator, many: int, steps: int) -> Values:
    changes = rng.poisson(1.25, (many, steps))
    changes[np.arange(many), rng.integers(0, STEPS, many)] += 25
    return _totals(62, changes)


def _stop(rng: np.random.Generator, many: int, steps: int) -> Values:
    rates = np.where(np.arange(steps) < STEPS // 2, 5.0, 0.5)
    return _totals(62, rng.poisson(rates, (many, steps)))


def _wandering(rng: np.random.Generator, many: int, steps: int) -> Values:
    """Let the pace itself wander: each month keeps nine tenths of how far the last one was from the mean."""
    changes = rng.normal(0, 1, (many, steps))
    for number in range(1, steps):
        changes[:, number] += 0.9 * changes[:, number - 1]
    return _totals(62, 3 + changes)


def _saturating(rng: np.random.Generator, many: int, steps: int) -> Values:
    """Migrate each month a tenth of what is left: the pace falls all the time."""
    left = np.full(many, 382)
    found = [left]
    for _ in range(steps):
        left = left - rng.binomial(left, 0.1)
        found.append(left)
    return 100 * (430 - np.stack(found, axis=1)) / 430


def _still(_: np.random.Generator, many: int, steps: int) -> Values:
    return np.full((many, steps + 1), 62)


def _measured_badly(rng: np.random.Generator, many: int, steps: int) -> Values:
    """Add an error to each figure that the next one does not keep."""
    return _totals(62, np.full((many, steps), 1.0)) + rng.normal(0, 3, (many, steps + 1))


IRREGULAR = Process("totals at irregular dates", _irregular, gap_days=(31, 59, 30, 92, 31, 28, 45, 61, 30, 31))
PROCESSES = (
    Process("jobs", _jobs),
    Process("jobs with returns", _jobs_with_returns),
    Process("units, moving denominator", _units, is_rate=True),
    Process("links in batches", _links, is_rate=True),
    Process("mild seasons", _seasons(2.0, 0.3)),
    IRREGULAR,
    Process("one jump", _jump, kind="contradicts"),
    Process("pace that stops", _stop, kind="contradicts"),
    Process("strong seasons", _seasons(12.0, 0.95), kind="contradicts"),
    Process("wandering pace", _wandering, kind="contradicts"),
    Process("saturating", _saturating, is_rate=True, kind="contradicts"),
    Process("errors not kept", _measured_badly, kind="limit"),
    Process("marked seasons", _seasons(4.0, 0.4), kind="limit"),
    Process("no movement", _still, kind="contradicts"),
)
