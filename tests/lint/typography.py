"""What breaks the typography of Quebec in a French sentence, or that of its English twin.

Belongs here: the signs that are wrong, and what may be quoted to the letter. Does not belong here: how the right signs
get there (language/typography.py), where sentences are found (the tests that ask).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from ovt_pipeline.plan.loader import load_context, load_plans

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
COUNTED = "unités|liens|emplois|lignes|points|livraisons|chiffres|dates|entités|jours"
MINUS = r"(?<![\w\u2011./-])-(?=\d)"
FRENCH = {
    "a space before ; ! or ?": r"(?<!«)[ \u00a0\u202f][;!?]",
    "no U+00A0 before : % or »": r"(?<=[^\u00a0])[%»]|(?<![\u00a0\d]):|(?<=\d):(?!\d)",
    "no U+00A0 after «": "«(?!\u00a0)",
    "a typed apostrophe": r"(?<=[^\W\d_])'(?=\w|$)",
    "a hyphen for a minus": MINUS,
    "the first of a month": rf"(?<!\d)1 (?:{MONTHS})",
    "a difference of rates that is not in points": r"[+−]\d+(?:,\d+)?\u00a0%|\d\u00a0pts?\b",
    "a plural before 2": rf"(?<![\d,.\u00a0-])[01](?:,\d+)?[ \u00a0](?:{COUNTED})\b",
}
ENGLISH = {
    "a space before a sign": r"[ \u00a0\u202f][:;!?]|[\dx][ \u00a0\u202f]%",
    "a curly or a French mark": "[‘’“”«»]",
    "a hyphen for a minus": MINUS,
}
# Code, an address, a header of an export.
AS_IT_STANDS = re.compile("`[^`]*`|https?://[^ ]+|(?<=«\u00a0)[^«»]+(?=\u00a0»)")
HEADER = re.compile("«\u00a0[^«»]+\u00a0»")


def french_faults(text: str, letter: Iterable[str] = ()) -> list[str]:
    """Return what is wrong in a French sentence as it is printed; what is in `letter` is quoted."""
    return _faults(AS_IT_STANDS.sub("x", _without(text, letter)), FRENCH)


def english_faults(text: str, letter: Iterable[str] = ()) -> list[str]:
    """Return what is wrong in an English sentence; it names a French header between French marks."""
    return _faults(HEADER.sub("x", _without(text, letter)), ENGLISH)


def texts(data: object) -> Iterator[str]:
    """Yield every text in plain data, at any depth."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        yield from (text for one in data.values() for text in texts(one))
    elif isinstance(data, Sequence):
        yield from (text for one in data for text in texts(one))


def letter_of_plans() -> list[str]:
    """Return the texts of the plans and of what is published beside them, longest first: names, actions, quotes."""
    held = [*map(asdict, load_plans()), *map(asdict, load_context())]
    return sorted({text for text in texts(held) if len(text) > 1}, key=len, reverse=True)


def _without(text: str, letter: Iterable[str]) -> str:
    for quoted in letter:
        text = text.replace(quoted, "x")
    return text


def _faults(text: str, signs: Mapping[str, str]) -> list[str]:
    return [name for name, pattern in signs.items() if re.search(pattern, text)]
