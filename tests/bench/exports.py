"""`python -m bench.exports FOLDER SIZE FIRST LAST`: weekly exports of the world of the samples, told over more years.

The samples tell two years. With `--stretch 5` each later day of their world stands five times further away, so that ten
years of weeks bring a few facts each. Rows stand in the order of their keys, so most stay where they were the week
before; `--shuffled` moves them all.

Belongs here: those files. Does not belong here: the world (ovt_pipeline/samples), when they are delivered (world.py).
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from ovt_pipeline.samples.deliveries import (
    World,
    deliveries,
    invent,
    job_sheet,
    renir_sheet,
    rgt_sheets,
    ritm_sheet,
    write,
)
from ovt_pipeline.samples.files import csv_bytes, workbook_bytes
from ovt_pipeline.samples.sheet import Sheet
from ovt_pipeline.samples.timeline import SAMPLE_DATES, Draw

Fact = TypeVar("Fact")

START = SAMPLE_DATES[0]
SEED = 1
LATEST = date(2034, 12, 31)  # a later date would be a date of the far future to the rules
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Telling:
    """How the world is told: `stretch` multiplies the time since the start, `shuffled` moves every row every week."""

    stretch: int = 1
    shuffled: bool = False

    def later(self, day: date) -> date:
        """Return the day on which this telling does what the samples do on `day`."""
        if day <= START or day == date.max:
            return day
        return min(START + (day - START) * self.stretch, max(day, LATEST))

    def spread(self, fact: Fact) -> Fact:
        """Return a fact (a dataclass of the samples) with its dates, and those of its slips, moved."""
        values = {one.name: getattr(fact, one.name) for one in fields(fact)}  # type: ignore[arg-type]  # a dataclass
        moved: dict[str, Any] = {name: self.later(it) for name, it in values.items() if isinstance(it, date)}
        if values.get("slips"):
            moved["slips"] = tuple(map(self.spread, values["slips"]))
        return replace(fact, **moved)  # type: ignore[type-var]  # a dataclass

    def world(self, size: int) -> World:
        """Return the world of the samples at a size, as this telling has it."""
        world = invent(SEED, size)
        links = world.links
        links.ritm, links.rgt = list(map(self.spread, links.ritm)), list(map(self.spread, links.rgt))
        links.pairs = list(map(self.spread, links.pairs))
        return World(SEED, list(map(self.spread, world.units)), links, list(map(self.spread, world.movements)))

    def in_order(self, sheet: Sheet, day: date) -> Sheet:
        """Return a sheet without the untidiness that moves rows from week to week; or with every row moved."""
        pairs = zip(sheet.rows, [[], *sheet.rows], strict=False)
        rows = [row for row, before in pairs if row and row != before and row[0] != "TOTAL"]
        return replace(sheet, rows=Draw(SEED, sheet.name, day).shuffled(rows) if self.shuffled else rows)

    def files(self, world: World, day: date) -> Iterator[tuple[str, bytes]]:
        """Yield the path and bytes of the four exports of a day; the municipalities too on the first."""
        if day == START:
            yield next(iter(deliveries(world, day).items()))
        links = self.in_order(ritm_sheet(world, day), day)
        yield f"ritm_liens/ritm_liens_{day}.csv", csv_bytes(links, separator=";", encoding="cp1252")
        books = {
            "renir_unites": [renir_sheet(world, day)],
            "rgt_liens": rgt_sheets(world, day),
            "rh_regionalisation": [job_sheet(world, day)],
        }
        for export, sheets in books.items():
            yield f"{export}/{export}_{day}.xlsx", workbook_bytes([self.in_order(sheet, day) for sheet in sheets])


def weeks(first: date, last: date) -> Iterator[date]:
    """Yield the days of delivery from `first` to `last`: every seventh from the start on."""
    day = first + timedelta(days=(START - first).days % 7)
    while day <= last:
        yield day
        day += WEEK


def main() -> None:
    """Write the deliveries that the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("size", type=int)
    parser.add_argument("first", type=date.fromisoformat)
    parser.add_argument("last", type=date.fromisoformat)
    parser.add_argument("--stretch", type=int, default=1)
    parser.add_argument("--shuffled", action="store_true")
    asked = parser.parse_args()
    telling = Telling(asked.stretch, asked.shuffled)
    world = telling.world(asked.size)
    for day in weeks(asked.first, asked.last):
        for name, content in telling.files(world, day):
            write(asked.folder, name, content)


if __name__ == "__main__":
    main()
