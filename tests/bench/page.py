"""The page docs/performance.md: every line of a bench with its goal, the machine, the versions and the day.

Belongs here: how it reads. Does not belong here: measuring.
"""

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from .lines import Line, Part
from .sizes import Sizes

LIBRARIES = ("dagster", "duckdb", "great-expectations", "pandas", "python-calamine", "openpyxl")
HEAD = """\
# What things cost

Written by `make bench`; do not edit. Every number is of whole processes: CPU seconds, user and system, of a command
and of its children; the most memory that one of its processes held. What is compared ran in turn, in the same minutes,
and a median stands for each. Machines differ, so a goal is a ratio wherever it can be one. Nothing here can fail by
the clock: a goal that is missed is said, and stops nothing.

Data are SYNTHETIC: the samples at {links:,} RITM links (`ovt samples --size {links}`) and 3 dates. For ten years the
facts of the same world are spread over {dates:,} days, each with its figures, and four exports are delivered every
week. Days pass by another clock (`tests/bench/ovt_at.py`). *The empty job* is the same Dagster job on an instance of
the same kind: as many assets, each with an empty body and without a check.
"""


def page(parts: Sequence[Part], sizes: Sizes) -> str:
    """Return the page."""
    lines = [HEAD.format(**vars(sizes)), *_machine(), "", *_summary(parts)]
    for part in parts:
        lines += ["", f"## {part.title}", "", *table(part)]
    return "\n".join(lines) + "\n"


def _machine() -> Iterator[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield f"- Measured on {datetime.now(UTC):%Y-%m-%d}."
    yield f"- {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB; {platform.system()}."
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    yield f"- Python {platform.python_version()}, {versions}."


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _summary(parts: Sequence[Part]) -> Iterator[str]:
    lines = [line for part in parts for line in part.lines]
    goals, missed = [line for line in lines if line.goal is not None], [line for line in lines if line.is_missed]
    yield f"{len(goals)} goals, {len(missed)} missed{':' if missed else '.'}"
    yield from (
        f"- {_place(parts, line)}: {line.what}, {_result(line)} where {_goal(line)} is asked." for line in missed
    )


def _place(parts: Sequence[Part], line: Line) -> str:
    return next(part.title for part in parts if line in part.lines)


def table(part: Part) -> Iterator[str]:
    """Yield the lines of a part as a table, then its remarks."""
    if part.lines:
        yield "| what | measured | beside | result | goal | |"
        yield "|---|---|---|---|---|---|"
    yield from (_row(line) for line in part.lines)
    yield from (f"\n{remark}" for remark in part.remarks)


def _row(line: Line) -> str:
    met = "" if line.goal is None else "**missed**" if line.is_missed else "met"
    return f"| {line.what} | {line.measured} | {line.beside} | {_result(line)} | {_goal(line)} | {met} |"


def _result(line: Line) -> str:
    return f"{_number(line.result)} {line.unit}"


def _goal(line: Line) -> str:
    return "" if line.goal is None else f"≤ {_number(line.goal)} {line.unit}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}".rstrip("0").rstrip(".")
