"""How often does the interval of a trend hold what came: `python -m backtests.trend_coverage` prints the table.

Belongs here: projecting drawn histories and counting. Not here: drawing them (trend_histories), the model.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date

import numpy as np

from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.targets.dated import Dated, Series
from ovt_pipeline.targets.trend import Trend, project
from ovt_pipeline.targets.trend_tests import quantile

from .trend_histories import PROCESSES, STEPS, Process, Values

SEED = 20230331
HORIZONS = (6, 12, 18)  # steps
FEW_STEPS = load_plan().trend_method.minimum_steps


@dataclass(frozen=True)
class Covered:
    """One line of the table: shares from 0 to 1, the mean width in points or jobs; nan when nothing was determined.

    `line_coverage` is that of a straight line fitted to the same histories, the method that was not kept.
    """

    process: str
    kind: str
    steps: int
    horizon: int
    histories: int
    undetermined: float
    coverage: float
    width: float
    line_coverage: float


def coverage_table(
    histories: int = 1000,
    horizons: Sequence[int] = HORIZONS,
    processes: Sequence[Process] = PROCESSES,
    steps: int = STEPS,
) -> list[Covered]:
    """Give the coverage of the interval of every process at every horizon; the same numbers give the same table.

    Histories have `steps` steps, those that contradict the model STEPS at least.
    """
    return [line for process in processes for line in _lines(process, histories, horizons, steps)]


def _lines(process: Process, histories: int, horizons: Sequence[int], steps: int) -> Iterator[Covered]:
    rng = np.random.default_rng([SEED, *process.name.encode()])
    values = process.draw(rng, histories, steps + max(horizons))
    dates = process.dates(steps + max(horizons))
    for horizon in horizons:
        due, truth = dates[steps + horizon], values[:, steps + horizon]
        trends = [_project(process, dates[: steps + 1], row[: steps + 1], due) for row in values]
        found = [(one, came) for one, came in zip(trends, truth, strict=True) if one.value is not None]
        covered = [one.low <= came <= one.high for one, came in found if one.low is not None and one.high is not None]
        widths = [one.high - one.low for one, _ in found if one.low is not None and one.high is not None]
        line = _line_covers(values[:, : steps + 1], truth, dates[: steps + 1], due)
        yield Covered(
            process=process.name,
            kind=process.kind,
            steps=steps,
            horizon=horizon,
            histories=histories,
            undetermined=1 - len(found) / histories,
            coverage=float(np.mean(covered)) if covered else float("nan"),
            width=float(np.mean(widths)) if widths else float("nan"),
            line_coverage=line,
        )


def _project(process: Process, dates: Sequence[date], row: Values, due: date) -> Trend:
    figures = [Dated(day, float(value)) for day, value in zip(dates, row, strict=True)]
    return project(indicator_for(process), due, Series(figures), dates[-1], load_plan().trend_method)


def indicator_for(process: Process) -> Indicator:
    """Give the indicator of the plan whose scale is that of a process."""
    return next(one for one in load_plan().indicators if one.is_rate == process.is_rate)


def _line_covers(values: Values, truth: Values, dates: Sequence[date], due: date) -> float:
    """Give the coverage of the prediction interval of a straight line fitted to the figures."""
    days = np.array([(day - dates[0]).days for day in dates], dtype=float)
    apart = days - days.mean()
    slope = values @ apart / (apart @ apart)
    level = values.mean(axis=1)
    errors = values - level[:, None] - slope[:, None] * apart
    deviation = np.sqrt((errors**2).sum(axis=1) / (len(days) - 2))
    ahead = (due - dates[0]).days - days.mean()
    share = (1 + load_plan().trend_method.confidence) / 2
    half = quantile(share, len(days) - 2) * deviation * np.sqrt(1 + 1 / len(days) + ahead**2 / (apart @ apart))
    return float(np.mean(np.abs(truth - level - slope * ahead) <= half))


def main() -> None:
    """Print the table; the number of histories of each line may be given."""
    histories = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    fits = [one for one in PROCESSES if one.kind == "fits"]
    table = [*coverage_table(histories), *coverage_table(histories, processes=fits, steps=FEW_STEPS, horizons=(6,))]
    print(*(field.name for field in fields(Covered)), sep="\t")  # noqa: T201 - its only purpose
    for line in table:
        print(*(f"{one:.3f}" if isinstance(one, float) else one for one in astuple(line)), sep="\t")  # noqa: T201


if __name__ == "__main__":
    main()
