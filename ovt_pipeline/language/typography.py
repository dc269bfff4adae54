"""How a French sentence is printed in Quebec: its no-break spaces and its apostrophes, which nobody can see or type.

Belongs here: what every French sentence of ours gets, whoever wrote it. Does not belong here: any sentence; numbers and
dates (numbers.py); a mistake that a writer sees, such as a space before a semicolon (a test refuses it); what we quote
to the letter: the plan, a header of an export, code between backticks.
"""

import re
from typing import Any

NO_BREAK, APOSTROPHE = "\u00a0", "\u2019"
_TYPED = {NO_BREAK: " ", APOSTROPHE: "'", "\u2212": "-"}
_CODE = re.compile("(`[^`]*`)")
_PRINTED = (
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W_]|[{«])"), APOSTROPHE),
    (re.compile(r" (?=[:%»])"), NO_BREAK),
    (re.compile(r"(?<=«) "), NO_BREAK),
)


def french(text: str) -> str:
    """Return a French text as it is printed: U+00A0 before `:` `%` `»` and after `«`, U+2019 after an elision."""
    parts = _CODE.split(text)
    parts[::2] = map(_printed, parts[::2])
    return "".join(parts)


def quoted(name: str) -> str:
    """Return what an export says (a header, a sheet), to the letter, between the marks of French."""
    return f"«{NO_BREAK}{name}{NO_BREAK}»"


def typed(error: UnicodeError) -> tuple[str, int]:
    """Handle what an encoding cannot show: our signs as they are typed, anything else as a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_TYPED.get(sign, "?") for sign in lost), error.end


def both(entry: Any) -> Any:  # noqa: ANN401 - any YAML
    """Return data whose texts under a key `fr` are printed, at every depth."""
    if not isinstance(entry, dict):
        return entry
    return {key: french(one) if key == "fr" and isinstance(one, str) else both(one) for key, one in entry.items()}


def _printed(text: str) -> str:
    for pattern, sign in _PRINTED:
        text = pattern.sub(sign, text)
    return text
