"""What a year of figures costs beside what a night costs, at real size, in CPU time of one process and as ratios.

Belongs here: measuring side by side. Does not belong here: asserting anything: machines differ (`make bench` prints).
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from ovt_pipeline.operations.backfill import backfill
from ovt_pipeline.operations.days import days_between
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.orchestration.night import run_night
from ovt_pipeline.samples import SAMPLE_DATES
from ovt_pipeline.samples.deliveries import write_samples
from ovt_pipeline.settings import Settings, read_settings

SIZE = 2400  # RITM links; the other exports in proportion
NIGHTS = [date(2025, 4, day) for day in (1, 2, 3)]


def measured(work: Callable[[], object]) -> float:
    """Return the CPU seconds that some work takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def lines() -> Iterator[str]:
    """Yield the table: nights without a new delivery, then backfills, each as a multiple of a night."""
    with tempfile.TemporaryDirectory() as folder:
        sources, warehouse = Path(folder) / "in", Path(folder) / "warehouse"
        write_samples(sources, seed=1, size=SIZE)
        settings = read_settings(sources, warehouse)
        yield f"SYNTHETIC exports, {SIZE} RITM links; CPU seconds beyond imports"
        first = measured(lambda: run_night(Situation(settings), list(SAMPLE_DATES)))
        yield f"{'first night, 3 dates, 15 deliveries':46} {first:7.2f}"
        nights = [measured(lambda day=day: run_night(Situation(settings), [day])) for day in NIGHTS]  # type: ignore[misc]
        night = sorted(nights)[1]
        yield f"{'a night without a new delivery (median of 3)':46} {night:7.2f}"
        yield from _backfills(settings, night)


def _backfills(settings: Settings, night: float) -> Iterator[str]:
    spans = {"1 date": (date(2024, 5, 1),) * 2, "365 dates": (date(2024, 4, 1), date(2025, 3, 31))}
    for name, (first, last) in spans.items():
        spent = measured(lambda first=first, last=last: backfill(Situation(settings), days_between(first, last)))  # type: ignore[misc]
        yield f"{f'ovt backfill, {name}':46} {spent:7.2f}   {spent / night:5.2f} nights"
    yield f"{'the night after':46} {measured(lambda: run_night(Situation(settings), [date(2025, 4, 4)])):7.2f}"
