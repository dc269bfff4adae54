"""Deliveries full of canaries that must be refused, or lose their last row: one cause for each day.

Belongs here: which causes (tests/defects), on which export. Does not belong here: sound deliveries (canary_exports.py),
running.
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from defects import refused_files as files
from defects import refused_tables as tables
from defects.operators_rows import again
from drafts.draft import Draft, Extension, Sheet
from drafts.formats import write

from . import small
from .canary_exports import planted, write_export
from .canary_words import Canaries

JOBS = "rh_regionalisation"
COPIES = 100


def no_row(draft: Draft) -> None:
    """Leave nothing between the header and the totals."""
    draft.tables[0].arrange([])


def quote_not_closed(canaries: Canaries, draft: Draft) -> None:
    files.ends_with(f'"{canaries.text("quote not closed")};1\r\n'.encode())(draft)


def cut_and_stored(_: Canaries, draft: Draft) -> None:
    """Cut the end of a workbook that is stored without compression, so that its canaries are in its bytes."""

    def store(path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
            for name, data in parts.items():
                package.writestr(name, data)
        path.write_bytes(path.read_bytes()[:-500])

    draft.then.append(store)


def keys_repeated(_: Canaries, draft: Draft) -> None:
    """Write every movement twice, at two dates, in a roster as long as the one before."""
    (sheet,) = draft.tables
    lengthen(sheet)
    twins = [again(line) for line in sheet.rows]
    for line in twins:
        sheet.put(line, "date_effet", date(2023, 1, 1))
    sheet.arrange([*sheet.rows, *twins])


def lengthen(sheet: Sheet) -> None:
    """Write the planted rows again and again, each time under keys of their own."""
    rows, key = sheet.rows, sheet.place("id_emploi")
    many = [again(line) for _ in range(COPIES) for line in rows]
    for number, line in enumerate(many):
        line.cells[key] = f"E-{number}-{line.cells[key]}"
    sheet.arrange([*rows, *many])


def long_and_cut(canaries: Canaries, draft: Draft) -> None:
    """Make a roster that takes a while to read, and ends in the middle of its last record: that row is rejected."""
    (sheet,) = draft.tables
    lengthen(sheet)
    last = draft.separator.join(str(canaries.cell("cut record")) for _ in range(sheet.place("id_emploi") + 1))
    files.ends_with(f"{last}\r\n".encode(draft.encoding))(draft)  # ended: a last line without its end is OVT-F21


@dataclass(frozen=True)
class Fault:
    """What is done to a delivery before its canaries are planted, and after; the code that refuses it."""

    code: str | None
    export: str
    extension: Extension = "xlsx"
    first: files.Spoil = tables.as_it_is
    then: Callable[[Canaries, Draft], object] = lambda *_: None
    totals: bool = True

    def write(self, sources: Path, canaries: Canaries, day: date = small.DAY) -> Path:
        """Write the delivery."""
        draft = planted(canaries, self.export, day, self.extension, self.first, totals=self.totals)
        self.then(canaries, draft)
        return write(draft, sources / self.export)


FAULTS = {
    "cut record": Fault(None, JOBS, "csv", then=long_and_cut, totals=False),  # the first: it takes longest to read
    "column renamed": Fault("OVT-F06", "renir_unites", then=lambda _, draft: tables.column_renamed(draft)),
    "header gone": Fault("OVT-F05", "renir_unites", then=lambda _, draft: tables.header_gone(draft)),
    "only totals": Fault("OVT-F08", "renir_unites", first=no_row),
    "cut workbook": Fault("OVT-F03", JOBS, then=cut_and_stored),
    "quote not closed": Fault("OVT-F03", JOBS, "csv", then=quote_not_closed),
    "keys repeated": Fault("OVT-F11", JOBS, then=keys_repeated, totals=False),
    "other bytes": Fault("OVT-F14", "ritm_liens", "csv", files.ends_with(b"\x81\r\n")),
    "workbook named csv": Fault("OVT-F01", "ritm_liens", "csv", then=lambda _, draft: files.workbook_as_csv(draft)),
    "sheet gone": Fault("OVT-F16", "rgt_liens", first=tables.sheet_gone),
}


def write_faulty(sources: Path, canaries: Canaries) -> dict[str, str | None]:
    """Write every faulty delivery, each of its own day, beside a sound list of municipalities and sound units.

    Returns: file name → the code that must refuse it, None for the one that is accepted.
    """
    for export in ("municipalites", "renir_unites"):
        write_export(sources, canaries, export)
    days = {fault: small.DAY + timedelta(days=number) for number, fault in enumerate(FAULTS, start=1)}
    return {one.write(sources, canaries, days[name]).name: one.code for name, one in FAULTS.items()}
