"""Sound deliveries in every encoding, separator and way of ending lines of a csv.

Belongs here: what only a csv can look like. Does not belong here: layout, headers, values, broken records (faulty.py).
"""

from functools import partial

from .messes import Mess
from .sound import SENTINEL, Delivery

_CSV = ("csv",)


def _dialect(delivery: Delivery, separator: str, encoding: str | None) -> None:
    """Write with a separator, in an encoding or in that of the contract."""
    delivery.separator, delivery.encoding = separator, encoding or delivery.contract.csv_encoding


def unix_lines_all_quoted(delivery: Delivery) -> None:
    delivery.newline, delivery.quote_all = "\n", True


def old_mac_lines(delivery: Delivery) -> None:
    delivery.newline = "\r"


def lines_and_separators_within_cells(delivery: Delivery) -> None:
    """Add an unknown column of long notes: their lines move the rows below them."""
    for sheet, _ in delivery.tables():
        sheet.lines[sheet.header - 1].append("Remarques\ndu poste")
        sheet.unknown[len(sheet.lines[sheet.header - 1])] = "Remarques du poste"
        for index, number in enumerate(sheet.numbers):
            sheet.lines[number - 1].append(f'«;,|\t» "cité"\n{SENTINEL}\n' if index % 3 else None)


def separators_after_the_last_column(delivery: Delivery) -> None:
    """Write as Excel does once cells on the right were emptied; a blank row is separators alone."""
    for sheet, _ in delivery.tables():
        sheet.lines = [[*line, None, None] for line in sheet.lines]
        sheet.insert(sheet.numbers[3], [None] * len(sheet.lines[0]))


def short_records(delivery: Delivery) -> None:
    """Leave out the blank cells at the end of each record."""
    for sheet, _ in delivery.tables():
        for line in sheet.lines:
            while line[-1] is None:
                line.pop()


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
