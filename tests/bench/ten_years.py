"""What ten years of nights leave: a release, a night and the questions of readers at 3,650 dates, four exports a week.

Belongs here: those measures, on the warehouse that world.py lived. Does not belong here: living it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from readers import older

from .figures import figures, require_same
from .lines import GIGA, MEGA, Line, Part, peak, ratio, seconds
from .nights import Nights
from .process import Command, Cost, median, run
from .sizes import Sizes
from .world import FIRST, PUBLISHED, STRETCHED, Place, kept_by_default, life_of, size_of

INDICATOR = "ritm_links_migrated"
VIEW = "SELECT * FROM evidence WHERE as_of = (SELECT max(as_of) FROM indicator_results)"
WEEK = timedelta(days=7)
SUMMER = date(2025, 6, 1)  # after the nights of nights.py
GOALS = {"release": 30.0, "kept": 3.0, "night": 1.3, "memory": 500.0, "question": 0.5}


def releases(place: Place, shuffled: Place, dates: int) -> Part:
    """Return the lines of what lies on the disk after so many dates."""
    lines = [
        Line(f"The release at {one.dates:,} dates", "", one.release / MEGA, "MB", goal=_goal(one.dates, dates))
        for one in life_of(place)
        if one.dates == dates or abs(one.dates - 365) <= 1
    ]
    kept, lots = kept_by_default(place), size_of(place.warehouse / "lots")
    work = size_of(place.warehouse / ".dagster") + (place.warehouse / "work.duckdb").stat().st_size
    beside = f"releases {kept / GIGA:.2f} GB, lots {lots / GIGA:.2f}, the rest {work / GIGA:.2f}"
    lines.append(
        Line("The warehouse with the default retention", beside, (kept + lots + work) / GIGA, "GB", goal=GOALS["kept"])
    )
    for one in life_of(shuffled)[-1:]:
        what = f"The release at {one.dates:,} dates, rows shuffled every week"
        lines.append(Line(what, "", one.release / MEGA, "MB"))
    return Part(f"What {dates:,} dates leave on the disk", tuple(lines), (RETENTION,))


RETENTION = (
    "The releases kept are computed from the sizes of those that were published: 31 of the last size, and three for"
    " each quarter, of the size it ended with. The lots are those that lie there."
)


def nights(place: Place, young: Nights, sizes: Sizes, folder: Path) -> Part:
    """Measure nights on a copy of the ten-year warehouse, in turn with quiet nights on the young one."""
    old, last = place.copy(folder), FIRST + timedelta(days=sizes.dates - 1)
    known = [FIRST, last - timedelta(days=1), last]
    before = figures(old.release, known)
    costs = [_night_of_each(old, young, sizes, number) for number in range(sizes.rounds)]
    require_same(before, figures(old.release, known), "after the nights at ten years")
    young_one, quiet, news = (median(some) for some in zip(*costs, strict=True))
    lines = (
        ratio("A quiet night", quiet, "the same at three dates", young_one.cpu, GOALS["night"]),
        peak("A quiet night, memory", quiet, GOALS["memory"]),
        ratio("A night with four new deliveries", news, "the same at three dates", young.cost("news").cpu),
        peak("A night with four new deliveries, memory", news, GOALS["memory"]),
    )
    files = f"The inbox still holds every file ever delivered: {size_of(place.inbox) / GIGA:.1f} GB."
    return Part(f"A night after {sizes.dates:,} dates", lines, (files,))


def _night_of_each(old: Place, young: Nights, sizes: Sizes, number: int) -> tuple[Cost, Cost, Cost]:
    """Return the costs of a quiet night at three dates, of one after ten years, and of one with deliveries there."""
    friday = FIRST + WEEK * (sizes.dates // 7 + 1 + number)
    young_one = run(young.place.night(SUMMER + timedelta(days=number)), fine=PUBLISHED)
    quiet = run(old.night(friday - timedelta(days=1)), fine=PUBLISHED)
    old.deliver(sizes.links, friday, friday, *STRETCHED)
    return young_one, quiet, run(old.night(friday), fine=PUBLISHED)


def questions(place: Place, rounds: int) -> Part:
    """Measure the commands that ask a release of ten years, and the view `evidence` by each DuckDB of readers."""
    lived = life_of(place)[-1]
    day = date.fromisoformat(lived.last)
    asked = {
        "explain": place.ovt(day, "explain", INDICATOR),
        "status": place.ovt(day, "status"),
        "diff": place.ovt(day, "diff", str(max(FIRST, day - timedelta(days=365))), str(day), INDICATOR),
        "history": place.ovt(day, "history", INDICATOR),
    }
    lines = [_asked(f"`ovt {name}`", _median(command, rounds), GOALS["question"]) for name, command in asked.items()]
    views = list(_views(place, rounds))
    verify = run(place.ovt(day, "verify"), fine=PUBLISHED)
    lines += [*views, _asked("`ovt verify`", verify), peak("`ovt verify`, memory", verify)]
    return Part(f"Questions after {lived.dates:,} dates", tuple(lines), ("Whole processes, their imports included.",))


def _views(place: Place, rounds: int) -> Iterator[Line]:
    """Yield the line of each version that can be had. Raises FiguresDifferError when one reads other rows."""
    expected = ""
    for version in reversed(older.VERSIONS):
        try:
            words, extra = older.command(version, place.release, VIEW)
        except older.NotAvailableError:
            continue
        cost = median([run(words, extra=extra) for _ in range(rounds)])
        found = cost.said.splitlines()
        require_same(expected or found[1], found[1], f"the view evidence by DuckDB {found[0]}")
        expected = found[1]
        yield _asked(f"`evidence` of the latest date, DuckDB {found[0]}", cost, GOALS["question"])


def _median(command: Command, rounds: int) -> Cost:
    return median([run(command, fine=(0, 4)) for _ in range(rounds)])


def _asked(what: str, cost: Cost, goal: float | None = None) -> Line:
    return Line(what, seconds(cost.cpu), cost.cpu, "s", goal=goal)


def _goal(dates: int, asked: int) -> float | None:
    return GOALS["release"] if dates == asked else None
