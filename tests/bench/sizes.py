"""How big a bench is: the real one, and one so small that a test can run it.

Belongs here: numbers. Does not belong here: what they mean for a measure.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """Links of the samples, rows of the big files, dates of a backfill and of ten years, rounds of each measure."""

    links: int = 2400  # 1,071 units
    csv_rows: int = 1_000_000
    xlsx_rows: int = 200_000
    backfill: int = 365
    dates: int = 3650
    rounds: int = 3


TINY = Sizes(links=60, csv_rows=300, xlsx_rows=200, backfill=10, dates=20, rounds=1)
