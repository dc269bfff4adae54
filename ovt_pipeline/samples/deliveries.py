"""The five exports of one invented world at the sample dates, written as source owners would drop them.

Belongs here: which facts go in which file, in which format, under which name.
Does not belong here: the facts, their spelling, or deliveries to refuse (refused.py).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ovt_pipeline.samples import job_roles, jobs, link_roles, renir, renir_roles, rgt, ritm
from ovt_pipeline.samples.files import csv_bytes, workbook_bytes
from ovt_pipeline.samples.jobs import Movement
from ovt_pipeline.samples.links import Network
from ovt_pipeline.samples.pen import Cell, Pen
from ovt_pipeline.samples.places import municipalities
from ovt_pipeline.samples.renir import Unit
from ovt_pipeline.samples.sheet import Sheet, tidy_sheet, title, untidy
from ovt_pipeline.samples.timeline import DEFAULT_SEED, DEFAULT_SIZE, SAMPLE_DATES, SMALLEST_SIZE, Draw


@dataclass(frozen=True)
class World:
    """Every invented fact, from which each delivery shows what its day knows."""

    seed: int
    units: list[Unit]
    links: Network
    movements: list[Movement]


def invent(seed: int, size: int) -> World:
    """Return the world of this seed and size; ValueError below the smallest size."""
    if size < SMALLEST_SIZE:
        raise ValueError(f"size must be at least {SMALLEST_SIZE}, got {size}")
    return World(
        seed,
        renir_roles.units(Draw(seed, "renir"), size),
        link_roles.network(Draw(seed, "links"), size),
        job_roles.movements(Draw(seed, "jobs"), size),
    )


def write_samples(
    directory: Path, *, seed: int = DEFAULT_SEED, size: int = DEFAULT_SIZE, dates: Sequence[date] = SAMPLE_DATES
) -> list[Path]:
    """Write the five exports at each date under `directory` and return the files, in a fixed order."""
    world = invent(seed, size)
    return [write(directory, name, content) for day in dates for name, content in deliveries(world, day).items()]


def write(directory: Path, name: str, content: bytes) -> Path:
    """Write one file, its folders included."""
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def deliveries(world: World, day: date) -> dict[str, bytes]:
    """Return the bytes of the five exports of one day, by path below the sources."""
    return {
        f"municipalites/municipalites_{day}.csv": csv_bytes(
            municipality_sheet(day), separator=",", encoding="utf-8-sig", quoted=True
        ),
        f"renir_unites/renir_unites_{day}.xlsx": workbook_bytes([renir_sheet(world, day)]),
        f"ritm_liens/ritm_liens_{day}.csv": csv_bytes(ritm_sheet(world, day), separator=";", encoding="cp1252"),
        f"rgt_liens/rgt_liens_{day}.xlsx": workbook_bytes(rgt_sheets(world, day)),
        f"rh_regionalisation/rh_regionalisation_{day}.xlsx": workbook_bytes([job_sheet(world, day)]),
    }


def municipality_sheet(day: date) -> Sheet:
    """Return the short list, as the ministry of municipal affairs lays it out."""
    headers = ["mcode", "munnom", "mdes", "regadm", "mrc"]
    rows: list[list[Cell]] = [[m.code, m.name, m.kind, m.region_label, m.mrc_label] for m in municipalities()]
    return Sheet("municipalites", title("liste courte, codes et noms réels", day), headers, rows)


def renir_sheet(world: World, day: date) -> Sheet:
    """Return the sheet `unites`."""
    pen, draw = _office(world, "renir_unites", day)
    units = renir.listed(world.units, day)
    sheet = tidy_sheet("unites", title("unités RENIR", day), renir.HEADERS, [renir.row(u, day, pen) for u in units])
    return untidy(sheet, draw, [i for i, unit in enumerate(units) if not unit.slips])


def ritm_sheet(world: World, day: date) -> Sheet:
    """Return the RITM inventory."""
    pen, draw = _office(world, "ritm_liens", day, typed_cells=False)
    links = ritm.listed(world.links.ritm, day)
    sheet = tidy_sheet("liens", title("liens RITM", day), ritm.HEADERS, [ritm.row(link, day, pen) for link in links])
    return untidy(sheet, draw, [i for i, link in enumerate(links) if not link.slips])


def rgt_sheets(world: World, day: date) -> list[Sheet]:
    """Return the sheets `liens` and `correspondance`."""
    pen, draw = _office(world, "rgt_liens", day)
    links = [rgt.row(link, day, pen) for link in rgt.listed(world.links.rgt, day)]
    pairs = [rgt.pair_row(pair, day, pen) for pair in rgt.listed_pairs(world.links.pairs, day)]
    first = tidy_sheet("liens", title("liens RGT", day), rgt.HEADERS, links)
    second = tidy_sheet("correspondance", title("correspondance RITM-RGT", day), rgt.PAIR_HEADERS, pairs)
    return [untidy(first, draw, []), second]


def job_sheet(world: World, day: date) -> Sheet:
    """Return the sheet `mouvements`."""
    pen, draw = _office(world, "rh_regionalisation", day)
    moves = jobs.listed(world.movements, day)
    heading = title("mouvements d'emplois régionalisés", day)
    sheet = tidy_sheet("mouvements", heading, jobs.HEADERS, [jobs.row(move, day, pen) for move in moves])
    per_job = Counter(move.job for move in moves)
    return untidy(sheet, draw, [i for i, move in enumerate(moves) if not move.slips and per_job[move.job] == 1])


def _office(world: World, export: str, day: date, *, typed_cells: bool = True) -> tuple[Pen, Draw]:
    draw = Draw(world.seed, export, day)
    return Pen(draw, typed_cells=typed_cells), draw
