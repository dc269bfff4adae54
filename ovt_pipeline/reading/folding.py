"""How spellings are compared: without case, accents, or the marks that people type differently.

Belongs here: pure functions on one string. Does not belong here: what the strings mean (headers, regions, dates).
Keys are compared by `fold_key`, everywhere: in a delivery, between lots, in a lot of an older format.
"""

import unicodedata

# Ligatures survive NFKD, « N° » is the other way of writing « No », and an apostrophe can be a letter of Unicode.
_ALIKE = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "°": "o", "ʼ": "'"})
SYNTHETIC_MARK = "synthetique"  # what the title of invented data says, folded
# Characters of no width that spreadsheets and web pages leave behind.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
_UNSEEN = frozenset({"Cf", "Cc"})  # of no width, of direction, of control
_APOSTROPHES = "'\u2018\u2019\u02bc\u2032`"
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " "})


def clean(text: str) -> str:
    """Return `text` in NFC, no-break spaces as spaces, without invisible characters or surrounding spaces."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFC", text.translate(_SPACES).translate(_INVISIBLE)).strip()


def fold(text: str) -> str:
    """Return `text` without case, accents, surrounding spaces, and with single spaces inside."""
    if not text.isascii():
        spread = unicodedata.normalize("NFKD", text.translate(_ALIKE).translate(_INVISIBLE))
        text = "".join(c for c in spread if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


def letters_and_digits(text: str) -> str:
    """Return what is left of `text` once folded and freed of spaces, dashes, apostrophes and punctuation."""
    return "".join(c for c in fold(text) if c.isalnum())


def fold_key(text: str) -> str:
    """Return what two spellings of one key have in common: leading zeros and accents stay, a dash stays a dash.

    Left out: case, the form of letters (NFKC) and of dashes, spaces, marks without width or of direction, apostrophes
    in front. Folding a folded key changes nothing.
    """
    if text.isascii():
        return "".join(text.casefold().split()).lstrip(_APOSTROPHES)
    spread = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    shown = "".join(c for c in spread if not (c.isspace() or unicodedata.category(c) in _UNSEEN))
    return unicodedata.normalize("NFKC", shown).lstrip(_APOSTROPHES)
