"""What the public holds, as sums over regions, and what the regions of a release truly count.

Belongs here: reading both. Does not belong here: what may be told (places.py), what can be worked out (attack.py).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from ovt_pipeline.plan.regions import WHOLE, region_codes
from ovt_pipeline.sql import read_sql

Dated = tuple[str, date]  # indicator, as_of
LAST = datetime.max  # noqa: DTZ901 - after every moment of a release, which are UTC without offset


@dataclass(frozen=True)
class Table:
    """What one publication told of an indicator at a date: a count for each set of regions; the moment is UTC."""

    published_at: datetime
    indicator_id: str
    as_of: date
    sums: Mapping[frozenset[str], int]


def tables_told(con: duckdb.DuckDBPyConnection) -> list[Table]:
    """Return what public tables hold, to be kept with them: later publications are attacked together with it."""
    found: defaultdict[tuple[datetime, str, date], dict[frozenset[str], int]] = defaultdict(dict)
    for moment, name, day, regions, counted in con.execute(read_sql("reports/public/tables")).fetchall():
        every = region_codes() if regions == [WHOLE] else regions
        found[moment, name, day][frozenset(every)] = counted
    return [Table(*key, sums) for key, sums in found.items()]


def counts_at(
    con: duckdb.DuckDBPyConnection, days: Collection[date], moment: datetime = LAST
) -> dict[Dated, dict[str, int]]:
    """Return what each region of an open release counted at `days`, as it was published at `moment`."""
    bound = {"days": sorted(days), "moment": moment}
    found: defaultdict[Dated, dict[str, int]] = defaultdict(dict)
    for name, day, region, counted in con.execute(read_sql("reports/public/counts"), bound).fetchall():
        found[name, day][region] = counted
    return dict(found)
