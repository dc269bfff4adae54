"""How any text is put on a page, whoever wrote it: Quebec's spaces and apostrophe, and nothing that cannot be seen.

Belongs here: what is done to a whole text just before it is escaped. Does not belong here: numbers, sentences
(language/).
"""

import re
import unicodedata

from ovt_pipeline.language.typography import french

UNSEEN = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}  # characters that show nothing, or turn what follows around
_SPACED = re.compile(r"(?<=[^\s«])[ \u00a0]+(?=[;!?](\s|$))")  # as others write it; nothing stands there in Quebec


def printed(text: str, lang: str) -> str:
    """Return a text as one prints it in 'fr' or 'en', with the characters that nobody sees written as code points."""
    shown = visible(text)
    return french(_SPACED.sub("", shown)) if lang == "fr" else shown


def visible(text: str) -> str:
    """Return a text that others chose with the characters that nobody can see written as their code point."""
    return "".join(f"‹U+{ord(c):04X}›" if unicodedata.category(c) in UNSEEN else c for c in text)
