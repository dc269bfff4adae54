"""Writes the deliveries of a world as the files a source owner would drop, and knows the row of every record.

Belongs here: how such a file looks. Not here: how a file is written (tests/drafts), the facts.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from drafts.draft import Draft, Sheet
from drafts.formats import write
from drafts.of_worlds import draft_of_facts, office_cell

from .records import Delivery, Rejected, Row, cells_of, numbered
from .sql_relations import TABLES

MARK = "SYNTHÉTIQUE"
CSV = {"ritm_liens": (";", "cp1252"), "municipalites": (",", "utf-8-sig")}
TITLES: tuple[list[list[str]], ...] = ([], [["Extraction du système source"]], [["Inventaire"], ["Page 1"], []])
FIRST_MTIME = 1_750_000_000
Item = Row | Rejected


@dataclass(frozen=True)
class Written:
    """A file and the delivery that it holds, with row numbers."""

    path: Path
    delivery: Delivery


def write_delivery(delivered: Delivery, root: Path, *, seed: int = 0, synthetic: bool = False) -> Written:
    """Write one delivery under `<root>/<export>/`; its file time follows the order of reception."""
    rng = random.Random(f"{seed} {delivered.export} {delivered.extraction_date} {delivered.received}")
    items = _mixed(delivered, rng)
    draft = draft_of_facts(delivered.export, delivered.extraction_date, [_said(one) for one in items])
    if delivered.export in CSV:
        draft.extension, (draft.separator, draft.encoding) = "csv", CSV[delivered.export]
    for sheet in draft.tables:
        _dress(draft, sheet, rng)
        if synthetic:
            sheet.insert([MARK])
    path = write(draft, root / delivered.export, f"livraison-{delivered.received:03d}_{draft.name}")
    os.utime(path, (FIRST_MTIME + 60 * delivered.received,) * 2)
    return Written(path, _with_rows(delivered, draft, items))


def write_all(deliveries: Iterable[Delivery], root: Path, *, seed: int = 0, synthetic: bool = False) -> list[Written]:
    """Write every delivery, in order of reception."""
    ordered = sorted(deliveries, key=lambda one: one.received)
    return [write_delivery(one, root, seed=seed, synthetic=synthetic) for one in ordered]


def _mixed(delivered: Delivery, rng: random.Random) -> list[Item]:
    """Put the rejected rows anywhere among the others."""
    items: list[Item] = list(delivered.rows)
    for one in delivered.rejected:
        items.insert(rng.randint(0, len(items)), one)
    return items


def _said(item: Item) -> tuple[type, dict[str, object]]:
    if isinstance(item, Rejected):
        return item.kind, dict(item.cells)
    return type(item.record), cells_of(item.record)


def _dress(draft: Draft, sheet: Sheet, rng: random.Random) -> None:
    """Give the sheet an order of columns, titles in a workbook, one form of dates in a csv."""
    form = rng.choice(["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"])
    sheet.spell(lambda column, value: office_cell(column, value, rng))
    sheet.reorder(rng.sample(range(len(sheet.columns)), len(sheet.columns)))
    if draft.extension != "csv":
        sheet.insert(*rng.choice(TITLES))
        return
    for line in sheet.rows:
        line.cells = [cell.strftime(form) if isinstance(cell, date) else cell for cell in line.cells]


def _with_rows(delivered: Delivery, draft: Draft, items: list[Item]) -> Delivery:
    """Give the delivery the row numbers of its sheets; no row is doubted, for no contract of an export declares it."""
    placed: list[Item] = []
    for sheet in draft.tables:
        table, numbers = sheet.table.name if sheet.table else "", sheet.numbers(draft.extension)
        there = [one for one in items if TABLES[_said(one)[0]][1] == table]
        placed += [replace(one, row_number=numbers[line]) for one, line in zip(there, sheet.rows, strict=True)]
    rows = [replace(one, doubted=False) for one in placed if isinstance(one, Row)]
    return numbered(delivered, rows, [one for one in placed if isinstance(one, Rejected)])
