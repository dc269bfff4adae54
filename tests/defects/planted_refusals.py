"""Deliveries to refuse as a whole, each for one cause, and where the refusal must say that it is.

Belongs here: one builder per cause of a refusal that depends on what the file holds. Does not belong here: files that
cannot be opened (unreadable.py).
"""

from collections.abc import Callable
from dataclasses import dataclass

from ovt_pipeline.contracts.model import Table

from .operators_files import CSV_EXPORTS, Dropped, Page, good
from .planted_rows import CONTRACTS

HEADER_ROW = 2  # below the title
Rows = dict[str, int]


@dataclass(frozen=True)
class Refused:
    """A delivery to refuse: the code, the row that it must name (None: the sheet alone), the rows delivered before."""

    code: str
    export: str
    spoil: Callable[[Page], None]
    row: int | None = None
    times_before: float | None = None  # rows of the previous delivery, as a multiple of those of the good one

    def __str__(self) -> str:
        """Name the test."""
        return f"{self.code}-{self.export}"

    @property
    def table(self) -> Table:
        """The table that is spoilt: the last one, since a good one must not hide it."""
        return CONTRACTS[self.export].tables[-1]

    @property
    def sheet(self) -> str | None:
        """The sheet that the refusal must name."""
        return None if self.export in CSV_EXPORTS else self.table.sheet

    def made(self) -> Dropped:
        """Return the delivery."""
        dropped = good(self.export)
        self.spoil(dropped.pages[-1])
        return dropped

    def previous(self) -> Rows:
        """Return the rows of the previous delivery."""
        rows = len(good(self.export).pages[-1].rows)
        return {self.table.name: round(rows * self.times_before)} if self.times_before else {}


def _no_header(page: Page) -> None:
    page.header = list(map(str, page.rows.pop()))


def _column_missing(page: Page) -> None:
    at = page.places(lambda c: c.used_by_rules)[-1]
    del page.header[at]
    for row in page.rows:
        del row[at]


def _column_repeated(page: Page) -> None:
    at = page.places(lambda c: c.used_by_rules)[-1]
    page.header.append(page.header[at])
    for row in page.rows:
        row.append(row[at])


def _no_row(page: Page) -> None:
    page.rows = [[None] * len(page.header), ["Total", 0]]


def _keys_repeated(page: Page) -> None:
    """Give every tenth row the key of the row before it, and another answer where nothing else would differ."""
    keys = page.places(lambda c: c.key_position is not None)
    answers = page.places(lambda c: c.kind == "yes_no")
    for before, row in zip(page.rows[::10], page.rows[1::10], strict=False):
        for at in keys:
            row[at] = before[at]
        for at in answers:
            before[at], row[at] = "Oui", "Non"


def _as_it_is(_: Page) -> None:
    pass


_OF_EVERY_EXPORT: list[tuple[str, Callable[[Page], None], int | None, float | None]] = [
    ("OVT-F06", _column_missing, HEADER_ROW, None),
    ("OVT-F07", _column_repeated, HEADER_ROW, None),
    ("OVT-F08", _no_row, HEADER_ROW, None),
    ("OVT-F11", _keys_repeated, None, None),
    ("OVT-F12", _as_it_is, None, 1.5),  # two thirds of the previous rows: less than 70 %
    ("OVT-F13", _as_it_is, None, 0.3),  # more than three times the previous rows
]


def refusals() -> list[Refused]:
    """Return each cause on each export. A workbook of two tables lacks the sheet whose header is not there (F16)."""
    found = [Refused("OVT-F16" if len(c.tables) > 1 else "OVT-F05", c.export, _no_header) for c in CONTRACTS.values()]
    for code, spoil, row, before in _OF_EVERY_EXPORT:
        found += [Refused(code, export, spoil, row, before) for export in CONTRACTS]
    return found
