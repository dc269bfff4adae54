"""The lists that cells are compared with: the 17 regions, and the municipalities of the accepted reference list.

Belongs here: lookups by code and by name, however they are written. Does not belong here: the cells of a delivery.
"""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ovt_pipeline.reading.folding import clean, fold, letters_and_digits

_DASHES = r"[-\u2010-\u2015\u2212:]+"
_NAME_THEN_CODE = re.compile(r"(?P<name>.*?)\s*\(\s*(?P<code>[0-9]{1,5})\s*\)")
_CODE_THEN_NAME = re.compile(rf"(?P<code>[0-9]{{1,5}})(?:\s*{_DASHES}\s*|\s+)(?P<name>[^\W\d].*)")
_WORD_REGION = re.compile(r"region(?: administrative)?(?: no)? *(?=[0-9])")
_CODE_ALONE = re.compile(r"(?P<code>[0-9]{1,5})(?P<name>)")

Answer = tuple[str | None, str | None]  # (code, None) or (None, defect)


@dataclass(frozen=True)
class References:
    """The reference lists of one night.

    `regions`: code (two digits) → French name. `municipalities`: code (five digits) → (name, region code), empty when
    no list has been accepted yet or when the list itself is being read, None when a check has none to compare with.
    """

    regions: Mapping[str, str]
    municipalities: Mapping[str, tuple[str, str]] | None = field(default_factory=dict)

    def region(self, text: str) -> Answer:
        """Return the code of a region: code, name, `Name (03)`, `03 - Name`, `Région 03`; else 'region', 'disagree'."""
        code, name = _split(_WORD_REGION.sub("", fold(text), count=1))
        return _agreed(code and code.zfill(2), name, self._region_codes, self.regions, "region")

    def municipality(self, text: str) -> Answer:
        """Return the code of a municipality written as code, unique name, or `Name (10043)`.

        Unknown, or a name that several share without a code: 'municipality'. Code and name at odds: 'disagree'.
        """
        code, name = _split(text)
        if self.municipalities is None:
            return code.zfill(5) if code else name, None
        return _agreed(code and code.zfill(5), name, self._municipality_codes, self.municipalities, "municipality")

    def municipality_code(self, text: str) -> Answer:
        """Return five digits as they are, fewer padded when that code exists (or when no list is known)."""
        if not (text.isascii() and text.isdigit() and len(text) <= 5):  # noqa: PLR2004 - five digits is the code
            return None, "municipality"
        padded = text.zfill(5)
        known = padded == text or not self.municipalities or padded in self.municipalities
        return (padded, None) if known else (None, "municipality")

    @cached_property
    def _region_codes(self) -> dict[str, list[str]]:
        return _by_name((code, name) for code, name in self.regions.items())

    @cached_property
    def _municipality_codes(self) -> dict[str, list[str]]:
        return _by_name((code, name) for code, (name, _) in (self.municipalities or {}).items())


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, name in pairs:
        found.setdefault(letters_and_digits(name), []).append(code)
    return found


def _split(text: str) -> tuple[str, str]:
    """Return the code ('' when none) and the name ('' when none) that a label holds."""
    text = clean(text)
    for form in (_NAME_THEN_CODE, _CODE_THEN_NAME, _CODE_ALONE):
        match = form.fullmatch(text)
        if match:
            return match["code"], match["name"]
    return "", text


def _agreed(code: str, name: str, by_name: dict[str, list[str]], codes: Container[str], unknown: str) -> Answer:
    """Return the code that the parts of a label agree on, or the defect: unknown part, or parts at odds."""
    named = by_name.get(letters_and_digits(name), []) if name else []
    if (code and code not in codes) or (name and not named):
        return None, unknown
    if code and name:
        return (code, None) if code in named else (None, "disagree")
    if code:
        return code, None
    return (named[0], None) if len(named) == 1 else (None, unknown)
