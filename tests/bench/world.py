"""Warehouses that the bench looks at, made by `ovt` itself: a few dates, and ten years of days with weekly deliveries.

Ten years take long to live, so they are lived once and kept; one that was interrupted goes on.

Belongs here: living them, and copies to measure on. Does not belong here: measuring.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from .process import Command, python, run

FIRST = date(2023, 3, 31)
CHUNK = timedelta(days=91)  # days lived at a time: four make a year, and one is the quarter of three month-ends
STRETCHED = ("--stretch", "5")  # the samples tell two years
PUBLISHED = (0, 4)  # exit codes of `ovt run` and `ovt backfill` that published


@dataclass(frozen=True)
class Place:
    """An inbox and the warehouse beside it."""

    folder: Path

    @property
    def inbox(self) -> Path:
        """Where deliveries wait."""
        return self.folder / "in"

    @property
    def warehouse(self) -> Path:
        """Where figures go."""
        return self.folder / "warehouse"

    @property
    def release(self) -> Path:
        """The release that readers open."""
        return (self.warehouse / "ovt.duckdb").resolve()

    def night(self, *days: date) -> Command:
        """Return the command of a night on the morning after the last of its days."""
        dates = [word for day in days for word in ("--as-of", str(day))]
        return self.ovt(days[-1], "run", *dates, "--sources", self.inbox)

    def backfill(self, first: date, last: date) -> Command:
        """Return the command that computes every day from `first` to `last`, a morning later than a night of `last`."""
        return self.ovt(last + timedelta(days=1), "backfill", "--from", str(first), "--to", str(last))

    def ovt(self, day: date, command: str, *words: str | Path) -> Command:
        """Return a command of `ovt` on the morning after a day."""
        return python("bench.ovt_at", str(day), command, *words, "--warehouse", self.warehouse)

    def deliver(self, size: int, first: date, last: date, *flags: str) -> None:
        """Put the weekly deliveries between two days into the inbox, told as the flags of exports.py say."""
        run(python("bench.exports", self.inbox, str(size), str(first), str(last), *flags))

    def copy(self, folder: Path) -> "Place":
        """Return a copy to go on from: of the warehouse, and of the inbox by links to the same files."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copytree(self.warehouse, folder / "warehouse", symlinks=True)
        shutil.copytree(self.inbox, folder / "in", copy_function=os.link)
        return Place(folder)


@dataclass(frozen=True)
class Lived:
    """What stood there at the end of a chunk: dates published until then, and the size of the release in bytes."""

    last: str
    dates: int
    release: int


def samples(folder: Path, size: int) -> Place:
    """Return a place with the samples of a size at their three dates, not yet received."""
    place = Place(folder)
    run(python("bench.ovt_at", str(FIRST), "samples", place.inbox, "--seed", "1", "--size", str(size)))
    return place


def years(folder: Path, size: int, dates: int, *, shuffled: bool) -> Place:
    """Return the place where so many days were lived, each with its figures; live those that are missing."""
    place = Place(folder)
    while (lived := life_of(place))[-1:] == [] or lived[-1].dates < dates:
        _live(place, size, lived[-1].dates if lived else 0, dates, shuffled=shuffled)
    return place


def life_of(place: Place) -> list[Lived]:
    """Return what was lived at a place, chunk after chunk."""
    file = _log(place)
    return [Lived(**json.loads(line)) for line in file.read_text().splitlines()] if file.exists() else []


def kept_by_default(place: Place) -> int:
    """Return the bytes of the releases that the default settings keep: 31 days and the end of each month before.

    A month-end counts as big as the quarter that it lies in ended; a day as big as the last release.
    """
    lived = life_of(place)
    return 31 * lived[-1].release + sum(3 * one.release for one in lived)


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _live(place: Place, size: int, before: int, dates: int, *, shuffled: bool) -> None:
    first = FIRST + timedelta(days=before)
    last = min(first + CHUNK, FIRST + timedelta(days=dates)) - timedelta(days=1)
    place.deliver(size, first, last, *STRETCHED, *(["--shuffled"] if shuffled else []))
    run(place.night(last), fine=PUBLISHED)
    run(place.backfill(first, last), fine=PUBLISHED)
    lived = Lived(str(last), (last - FIRST).days + 1, place.release.stat().st_size)
    with _log(place).open("a") as log:
        log.write(json.dumps(asdict(lived)) + "\n")


def _log(place: Place) -> Path:
    return place.folder / "lived.jsonl"
