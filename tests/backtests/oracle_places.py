"""Where jobs may be: municipalities known for ever, and the dated table of eligible ones.

Belongs here: "Places" and eligibility of indicators.md version 2. Not here: jobs (oracle_jobs).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from .oracle_common import knowledge
from .records import Delivery, Eligibility, Municipality


@dataclass(frozen=True)
class Places:
    """The region of each municipality at D, and the table."""

    regions: dict[str, str]
    table: tuple[Eligibility, ...]

    def eligible(self, code: str | None, day: date) -> bool:
        """By default every municipality; a line for the municipality goes before a line for its region."""
        if code not in self.regions:
            # READING: an accepted row whose place no list names (its list was withdrawn) counts nowhere.
            return False
        for territory in (code, self.regions[code]):
            lines = [one for one in self.table if one.territory == territory and one.valid_from <= day <= one.valid_to]
            if lines:
                return lines[-1].eligible
        return True

    @cached_property
    def turning_days(self) -> list[date]:
        """Give the days on which a line of the table begins, or the day after one ends."""
        begins = {one.valid_from for one in self.table if one.valid_from != date.min}
        return sorted(begins | {one.valid_to + timedelta(days=1) for one in self.table if one.valid_to != date.max})

    def open_on(self, day: date) -> frozenset[str]:
        """Give the regions in which something is eligible on a day."""
        return frozenset(region for code, region in self.regions.items() if self.eligible(code, day))

    def ever_open(self, first: date, last: date) -> frozenset[str]:
        """Give the regions in which something is eligible on some day."""
        days = [first, *(day for day in self.turning_days if first < day <= last)]
        return frozenset[str]().union(*(self.open_on(day) for day in days))


def places_at(as_of: date, deliveries: Sequence[Delivery], table: tuple[Eligibility, ...]) -> Places:
    """Give each code any list names the region that the latest list up to D that names it gives, else the oldest."""
    regions: dict[str, str] = {}
    lists = knowledge(deliveries, "municipalites")
    for lot in lists:
        named = {one.mcode: one.code_region for one in lot.accepted(Municipality)}
        regions = regions | named if lot.extraction_date <= as_of else named | regions
    return Places(regions, table)
