"""What time it is, and which day is complete. Tests give a clock of their own; nothing else asks the system.

Belongs here: the clock. Does not belong here: dates of the plan.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Toronto")  # America/Montreal is an old alias of it


class Clock(Protocol):
    """Anything that tells the time in UTC."""

    def now(self) -> datetime:
        """Return the current time, UTC, with its offset."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the current time, UTC, with its offset."""
        return datetime.now(UTC)


def today(clock: Clock) -> date:
    """Return the current day in America/Toronto."""
    return clock.now().astimezone(ZONE).date()


def last_complete_day(clock: Clock) -> date:
    """Return yesterday in America/Toronto: the last day that a figure may describe."""
    return today(clock) - timedelta(days=1)


def stamp(clock: Clock) -> datetime:
    """Return the current time as stored: UTC without offset, to the microsecond."""
    return clock.now().astimezone(UTC).replace(tzinfo=None)
