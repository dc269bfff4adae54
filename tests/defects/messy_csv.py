"""Sound deliveries in every encoding, separator and way of ending lines of a csv.

Belongs here: what only a csv can look like. Does not belong here: layout, headers, values, broken records (faulty.py).
"""

from functools import partial

from drafts.draft import Draft, Extension, Unknown
from drafts.make import SENTINEL

from .messes import Mess

_CSV: tuple[Extension, ...] = ("csv",)


def _dialect(draft: Draft, separator: str, encoding: str | None) -> None:
    """Write with a separator, in an encoding or in that of the contract."""
    draft.separator, draft.encoding = separator, encoding or draft.contract.csv_encoding


def unix_lines_all_quoted(draft: Draft) -> None:
    draft.newline, draft.quote_all = "\n", True


def old_mac_lines(draft: Draft) -> None:
    draft.newline = "\r"


def lines_and_separators_within_cells(draft: Draft) -> None:
    """Add an unknown column of long notes: their lines move the rows below them."""
    for sheet in draft.tables:
        notes = {line: f'«;,|\t» "cité"\n{SENTINEL}\n' for index, line in enumerate(sheet.rows) if index % 3}
        sheet.add_column("Remarques\ndu poste", notes.get, known_as=Unknown("Remarques du poste"))


def separators_after_the_last_column(draft: Draft) -> None:
    """Write as Excel does once cells on the right were emptied; a blank row is separators alone."""
    for sheet in draft.tables:
        for line in sheet.lines:
            line.cells += [None, None]
        sheet.insert([None] * len(sheet.header.cells), before=sheet.rows[3])


def short_records(draft: Draft) -> None:
    """Leave out the blank cells at the end of each record."""
    for sheet in draft.tables:
        for line in sheet.lines:
            while line.cells[-1] is None:
                line.cells.pop()


MESSES = (
    Mess("utf8_comma", partial(_dialect, separator=",", encoding="utf-8"), _CSV),
    Mess("utf8_mark_semicolon", partial(_dialect, separator=";", encoding="utf-8-sig"), _CSV),
    Mess("utf16_mark_bar", partial(_dialect, separator="|", encoding="utf-16"), _CSV),
    Mess("declared_encoding_tab", partial(_dialect, separator="\t", encoding=None), _CSV),
    Mess("unix_lines_all_quoted", unix_lines_all_quoted, _CSV),
    Mess("old_mac_lines", old_mac_lines, _CSV),
    Mess("lines_and_separators_within_cells", lines_and_separators_within_cells, _CSV),
    Mess("separators_after_the_last_column", separators_after_the_last_column, _CSV),
    Mess("short_records", short_records, _CSV),
)
