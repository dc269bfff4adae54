"""One language of one file of the catalogue, and how it writes the numbers of a figure.

Belongs here: what commands, pages and templates say with. Does not belong here: what is said when.
"""

from dataclasses import dataclass

from ovt_pipeline.language import numbers
from ovt_pipeline.language.catalogue import both, entries, sentence
from ovt_pipeline.language.text import Text
from ovt_pipeline.language.typography import NO_BREAK

NOTHING = "–"  # in a table, where there is nothing to count
LEAST = 0.1  # a share that is not zero is never shown as zero


def displayed(display_value: str) -> Text:
    """Return a `display_value` of a release, which is French, in both languages: '51 %' and '51%'."""
    none = both("words", "no_value")
    return none if display_value == none.fr else Text(display_value, display_value.replace(f"{NO_BREAK}%", "%"))


@dataclass(frozen=True)
class Speech:
    """The sentences of `catalogue/<name>.yaml` in one language ('fr' or 'en')."""

    lang: str
    name: str = "cli"

    def __call__(self, key: str, /, **fields: object) -> str:
        """Return a sentence with its fields filled in; as text, to be escaped like any other."""
        return sentence(self.name, key, self.lang, **fields)

    def known(self, key: str, otherwise: str) -> str:
        """Return a sentence without fields, or `otherwise` when there is none of that key."""
        return self(key) if key.split("/", maxsplit=1)[0] in entries(self.name) else otherwise

    def either(self, french: str, english: str) -> str:
        """Return the one of two texts that is in this language."""
        return french if self.lang == "fr" else english

    def count(self, value: int | None) -> str:
        """Return a count with its thousands apart, a dash when there is none."""
        return NOTHING if value is None else numbers.number(value, self.lang)

    def counts(self, numerator: int, population: int | None) -> str:
        """Return what a figure counts, '105 / 200', or '80' of a count."""
        return self.count(numerator) + (f" / {self.count(population)}" if population is not None else "")

    def share(self, value: float | None) -> str:
        """Return percent points with one decimal; what is not zero is never shown as zero: '< 0,1 %'."""
        if value is None:
            return NOTHING
        is_hidden = 0 < value < LEAST / 2
        shown = numbers.percent(LEAST if is_hidden else value, self.lang, 1)
        return f"<{NO_BREAK}{shown}" if is_hidden else shown

    def number(self, value: float | None, unit: str, decimals: int = 1) -> str:
        """Return a figure: '52,9 %' in French, '52.9%' in English; a count has no decimals."""
        if value is None:
            return sentence("words", "no_value", self.lang)
        if unit == "%":
            return numbers.percent(value, self.lang, decimals)
        return numbers.number(value, self.lang, 0)

    def exact(self, value: float | None) -> str:
        """Return a number with the decimals it has, six at most."""
        return sentence("words", "no_value", self.lang) if value is None else numbers.number(value, self.lang)

    def change(self, value: float | None, unit: str) -> str:
        """Return a difference with its sign: '+1,20 point' in French; of a count, '+3'."""
        if value is None:
            return sentence("words", "no_value", self.lang)
        if unit == "%":
            shown = round(value, 2)
            points = numbers.form(shown, sentence("words", "points", self.lang).split("|"), self.lang)
            return f"{numbers.number(shown, self.lang, 2, signed=True)}{NO_BREAK}{points}"
        return numbers.number(value, self.lang, 0, signed=True)
