"""`python -m bench.big_files FOLDER ROWS_OF_CSV ROWS_OF_XLSX`: the RITM export with very many well-kept rows.

Belongs here: those two files, 15 columns each. Does not belong here: how the samples spell (ovt_pipeline/samples).
"""

import csv
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

from openpyxl import Workbook

from ovt_pipeline.samples.places import municipalities
from ovt_pipeline.samples.ritm import HEADERS
from ovt_pipeline.samples.sheet import title

DAY = date(2025, 3, 31)
OLDEST = date(2012, 1, 9)
DAYS = 4000  # dates of service spread over so many days


def links(rows: int) -> Iterator[list[str]]:
    """Yield the rows of links in service, each as texts."""
    places = municipalities()
    for n in range(rows):
        place = places[n % len(places)]
        since = OLDEST + timedelta(days=n % DAYS)
        organisation = [f"ORG-{n % 40:02d}", f"Organisme fictif {n % 40}", f"{100 + n % 900} rue Fictive", "Z0Z 0Z0"]
        service = [place.code, place.region, "Multipoint", "Principal", str(10 * (1 + n % 9))]
        yield [f"RITM-{1_000_000 + n}", *organisation, *service, since.isoformat(), "Actif", "", "", f"CC-{n % 40:04d}"]


def lines(rows: int) -> Iterator[list[str]]:
    """Yield the title, the headers and the rows."""
    return chain([[title("liens RITM", DAY)], list(HEADERS)], links(rows))


def main() -> None:
    """Write both files."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"ritm_liens_{DAY}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(lines(int(sys.argv[2])))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("liens")
    for line in lines(int(sys.argv[3])):
        sheet.append(line)
    book.save(folder / f"ritm_liens_{DAY}.xlsx")


if __name__ == "__main__":
    main()
