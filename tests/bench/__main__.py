"""`make bench` and `make bench-years`: measures, prints each line, and writes docs/performance.md.

It ends with 0 whatever the numbers are, and with 1 when a command that it measures fails or figures differ.

Belongs here: the order, and the ends. Does not belong here: a measure (one module for each kind), the page (page.py).
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from . import ten_years
from .figures import FiguresDifferError
from .files import checks
from .lines import Part
from .nights import Nights, backfills, nights
from .page import page, table
from .process import ROOT, CommandFailedError
from .sizes import TINY, Sizes
from .world import Place, life_of, years


def parts(folder: Path, sizes: Sizes) -> Iterator[Part]:
    """Yield what is measured, part after part."""
    shutil.rmtree(folder / "quick", ignore_errors=True)
    young = Nights(folder / "quick", sizes)
    young.measure()
    yield nights(young)
    yield backfills(young)
    workbook = next((young.place.inbox / "rgt_liens").glob("*2023-03-31*"))
    yield checks(folder / "quick" / "big", workbook, sizes)
    yield from _ten_years(folder, young, sizes)


def _ten_years(folder: Path, young: Nights, sizes: Sizes) -> Iterator[Part]:
    place, shuffled = Place(folder / "years"), Place(folder / "shuffled")
    lived = life_of(place)
    if not lived:
        yield Part(
            "Ten years", (), ("Not measured: `make bench-years` first makes that warehouse, which takes hours, once.",)
        )
        return
    sizes = replace(sizes, dates=lived[-1].dates)  # a life that is not at its end is measured as far as it came
    yield ten_years.releases(place, shuffled, sizes.dates)
    yield ten_years.nights(place, young, sizes, folder / "quick" / "years")
    yield ten_years.questions(place, sizes.rounds)


def main() -> int:
    """Measure and write; return the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--years", action="store_true", help="first live the ten years that are missing")
    parser.add_argument("--tiny", action="store_true", help="measure next to nothing, to see that all is measured")
    parser.add_argument("--kept", type=Path, default=ROOT / ".bench")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "performance.md")
    asked = parser.parse_args()
    sizes = TINY if asked.tiny else Sizes()
    try:
        if asked.years:
            for name in ("years", "shuffled"):
                years(asked.kept / name, sizes.links, sizes.dates, shuffled=name == "shuffled")
        measured = []
        for part in parts(asked.kept, sizes):
            print("\n".join(["", part.title, *table(part)]), flush=True)
            measured.append(part)
    except (CommandFailedError, FiguresDifferError) as error:
        print(error, file=sys.stderr)
        return 1
    asked.page.write_text(page(measured, sizes), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
