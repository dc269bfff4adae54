"""How much a figure, a target or a pace is, written with its unit in French and in English.

Belongs here: how many decimals tell it, and its unit. Does not belong here: how a number is written (language/).
"""

from dataclasses import dataclass
from decimal import Decimal

from ovt_pipeline.language import numbers
from ovt_pipeline.language.catalogue import sentence
from ovt_pipeline.language.typography import NO_BREAK
from ovt_pipeline.plan.model import Indicator


@dataclass(frozen=True)
class Amount:
    """A value (percent points or a count) or, when `is_pace`, a change of it; `bare` leaves the unit of a pace out.

    `apart_from`: enough decimals are written to tell the value from this one.
    """

    value: float | None
    indicator: Indicator
    is_pace: bool = False
    bare: bool = False
    apart_from: float | None = None

    def text(self, lang: str) -> str:
        """Return the amount as one writes it in `lang`: '69,6 %', '87 emplois', '4,2 points de pourcentage'."""
        if self.value is None:
            return sentence("words", "no_value", lang)
        shown = self._rounded(self.value)
        if self.bare:
            return numbers.number(shown, lang)
        if self.indicator.is_rate:
            return sentence("targets", "points", lang, n=shown) if self.is_pace else numbers.percent(shown, lang)
        return numbers.counted(shown, [f"#{NO_BREAK}{unit}" for unit in self._units(lang)], lang)

    def _rounded(self, value: float) -> Decimal:
        """Keep one decimal at most, more when they are needed to tell the value from zero or from `apart_from`."""
        least = 1 if self.is_pace else 0 if value == round(value) else 1
        for decimals in range(least, numbers.MOST_DECIMALS):
            rounded = round(value, decimals)
            if (rounded or not value) and (value == self.apart_from or rounded != self.apart_from):
                return Decimal(f"{rounded:.{decimals}f}")
        return Decimal(repr(value))

    def _units(self, lang: str) -> tuple[str, str]:
        many = self.indicator.unit if lang == "fr" else self.indicator.unit_en
        return self.indicator.singular.text(lang), many
