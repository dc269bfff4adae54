"""What an indicator would be on a due date if all that the exports plan until then took place.

Belongs here: the scheduled projection of the whole: facts so far and planned dates, counted by the indicator's measure.
Does not belong here: trends (targets/trend.py; the two are never mixed), counting rules (sql/indicators/), what becomes
of a planned row (sql/scheduled/).
"""

from dataclasses import dataclass
from datetime import date

import duckdb

from ovt_pipeline.figures.compute import run_measure
from ovt_pipeline.figures.inputs import Inputs, exports_of
from ovt_pipeline.figures.relations import load_relations
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.sql import read_sql, sql_names
from ovt_pipeline.warehouse.database import open_memory


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
        return scheduled_of(con, indicator)


def scheduled_of(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> Scheduled | None:
    """Return the same over relations already loaded, at the only date of as_of_dates: the due date.

    The rows of the lots used are replaced, in this connection, by what they would be then.
    """
    for name in _relations_of(indicator):
        con.execute(f'CREATE OR REPLACE TABLE "{name}" AS {read_sql(f"scheduled/{name}")}')
    run_measure(con, indicator)
    query = (
        "SELECT as_of, numerator, denominator, value, value_low, value_high FROM new_figures WHERE region_code = '00'"
    )
    found = con.execute(query).fetchone()
    return Scheduled(*found) if found else None


def _relations_of(indicator: Indicator) -> list[str]:
    exports = exports_of(indicator)
    return [name for name in sql_names("scheduled") if name.partition("__")[0] in exports]
