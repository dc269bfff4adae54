"""The filled rows below a header that are no data: totals, the header again on a new page, notes at the end.

Belongs here: telling them from the rows of the table. Does not belong here: what is made of the others (tables.py),
the remarks (rules.yaml).
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from ovt_pipeline.reading.cell_text import text_of
from ovt_pipeline.reading.headers import HeaderRow, match_headers, normalise, spellings_of
from ovt_pipeline.reading.layout import TableLayout
from ovt_pipeline.reading.refusal import Refusal

TOTALS, NOTE, HEADER = "totals", "note", "header"
Ignored = tuple[int, str]  # row number, one of these

_DASH = "[-\u2010-\u2015\u2212]"
_TOTALS = re.compile(
    rf"""[\s='"«“*\u200b\ufeff]*(?:(?:sous|grand)[\s]*{_DASH}*[\s]*total|total|somme|nombre)\b""", re.IGNORECASE
)
# Texts of which a glance tells that they are neither: the last digit, where no header ends in one, is that of a key.
_BEGUN = "(?!(?i:sous|grand|total|somme|nombre))[0-9A-Za-z]"
_NO_TOTAL, _KEY_LIKE, _FILLED = re.compile(_BEGUN), re.compile(_BEGUN + r"[ -~]*[0-9]\Z"), re.compile("[!-~]")
_ENOUGH = 0.6  # share of the columns found: a row with fewer of their names is not the header again


def are_texts(cells: Iterable[Any]) -> bool:
    """Tell whether all cells are texts."""
    return set(map(type, cells)) == {str}


class Screen:
    """Says of each filled row below a header whether it is data."""

    def __init__(self, header: HeaderRow, table: TableLayout, sheet: str | None) -> None:
        self.header, self.sheet = header, sheet
        self.spellings = spellings_of(table)
        self.first = set(self.spellings) | set(table.personal) | {normalise(text) for text in header.texts} - {""}
        self.may_end_in_a_digit = any(text[-1].isdigit() for text in self.first)
        self.keys = [header.positions[c.name][0] for c in table.columns if c.is_key and c.name in header.positions]
        self.lead = next(at for at, text in enumerate(header.texts) if text.strip())
        filled = (header.positions[c.name][0] for c in table.columns if c.required and c.name in header.positions)
        self.other = next((at for at in filled if at != self.lead), None)

    def are_data(self, columns: Sequence[Sequence[Any]]) -> bool:
        """Tell of many rows at once, given as their columns, whether all are data, filled in two cells, beyond doubt.

        Where it says no, each row is to be asked of.
        """
        if self.other is None or self.may_end_in_a_digit or any(set(column) != {""} for column in columns[: self.lead]):
            return False
        others = ((at, _NO_TOTAL) for at in self.keys if at != self.lead)
        looks = [(self.lead, _KEY_LIKE), (self.other, _FILLED), *others]
        return all(are_texts(columns[at]) and all(map(look.match, columns[at])) for at, look in looks)

    def reason(self, number: int, filled: str, cells: list[Any]) -> str | None:
        """Return why a row is no data, None when it is; `filled` is its first filled cell.

        Raises: Refusal OVT-F32 when it is a header in another order.
        """
        if _TOTALS.match(filled) or any(_TOTALS.match(text) for text in self._keys_of(cells)):
            return TOTALS
        if self.may_end_in_a_digit or not filled[-1].isdigit():
            return HEADER if normalise(filled) in self.first and self._is_header(number, cells) else None
        return None

    def _keys_of(self, cells: list[Any]) -> list[str]:
        return [c for c in (cells[at] for at in self.keys if at < len(cells)) if isinstance(c, str)]

    def _is_header(self, number: int, cells: list[Any]) -> bool:
        found = match_headers([text_of(cell) for cell in cells], self.spellings)
        known = self.header.positions
        if len(found) < max(2, _ENOUGH * len(known)):
            return False
        if any(found[name] != known.get(name) for name in found):
            raise Refusal("OVT-F32", sheet=self.sheet, row=number)
        return True
