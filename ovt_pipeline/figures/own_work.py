"""What this process itself put into work.duckdb: a release takes that, and nothing else, without computing it again.

Belongs here: which figures these are, and what the file held after the last of them. Does not belong here: computing
(compute.py), taking (release/).
"""

from dataclasses import dataclass, field
from datetime import date

from ovt_pipeline.figures.compute import Computed, Work

Figure = tuple[str, date]  # indicator, as_of


@dataclass
class OwnWork:
    """The figures computed here, and the content of work.duckdb once they were stored."""

    figures: set[Figure] = field(default_factory=set)
    content: Work | None = None

    def add(self, computed: Computed) -> None:
        """Add what was computed just now."""
        self.figures |= {(computed.indicator.id, day) for day in (*computed.figures, *computed.missing)}
        self.content = computed.work
