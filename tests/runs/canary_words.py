"""Canaries: made-up personal data that nothing else resembles, each with its own number and the place it was put in.

Belongs here: making them and remembering where each one is. Does not belong here: the files they are planted in
(canary_exports.py), how they may look in bytes (canary_forms.py), looking for them (canary_scan.py).
"""

import unicodedata
from collections import Counter
from dataclasses import dataclass, field

# Every canary begins with the stem of its form; no word, digest or date of the project holds one.
STEMS = {"plain": "Qwyzzanar", "accented": "Zéphyrîx", "mail": "canarimel", "digits": "73190482", "number": "73190482"}
FORMS = tuple(STEMS)
TAILS = {"plain": "ux", "accented": "ô", "mail": "@fuite.invalid", "digits": "77", "number": "77"}
WIDTH = 4  # digits of the number between the two: of equal width, so that no canary is the start of another


@dataclass
class Canaries:
    """Hands out canaries, and knows where each was planted and in which form."""

    places: dict[str, str] = field(default_factory=dict)  # canary as text → place
    forms: dict[str, str] = field(default_factory=dict)  # canary as text → form
    _used: Counter[str] = field(default_factory=Counter)

    def text(self, place: str, form: str = "plain") -> str:
        """Return a new canary of one form, as text."""
        made = f"{STEMS[form]}{len(self.places) + 1:0{WIDTH}d}{TAILS[form]}"
        self.places[made] = place
        self.forms[made] = form
        return made

    def cell(self, place: str) -> str | int:
        """Return a new canary for a cell: the forms take turns in each place, so that every place meets them all."""
        form = FORMS[self._used[place] % len(FORMS)]
        self._used[place] += 1
        made = self.text(place, form)
        return int(made) if form == "number" else made

    def decomposed(self, place: str) -> str:
        """Return a new accented canary as macOS writes accents: letter and mark apart."""
        return unicodedata.normalize("NFD", self.text(place, "accented"))

    def forms_in(self, place: str) -> set[str]:
        """Return the forms that were planted in a place."""
        return {self.forms[canary] for canary, where in self.places.items() if where == place}
