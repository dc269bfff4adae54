"""The independent calculation: for D and a list of accepted deliveries, every figure and every entity.

Belongs here: what a test calls. Not here: the rules (oracle_renir, oracle_ritm, oracle_jobs, oracle_common).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from .oracle_common import Result
from .oracle_jobs import jobs
from .oracle_renir import renir
from .oracle_ritm import ritm
from .records import DEFAULT_ELIGIBILITY, Delivery, Eligibility

RENIR = "renir_units_migrated"
RITM = "ritm_links_migrated"
JOBS = "jobs_regionalised"
NEEDS = {
    RENIR: ("renir_unites",),
    RITM: ("ritm_liens", "rgt_liens"),
    JOBS: ("rh_regionalisation", "municipalites"),
}
REFERENCE = date(2023, 3, 31)

Key = tuple[str, date, str]
Numbers = tuple[int, int | None, Fraction | None, Fraction | None, Fraction | None]


def calculate(
    as_of: date,
    deliveries: Iterable[Delivery],
    reference: date = REFERENCE,
    eligibility: tuple[Eligibility, ...] = DEFAULT_ELIGIBILITY,
) -> dict[str, Result]:
    """Give the indicators at D. One with no accepted delivery of an export it needs is left out."""
    known = list(deliveries)
    exports = {lot.export for lot in known}
    results = {RENIR: renir(as_of, known), RITM: ritm(as_of, known, reference), JOBS: jobs(as_of, known, eligibility)}
    return {name: found for name, found in results.items() if exports.issuperset(NEEDS[name])}


def figures(as_ofs: Sequence[date], deliveries: Iterable[Delivery]) -> dict[Key, Numbers]:
    """Every figure at every date, keyed and ordered as compare.read_figures gives them."""
    known = list(deliveries)
    return {
        (name, as_of, region): (one.numerator, one.denominator, one.value, one.low, one.high)
        for as_of in as_ofs
        for name, found in calculate(as_of, known).items()
        for region, one in found.figures.items()
    }
