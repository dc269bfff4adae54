"""The plane of a chart: where a day and a value stand in it, and the marks of its two scales.

Belongs here: sizes, scales, ticks. Does not belong here: what is drawn in it (line_chart.py).
"""

from dataclasses import dataclass
from datetime import date

from ovt_pipeline.language.numbers import number, percent, short_day
from ovt_pipeline.reports.charts.boxes import Box, around, text_width

MOST_TICKS = 6
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500)


@dataclass(frozen=True)
class Format:
    """One of the two sizes in which everything is drawn; `size` is that of its letters.

    `width` is that of the narrowest place where it is shown whole, but for 340, which a phone of 320 shows smaller: its
    letters stay above 11 pixels there.
    """

    name: str
    width: float
    height: float
    size: float


FORMATS = (Format("w", 640.0, 330.0, 12.5), Format("n", 340.0, 300.0, 13.0))


@dataclass(frozen=True)
class Plane:
    """The part of a drawing inside its scales, from the first to the last day, from zero to `top`."""

    form: Format
    first: date
    last: date
    top: float

    @property
    def area(self) -> Box:
        """Return its box: what is written on the left and below it has its own place."""
        left = max(text_width("100\u00a0%", self.form.size), text_width(f"{self.top:,.0f}", self.form.size)) + 8
        return Box(left, self.form.size, self.form.width - 10, self.form.height - 3.2 * self.form.size)

    def x(self, day: date) -> float:
        """Return where a day stands, away from both edges; the only day stands in the middle."""
        left, right = self.area.left + 24, self.area.right - 24
        days = (self.last - self.first).days
        return left + (right - left) * ((day - self.first).days / days if days else 0.5)

    def y(self, value: float) -> float:
        """Return where a value stands."""
        return self.area.bottom - (self.area.bottom - self.area.top) * value / self.top

    def values(self) -> list[float]:
        """Return the values that the scale names, from zero on, six at most."""
        if self.top / MOST_TICKS >= STEPS[-1]:
            return [0.0, self.top]
        step = next(one for one in STEPS if self.top / one <= MOST_TICKS - 1)
        return [float(step * n) for n in range(int(self.top / step) + 1)]

    def named_days(self, days: list[date], lang: str) -> list[tuple[date, Box, tuple[str, str]]]:
        """Return the days that the scale names, of those given, the first ones before the others: none over another."""
        found: list[tuple[date, Box, tuple[str, str]]] = []
        for day in days:
            lines = (short_day(day, lang), str(day.year))
            half = max(text_width(line, self.form.size) for line in lines) / 2
            box = around(self.x(day), self.area.bottom + 1.7 * self.form.size, half, 1.2 * self.form.size)
            box = box.moved(max(-box.left, 0) + min(self.form.width - box.right, 0), 0)
            if not any(box.meets(Box(b.left - 4, b.top, b.right + 4, b.bottom)) for _, b, _ in found):
                found.append((day, box, lines))
        return found


def tick_text(value: float, lang: str, *, is_rate: bool) -> str:
    """Return a value of the scale as it is written beside it."""
    return percent(value, lang) if is_rate else number(value, lang)
