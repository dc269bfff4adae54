"""The language of one command and how it writes numbers and dates.

Belongs here: French and English words of the command line. Does not belong here: what is said when.
"""

from dataclasses import dataclass

from ovt_pipeline.language.catalogue import entries

NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Speech:
    """Speech in one language ('fr' or 'en')."""

    lang: str

    def __call__(self, key: str, **fields: object) -> str:
        """Return a sentence of catalogue/cli.yaml with its fields filled in."""
        return str(entries("cli")[key][self.lang]).format(**fields)

    def number(self, value: float | None, unit: str, decimals: int = 1) -> str:
        """Return a value with its unit: '52,9 %' in French, '52.9 %' in English; a count has no decimals."""
        if value is None:
            return "s. o."
        shown = f"{value:.{decimals if unit == '%' else 0}f}"
        shown = shown.replace(".", ",") if self.lang == "fr" else shown
        return f"{shown}{NO_BREAK}%" if unit == "%" else shown

    def change(self, value: float | None, unit: str) -> str:
        """Return a difference with its sign: '+1,2 point' in French; of a count, '+3'."""
        if value is None:
            return "s. o."
        shown = f"{value:+.{2 if unit == '%' else 0}f}".replace("-", "\u2212")
        shown = shown.replace(".", ",") if self.lang == "fr" else shown
        return f"{shown}{NO_BREAK}pt" if unit == "%" else shown
