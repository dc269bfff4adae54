"""A small bar chart as numbers: where each bar stands in a drawing of fixed height.

Belongs here: geometry. Does not belong here: SVG (templates/), what the bars stand for (model.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT, WIDEST, STEP = 36.0, 240.0, 12.0
LEAST = 2.0  # a value that is not zero stays visible


@dataclass(frozen=True)
class Bar:
    """One bar, in units of the drawing; `value` is None where there is nothing to show, and a mark stands instead."""

    x: float
    y: float
    width: float
    height: float
    value: float | None
    hollow: bool


@dataclass(frozen=True)
class Chart:
    """Bars from left to right; `top` is the value of the highest, None without any value."""

    width: float
    height: float
    top: float | None
    bars: tuple[Bar, ...]


def chart(values: Sequence[float | None], hollow: Sequence[bool]) -> Chart:
    """Return one bar per value, the highest as high as the drawing; `hollow` bars are drawn as an outline."""
    known = [value for value in values if value is not None]
    top = max(known) if known else None
    step = min(STEP, WIDEST / max(len(values), 1))
    bars = tuple(_bar(n * step, v, step, top, is_hollow=h) for n, (v, h) in enumerate(zip(values, hollow, strict=True)))
    return Chart(round(max(step * len(values), STEP), 2), HEIGHT, top, bars)


def _bar(x: float, value: float | None, step: float, top: float | None, *, is_hollow: bool) -> Bar:
    height = max(value / top * HEIGHT, LEAST) if value and top else 0.0
    width, y = step * 0.75, HEIGHT - height
    return Bar(round(x, 2), round(y, 2), round(width, 2), round(height, 2), value, is_hollow)
