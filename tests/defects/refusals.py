"""Every cause of a refusal: its code, the exports and formats it is tried in, and where the refusal must say it is.

Belongs here: the list. Does not belong here: how a delivery is spoilt (refused_files.py, refused_tables.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from drafts.draft import Draft, Extension
from drafts.make import CONTRACTS, sound

from . import refused_files as files
from . import refused_tables as tables

ROWS = 40
ONE, EVERY, SHEETS = ("renir_unites",), tuple(CONTRACTS), tuple(e for e, c in CONTRACTS.items() if len(c.tables) > 1)
FILLED = tuple(e for e, c in CONTRACTS.items() if not c.tables[-1].may_be_empty)
SINGLE = tuple(e for e in CONTRACTS if e not in SHEETS)


@dataclass(frozen=True)
class Cause:
    """What refuses a delivery, by itself."""

    code: str
    name: str
    spoil: Callable[[Draft], object]
    extension: Extension | None = None  # None: the first format of the contract
    exports: tuple[str, ...] = ONE
    where: Literal["header", "sheet", "file"] = "file"


CAUSES = (
    # What it says it is, it is not.
    Cause("OVT-F01", "text named xlsx", files.text_as_workbook, "xlsx"),
    Cause("OVT-F01", "web page named xls", files.web_page_as_workbook, "xls"),
    Cause("OVT-F01", "pdf named csv", files.pdf_as_csv, "csv"),
    Cause("OVT-F01", "workbook named csv", files.workbook_as_csv, "csv"),
    Cause("OVT-F01", "null bytes in a csv", files.ends_with(b"\0\0"), "csv"),
    Cause("OVT-F01", "word document named xlsx", files.word_document, "xlsx"),
    # Locked.
    Cause("OVT-F02", "password", files.password, "xlsx"),
    Cause("OVT-F02", "password of an old workbook", files.password_of_old_workbook, "xls"),
    Cause("OVT-F02", "encrypted entries", files.encrypted_entries, "xlsx"),
    # Damaged.
    Cause("OVT-F03", "link", files.link, "xlsx"),
    Cause("OVT-F03", "empty file", files.bytes_become(b""), "xlsx"),
    Cause("OVT-F03", "cut in two", files.cut_at(0.5), "xlsx"),
    Cause("OVT-F03", "old workbook cut", files.cut_at(0.1), "xls"),
    Cause("OVT-F03", "wrong checksum", files.wrong_crc, "xlsx"),
    Cause("OVT-F03", "sheet part gone", files.sheet_part_gone, "xlsx"),
    Cause("OVT-F03", "entity bomb", files.entity_bomb, "xlsx"),
    Cause("OVT-F03", "quote not closed", files.quote_not_closed, "csv"),
    Cause("OVT-F14", "bytes of no declared encoding", files.ends_with(b"\x81\r\n"), "csv"),
    Cause("OVT-F21", "cut csv", files.cut_csv, "csv"),
    # Oversized.
    Cause("OVT-F04", "last cell of all", files.cells_at("XFD1048576"), "xlsx"),
    Cause("OVT-F04", "far column", files.cells_at("XFD6000"), "xlsx"),
    Cause("OVT-F04", "deflate bomb", files.deflate_bomb, "xlsx"),
    Cause("OVT-F04", "too many parts", files.too_many_parts, "xlsx"),
    Cause("OVT-F04", "repeated cells", files.repeated_cells, "ods"),
    # Not there, or not whole. A workbook of two tables lacks the sheet whose header is not there.
    Cause("OVT-F05", "header gone", tables.header_gone, exports=SINGLE),
    Cause("OVT-F16", "header of a sheet gone", tables.header_gone, exports=SHEETS),
    Cause("OVT-F05", "header gone from a csv", tables.header_gone, "csv"),
    Cause("OVT-F05", "header too low", tables.header_too_low, "csv"),
    Cause("OVT-F30", "only a hidden sheet", tables.only_a_hidden_sheet, "xlsx"),
    Cause("OVT-F06", "column missing", tables.column_missing, exports=EVERY, where="header"),
    Cause("OVT-F06", "column renamed", tables.column_renamed, exports=EVERY, where="header"),
    Cause("OVT-F07", "column repeated", tables.column_repeated, exports=EVERY, where="header"),
    Cause("OVT-F08", "no row", tables.no_row, exports=FILLED, where="header"),
    Cause("OVT-F08", "only totals", tables.only_totals, exports=FILLED, where="header"),
    Cause("OVT-F31", "sheets alike", tables.sheets_alike, "xlsx"),
    Cause("OVT-F31", "another sheet with rows", tables.another_sheet_with_rows, "xlsx", (*ONE, *SHEETS)),
    Cause("OVT-F31", "another sheet with rows, old workbook", tables.another_sheet_with_rows, "xls"),
    Cause("OVT-F31", "the named sheet is empty", tables.named_sheet_empty, "xlsx", (*ONE, *SHEETS)),
    Cause("OVT-F30", "data sheet hidden", tables.data_sheet_hidden, "xlsx", (*ONE, *SHEETS)),
    Cause("OVT-F30", "data sheet hidden, ods", tables.data_sheet_hidden, "ods"),
    Cause("OVT-F16", "sheet gone", tables.sheet_gone, exports=SHEETS),
    # Of keys or of a size that cannot be.
    Cause("OVT-F11", "keys repeated", tables.keys_repeated, exports=EVERY, where="sheet"),
)


class Refused(NamedTuple):
    """A cause on an export."""

    cause: Cause
    export: str

    def __str__(self) -> str:
        """Name the test."""
        return f"{self.cause.code}-{self.cause.name}-{self.export}"

    def draft(self) -> Draft:
        """Return the delivery to refuse, below a title."""
        made = sound(CONTRACTS[self.export], ROWS)
        made.extension = self.cause.extension or made.contract.formats[0]
        for sheet in made.tables:
            sheet.insert(["Extraction du système source"])
        self.cause.spoil(made)
        return made


def refusals() -> list[Refused]:
    """Return each cause on each export that it is tried on."""
    return [Refused(cause, export) for cause in CAUSES for export in cause.exports]


def refused(name: str, export: str = ONE[0]) -> Draft:
    """Return the delivery of a cause."""
    return next(Refused(one, export).draft() for one in CAUSES if one.name == name)
