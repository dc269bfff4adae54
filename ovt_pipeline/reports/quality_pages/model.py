"""Arranges what was read as a page shows it: by export, its deliveries in order, its rules and where each one failed.

Belongs here: grouping and adding up. Does not belong here: words, numbers as text, the height of a bar (chart.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ovt_pipeline.reports.quality_pages.chart import Chart, chart
from ovt_pipeline.reports.quality_pages.facts import DOUBT, DeliveryFacts, Quality, Result


@dataclass(frozen=True)
class Shown:
    """A delivery with what the rules found in it; `anchor` is its place on the page."""

    anchor: str
    facts: DeliveryFacts
    results: tuple[Result, ...]

    @property
    def share(self) -> float | None:
        """Rejected rows in percent of the rows read, None when there is nothing to divide."""
        read, rejected = self.facts.rows_read, self.facts.rows_rejected
        return None if not read or rejected is None else 100 * rejected / read

    @property
    def doubts(self) -> int | None:
        """Doubts found in its rows, None when no rule of doubt was applied."""
        doubts = [r.failed for r in self.results if r.severity == DOUBT]
        return sum(doubts) if doubts else None


@dataclass(frozen=True)
class Rule:
    """A rule over the deliveries of an export; `latest` holds its sentence, `found` each delivery it was applied to."""

    anchor: str
    latest: Result
    found: tuple[tuple[Shown, Result], ...]
    trend: Chart

    @property
    def failing(self) -> list[tuple[Shown, Result]]:
        """The deliveries in which it failed."""
        return [(delivery, result) for delivery, result in self.found if not result.success]

    @property
    def failed(self) -> int:
        """How often it failed, all deliveries together."""
        return sum(result.failed for _, result in self.found)


@dataclass(frozen=True)
class Export:
    """The deliveries of an export in order of extraction, its rules, and two trends over the deliveries."""

    name: str
    deliveries: tuple[Shown, ...]
    rules: tuple[Rule, ...]
    shares: Chart
    doubts: Chart

    @property
    def accepted(self) -> int:
        """How many deliveries were accepted."""
        return sum(d.facts.accepted for d in self.deliveries)

    @property
    def refused(self) -> int:
        """How many deliveries were refused."""
        return len(self.deliveries) - self.accepted

    @property
    def older(self) -> int:
        """How many deliveries came before these."""
        return max((d.facts.known for d in self.deliveries), default=0) - len(self.deliveries)

    def rows(self, kind: str) -> int:
        """Add up rows_<kind> over the accepted deliveries."""
        return sum(getattr(d.facts, f"rows_{kind}") or 0 for d in self.deliveries if d.facts.accepted)


def exports_of(quality: Quality) -> list[Export]:
    """Return every export of a release, each with its last deliveries and all their rules."""
    shown = [Shown(f"d{n}", delivery, quality.of(delivery)) for n, delivery in enumerate(quality.deliveries, 1)]
    grouped = groupby(shown, key=lambda d: d.facts.export)
    return [_export(name, tuple(deliveries), position) for position, (name, deliveries) in enumerate(grouped, 1)]


def _export(name: str, deliveries: tuple[Shown, ...], position: int) -> Export:
    rules = tuple(_rules(deliveries, f"r{position}"))
    refused = [not d.facts.accepted for d in deliveries]
    doubts = [None if d.doubts is None else float(d.doubts) for d in deliveries]
    return Export(name, deliveries, rules, chart([d.share for d in deliveries], refused), chart(doubts, refused))


def _rules(deliveries: tuple[Shown, ...], prefix: str) -> Iterator[Rule]:
    found: dict[str, list[tuple[Shown, Result]]] = {}
    for delivery in deliveries:
        for result in delivery.results:
            found.setdefault(result.rule_id, []).append((delivery, result))
    for n, rule_id in enumerate(sorted(found), 1):
        applied = {delivery.anchor: float(result.failed) for delivery, result in found[rule_id]}
        trend = chart([applied.get(d.anchor) for d in deliveries], [not d.facts.accepted for d in deliveries])
        yield Rule(f"{prefix}-{n}", found[rule_id][-1][1], tuple(found[rule_id]), trend)
