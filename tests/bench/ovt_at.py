"""`python -m bench.ovt_at 2033-03-27 run …`: the command `ovt` on the morning after a day, so that ten years can pass.

Belongs here: another clock for one process. Does not belong here: anything else that differs from `ovt`.
"""

import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from ovt_pipeline import clock
from ovt_pipeline.cli import main

STARTED = datetime.now(UTC)


def morning_after(day: date) -> datetime:
    """Return the time at which a night begins when `day` is the last complete day in Toronto."""
    return datetime.combine(day + timedelta(days=1), time(12), UTC)


def set_clock(day: date) -> None:
    """Let the clock of this process run from the morning after `day`."""

    def now(self: clock.SystemClock) -> datetime:  # noqa: ARG001 - the method of a clock
        return morning_after(day) + (datetime.now(UTC) - STARTED)

    clock.SystemClock.now = now  # type: ignore[method-assign]


if __name__ == "__main__":
    set_clock(date.fromisoformat(sys.argv[1]))
    sys.argv[0] = str(Path(sys.argv[0]).with_name("ovt"))
    sys.exit(main(sys.argv[2:]))
