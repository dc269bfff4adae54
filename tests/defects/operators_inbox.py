"""Operators on the bytes of a file, on its name, and on which files are in the inbox.

Belongs here: one function per operator. Does not belong here: operators on what a file says.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from .operators_files import FIRST_DAY, LAST_DAY, Dropped, good
from .operators_rows import last_tenth_missing, rows_shuffled

Drop = Callable[[Path, str], None]  # (folder of the export, export)


def _bytes(change: Callable[[bytes], bytes]) -> Drop:
    def drop(folder: Path, export: str) -> None:
        path = good(export).write(folder)
        path.write_bytes(change(path.read_bytes()))

    return drop


def _renamed(change: Callable[[Dropped], str]) -> Drop:
    def drop(folder: Path, export: str) -> None:
        made = good(export)
        made.write(folder).rename(folder / change(made))

    return drop


def _other_extension(made: Dropped) -> str:
    return made.name.replace(".csv", ".xlsx") if made.extension == "csv" else made.name.replace(".xlsx", ".xls")


def _second(spoil: Callable[[Dropped], None]) -> Drop:
    """Deliver a good file, then another one of the same date."""

    def drop(folder: Path, export: str) -> None:
        good(export).write(folder).rename(folder / f"a_{LAST_DAY}.{good(export).extension}")
        second = good(export)
        spoil(second)
        second.write(folder).rename(folder / f"b_{LAST_DAY}.{second.extension}")

    return drop


def _shuffled(made: Dropped) -> None:
    for page in made.pages:
        rows_shuffled(page, random.Random(1))


def _shortened(made: Dropped) -> None:
    for page in made.pages:
        last_tenth_missing(page, random.Random(1))


def _older(folder: Path, export: str) -> None:
    good(export, FIRST_DAY).write(folder).rename(folder / good(export).name)


def _of_another_export(folder: Path, export: str) -> None:
    other = "ritm_liens" if export == "municipalites" else "municipalites"
    good(other, extension=good(export).extension).write(folder).rename(folder / good(export).name)


INBOX: dict[str, Drop] = {
    "empty file": _bytes(lambda _: b""),
    "bytes cut by a tenth": _bytes(lambda data: data[: len(data) * 9 // 10]),
    "null bytes at the end": _bytes(lambda data: data + b"\0" * 512),
    "extension of another format": _renamed(_other_extension),
    "name without a date": _renamed(lambda made: f"export.{made.extension}"),
    "name with two dates": _renamed(lambda made: f"{FIRST_DAY}_{made.name}"),
    "dated in the future": _renamed(lambda made: made.name.replace(str(LAST_DAY), str(LAST_DAY + timedelta(days=9)))),
    "two files of the same date": _second(_shuffled),
    "a shorter file of the same date": _second(_shortened),
    "older file under the newer date": _older,
    "file of another export": _of_another_export,
}
