"""One delivery to refuse for each cause of refusal, each sound but for that cause.

Belongs here: the list of causes, and the ways to spoil a sheet (the file goes wrong in spoiled_files.py).
Does not belong here: the judgement itself, its codes and its messages.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from ovt_pipeline.samples import renir, spoiled_files
from ovt_pipeline.samples.deliveries import invent, renir_sheet, ritm_sheet, write
from ovt_pipeline.samples.files import csv_bytes, workbook_bytes
from ovt_pipeline.samples.pen import Cell
from ovt_pipeline.samples.sheet import Sheet
from ovt_pipeline.samples.timeline import DEFAULT_SEED, SAMPLE_DATES, SMALLEST_SIZE

FIRST, SECOND = SAMPLE_DATES[:2]
FAR_FUTURE = date(2099, 12, 31)
PREVIOUS_SIZE, GROWN_SIZE = 60, 400
REPEATED_EVERY = 4  # one row in four comes back: far above the limit of 5 %

Files = dict[str, bytes]


def write_refused_samples(directory: Path) -> list[Path]:
    """Write `<directory>/<cause>/<export>/…` for each cause and return the files, in the order of the causes."""
    return [
        write(directory / cause, name, content) for cause, make in CAUSES.items() for name, content in make().items()
    ]


def _renir(day: date = FIRST) -> Sheet:
    return renir_sheet(invent(DEFAULT_SEED, SMALLEST_SIZE), day)


def _as_renir(content: bytes, day: date = FIRST) -> Files:
    return {f"renir_unites/renir_unites_{day}.xlsx": content}


def _as_ritm(sheets: dict[date, Sheet]) -> Files:
    return {
        f"ritm_liens/ritm_liens_{day}.csv": csv_bytes(sheet, separator=";", encoding="cp1252")
        for day, sheet in sheets.items()
    }


def _spoiled(spoil: Callable[[bytes], bytes]) -> Callable[[], Files]:
    return lambda: _as_renir(spoil(workbook_bytes([_renir()])))


def _rearranged(rearrange: Callable[[Sheet], Sheet]) -> Callable[[], Files]:
    return lambda: _as_renir(workbook_bytes([rearrange(_renir())]))


def _without_header(sheet: Sheet) -> Sheet:
    return replace(sheet, headers=[])


def _without_region(sheet: Sheet) -> Sheet:
    gone = sheet.headers.index(renir.REGION)
    rows = [[*row[:gone], *row[gone + 1 :]] for row in sheet.rows]
    return replace(sheet, headers=[h for h in sheet.headers if h != renir.REGION], rows=rows)


def _without_rows(sheet: Sheet) -> Sheet:
    return replace(sheet, rows=[])


def _with_repeats(sheet: Sheet) -> Sheet:
    """Repeat one row in four under another district, as a careless join does."""
    district = sheet.headers.index("District")
    data = [row for row in sheet.rows if len(row) == len(sheet.headers)]
    again = [[*row[:district], "Autre district fictif", *row[district + 1 :]] for row in data[::REPEATED_EVERY]]
    return replace(sheet, rows=[*data, *again])


def _from_the_future() -> Files:
    return _as_renir(workbook_bytes([_renir()]), FAR_FUTURE)


def _shrunk() -> Files:
    world = invent(DEFAULT_SEED, PREVIOUS_SIZE)
    later = ritm_sheet(world, SECOND)
    kept: list[list[Cell]] = later.rows[: len(later.rows) // 2]
    return _as_ritm({FIRST: ritm_sheet(world, FIRST), SECOND: replace(later, rows=kept)})


def _grown() -> Files:
    before, after = invent(DEFAULT_SEED, PREVIOUS_SIZE), invent(DEFAULT_SEED, GROWN_SIZE)
    return _as_ritm({FIRST: ritm_sheet(before, FIRST), SECOND: ritm_sheet(after, SECOND)})


CAUSES: dict[str, Callable[[], Files]] = {
    "pas-un-classeur": lambda: _as_renir(spoiled_files.plain_text()),
    "mot-de-passe": lambda: _as_renir(spoiled_files.protected()),
    "tronque": _spoiled(spoiled_files.truncated),
    "bombe-zip": _spoiled(spoiled_files.zip_bomb),
    "cellules-perdues": _spoiled(spoiled_files.stray_cell),
    "sans-en-tete": _rearranged(_without_header),
    "colonne-absente": _rearranged(_without_region),
    "sans-donnees": _rearranged(_without_rows),
    "date-future": _from_the_future,
    "cles-repetees": _rearranged(_with_repeats),
    "moins-de-lignes": _shrunk,
    "plus-de-lignes": _grown,
}
