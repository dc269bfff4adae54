"""How a report writes a figure, its low and high, a target and a change; nothing is rounded twice.

Belongs here: how many decimals tell an amount. Does not belong here: how a number is written (language/numbers.py).
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ovt_pipeline.language import numbers
from ovt_pipeline.language.catalogue import sentence
from ovt_pipeline.language.speech import displayed
from ovt_pipeline.language.typography import NO_BREAK

RATE = "%"


@dataclass(frozen=True)
class Amounts:
    """Writes the amounts of one indicator in one language; `unit` is '%' or what is counted."""

    unit: str
    lang: str

    @property
    def is_rate(self) -> bool:
        """Say whether values are percent points."""
        return self.unit == RATE

    def none(self) -> str:
        """Return what stands for a value that there is not."""
        return sentence("words", "no_value", self.lang)

    def displayed(self, value: float | None, display_value: str) -> str:
        """Return a figure as the release displays it; the English one has no space before its sign."""
        return self.none() if value is None else displayed(display_value).text(self.lang)

    def written(self, value: float | None, decimals: int | None = None) -> str:
        """Return a value with so many decimals, or those it has: '75 %', '73,3 %', '87'."""
        if value is None:
            return self.none()
        shown = value if decimals is None else half_up(value, decimals)
        return numbers.percent(shown, self.lang) if self.is_rate else numbers.number(shown, self.lang)

    def exact(self, value: float | None, *others: float) -> str:
        """Return a value with one decimal, or more when that would make it one of `others`, which it is not."""
        if value is None or not self.is_rate:
            return self.written(value)
        for decimals in range(1, numbers.MOST_DECIMALS):
            rounded = half_up(value, decimals)
            if all(float(rounded) != other or value == other for other in others):
                break
        return self.written(value, decimals)

    def change(self, now: float, before: float) -> "Change":
        """Return the difference between two values, of what is not rounded.

        When it is not the difference of what is displayed, all three are written with one decimal.
        """
        is_plain = half_up(now - before, 0) == half_up(now, 0) - half_up(before, 0)
        decimals = 0 if is_plain or not self.is_rate else 1
        shown = half_up(now - before, decimals)
        said = numbers.number(shown, self.lang, signed=True)
        forms = sentence("words", "points", self.lang).split("|")
        unit = NO_BREAK + numbers.form(shown, forms, self.lang) if self.is_rate else ""
        return Change(said + unit, self.written(now, decimals), self.written(before, decimals))


@dataclass(frozen=True)
class Change:
    """A change in words, and both of its values written as finely as it."""

    said: str
    now: str
    before: str


def half_up(value: float, decimals: int) -> Decimal:
    """Return a value rounded half-up, as the release displays it, with its zeros."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
