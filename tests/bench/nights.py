"""What a night and a backfill cost at real size, beside the same Dagster job with nothing in it.

Belongs here: those measures, on samples of three dates. Does not belong here: the ten-year warehouse (ten_years.py).
"""

import json
from datetime import date, timedelta
from pathlib import Path

from .figures import figures, require_same
from .imports import alone
from .lines import MEGA, Line, Part, peak, ratio
from .process import Command, Cost, median, python, run
from .sizes import Sizes
from .world import PUBLISHED, samples

SAMPLE_DATES = (date(2023, 3, 31), date(2024, 3, 31), date(2025, 3, 31))
MONDAY = date(2025, 3, 31)
YEAR = date(2024, 4, 1)  # first day of the backfill
WEEK = timedelta(days=7)
GOALS = {"quiet": 1.5, "news": 1.5, "backfill": 2.0}


class Nights:
    """A warehouse of three dates, and the costs of what is done to it, round after round."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        self.sizes = sizes
        self.place = samples(folder / "samples", sizes.links)
        self.home = folder / "empty"
        self.first = run(self.place.night(*SAMPLE_DATES), fine=PUBLISHED)
        self.before = figures(self.place.release, SAMPLE_DATES)
        self.release = self.place.release.stat().st_size
        self.fresh = self.place.copy(folder / "fresh")
        self.imports: list[str] = []
        self.costs: dict[str, list[Cost]] = {}

    def measure(self) -> None:
        """Run everything once for nothing, then in turn."""
        run(self.empty_job())
        words = alone(self._news(0), self.home)
        self.imports = Path(words[-1]).read_text().split()
        for number in range(1, self.sizes.rounds + 1):
            self._round(number)
        require_same(self.before, figures(self.place.release, SAMPLE_DATES), "after the nights")

    def empty_job(self, *modules: str) -> Command:
        """Return the command of the empty job, with imports or without."""
        return python("bench.beside.empty_job", self.home, str(MONDAY), *modules)

    def cost(self, name: str) -> Cost:
        """Return the median of one of the measures."""
        return median(self.costs[name])

    def _round(self, number: int) -> None:
        day = MONDAY + number * WEEK
        self._add("empty", self.empty_job())
        self._add("quiet", self.place.night(day + timedelta(days=1)))
        self._add("with_imports", self.empty_job(*self.imports))
        self._add("news", self._news(number))
        self._add("plain", python("bench.beside.plain", self.place.inbox, str(SAMPLE_DATES[-1])))

    def _news(self, number: int) -> Command:
        """Write four new deliveries and return the night that takes them in."""
        friday = MONDAY + number * WEEK + timedelta(days=4)
        self.place.deliver(self.sizes.links, friday, friday)
        return self.place.night(friday)

    def _add(self, name: str, command: Command) -> None:
        self.costs.setdefault(name, []).append(run(command, fine=PUBLISHED))


def nights(measured: Nights) -> Part:
    """Return the lines of nights."""
    empty, quiet, news = measured.cost("empty"), measured.cost("quiet"), measured.cost("news")
    plain = measured.cost("plain")
    lines = (
        ratio("A quiet night, three dates published", quiet, "the empty job", empty.cpu, GOALS["quiet"]),
        peak("A quiet night, memory", quiet, 500),
        ratio(
            "A night with four new deliveries", news, "the empty job with the same imports",
            measured.cost("with_imports").cpu, GOALS["news"],
        ),
        peak("A night with four new deliveries, memory", news, 500),
        ratio("The first night: three dates, 15 deliveries", measured.first, "the empty job", empty.cpu),
        ratio("A night with four new deliveries", news, "pandas + openpyxl, one date of figures", plain.cpu),
        Line("The release of three dates", "", measured.release / MEGA, "MB"),
    )  # fmt: skip
    return Part("A night", lines, (_same_figures(measured, plain),))


def backfills(measured: Nights) -> Part:
    """Measure a backfill of a year on a copy of the warehouse, and return its lines."""
    place, night = measured.fresh, measured.cost("quiet")
    last = YEAR + timedelta(days=measured.sizes.backfill - 1)
    cost = run(place.backfill(YEAR, last), fine=PUBLISHED)
    require_same(measured.before, figures(place.release, SAMPLE_DATES), "after the backfill")
    what = f"`ovt backfill` of {measured.sizes.backfill} dates"
    return Part(
        "A backfill",
        (
            ratio(what, cost, "a quiet night", night.cpu, GOALS["backfill"]),
            peak(f"{what}, memory", cost),
            Line("The release after it", "", place.release.stat().st_size / MEGA, "MB"),
        ),
        ("`ovt backfill` runs without Dagster, whose record of each date is no part of it (ADR 0008).",),
    )  # fmt: skip


def _same_figures(measured: Nights, plain: Cost) -> str:
    """Say what the plain script counts where the product counts, whole."""
    rows = [line.split() for line in measured.before.splitlines() if line.startswith(str(SAMPLE_DATES[-1]))]
    ours = {
        indicator: [n for n in (top, below) if n != "None"]
        for _, indicator, region, top, below, *_ in rows
        if region == "00"
    }
    theirs = {
        indicator: [str(n) for n in counted if n is not None] for indicator, counted in json.loads(plain.said).items()
    }
    said = "; ".join(f"`{name}` {' / '.join(theirs[name])} and {' / '.join(ours[name])}" for name in ours)
    day = SAMPLE_DATES[-1]
    return f"The plain script knows no doubt and no rule. On {day} it counts, and the product counts: {said}."
