"""A number as Excel shows it, by the format of its cell: `431` under `"SQ-"0000` is `SQ-0431`.

Belongs here: formats of whole numbers, with leading zeros and literal text. Does not belong here: which format a cell
has (number_formats.py). Whatever else a format does (decimals, dates, scales, conditions) is not read: no guess.
"""

import re
from functools import cache

GENERAL = "General"
_WHOLE = 10**15  # from here on a spreadsheet has lost digits
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
_SOUND = re.compile(r'(?:"[^"]*"|\\.|[^"\\])*')
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<gap>.)|\[\$(?P<sign>[^\]-]*)(?:-[0-9A-Fa-f]+)?\]'
    r"|\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color ?[0-9]+)\]"
    r"|(?P<general>General|@)|(?P<digit>[0#?])|(?P<separator>,(?=[0#?]))|(?P<literal>[-$+():!^&'~{}<>= ])",
    re.IGNORECASE,
)
_Part = tuple[str, str]  # kind (text, digit, general), text


def show(value: float, code: str) -> str | None:
    """Return the text that a format shows of a number, None when the number or its format cannot be read surely."""
    if value != int(value) or not 0 <= value < _WHOLE:
        return None
    parts = _parts(code, is_zero=value == 0)
    return _filled(str(int(value)), parts) if parts else None


@cache
def _parts(code: str, *, is_zero: bool) -> tuple[_Part, ...] | None:
    """Return the parts of the section that shows a number that is not negative."""
    sections = [s for s in _SECTION.findall(code) if s] if _SOUND.fullmatch(code) else []
    zero_has_its_own = is_zero and len(sections) >= 3  # noqa: PLR2004 - positive, negative, zero
    text = sections[2 if zero_has_its_own else 0] if sections else ""
    parts, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        at = match.end()
        parts += _part(match)
    kinds = [kind for kind, _ in parts]
    return tuple(parts) if ("digit" in kinds) + kinds.count("general") == 1 else None


def _part(match: re.Match[str]) -> list[_Part]:
    if match["digit"]:
        return [("digit", match["digit"])]
    if match["general"]:
        return [("general", "")]
    if match["gap"]:
        return [("text", " ")]
    text = match["quoted"] or match["escaped"] or match["sign"] or match["literal"]
    return [("text", text)] if text else []


def _filled(digits: str, parts: tuple[_Part, ...]) -> str:
    """Return the parts with the digits at their places, from the right; what is left over goes to the first place."""
    left = list(digits if digits != "0" else "")
    places = sum(kind == "digit" for kind, _ in parts)
    shown: list[str] = []
    for kind, text in reversed(parts):
        if kind == "digit":
            places -= 1
            take = max(1, len(left)) if places == 0 else 1
            shown.append("".join(left[-take:]) or {"0": "0", "?": " "}.get(text, ""))
            del left[-take:]
        else:
            shown.append(digits if kind == "general" else text)
    return "".join(reversed(shown))
