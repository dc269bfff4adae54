"""Deliveries full of canaries that must be refused, or lose their last row: one function per fault.

Belongs here: what makes each one faulty. Does not belong here: sound deliveries (canary_exports.py), running.
"""

import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from . import small
from .canary_exports import (
    CSV,
    HEADER,
    Cells,
    heading,
    planted_rows,
    sound_rows,
    table_of,
    totals_row,
    write_csv,
    write_export,
    write_workbook,
)
from .canary_words import Canaries

UNITS, LINKS, JOBS = ("renir_unites", "unites"), ("ritm_liens", "liens"), ("rh_regionalisation", "mouvements")
UNDEFINED = b"\x81"  # a byte that is neither UTF-8 nor Windows-1252
Writer = Callable[[Path, Canaries, date], Path]


def column_unnamed(sources: Path, canaries: Canaries, day: date) -> Path:
    """OVT-F06: the column of the status has no header."""
    rows = planted_rows(canaries, UNITS)
    rows[HEADER][rows[HEADER].index("Statut")] = None
    return _units(sources, canaries, day, rows)


def header_gone(sources: Path, canaries: Canaries, day: date) -> Path:
    """OVT-F05: rows without a header."""
    rows = planted_rows(canaries, UNITS)
    return _units(sources, canaries, day, [*rows[:HEADER], *rows[HEADER + 1 :]])


def only_totals(sources: Path, canaries: Canaries, day: date) -> Path:
    """OVT-F08: nothing between the header and the totals."""
    return _units(sources, canaries, day, [*heading(canaries, UNITS), totals_row(canaries, UNITS)])


def cut_workbook(sources: Path, canaries: Canaries, day: date) -> Path:
    """OVT-F03: the end is missing; stored without compression, so that its canaries are in its bytes."""
    path = write_export(sources, canaries, "rh_regionalisation", day)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    path.write_bytes(path.read_bytes()[:-500])
    return path


def quote_not_closed(sources: Path, canaries: Canaries, day: date) -> Path:
    """OVT-F03: a quoted cell that never ends."""
    path = _jobs_csv(sources, day, planted_rows(canaries, JOBS, in_csv=True))
    path.write_bytes(path.read_bytes() + f'"{canaries.text("quote not closed")};1\r\n'.encode())
    return path


def cut_csv(sources: Path, canaries: Canaries, day: date, copies: int = 100) -> Path:
    """Write a roster that takes a while to read, and ends in the middle of its last record: that row is rejected.

    Its planted rows come again and again, each time under keys of their own.
    """
    rows = planted_rows(canaries, JOBS, in_csv=True, totals=False)
    key = rows[HEADER].index(sound_rows(JOBS)[0][0])
    many = [[*row[:key], f"E-{n}-{row[key]}", *row[key + 1 :]] for n in range(copies) for row in rows[HEADER + 1 :]]
    path = _jobs_csv(sources, day, [*rows, *many])
    last = CSV[JOBS[0]][0].join(str(canaries.cell("cut record")) for _ in range(key + 1))
    path.write_bytes(path.read_bytes() + f"{last}\r\n".encode())  # ended: a last line without its end is OVT-F21
    return path


def keys_repeated(sources: Path, canaries: Canaries, day: date) -> Path:
    """OVT-F11: every movement twice, at two dates."""
    rows = planted_rows(canaries, JOBS, totals=False)
    when = rows[HEADER].index("Date d'effet")
    twice = [[*row[:when], date(2023, 1, 1), *row[when + 1 :]] for row in rows[HEADER + 1 :]]
    path = sources / JOBS[0] / f"{JOBS[0]}_{day}.xlsx"
    return write_workbook(path, {table_of(JOBS).sheet: [*rows, *twice]}, canaries)


def other_bytes(sources: Path, canaries: Canaries, day: date) -> Path:
    """OVT-F14: a byte that no declared encoding knows."""
    path = write_export(sources, canaries, "ritm_liens", day)
    path.write_bytes(path.read_bytes() + UNDEFINED + b"\r\n")
    return path


def workbook_named_csv(sources: Path, canaries: Canaries, day: date) -> Path:
    """OVT-F01: a workbook under the name of a csv."""
    path = sources / LINKS[0] / f"{LINKS[0]}_{day}"
    written = write_workbook(path.with_suffix(".xlsx"), {"liens": planted_rows(canaries, LINKS)}, canaries)
    return written.rename(path.with_suffix(".csv"))


def sheet_gone(sources: Path, canaries: Canaries, day: date) -> Path:
    """OVT-F16: links without the sheet of their pairs."""
    path = sources / "rgt_liens" / f"rgt_liens_{day}.xlsx"
    return write_workbook(path, {"liens": planted_rows(canaries, ("rgt_liens", "liens"))}, canaries)


FAULTS: dict[Writer, str | None] = {
    cut_csv: None,  # the first one: its many rows take the longest to read
    column_unnamed: "OVT-F06",
    header_gone: "OVT-F05",
    only_totals: "OVT-F08",
    cut_workbook: "OVT-F03",
    quote_not_closed: "OVT-F03",
    keys_repeated: "OVT-F11",
    other_bytes: "OVT-F14",
    workbook_named_csv: "OVT-F01",
    sheet_gone: "OVT-F16",
}


def write_faulty(sources: Path, canaries: Canaries) -> dict[str, str | None]:
    """Write every faulty delivery, each of its own day, beside a sound list of municipalities and sound units.

    Returns: file name → the code that must refuse it, None for the one that is accepted.
    """
    for export in ("municipalites", "renir_unites"):
        write_export(sources, canaries, export)
    days = (small.DAY + timedelta(days=n) for n in range(1, len(FAULTS) + 1))
    return {fault(sources, canaries, day).name: code for (fault, code), day in zip(FAULTS.items(), days, strict=True)}


def _units(sources: Path, canaries: Canaries, day: date, rows: list[Cells]) -> Path:
    path = sources / UNITS[0] / f"{UNITS[0]}_{day}.xlsx"
    return write_workbook(path, {table_of(UNITS).sheet: rows}, canaries)


def _jobs_csv(sources: Path, day: date, rows: list[Cells]) -> Path:
    return write_csv(sources / JOBS[0] / f"{JOBS[0]}_{day}.csv", rows, *CSV[JOBS[0]])
