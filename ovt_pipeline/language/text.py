"""A text in both languages.

Belongs here: what every room uses to carry one. Does not belong here: any sentence (catalogue/).
"""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@runtime_checkable
class Spoken(Protocol):
    """Anything that people read in their language: a text, an address, an error."""

    def text(self, lang: str) -> str:
        """Return it in 'fr' or 'en'."""
        ...


@dataclass(frozen=True)
class Text:
    """A text in both languages."""

    fr: str
    en: str

    def text(self, lang: str) -> str:
        """Return it in 'fr' or 'en'."""
        return self.fr if lang == "fr" else self.en


def joined(*texts: Text) -> Text:
    """Return texts one after the other."""
    return Text(" ".join(one.fr for one in texts), " ".join(one.en for one in texts))
