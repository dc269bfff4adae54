"""What an indicator would be on a due date if all that the exports plan until then took place.

Belongs here: the scheduled projection of the whole: facts so far and planned dates, counted by the indicator's measure.
Does not belong here: trends (targets/trend.py; the two are never mixed), counting rules (sql/indicators/), what becomes
of a planned row (sql/scheduled/).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.figures.compute import run_measure
from ovt_pipeline.figures.inputs import Inputs, exports_of
from ovt_pipeline.figures.relations import load_relations, rows_name
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.sql import fill_sql, has_sql, read_sql
from ovt_pipeline.warehouse.database import open_memory, records


@dataclass(frozen=True)
class Scheduled:
    """The whole on the due date: percent points or a count, None where there is nothing to divide by.

    `value` takes every doubt that is left against the indicator.
    """

    due: date
    numerator: int
    denominator: int | None
    value: float | None
    value_low: float | None
    value_high: float | None


def scheduled(inputs: Inputs, indicator: Indicator, as_of: date, due: date) -> Scheduled | None:
    """Return what the exports known at `as_of` plan for `due`; None when one has no accepted delivery then.

    Raises: ValueError when `due` is not after `as_of`; OvtError OVT-P11 when a lot cannot be read.
    """
    if due <= as_of:
        raise ValueError("a due date after the day that the exports describe")
    known = inputs.at(as_of)
    with open_memory() as con:
        load_relations(con, known, known.plan_of(indicator), [due], exports_of(indicator))
        return scheduled_of(con, indicator, inputs.contracts)


def scheduled_of(
    con: duckdb.DuckDBPyConnection, indicator: Indicator, contracts: Mapping[str, Contract]
) -> Scheduled | None:
    """Return the same over relations already loaded, at the only date of as_of_dates: the due date.

    The rows of the lots used are replaced, in this connection, by what they would be then.
    """
    for contract in (contracts[export] for export in exports_of(indicator)):
        for table in contract.tables:
            relation = rows_name(contract.export, table.name)
            plan = f"scheduled/{relation}"
            planned = read_sql(plan) if has_sql(plan) else f"FROM {relation}__due"
            con.execute(fill_sql("relations/projected", relation=relation, planned=planned))
    run_measure(con, indicator)
    query = (
        "SELECT as_of AS due, numerator, denominator, value, value_low, value_high"
        " FROM new_figures WHERE region_code = '00'"
    )
    return next(iter(records(con, query, Scheduled)), None)
