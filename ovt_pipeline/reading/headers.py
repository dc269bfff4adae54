"""Finding the header row and tying its cells to the contract's columns.

Belongs here: comparison of headers, the refusals they cause (OVT-F05, F06, F07). Does not belong here: rows of data.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ovt_pipeline.language.typography import quoted
from ovt_pipeline.reading.folding import letters_and_digits
from ovt_pipeline.reading.header_hints import alias_line, closest_header
from ovt_pipeline.reading.layout import ColumnLayout, TableLayout
from ovt_pipeline.reading.refusal import Refusal

HEADER_ROWS = 50  # a title block longer than this is not a title block
_SHOWN = 40  # characters of a header that are reported: more is a note
_DATA = re.compile(r"""[0-9"{}\[\]@=;|<>«»“”]""")  # what identifiers, dates, addresses and machine formats hold


def normalise(header: str) -> str:
    """Return a header without case, accents, spaces, line breaks or punctuation: two spellings of it are equal."""
    return letters_and_digits(header)


def could_be_data(text: str) -> bool:
    """Tell whether a text among the headers could be a cell of a row: it is then shown nowhere."""
    return len(text) > _SHOWN or _DATA.search(text) is not None


@dataclass(frozen=True)
class HeaderRow:
    """A row recognised as the header: its index among the rows searched, and the positions of each column found."""

    index: int
    texts: tuple[str, ...]
    positions: dict[str, tuple[int, ...]]

    def complete(self, table: TableLayout) -> bool:
        """Tell whether every needed column is there."""
        return not self.missing(table)

    def missing(self, table: TableLayout) -> list[ColumnLayout]:
        """Return the needed columns that the row does not hold."""
        return [c for c in table.columns if c.needed and c.name not in self.positions]

    def unknown(self, table: TableLayout) -> dict[int, str]:
        """Return column (from 1) → header for those neither the contract's nor personal, as they can be shown.

        What could be data is not: '' stands for it, as for a column without a header. In a row that lacks most of the
        needed headers, everything could be.
        """
        known = {i for places in self.positions.values() for i in places}
        personal = frozenset(table.personal)
        is_doubtful = 2 * len(self.missing(table)) > len(table.needed_headers)
        others = ((i, " ".join(t.split())) for i, t in enumerate(self.texts) if i not in known)
        return {
            i + 1: "" if is_doubtful or could_be_data(text) else text
            for i, text in others
            if text and normalise(text) not in personal
        }


def locate_header(rows: Sequence[Sequence[str]], table: TableLayout) -> HeaderRow | None:
    """Return the row, among the first HEADER_ROWS, that holds most of the table's headers; the first of equals.

    One matching cell is a coincidence (a title, a legend) unless the table has a single column: then None.
    """
    wanted = spellings_of(table)
    best: HeaderRow | None = None
    for index, texts in enumerate(rows[:HEADER_ROWS]):
        positions = match_headers(texts, wanted)
        if len(positions) > (len(best.positions) if best else min(2, len(table.columns)) - 1):
            best = HeaderRow(index, tuple(texts), positions)
    return best


def check_header(header: HeaderRow | None, table: TableLayout, sheet: str | None, row: int | None, rows: int) -> None:
    """Refuse a table whose header is not found (OVT-F05), lacks a needed column (F06) or repeats a column (F07)."""
    if header is None:
        raise Refusal("OVT-F05", sheet=sheet, headers=_listed(table.needed_headers), rows=min(rows, HEADER_ROWS))
    missing = header.missing(table)
    if missing:
        raise Refusal("OVT-F06", sheet=sheet, row=row, **_missing_fields(header, table, missing))
    repeated = [c.header for c in table.columns if len(header.positions.get(c.name, ())) > 1]
    if repeated:
        raise Refusal("OVT-F07", sheet=sheet, row=row, headers=_listed(repeated))


def spellings_of(table: TableLayout) -> dict[str, str]:
    """Return folded header → column, personal ones apart."""
    wanted = {spelling: c.name for c in table.columns for spelling in c.spellings}
    for personal in table.personal:
        wanted.pop(personal, None)
    return wanted


def match_headers(texts: Sequence[str], wanted: dict[str, str]) -> dict[str, tuple[int, ...]]:
    """Return the positions of each column whose header is among the texts of a row."""
    positions: dict[str, tuple[int, ...]] = {}
    for index, text in enumerate(texts):
        name = wanted.get(normalise(text)) if text else None
        if name is not None:
            positions[name] = (*positions.get(name, ()), index)
    return positions


def _missing_fields(header: HeaderRow, table: TableLayout, missing: list[ColumnLayout]) -> dict[str, str | int]:
    unknown = [text for text in header.unknown(table).values() if text]
    close = [(column, closest) for column in missing if (closest := closest_header(column, unknown))]
    return {
        "headers": _listed([c.header for c in missing]),
        "closest": _listed([closest for _, closest in close]),
        "lines": " ; ".join(f"{column.name} : {alias_line(column, closest)}" for column, closest in close),
        "reason": "closest" if close else "none_close",
    }


def _listed(headers: Sequence[str]) -> str:
    return ", ".join(map(quoted, headers))
