"""Reads the figures of a release and says in readable sentences where they differ from those expected.

Belongs here: the table indicator_results of output.md, and the comparison. Not here: any calculation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import duckdb

Number = int | float | Fraction | None
Key = tuple[str, date, str]
Numbers = tuple[Number, Number, Number, Number, Number]
FIELDS = ("numerator", "denominator", "value", "value_low", "value_high")
QUERY = """
    SELECT indicator_id, as_of, region_code, numerator, denominator, value, value_low, value_high
    FROM indicator_results ORDER BY ALL
"""
TOLERANCE = 1e-9


def read_figures(duckdb_path: str | Path) -> dict[Key, Numbers]:
    """Read every figure of a release file, which must hold one plan."""
    with duckdb.connect(str(duckdb_path), read_only=True) as connection:
        rows = connection.execute(QUERY).fetchall()
    found: dict[Key, Numbers] = {(row[0], row[1], row[2]): (row[3], row[4], row[5], row[6], row[7]) for row in rows}
    if len(found) != len(rows):
        message = f"{duckdb_path} holds several figures for one indicator, date and region"
        raise ValueError(message)
    return found


def same(left: Number, right: Number) -> bool:
    """Say whether two numbers agree within 1e-9, relatively; nothing agrees with nothing only."""
    if left is None or right is None:
        return left is right
    return math.isclose(float(left), float(right), rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def written(number: Number) -> str:
    """Write a number for a person."""
    if number is None:
        return "nothing"
    return str(number) if isinstance(number, int) else f"{float(number):.6g}"


def differences(expected: Mapping[Key, Numbers], found: Mapping[Key, Numbers]) -> list[str]:
    """Give one sentence per figure that is missing, unexpected or different."""
    sentences = []
    for key in sorted({*expected, *found}):
        name = f"{key[0]} at {key[1]} in region {key[2]}"
        if key not in found:
            sentences.append(f"{name} is missing.")
        elif key not in expected:
            sentences.append(f"{name} was not expected.")
        else:
            sentences += sentences_of(name, expected[key], found[key])
    return sentences


def sentences_of(name: str, expected: Numbers, found: Numbers) -> list[str]:
    """Give one sentence for a figure of which some numbers differ."""
    unequal = [
        f"{field} is {written(right)} instead of {written(left)}"
        for field, left, right in zip(FIELDS, expected, found, strict=True)
        if not same(left, right)
    ]
    return [f"{name}: {', '.join(unequal)}."] if unequal else []
