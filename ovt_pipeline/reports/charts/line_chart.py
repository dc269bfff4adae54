"""The chart of one indicator: its start, its dated figures with their low and high, its targets, what is scheduled.

Each kind has a shape of its own, so that no colour says anything alone: an open circle, filled circles (a hollow
diamond when preliminary), a bar or a band, a beam, a dashed line.

Belongs here: shapes and their places. Does not belong here: scales (plane.py), how a label is placed (boxes.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise

from ovt_pipeline.language.catalogue import sentence
from ovt_pipeline.reports.charts.boxes import ABOVE, BELOW, SIDES, Box, Label, Placed, Side, along, around, place
from ovt_pipeline.reports.charts.plane import FORMATS, Format, Plane, tick_text
from ovt_pipeline.reports.charts.series import Dot, Mark, Series
from ovt_pipeline.reports.charts.svg import drawing, label, paint, tag, words
from ovt_pipeline.reports.printed import printed

MOST_BARS = 11  # dates with a bar each; beyond, low and high are the edges of a band
RADIUS, BEAM, CAP = 5.0, 15.0, 5.0
FEW_DOTS = 15  # beyond, the circles are smaller


def line_charts(series: Series, name: str, lang: str) -> tuple[str, str]:
    """Return the chart for a wide and for a narrow place; `name` makes their ids."""
    wide, narrow = (line_chart(series, form, f"{name}-{form.name}", lang) for form in FORMATS)
    return wide, narrow


def line_chart(series: Series, form: Format, name: str, lang: str) -> str:
    """Return the chart as SVG."""
    drawn = Drawn(series, form, lang)
    parts = (*drawn.scales(), *drawn.shapes(), *(label(one, lang) for one in drawn.labels()))
    title = sentence("charts", "title", lang, name=series.name)
    return drawing(name, (form.width, form.height), title, series.said(lang), *parts, lang=lang)


@dataclass(frozen=True)
class Drawn:
    """A series in one format and one language."""

    series: Series
    form: Format
    lang: str

    @property
    def plane(self) -> Plane:
        """Return the plane that holds all of it; without any day, one that nothing is drawn in."""
        days = self.series.days or [date.min]
        return Plane(self.form, days[0], days[-1], self.series.top)

    @property
    def valued(self) -> list[tuple[Dot, Mark]]:
        """Return the figures that have a value, each with its mark."""
        return [(dot, dot.mark) for dot in self.series.dots if dot.mark]

    @property
    def radius(self) -> float:
        """Return how large a circle is."""
        return RADIUS if len(self.series.dots) <= FEW_DOTS else RADIUS / 2

    def scales(self) -> Iterator[str]:
        """Yield the lines and the words of both scales."""
        plane, size = self.plane, self.form.size
        for value in plane.values():
            y = plane.y(value)
            yield tag("path", d=f"M{plane.area.left:.1f} {y:.1f}H{plane.area.right:.1f}", **paint("none", "grid"))
            text = tick_text(value, self.lang, is_rate=self.series.is_rate)
            yield words(
                text, plane.area.left - 6, y + size * 0.35, size, self.lang, text_anchor="end", **paint("quiet")
            )
        for day, box, lines in plane.named_days(self._days_by_weight(), self.lang):
            x = plane.x(day)
            yield tag("path", d=f"M{x:.1f} {plane.area.bottom:.1f}v5", **paint("none", "line"))
            for n, line in enumerate(lines):
                y = box.top + size * (0.95 + 1.2 * n)
                middle = (box.left + box.right) / 2
                yield words(line, middle, y, size, self.lang, text_anchor="middle", **paint("quiet"))

    def _days_by_weight(self) -> list[date]:
        """Return the days, those that a reader looks for first before the others."""
        last = [dot.day for dot in self.series.dots[-1:]]
        start = [self.series.start.day] if self.series.start else []
        return list(
            dict.fromkeys([*last, *start, *(one.day for one in reversed(self.series.targets)), *self.series.days])
        )

    def shapes(self) -> Iterator[str]:
        """Yield what is drawn, the farthest behind first."""
        yield from self._doubts()
        yield from (tag("path", d=d, stroke_width=1.5, **paint("none", "figure")) for d in self._lines())
        yield from map(self._scheduled, self.series.scheduled)
        yield from map(self._beam, self.series.targets)
        if self.series.start:
            x, y = self._at(self.series.start)
            yield tag("circle", cx=x, cy=y, r=RADIUS + 2.5, stroke_width=2, **paint("paper", "ink"))
        for dot, mark in self.valued:
            yield self._dot(mark, is_preliminary=dot.is_preliminary)

    def _at(self, mark: Mark) -> tuple[float, float]:
        return self.plane.x(mark.day), self.plane.y(mark.value)

    def _dot(self, mark: Mark, *, is_preliminary: bool) -> str:
        x, y = self._at(mark)
        if not is_preliminary:
            return tag("circle", cx=x, cy=y, r=self.radius, **paint("figure"))
        r = self.radius + 2
        return tag(
            "path", d=f"M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f}l{-r:.1f} {r:.1f}l{-r:.1f} {-r:.1f}z",
            stroke_width=2, **paint("paper", "figure"),
        )  # fmt: skip

    def _beam(self, target: Mark) -> str:
        x, y = self._at(target)
        d = f"M{x - BEAM:.1f} {y - CAP:.1f}v{2 * CAP:.1f}M{x + BEAM:.1f} {y - CAP:.1f}v{2 * CAP:.1f}"
        return tag("path", d=f"{d}M{x - BEAM:.1f} {y:.1f}h{2 * BEAM:.1f}", stroke_width=3, **paint("none", "target"))

    def _scheduled(self, mark: Mark) -> str:
        x, y = self._at(mark)
        before = [one for _, one in self.valued if one.day < mark.day][-1:]
        start = self._at(before[0]) if before else (x, y)
        dashes = tag(
            "path", d=f"M{start[0]:.1f} {start[1]:.1f}L{x:.1f} {y:.1f}", stroke_dasharray="5 4", stroke_width=1.5,
            **paint("none", "figure"),
        )  # fmt: skip
        end = tag("circle", cx=x, cy=y, r=RADIUS, stroke_dasharray="3 2", stroke_width=1.5, **paint("paper", "figure"))
        return dashes + end

    def _lines(self) -> Iterator[str]:
        """Yield a line through each run of figures that a date without a value does not part."""
        for run in self._runs():
            points = [self._at(mark) for _, mark in run]
            if len(points) > 1:
                yield "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)

    def _runs(self) -> list[list[tuple[Dot, Mark]]]:
        grouped = groupby(self.series.dots, key=lambda dot: dot.mark is not None)
        return [[(dot, dot.mark) for dot in run if dot.mark] for has_value, run in grouped if has_value]

    def _doubts(self) -> Iterator[str]:
        """Yield low and high: a bar at each date, beyond a few of them a band, where a lone date keeps its bar."""
        is_band = len(self.series.dots) > MOST_BARS
        runs = self._runs()
        for dot in (dot for run in runs if not is_band or len(run) == 1 for dot, _ in run):
            yield from self._bar(dot)
        for run in (run for run in runs if is_band and len(run) > 1):
            lows, highs = ([self._corner(dot, edge) for dot, _ in run] for edge in ("low", "high"))
            yield tag("path", d="M" + "L".join([*highs, *reversed(lows)]) + "z", **paint("doubt"))

    def _bar(self, dot: Dot) -> Iterator[str]:
        if dot.low is not None and dot.high is not None:
            x, low, high = self.plane.x(dot.day), self.plane.y(dot.low), self.plane.y(dot.high)
            d = f"M{x - 6:.1f} {low:.1f}h12M{x - 6:.1f} {high:.1f}h12M{x:.1f} {low:.1f}V{high:.1f}"
            yield tag("path", d=d, stroke_width=3, **paint("none", "doubt"))

    def _corner(self, dot: Dot, edge: str) -> str:
        known = getattr(dot, edge)
        value = dot.value if known is None else known
        return f"{self.plane.x(dot.day):.1f} {self.plane.y(value or 0):.1f}"

    def labels(self) -> list[Placed]:
        """Return every label that has a place, the most looked for placed first."""
        area = self.plane.area
        room = Box(area.left, 1, self.form.width - 1, area.bottom)
        return place(self._wanted(), room, self._marks(), list(self._drawn_lines()))

    def _marks(self) -> list[Box]:
        beams = [around(*self._at(one), BEAM + 2, CAP + 1) for one in self.series.targets]
        circles = [around(*self._at(mark), self.radius + 2, self.radius + 2) for _, mark in self.valued]
        ends = [around(*self._at(one), RADIUS + 3, RADIUS + 3) for one in self.series.scheduled]
        start = [around(*self._at(self.series.start), RADIUS + 3, RADIUS + 3)] if self.series.start else []
        return [*beams, *circles, *ends, *start]

    def _drawn_lines(self) -> Iterator[Box]:
        plane = self.plane
        for run in self._runs():
            for (_, one), (_, other) in pairwise(run):
                yield from along(*self._at(one), *self._at(other))
        for mark in self.series.scheduled:
            for before in [one for _, one in self.valued if one.day < mark.day][-1:]:
                yield from along(*self._at(before), *self._at(mark))
        if len(self.series.dots) <= MOST_BARS:
            for dot in self.series.dots:
                if dot.low is not None and dot.high is not None:
                    x = plane.x(dot.day)
                    yield Box(x - 7, plane.y(dot.high) - 2, x + 7, plane.y(dot.low) + 2)

    def _wanted(self) -> Iterator[Label]:
        figures = [self._figure_label(dot, mark) for dot, mark in self.valued]
        yield from figures[-1:]
        for target in self.series.targets:
            yield self._label(sentence("charts", "target", self.lang, value=target.text), target, "target", steps=6)
        if self.series.start:
            text = sentence("charts", "start", self.lang, value=self.series.start.text)
            yield self._label(text, self.series.start, "ink", steps=4, sides=(BELOW, *SIDES))
        for one in self.series.scheduled:
            yield self._label(sentence("charts", "scheduled", self.lang, value=one.text), one, "ink", steps=4)
        yield from reversed(figures[:-1])

    def _figure_label(self, dot: Dot, mark: Mark) -> Label:
        above = any(one.day == dot.day and one.value >= mark.value for one in self.series.targets)
        key, sides = "preliminary" if dot.is_preliminary else "", (BELOW, *SIDES) if above else (ABOVE, *SIDES)
        text = sentence("charts", key, self.lang, value=mark.text) if key else mark.text
        found = replace(self._label(text, mark, "ink", sides=sides), is_bold=True)
        if len(self.series.dots) <= MOST_BARS:
            return found
        found = replace(found, y=self.plane.y(mark.value if dot.high is None else dot.high), reach=3.0)
        return found if dot == self.valued[-1][0] else replace(found, sides=(ABOVE,), steps=1, is_spare=True)

    def _label(self, text: str, mark: Mark, colour: str, steps: int = 2, sides: Sequence[Side] = SIDES) -> Label:
        x, y = self._at(mark)
        return Label(printed(text, self.lang), x, y, RADIUS + 5, colour, self.form.size, sides, steps)
