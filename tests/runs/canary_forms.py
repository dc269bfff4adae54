"""How a text may look in bytes: case, accents, encodings, escapes, base64, hexadecimal, machine numbers.

Belongs here: from a canary to byte patterns, and finding them in a block of bytes. Does not belong here: files and what
is inside them (canary_scan.py).
"""

import json
import quopri
import re
import struct
import unicodedata
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from urllib.parse import quote

ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be")  # what cp1252 and latin-1 share is the same bytes
ESCAPES: dict[str, Callable[[str], str]] = {
    "json": lambda s: json.dumps(s)[1:-1],
    "json in json": lambda s: json.dumps(json.dumps(s)[1:-1])[1:-1],
    "json in json in json": lambda s: json.dumps(json.dumps(json.dumps(s)[1:-1])[1:-1])[1:-1],
    "python": lambda s: s.encode("unicode_escape").decode("ascii"),
    "bytes in python": lambda s: repr(s.encode())[2:-1],
    "address": lambda s: quote(s, safe=""),
    "quoted-printable": lambda s: quopri.encodestring(s.encode()).decode("ascii"),
    "xml": lambda s: s.encode("ascii", "xmlcharrefreplace").decode("ascii"),
    "xml in hexadecimal": lambda s: "".join(c if c.isascii() else f"&#x{ord(c):x};" for c in s),
}
_ZEROS = re.compile(rb"\0{64,}")
BASE64 = "base64"
Patterns = dict[str, list[bytes]]  # name of the form → bytes to look for


class Finder:
    """Finds canaries in bytes. Stems are looked for first: a file without a stem holds no canary, in any form.

    A stem of letters alone is a finding too (a canary cut short); one of digits is not: an amount may hold it.
    """

    def __init__(self, stems: Iterable[str], canaries: Iterable[str]) -> None:
        self.by_stem = {stem: [c for c in canaries if c.startswith(stem)] for stem in dict.fromkeys(stems)}
        self.numbers = [_packed(code, kind, canaries) for code, kind in (("<q", int), ("<d", float))]

    def find(self, data: bytes) -> dict[str, str]:
        """Return canary → the form it was found in; a stem alone stands as `stem…`."""
        data = _ZEROS.sub(bytes(64), data)  # database files are mostly zeros
        lowered = data.lower()
        found: dict[str, str] = {}
        for stem, canaries in self.by_stem.items():
            forms = _forms_in(data, lowered, forms_of(stem))
            written = {c: _forms_in(data, lowered, forms_of(c), forms) for c in canaries} if forms else {}
            whole = {c: min(names) for c, names in written.items() if names}
            found |= whole or ({f"{stem}…": min(forms)} if forms and not stem.isdigit() else {})
        for packed, shared in self.numbers:  # what all share first: quicker than one search a number
            if shared and shared in data:
                found |= {c: "machine number" for c, number in packed.items() if number in data}
        return found


def spellings(text: str) -> list[str]:
    """Return a text with accents whole, apart or gone, as it is, in small letters and in capitals."""
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    accents = (text, unicodedata.normalize("NFC", text), apart, bare)
    return list(dict.fromkeys(s for a in accents for s in (a, a.lower(), a.upper(), a.casefold())))


@cache
def forms_of(text: str) -> Patterns:
    """Return the bytes to look for by name of form; base64 is the only form whose case matters."""
    forms: Patterns = {}
    seen: set[bytes] = set()
    for spelled in spellings(text):
        for name, pattern in _all_forms(spelled):
            if pattern not in seen:
                seen.add(pattern)
                forms.setdefault(name, []).append(pattern)
    return forms


def _all_forms(spelled: str) -> Iterator[tuple[str, bytes]]:
    for name, raw in _encoded(spelled).items():
        yield name, raw.lower()
        yield f"hexadecimal of {name}", raw.hex().encode("ascii")
        for code in (b64encode, urlsafe_b64encode):
            yield from ((f"{BASE64} of {name}", _inside_base64(code, raw, before)) for before in range(3))
    for name, escape in ESCAPES.items():
        yield name, escape(spelled).lower().encode("ascii")


def _encoded(text: str) -> dict[str, bytes]:
    """Return the text in every encoding that can write it."""
    encoded = {name: text.encode(name, "ignore") for name in ENCODINGS}
    return {name: raw for name, raw in encoded.items() if raw.decode(name) == text}


def _inside_base64(code: Callable[[bytes], bytes], raw: bytes, before: int) -> bytes:
    """Return the characters that `raw` alone decides when `before` other bytes stand in front of it."""
    whole = code(bytes(before) + raw)
    return whole[-(-before * 8 // 6) : (before + len(raw)) * 8 // 6]


def _forms_in(data: bytes, lowered: bytes, forms: Patterns, among: Iterable[str] | None = None) -> set[str]:
    """Return the names of the forms that the bytes hold; `among` spares the search for others."""
    found = set()
    for name in forms if among is None else among:
        where = data if name.startswith(BASE64) else lowered
        if any(pattern in where for pattern in forms.get(name, ())):
            found.add(name)
    return found


def _packed(code: str, kind: type, canaries: Iterable[str]) -> tuple[dict[str, bytes], bytes]:
    """Return the canaries of digits as databases write numbers unpacked, and the end that all of these share."""
    packed = {c: struct.pack(code, kind(c)) for c in canaries if c.isdigit()}
    ends = packed.values()
    shared = next((n for n in range(8, 0, -1) if len({end[-n:] for end in ends}) == 1), 0)
    return packed, next(iter(ends))[-shared:] if shared else b""
