"""Writes deliveries as the files a source owner would drop: Excel with real dates, csv in cp1252 or UTF-8 with BOM.

Belongs here: how a cell, a row and a file are written, and the row number of every record. Not here: the facts.
"""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from .exports_layout import FILLER, HEADERS, MARK, SHEETS, TABLES
from .records import Delivery, Record, Rejected, Row, cells_of, numbered
from .worlds_places import MUNICIPALITIES, REGION_NAMES

NAMES = {one.mcode: one.munnom for one in MUNICIPALITIES}
FIRST_MTIME = 1_750_000_000
Line = list[object]


@dataclass(frozen=True)
class Written:
    """A file and the delivery that it holds, with row numbers."""

    path: Path
    delivery: Delivery


@dataclass
class Sheet:
    """The lines of one table, and the items (accepted or rejected) from the first data line on."""

    lines: list[Line]
    items: list[Row | Rejected]

    def numbered_items(self) -> list[Row | Rejected]:
        """Give every item the line it stands on, counted from 1."""
        first = len(self.lines) - len(self.items) + 1
        return [replace(one, row_number=first + index) for index, one in enumerate(self.items)]


def region_cell(code: str, rng: random.Random) -> object:
    """Write a region as its code, its label or both."""
    name = REGION_NAMES[code]
    return rng.choice([code, name, f"{name} ({code})", f"{code} - {name}"])


def place_cell(code: str, rng: random.Random) -> object:
    """Write a municipality as its code, its name or both."""
    return rng.choice([code, NAMES[code], f"{NAMES[code]} ({code})"])


def cell(field: str, value: object, rng: random.Random) -> object:
    """Write one value; what is no code of the lists is written as it is (a cell that cannot be read)."""
    if isinstance(value, bool):
        # A blank means Oui for a pair, Non for a unit.
        blank = value is (field == "obligatoire") and rng.random() < 0.3
        return None if blank else ("Oui" if value else "Non")
    if field == "code_region" and isinstance(value, str) and value in REGION_NAMES:
        return region_cell(value, rng)
    if field.startswith("port_attache") and isinstance(value, str) and value in NAMES:
        return place_cell(value, rng)
    return value


def lay_out(kind: type[Record], delivered: Delivery, rng: random.Random, *, synthetic: bool) -> Sheet:
    """Write the title rows, the header in a column order of its own, and every row, rejected ones among the others."""
    headers, filler = HEADERS[kind], FILLER[kind]
    columns = [*headers, *filler]
    rng.shuffle(columns)
    lines: list[Line] = [[MARK]] if synthetic else []
    if kind not in TABLES.values():
        lines += rng.choice(
            [[], [["Extraction du système source"]], [["Inventaire"], [f"{delivered.extraction_date}"], []]]
        )
    lines.append([headers.get(name, name) for name in columns])
    items: list[Row | Rejected] = [one for one in delivered.rows if isinstance(one.record, kind)]
    for one in delivered.broken(kind):
        items.insert(rng.randint(0, len(items)), one)
    for item in items:
        cells = item.cells if isinstance(item, Rejected) else cells_of(item.record)
        lines.append([filler[name] if name in filler else cell(name, cells[name], rng) for name in columns])
    return Sheet(lines, items)


def write_workbook(path: Path, sheets: Mapping[str, Sheet]) -> None:
    """Write an Excel file; dates are real dates."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, sheet in sheets.items():
        page = book.create_sheet(name)
        for number, line in enumerate(sheet.lines, start=1):
            for column, value in enumerate(line, start=1):
                page.cell(row=number, column=column).value = value
    book.save(path)


def write_csv(path: Path, sheet: Sheet, *, encoding: str, separator: str, day: Callable[[date], str]) -> None:
    """Write a csv; dates are all in one form."""
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=separator)
        for line in sheet.lines:
            writer.writerow([day(value) if isinstance(value, date) else value for value in line])


def write_table(path: Path, delivered: Delivery, sheet: Sheet, rng: random.Random) -> None:
    """Write an export that comes as csv."""
    form = rng.choice(["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"])
    if delivered.export == "municipalites":
        write_csv(path, sheet, encoding="utf-8-sig", separator=",", day=date.isoformat)
    else:
        write_csv(path, sheet, encoding="cp1252", separator=";", day=lambda value: value.strftime(form))


def official_labels(sheet: Sheet) -> Sheet:
    """Write the regions of the municipality list as the ministry does: label (code)."""
    place = sheet.lines[-len(sheet.items) - 1].index("regadm")
    start = len(sheet.lines) - len(sheet.items)
    for line, item in zip(sheet.lines[start:], sheet.items, strict=True):
        code = str(cells_of(item.record)["code_region"]) if isinstance(item, Row) else ""
        line[place] = f"{REGION_NAMES[code]} ({code})" if code else line[place]
    return sheet


def write_delivery(delivered: Delivery, root: Path, *, seed: int = 0, synthetic: bool = False) -> Written:
    """Write one delivery under `<root>/<export>/`; its file time follows the order of reception."""
    rng = random.Random(f"{seed} {delivered.export} {delivered.extraction_date} {delivered.received}")
    kind = TABLES.get(delivered.export)
    suffix = "csv" if kind else "xlsx"
    name = f"livraison-{delivered.received:03d}_{delivered.export}_{delivered.extraction_date}.{suffix}"
    path = root / delivered.export / name
    path.parent.mkdir(parents=True, exist_ok=True)
    kinds = {"": kind} if kind else SHEETS[delivered.export]
    sheets = {title: lay_out(one, delivered, rng, synthetic=synthetic) for title, one in kinds.items()}
    if kind is None:
        write_workbook(path, sheets)
    else:
        sheet = official_labels(sheets[""]) if delivered.export == "municipalites" else sheets[""]
        write_table(path, delivered, sheet, rng)
    os.utime(path, (FIRST_MTIME + 60 * delivered.received,) * 2)
    return Written(path, with_rows(delivered, list(sheets.values())))


def with_rows(delivered: Delivery, sheets: list[Sheet]) -> Delivery:
    """Give the delivery the row numbers of its sheets."""
    items = [one for sheet in sheets for one in sheet.numbered_items()]
    rows = [one for one in items if isinstance(one, Row)]
    return numbered(delivered, rows, [one for one in items if isinstance(one, Rejected)])


def write_all(deliveries: list[Delivery], root: Path, *, seed: int = 0, synthetic: bool = False) -> list[Written]:
    """Write every delivery, in order of reception."""
    ordered = sorted(deliveries, key=lambda one: one.received)
    return [write_delivery(one, root, seed=seed, synthetic=synthetic) for one in ordered]
