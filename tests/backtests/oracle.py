"""The independent calculation: for D and a list of accepted deliveries, every figure and every entity.

Belongs here: what a test calls. Not here: the rules (oracle_*), the shape of the facts (records).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

from .oracle_common import Dates, dates_of_plan, knowledge, lots_at
from .oracle_figures import Result
from .oracle_jobs import jobs
from .oracle_renir import renir
from .oracle_ritm import ritm
from .records import DEFAULT_ELIGIBILITY, Delivery, Eligibility, Notes

RENIR = "renir_units_migrated"
RITM = "ritm_links_migrated"
JOBS = "jobs_regionalised"
NEEDS = {RENIR: ("renir_unites",), RITM: ("ritm_liens", "rgt_liens"), JOBS: ("rh_regionalisation",)}
PLAN = cache(dates_of_plan)

Key = tuple[str, date, str]
Numbers = tuple[int, int | None, Fraction | None, Fraction | None, Fraction | None]


def calculate(
    as_of: date,
    deliveries: Iterable[Delivery],
    reference: date | None = None,
    eligibility: tuple[Eligibility, ...] = DEFAULT_ELIGIBILITY,
    *,
    notes: Notes = (),
    dates: Dates | None = None,
) -> dict[str, Result]:
    """Give the indicators at D. One of which an export has no lot used at D is left out: no source, no figure.

    `reference`: another date of both populations than the plan's. `notes`: the ends that signed notes give.
    """
    known, plan = list(deliveries), dates or PLAN()
    if reference is not None:
        plan = replace(plan, renir_population=reference, ritm_population=reference)
    found: dict[str, Result] = {}
    if has_sources(RENIR, as_of, known, plan):
        found[RENIR] = renir(as_of, known, plan.renir_population, plan, notes)
    if has_sources(RITM, as_of, known, plan):
        found[RITM] = ritm(as_of, known, plan.ritm_population, plan, notes)
    # READING (exports.md, 5): jobs need a list of municipalities, of any date.
    if has_sources(JOBS, as_of, known, plan) and knowledge(known, "municipalites"):
        found[JOBS] = jobs(as_of, known, eligibility, plan, notes)
    return found


def has_sources(name: str, as_of: date, deliveries: Sequence[Delivery], dates: Dates) -> bool:
    """Tell whether each export of an indicator has a lot used at D."""
    return all(lots_at(deliveries, export, as_of, dates).used for export in NEEDS[name])


def figures(as_ofs: Sequence[date], deliveries: Iterable[Delivery], notes: Notes = ()) -> dict[Key, Numbers]:
    """Every figure at every date, keyed and ordered as compare.read_figures gives them."""
    known = list(deliveries)
    return {
        (name, as_of, region): (one.numerator, one.denominator, one.value, one.low, one.high)
        for as_of in as_ofs
        for name, found in calculate(as_of, known, notes=notes).items()
        for region, one in found.figures.items()
    }
