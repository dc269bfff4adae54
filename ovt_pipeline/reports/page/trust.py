"""Whether the figures can be trusted, in one paragraph, and the sources and totals that it rests on.

Belongs here: adding up sources and doubts. Does not belong here: a judgement of its own, sentences (catalogue/).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ovt_pipeline.language.speech import Speech
from ovt_pipeline.reports.page.facts import Facts, Scenario, Source, Totals
from ovt_pipeline.reports.page.section import Section


@dataclass(frozen=True)
class Trust:
    """What the figures of the date of the release rest on."""

    facts: Facts
    speech: Speech
    revisions: int

    def sources(self) -> list[Source]:
        """Return each source once, although several indicators may use it."""
        here = [one for one in self.facts.sources if one.as_of == self.facts.release.as_of]
        return list({(one.export, one.extraction_date): one for one in here}.values())

    def totals(self, section: Section) -> Totals | None:
        """Return the totals of one indicator."""
        name, as_of = section.indicator.plan.indicator_id, self.facts.release.as_of
        return next((one for one in self.facts.totals if (one.indicator_id, one.as_of) == (name, as_of)), None)

    def scenarios(self, section: Section) -> list[Scenario]:
        """Return its figures by other rules."""
        name, as_of = section.indicator.plan.indicator_id, self.facts.release.as_of
        return [one for one in self.facts.sensitivity if (one.indicator_id, one.as_of) == (name, as_of)]

    def paragraph(self, sections: Sequence[Section]) -> Iterator[str]:
        """Yield its sentences."""
        yield from self._counted()
        doubts = sum(found.in_doubt for one in sections if (found := self.totals(one)))
        yield self.speech("trust_doubts", doubts=doubts)
        figures = [one.indicator.now for one in sections]
        if any(now.is_preliminary for now in figures if now):
            yield self.speech("trust_preliminary")
        elif all(figures) and self.sources() and all(one.age_days <= 0 for one in self.sources()):
            yield self.speech("trust_current")
        if self.facts.decisions:
            yield self.speech("trust_decisions", count=len(self.facts.decisions))
        if self.revisions:
            yield self.speech("trust_revised", count=self.revisions)

    def _counted(self) -> Iterator[str]:
        sources, as_of = self.sources(), self.facts.release.as_of
        if not sources:
            yield self.speech("trust_none", as_of=as_of)
            return
        rows, aside = (sum(getattr(one, name) or 0 for one in sources) for name in ("rows_read", "rows_set_aside"))
        yield self.speech("trust_counted", sources=len(sources), as_of=as_of, rows=rows, aside=aside)

    def age(self, source: Source) -> str:
        """Return the age of a source in words; one that was extracted after the date described says so."""
        if source.age_days == 0:
            return self.speech("age_current")
        key = "age_days" if source.age_days > 0 else "age_after"
        return self.speech(key, days=abs(source.age_days))
