"""One line of the bench: what was measured, what stands beside it, the goal, and whether it is met.

Belongs here: the line, and how its numbers look. Does not belong here: measuring, the page (page.py).
"""

from dataclasses import dataclass

from .process import Cost

TICK = 0.01  # seconds: what is measured is never shorter
MEGA = 10**6
GIGA = 10**9


@dataclass(frozen=True)
class Line:
    """`result` is in `unit` (× for a ratio) and should not be above `goal`; without a goal it only stands there."""

    what: str
    measured: str
    result: float
    unit: str
    beside: str = ""
    goal: float | None = None

    @property
    def is_missed(self) -> bool:
        """Whether the result is above the goal."""
        return self.goal is not None and self.result > self.goal


@dataclass(frozen=True)
class Part:
    """Lines that were measured side by side, with what a reader should know of them."""

    title: str
    lines: tuple[Line, ...]
    remarks: tuple[str, ...] = ()


def ratio(what: str, cost: Cost, beside: str, other: float, goal: float | None = None) -> Line:
    """Return the line of a cost in CPU seconds as a multiple of another one."""
    return Line(what, seconds(cost.cpu), times(cost.cpu, other), "×", f"{beside} {seconds(other)}", goal)


def peak(what: str, cost: Cost, goal: float | None = None) -> Line:
    """Return the line of the most memory that one process held."""
    return Line(what, "", cost.peak, "MiB", goal=goal)


def beyond(what: str, cost: Cost, imports: Cost, beside: str, other: float, goal: float) -> Line:
    """Return the line of a cost beyond its imports as a multiple of another one."""
    more = cost.cpu - imports.cpu
    said = f"{seconds(cost.cpu)} − {seconds(imports.cpu)} of imports = {seconds(more)}"
    return Line(what, said, times(more, other), "×", f"{beside} {seconds(other)}", goal)


def times(cpu: float, other: float) -> float:
    """Return how many times one number of CPU seconds is another."""
    return cpu / max(other, TICK)


def seconds(cpu: float) -> str:
    """Return CPU seconds as the page shows them."""
    return f"{cpu:.2f} s"
