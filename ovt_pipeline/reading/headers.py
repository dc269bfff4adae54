"""Finding the header row and tying its cells to the contract's columns.

Belongs here: comparison of headers, the refusals they cause (OVT-F05, F06, F07). Does not belong here: rows of data.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ovt_pipeline.reading.folding import letters_and_digits
from ovt_pipeline.reading.header_hints import alias_line, closest_header
from ovt_pipeline.reading.layout import ColumnLayout, TableLayout
from ovt_pipeline.reading.refusal import Refusal

HEADER_ROWS = 50  # a title block longer than this is not a title block
_SHOWN = 60  # characters of an unknown header that are reported: enough to find it, too few to carry a note


def normalise(header: str) -> str:
    """Return a header without case, accents, spaces, line breaks or punctuation: two spellings of it are equal."""
    return letters_and_digits(header)


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
        """Return column (from 1) → header for those neither the contract's nor personal, as they can be shown."""
        known = {i for places in self.positions.values() for i in places}
        personal = frozenset(table.personal)
        others = ((i, " ".join(t.split())) for i, t in enumerate(self.texts) if i not in known)
        return {i + 1: text[:_SHOWN] for i, text in others if text and normalise(text) not in personal}


def locate_header(rows: Sequence[Sequence[str]], table: TableLayout) -> HeaderRow | None:
    """Return the row, among the first HEADER_ROWS, that holds most of the table's headers; the first of equals.

    One matching cell is a coincidence (a title, a legend) unless the table has a single column: then None.
    """
    wanted = {spelling: c.name for c in table.columns for spelling in c.spellings}
    for personal in table.personal:
        wanted.pop(personal, None)
    best: HeaderRow | None = None
    for index, texts in enumerate(rows[:HEADER_ROWS]):
        positions = _match(texts, wanted)
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


def _match(texts: Sequence[str], wanted: dict[str, str]) -> dict[str, tuple[int, ...]]:
    positions: dict[str, tuple[int, ...]] = {}
    for index, text in enumerate(texts):
        name = wanted.get(normalise(text)) if text else None
        if name is not None:
            positions[name] = (*positions.get(name, ()), index)
    return positions


def _missing_fields(header: HeaderRow, table: TableLayout, missing: list[ColumnLayout]) -> dict[str, str | int]:
    unknown = list(header.unknown(table).values())
    close = [(column, closest) for column in missing if (closest := closest_header(column, unknown))]
    return {
        "headers": _listed([c.header for c in missing]),
        "closest": _listed([closest for _, closest in close]),
        "lines": " ; ".join(f"{column.name} : {alias_line(column, closest)}" for column, closest in close),
        "reason": "closest" if close else "none_close",
    }


def _listed(headers: Sequence[str]) -> str:
    return ", ".join(f"« {header} »" for header in headers)
