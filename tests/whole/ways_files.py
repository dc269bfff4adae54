"""How a whole file fails: its bytes, its sheets, its name, its folder, or that it is the file of another time.

Belongs here: what is done to a file. Not here: rows and columns (ways_rows), which export each is tried on (ways).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from drafts.draft import Line, Sheet
from drafts.formats import csv_text
from drafts.old_workbook import write_xls

from .place import BEFORE, FIRST, sound
from .truth import TrueWorld
from .ways_rows import Failing, Spoil


def bytes_of(change: Callable[[Failing, bytes], bytes]) -> Spoil:
    """Change the bytes of the file."""

    def spoil(failing: Failing) -> None:
        failing.draft.then.append(lambda path: path.write_bytes(change(failing, path.read_bytes())))

    return spoil


def encoded(change: Callable[[str], bytes]) -> Spoil:
    """Write a csv in another encoding."""

    def spoil(failing: Failing) -> None:
        failing.draft.extension = "csv"
        failing.draft.then.append(lambda path: path.write_bytes(change(csv_text(failing.draft))))

    return spoil


def broken(failing: Failing, data: bytes) -> bytes:
    """Lose the end of the bytes, in the middle of a row."""
    return data[: int(len(data) * failing.rng.uniform(0.3, 0.99))]


def json_lines(failing: Failing, _: bytes) -> bytes:
    """Write a JSON object a row."""
    sheet = failing.draft.tables[0]
    heads = [str(cell) for cell in sheet.header.cells]
    rows = [dict(zip(heads, map(str, line.cells), strict=True)) for line in sheet.rows]
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def stray_quotes(failing: Failing) -> None:
    """Forget the end of a quote: the rows up to the next one become one cell."""
    failing.draft.extension = "csv"

    def spoil(path: Path) -> None:
        lines = path.read_bytes().split(b"\r\n")
        first = failing.rng.randrange(2, len(lines) - 12)
        for at in (first, first + failing.rng.randrange(1, 9)):
            lines[at] = _quoted(lines[at])
        path.write_bytes(b"\r\n".join(lines))

    failing.draft.then.append(spoil)


def _quoted(line: bytes) -> bytes:
    """Put a quote where the second cell begins."""
    key, _, others = line.partition(b";")
    return key + b';"' + others


def locked(failing: Failing) -> None:
    """Protect the workbook by a password."""
    sheets = {sheet.name: [line.cells for line in sheet.lines] for sheet in failing.draft.sheets}
    failing.draft.then.append(lambda path: write_xls(path, sheets, locked=True))


def renamed(name: Callable[[Failing], str]) -> Spoil:
    """Give the file another name, or another folder under the inbox."""

    def spoil(failing: Failing) -> None:
        def move(path: Path) -> None:
            to = path.parent / name(failing)
            to.parent.mkdir(exist_ok=True)
            path.rename(to)

        failing.draft.then.append(move)

    return spoil


def dated(days: int) -> Spoil:
    """Name the file by another date than the day of which it tells."""
    return renamed(
        lambda one: f"{one.draft.contract.export}_{one.draft.day + timedelta(days=days)}.{one.draft.extension}"
    )


def forgotten(failing: Failing) -> None:
    """Leave the file out."""
    failing.draft.then.append(Path.unlink)


def of_another_day(day: date) -> Spoil:
    """Send the file of another day under the name of this one."""

    def spoil(failing: Failing) -> None:
        failing.draft.sheets = sound(failing.world, failing.draft.contract.export, day).sheets

    return spoil


def of_another_export(failing: Failing) -> None:
    """Send another export under the name of this one."""
    other = "ritm_liens" if failing.draft.contract.export == "renir_unites" else "renir_unites"
    draft = sound(failing.world, other, failing.draft.day)
    failing.draft.sheets, failing.draft.extension = draft.sheets, "xlsx"


def of_another_world(failing: Failing) -> None:
    """Send the export of another ministry: as many rows, keys of the same form."""
    other = TrueWorld(failing.world.seed + 1000)
    failing.draft.sheets = sound(other, failing.draft.contract.export, failing.draft.day).sheets


def pairs_of_another_world(failing: Failing) -> None:
    """Take the pairs of another list, whose links bear other numbers."""
    other = sound(TrueWorld(failing.world.seed + 1000), "rgt_liens", failing.draft.day)
    failing.draft.sheets[1] = other.sheets[1]


def pairs_of_another_month(failing: Failing) -> None:
    """Take the pairs of an earlier export."""
    day = failing.rng.choice([FIRST, BEFORE])
    failing.draft.sheets[1] = sound(failing.world, "rgt_liens", day).sheets[1]


def hidden(failing: Failing) -> None:
    """Hide the sheets of the tables behind a cover."""
    failing.draft.extension = "xlsx"
    for sheet in failing.draft.sheets:
        sheet.state = "hidden"
    failing.draft.sheets.append(Sheet("Page de garde", [Line(["Export mensuel"])]))


def on_two_sheets(failing: Failing) -> None:
    """Part the rows of a table on two sheets with the same headers."""
    failing.draft.extension = "xlsx"
    sheet = failing.rng.choice(failing.draft.tables)
    rows = sheet.rows
    middle = max(1, int(len(rows) * failing.rng.uniform(0.3, 0.97)))
    sheet.arrange(rows[:middle])
    failing.draft.sheets.append(Sheet("Suite", [Line(list(sheet.header.cells)), *rows[middle:]]))


EMPTY = bytes_of(lambda *_: b"")
TWICE_UTF8 = encoded(lambda text: text.encode().decode("latin-1").encode())
CP850 = encoded(lambda text: text.encode("cp850", "replace"))
MAC_ROMAN = encoded(lambda text: text.encode("mac_roman", "replace"))
BROKEN = bytes_of(broken)
HTML = bytes_of(lambda *_: b"<html><body><table><tr><td>Session expir&eacute;e</td></tr></table></body></html>")


def JSON_LINES(failing: Failing) -> None:  # noqa: N802
    """Send JSON lines as a csv."""
    failing.draft.extension = "csv"
    bytes_of(json_lines)(failing)
