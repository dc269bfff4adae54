"""How a target is written: values with their unit, paces, dates in words, in French and in English.

Belongs here: filling the sentences of catalogue/targets.yaml. Does not belong here: choosing one.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.plan.model import Indicator, Text

NO_BREAK = "\u00a0"
MOST_DECIMALS = 6
Lang = Literal["fr", "en"]


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

    def text(self, lang: Lang) -> str:
        """Return the amount as one writes it in `lang`: '69,6 %', '87 emplois', '4,2 points de pourcentage'."""
        if self.value is None:
            return word("no_value", lang)
        shown = self._digits(self.value)
        number = (shown.replace(".", ",") if lang == "fr" else shown).replace("-", "\u2212")
        if self.bare:
            return number
        if self.indicator.is_rate and not self.is_pace:
            return f"{number}{NO_BREAK}%"
        return f"{number}{NO_BREAK}{self._unit(shown, lang)}"

    def _digits(self, value: float) -> str:
        """Write one decimal at most, more when they are needed to tell the value from zero or from `apart_from`."""
        least = 1 if self.is_pace else 0 if value == round(value) else 1
        for decimals in range(least, MOST_DECIMALS):
            rounded = round(value, decimals)
            if (rounded or not value) and (value == self.apart_from or rounded != self.apart_from):
                return f"{rounded:.{decimals}f}"
        return repr(value)

    def _unit(self, shown: str, lang: Lang) -> str:
        is_one = abs(float(shown)) < 2 if lang == "fr" else shown == "1"  # noqa: PLR2004 - French plurals start at two
        if self.indicator.is_rate:
            return word("point_one" if is_one else "point_many", lang)
        many = self.indicator.unit if lang == "fr" else self.indicator.unit_en
        return str(getattr(self.indicator.unit_one, lang)) if is_one else many


def word(key: str, lang: Lang) -> str:
    """Return an entry of catalogue/targets.yaml that has no field."""
    return str(entries("targets")[key][lang])


def say(key: str, **fields: object) -> Text:
    """Return a sentence of catalogue/targets.yaml with its fields written in each language."""
    fr, en = (
        str(entries("targets")[key][lang]).format(**{name: _shown(one, lang) for name, one in fields.items()})
        for lang in ("fr", "en")
    )
    return Text(fr, en)


def joined(*sentences: Text) -> Text:
    """Return sentences one after the other."""
    return Text(" ".join(one.fr for one in sentences), " ".join(one.en for one in sentences))


def in_words(day: date, lang: Lang) -> str:
    """Return a date in words: '31 mars 2025', '1er octobre 2024', '31 March 2025'."""
    number = word("first_of_month", lang) if day.day == 1 else str(day.day)
    return f"{number} {word(f'month_{day.month}', lang)} {day.year}"


def _shown(field: object, lang: str) -> str:
    language: Lang = "fr" if lang == "fr" else "en"
    if isinstance(field, Amount):
        return field.text(language)
    if isinstance(field, Text):
        return field.fr if language == "fr" else field.en
    return in_words(field, language) if isinstance(field, date) else str(field)
