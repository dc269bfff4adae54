"""What to say of a header that is not the contract's: the closest known one, and the lines that would accept it.

Belongs here: hints, never a mapping: a person decides and edits the contract. Does not belong here: finding headers
(headers.py), sentences (catalogue/errors.yaml, cli.yaml).
"""

import json
from collections.abc import Iterable
from difflib import SequenceMatcher

from ovt_pipeline.reading.folding import clean, letters_and_digits
from ovt_pipeline.reading.layout import ColumnLayout, TableLayout

_LIKENESS = 0.6  # of difflib: what most people would take for a misspelling


def closest_header(column: ColumnLayout, headers: Iterable[str]) -> str | None:
    """Return the header of a file that looks most like a known column, None when none does."""
    scored = [(_likeness(column, header), header) for header in headers]
    score, header = max(scored, default=(0.0, ""))
    return header if score >= _LIKENESS else None


def closest_column(header: str, table: TableLayout) -> ColumnLayout | None:
    """Return the known column that a header of a file looks most like, None when none does."""
    best = max(table.columns, key=lambda column: _likeness(column, header))
    return best if _likeness(best, header) >= _LIKENESS else None


def alias_line(column: ColumnLayout, header: str) -> str:
    """Return the line to put among the customProperties of `column`, in place of its aliases if it has some."""
    listed = json.dumps([*column.aliases, header], ensure_ascii=False)
    return f"- {{property: aliases, value: {listed}}}"


def column_lines(header: str, table: TableLayout) -> list[str]:
    """Return the lines to add at the end of the table's properties, so that a new column is kept as text."""
    quoted = json.dumps(header, ensure_ascii=False)
    return [
        f"- name: {_name(header, {c.name for c in table.columns})}",
        f"  physicalName: {quoted}",
        "  logicalType: string",
        f"  description: {quoted}",
        "  customProperties:",
        f"    - {{property: descriptionEn, value: {quoted}}}",
        "    - {property: kind, value: text}",
    ]


def _likeness(column: ColumnLayout, header: str) -> float:
    folded = letters_and_digits(header)
    return max(SequenceMatcher(None, spelling, folded).ratio() for spelling in column.spellings)


def _name(header: str, taken: set[str]) -> str:
    """Return an identifier for a header: its words in ASCII, joined by underscores, unlike those taken."""
    words = "".join(c if c.isalnum() else " " for c in clean(header)).split()
    base = "_".join(filter(str.isascii, map(letters_and_digits, words))) or "colonne"
    base = base if base[0].isalpha() else f"colonne_{base}"
    return next(n for n in (base, *(f"{base}_{i}" for i in range(2, 1000))) if n not in taken)
