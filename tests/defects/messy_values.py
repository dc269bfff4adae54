"""Sound cells written in every way that means the same.

Belongs here: which columns meet which spellings. Does not belong here: the spellings (tests/drafts), cells that cannot
be typed (faulty.py).
"""

from functools import partial

from drafts import spellings as s

from .messes import Mess, Wanted, has, of_kind, respell


def _mess(name: str, wanted: Wanted, spellings: s.Spellings, rows: int) -> Mess:
    return Mess(name, partial(respell, wanted=wanted, spellings=spellings), needs=has(wanted), rows=rows)


MESSES = (
    _mess("texts", lambda column: column.kind == "text" and not column.allowed, s.texts, 40),
    _mess("dates", of_kind("date"), s.dates, 40),
    _mess("yes_no", of_kind("yes_no"), s.yes_no, 60),
    _mess("letters", of_kind("yes_no"), s.letters, 40),
    _mess("blanks", lambda column: not column.required and column.kind != "yes_no", s.blanks, 132),
    _mess("numbers", of_kind("number", "bandwidth"), s.numbers, 60),
    _mess("allowed", lambda column: bool(column.allowed), s.allowed, 120),
    _mess("regions", of_kind("region"), s.regions, 420),
    _mess("municipalities", of_kind("municipality"), s.municipalities, 200),
    _mess("municipality_codes", of_kind("municipality_code"), s.municipality_codes, 80),
)
