"""Which dates are told in public, and of which places, so that none of them counts too little.

Belongs here: the days that a plan and decisions declare, the places that limits leave. Does not belong here: the rule
of joining (joins.py), the tables (tables.py), the attack on them (attack.py).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

import duckdb

from ovt_pipeline.decisions.publication import Publication
from ovt_pipeline.language.numbers import listed
from ovt_pipeline.language.text import Text
from ovt_pipeline.plan import public
from ovt_pipeline.plan.model import Indicator, Plan
from ovt_pipeline.plan.regions import WHOLE, load_regions
from ovt_pipeline.reports.public.joins import Block, Counts, blocks
from ovt_pipeline.reports.public.known import counts_at
from ovt_pipeline.reports.told.database import Place

AND = "+"  # between the codes of places told together


def declared_days(plans: Iterable[Plan], publications: Iterable[Publication]) -> set[date]:
    """Return the days that may be told: each due date that a plan ever had, and those of publications in force."""
    due = {day for plan in plans for one in plan.indicators for day in plan.days_of(one) if day != one.start.day}
    return due | {one.as_of for one in publications if one.as_of}


def places_told(
    con: duckdb.DuckDBPyConnection,
    plans: Sequence[Plan],
    days: Collection[date],
    before: Mapping[str, Collection[Block]],
) -> list[Place]:
    """Return, of an open release, the whole and each place that the limits of the plans leave at `days`.

    `before` are, by indicator, the sets of regions that were ever told together: they stay so.
    """
    counts = counts_at(con, days)
    found: list[Place] = []
    for indicator in (one for plan in plans for one in plan.indicators):
        dated = [by_region for (name, _), by_region in counts.items() if name == indicator.id]
        found += _places(indicator, dated, before.get(indicator.id, ()))
    return found


def _places(indicator: Indicator, dated: Sequence[Counts], before: Collection[Block]) -> Iterator[Place]:
    whole = next(one for one in load_regions() if one["code"] == WHOLE)
    yield Place(indicator.id, WHOLE, whole["name_fr"], whole["name_en"], (WHOLE,))
    base = indicator.public.places
    by_place = [{one.code: sum(counts.get(code, 0) for code in one.regions) for one in base} for counts in dated]
    joined = [frozenset(one.code for one in base if regions.intersection(one.regions)) for regions in before]
    found = blocks(base, indicator.public.least, by_place, joined)
    yield from (_told(indicator.id, block, base) for block in found if len(found) > 1)


def _told(indicator_id: str, block: Block, base: Sequence[public.Place]) -> Place:
    members = [one for one in base if one.code in block]
    name = Text(*(listed([one.name.text(lang) for one in members], lang) for lang in ("fr", "en")))
    regions = tuple(sorted(code for one in members for code in one.regions))
    return Place(indicator_id, AND.join(one.code for one in members), name.fr, name.en, regions)


def regions_together(sets: Iterable[tuple[str, Block]]) -> dict[str, set[Block]]:
    """Return, by indicator, the sets of several regions of those that were told."""
    found: defaultdict[str, set[Block]] = defaultdict(set)
    for indicator_id, regions in sets:
        if len(regions) > 1:
            found[indicator_id].add(regions)
    return dict(found)
