"""What a chart draws: the start, the dated figures, the targets and what is scheduled, their texts already written.

Belongs here: plain records, and what they say in one text. Does not belong here: geometry, reading a release.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.language.catalogue import sentence


@dataclass(frozen=True)
class Mark:
    """A value at a date, percent points or a count, and how it is written."""

    day: date
    value: float
    text: str


@dataclass(frozen=True)
class Dot:
    """A dated figure: its value with its low and its high, None when it has none, and how the three are written."""

    day: date
    value: float | None
    low: float | None
    high: float | None
    text: str
    low_text: str
    high_text: str
    is_preliminary: bool = False

    @property
    def mark(self) -> Mark | None:
        """Return its value as a mark."""
        return None if self.value is None else Mark(self.day, self.value, self.text)


@dataclass(frozen=True)
class Series:
    """An indicator from its start to its last target. `dots` and `targets` stand by date."""

    name: str
    is_rate: bool
    start: Mark | None
    dots: tuple[Dot, ...]
    targets: tuple[Mark, ...]
    scheduled: tuple[Mark, ...] = ()

    @property
    def top(self) -> float:
        """Return where its scale ends: at 100 %, or at the next tens above the last target and everything drawn."""
        if self.is_rate:
            return 100.0
        highs = [value for dot in self.dots for value in (dot.value, dot.high) if value is not None]
        others = [mark.value for mark in (*self.targets, *self.scheduled, *([self.start] if self.start else []))]
        return (max([0.0, *highs, *others]) // 10 + 1) * 10

    @property
    def days(self) -> list[date]:
        """Return every day of it, in order."""
        marks = [*self.targets, *self.scheduled, *([self.start] if self.start else [])]
        return sorted({*(dot.day for dot in self.dots), *(mark.day for mark in marks)})

    def said(self, lang: str) -> str:
        """Return every number of it, with its date, as sentences."""
        return " ".join(self._sentences(lang))

    def _sentences(self, lang: str) -> Iterator[str]:
        if self.start:
            yield sentence("charts", "desc_start", lang, day=self.start.day, value=self.start.text)
        for dot in self.dots:
            known = "desc_preliminary" if dot.is_preliminary else "desc_figure"
            key = "desc_no_figure" if dot.value is None else known
            yield sentence("charts", key, lang, day=dot.day, value=dot.text, low=dot.low_text, high=dot.high_text)
        for target in self.targets:
            yield sentence("charts", "desc_target", lang, day=target.day, value=target.text)
        for one in self.scheduled:
            yield sentence("charts", "desc_scheduled", lang, day=one.day, value=one.text)
