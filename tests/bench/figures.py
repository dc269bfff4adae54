"""`python -m bench.figures RELEASE DAY …`: the figures of some days as one text to hold against another.

Belongs here: that text, and saying that two differ. Does not belong here: when they are compared.
"""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .process import python, run

QUESTION = """
  SELECT as_of, indicator_id, region_code, numerator, denominator, value_low, value_high
  FROM indicator_results WHERE as_of = ANY($days::DATE[]) ORDER BY ALL
"""


class FiguresDifferError(Exception):
    """A release says something else than it did: what is measured is then not the same work."""


def figures(release: Path, days: Sequence[date]) -> str:
    """Return the figures of the days, a line each."""
    return run(python("bench.figures", release, *map(str, days))).said


def require_same(before: str, after: str, when: str) -> None:
    """Raise FiguresDifferError when figures are none or other ones."""
    if not before or before != after:
        lines = sorted({*before.splitlines()} ^ {*after.splitlines()})
        raise FiguresDifferError(f"{when}: {len(lines)} lines differ\n" + "\n".join(lines[:10]))


def main() -> None:
    """Print the figures that the command line asks for."""
    import duckdb  # noqa: PLC0415 - the parent stays small (process.py)

    with duckdb.connect(sys.argv[1], read_only=True) as con:
        for row in con.execute(QUESTION, {"days": sys.argv[2:]}).fetchall():
            sys.stdout.write(" ".join(map(str, row)) + "\n")


if __name__ == "__main__":
    main()
