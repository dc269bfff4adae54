"""Runs the SQL of the indicators on the plain records of one world, without files, Dagster or Great Expectations.

Belongs here: reading back its figures, its entities and what stands beside them. Not here: loading the records
(sql_relations), many worlds at once (packs), any rule of indicators.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ovt_pipeline.figures.compute import run_measure
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.plan.model import Indicator

from .compare import Key, Numbers
from .records import Eligibility, Notes
from .sql_relations import World, loaded


def indicator_of(name: str) -> Indicator:
    """Return an indicator of the plan."""
    return next(one for one in load_plan().indicators if one.id == name)


def sql_figures(
    as_ofs: Sequence[date], deliveries: World, table: Sequence[Eligibility] | None = None, notes: Notes = ()
) -> dict[Key, Numbers]:
    """Return every figure the SQL gives at the dates, with the eligible places of the plan or with others."""
    with loaded(as_ofs, [deliveries], table, [notes]) as con:
        found: dict[Key, Numbers] = {}
        for indicator in load_plan().indicators:
            run_measure(con, indicator)
            query = "SELECT as_of, region_code, numerator, denominator, value, value_low, value_high FROM new_figures"
            for day, region, *numbers in con.execute(query).fetchall():
                found[indicator.id, day, region] = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
    return found


def sql_entities(as_of: date, deliveries: World, indicator_id: str) -> dict[str, tuple[Any, ...]]:
    """Return entity → (region, in_denominator, in_numerator, doubt, reason) as the SQL judges them at a date."""
    with loaded([as_of], [deliveries]) as con:
        run_measure(con, indicator_of(indicator_id))
        query = "SELECT entity_id, region_code, in_denominator, in_numerator, doubt, reason_code FROM new_evidence"
        return {row[0]: tuple(row[1:]) for row in con.execute(query).fetchall()}


def sql_beside(as_of: date, deliveries: World, indicator_id: str, table: str) -> list[dict[str, Any]]:
    """Return the rows of `sensitivity` or `reconciliation` that the SQL answers at a date."""
    with loaded([as_of], [deliveries]) as con:
        run_measure(con, indicator_of(indicator_id))
        found = con.execute(f"SELECT * FROM new_{table}")
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
