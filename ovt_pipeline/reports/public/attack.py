"""Tries to give back, from all that the public holds, a count under the limit of its indicator, and refuses what can.

The attacker knows every table told, now and before, the plan file and this code, and which regions never count
anything; to be hard on ourselves, also which tables are of the same true counts, and at which date places were joined.
He does not know how much moved between two dates or versions.

Belongs here: which counts he would be after, and the refusal. Does not belong here: working values out (solve.py).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import duckdb

from ovt_pipeline.language.errors import OvtError, together
from ovt_pipeline.plan.model import Indicator, Plan
from ovt_pipeline.plan.regions import region_codes
from ovt_pipeline.reports.public.known import Table, counts_at
from ovt_pipeline.reports.public.solve import Cell, CouldBe, Sums, known_sums, possible_values

LEAST_VALUES = 4  # that a count under the limit must keep, as seen from outside
Regions = frozenset[str]


@dataclass(frozen=True)
class GivenBack:
    """A count under the limit of which the tables leave too few values: of these regions, at this date."""

    indicator_id: str
    as_of: date
    regions: Regions


def refuse_what_gives_back(tables: Sequence[Table], con: duckdb.DuckDBPyConnection, plans: Sequence[Plan]) -> None:
    """Raise OVT-P60 for the counts that `tables` give back; `con` is the open release that says what they truly are."""
    found: list[GivenBack] = []
    for indicator in (one for plan in plans for one in plan.indicators):
        own = [one for one in tables if one.indicator_id == indicator.id]
        found += of_indicator(indicator, own, [_truth(one, con) for one in own])
    if found:
        raise together([OvtError("OVT-P60", **_said(one)) for one in found])


def of_indicator(
    indicator: Indicator, tables: Sequence[Table], truths: Sequence[Mapping[str, int]]
) -> Iterator[GivenBack]:
    """Yield what all tables of an indicator give back; `truths` says what each region truly counted in each of them.

    Of an indicator that is told as a whole alone, anything finer is given back.
    """
    limits, every = indicator.public, frozenset(region_codes())
    never = frozenset(code for code in every if not any(truth[code] for truth in truths))
    places = [live for one in limits.places if (live := frozenset(one.regions) - never)]
    alike: defaultdict[tuple[date, tuple[tuple[str, int], ...]], Sums] = defaultdict(dict)
    for table, truth in zip(tables, truths, strict=True):
        alike[table.as_of, tuple(sorted(truth.items()))] |= table.sums
    for (day, counted), sums in alike.items():
        found = given_back(sums, dict(counted), places, limits.least, partial(is_joined_for_a_reason, limits.least))
        finer = [] if limits.places else [members for members in sums if members != every]
        yield from (GivenBack(indicator.id, day, regions) for regions in found + finer)


def given_back(
    sums: Sums, truth: Mapping[str, int], places: Collection[Regions], least: int, could_be: CouldBe
) -> list[Regions]:
    """Return the sets of regions that count from 1 to under `least`: told so, or with too few values left.

    `sums` are those of the same true counts; `places` the regions that the limits may tell apart, without those known
    to count nothing. `could_be` says whether our code would have told the tables so, were these the counts of `places`.
    """
    known: Regions = frozenset().union(*places)
    live = {regions & known: counted for regions, counted in sums.items() if regions & known}
    values = possible_values(live, places, could_be)
    wanted = min(LEAST_VALUES, least)
    values.pop(known, None)  # the whole is told whatever it counts
    found = {members for members, total in known_sums(live).items() if 0 < total < least and members != known}
    found |= {one for one, left in values.items() if _is_small(one, truth, least) and left.number < wanted}
    apart = ((one, left) for one, left in values.items() if len(one) > 1 and left.greatest + 1 < wanted)
    found |= {frozenset([code]) for one, left in apart for code in one if 0 < truth[code] < least}
    return sorted(found, key=sorted)


def is_joined_for_a_reason(least: int, table: Mapping[Cell, int]) -> bool:
    """Say whether limits would have joined these places at this date alone: one of them counts under `least`."""
    return len(table) == 1 or any(counted < least for counted in table.values())


def _is_small(regions: Regions, truth: Mapping[str, int], least: int) -> bool:
    return 0 < sum(truth[code] for code in regions) < least


def _truth(table: Table, con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    known = counts_at(con, [table.as_of], table.published_at).get((table.indicator_id, table.as_of), {})
    return {code: known.get(code, 0) for code in region_codes()}


def _said(found: GivenBack) -> dict[str, Any]:
    return {"indicator": found.indicator_id, "as_of": found.as_of, "regions": ", ".join(sorted(found.regions))}
