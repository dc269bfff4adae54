"""What was said before and is said otherwise now, and why.

Belongs here: pairing each revised figure with the version before. Does not belong here: finding the cause (release/).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.language.numbers import toronto
from ovt_pipeline.reports.page.facts import Facts, Version
from ovt_pipeline.reports.page.section import Section


@dataclass(frozen=True)
class Revision:
    """A figure that replaced another one of the same date."""

    name: str
    as_of: date
    published_on: date
    before: str
    after: str
    cause: str


def revisions_of(sections: Sequence[Section], facts: Facts) -> list[Revision]:
    """Return every revision told of, by indicator, then by date, then in order."""
    return [found for section in sections for found in _of_section(section, facts)]


def _of_section(section: Section, facts: Facts) -> list[Revision]:
    versions = [one for one in facts.history if one.indicator_id == section.indicator.plan.indicator_id]
    by_number = {(one.as_of, one.revision_no): one for one in versions}
    revised = sorted(key for key in by_number if key[1] > 0)
    return [_revision(section, by_number[as_of, no], by_number.get((as_of, no - 1))) for as_of, no in revised]


def _revision(section: Section, now: Version, before: Version | None) -> Revision:
    known = now.cause if now.cause in entries("report")["causes"] else "unknown"
    was = _shown(section, before) if before else section.amounts.none()
    cause = section.speech(f"causes/{known}")
    return Revision(section.short, now.as_of, toronto(now.published_at).date(), was, _shown(section, now), cause)


def _shown(section: Section, version: Version) -> str:
    """Return a version as it was displayed, with its bounds: often they alone changed."""
    if version.value is None or version.value_low is None:
        return section.amounts.displayed(version.value, version.display_value)
    low, high = (section.amounts.exact(one) for one in (version.value_low, version.value_high))
    shown = section.amounts.displayed(version.value, version.display_value)
    return f"{shown}, {section.speech('between', low=low, high=high)}"
