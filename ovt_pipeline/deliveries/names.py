"""The names of files: whether they can be read, and how they are shown when they cannot.

Belongs here: bytes that are no UTF-8, control characters. Does not belong here: what a name says of a delivery
(find.py).
"""

import unicodedata

_BYTES = 0xDC00  # what the system adds to a byte that is no UTF-8


def shown_name(name: str) -> str:
    """Return a name as it is, or escaped when some of its characters cannot be shown; paths are the system's own."""
    return "".join(_escaped(c) if _is_unreadable(c) else c for c in name)


def is_readable(name: str) -> bool:
    """Tell whether a name is valid UTF-8 without control characters."""
    return not any(map(_is_unreadable, name))


def _is_unreadable(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"}  # a byte that is no UTF-8 becomes a lone surrogate


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code - _BYTES if code > _BYTES else code:02x}"
