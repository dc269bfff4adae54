"""What `ovt check` costs of one file, beside its imports and beside the parser that reads the same file.

Belongs here: those measures. Does not belong here: the files (big_files.py), finding the imports (imports.py).
"""

import shutil
from pathlib import Path

from .imports import alone
from .lines import Line, Part, beyond, peak, seconds
from .process import PYTHON, Command, Cost, alternated, python, run
from .sizes import Sizes

DAY = "2025-03-31"
READERS = {"csv": ("bench.beside.scan_csv", "duckdb"), "xlsx": ("bench.beside.grid_xlsx", "python_calamine")}
NAMES = {"csv": "DuckDB's typed scan", "xlsx": "calamine's grid"}


def check(file: Path) -> Command:
    """Return the command that checks a file."""
    return python("bench.ovt_at", DAY, "check", file)


def checks(folder: Path, workbook: Path, sizes: Sizes) -> Part:
    """Measure a check of a workbook of the samples, and of two big files made in `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    run(python("bench.big_files", folder, str(sizes.csv_rows), str(sizes.xlsx_rows)))
    imports = alone(check(workbook), folder.parent)
    costs = alternated({"check": check(workbook), "imports": imports}, sizes.rounds)
    lines = [_small(workbook, costs["check"], costs["imports"])]
    for kind, rows, goal in (("csv", sizes.csv_rows, 10.0), ("xlsx", sizes.xlsx_rows, 2.5)):
        lines += _big(folder / f"ritm_liens_{DAY}.{kind}", rows, goal, imports, sizes.rounds)
    return Part(
        "One file: `ovt check`",
        tuple(lines),
        (
            "Imports are those of the command, made alone; those of the child that parses count as work.",
            "The scan and the grid are taken without the import of their library.",
        ),
    )


def _small(workbook: Path, cost: Cost, imports: Cost) -> Line:
    kilobytes = workbook.stat().st_size / 1000
    more = cost.cpu - imports.cpu
    what = f"A workbook of {kilobytes:,.0f} kB, beyond its imports"
    return Line(what, seconds(cost.cpu), more, "s", f"imports {seconds(imports.cpu)}", 1.0)


def _big(file: Path, rows: int, goal: float, imports: Command, rounds: int) -> list[Line]:
    kind = file.suffix[1:]
    module, library = READERS[kind]
    commands = {
        "check": check(file),
        "imports": imports,
        "reader": python(module, file),
        "library": [*PYTHON, "-c", f"import {library}"],
    }
    costs = alternated(commands, rounds)
    reader = costs["reader"].cpu - costs["library"].cpu
    what = f"{rows:,} rows × 15 of {kind}"
    limit = 1.3 * 1024 if kind == "csv" else None
    return [
        beyond(what, costs["check"], costs["imports"], NAMES[kind], reader, goal),
        peak(f"{what}, memory", costs["check"], limit),
    ]
