"""How an explained figure is shown in a terminal.

Belongs here: lines and their order. Does not belong here: reading the release (release/explain.py), JSON, csv.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from ovt_pipeline.answers.explain import DeliveryUsed, Entity, Explanation
from ovt_pipeline.cli.decisions import KINDS
from ovt_pipeline.cli.show import action_lines
from ovt_pipeline.cli.show_targets import target_lines
from ovt_pipeline.language.catalogue import entries, sentence
from ovt_pipeline.language.speech import Speech, displayed

CHANGED_SINCE = {"date": "explain_changes_date", "version": "explain_changes_version"}
KINDS_OF_CHANGE = ("explained", "entered_late", "cleared", "restored", "unexplained")
LISTED, DOUBTED = 20, 5  # entities shown: of those counted, and of each doubt
SHORT = 12  # digits of a sha256


def explain_lines(explained: Explanation, measure: str | None, words: Speech) -> Iterator[str]:
    """Yield the figure, its rule, its count, what could move it, what it is made from, and the counted entities."""
    said = Said(measure, words)
    yield from _head(explained, words)
    yield from _rule(explained, said, words)
    yield from _count(explained, said, words)
    yield from _moves(explained, said, words)
    if explained.targets:
        unit, is_synthetic = explained.figure.unit, explained.figure.is_synthetic
        yield from ("", *target_lines(explained.targets, unit, words, is_synthetic=is_synthetic))
    yield from _changed(explained, words)
    yield from _made(explained, words)
    counted = [e for e in explained.entities if e.in_numerator]
    yield from ("", words("explain_entities", count=len(counted)))
    yield from (_entity(e, words) for e in counted[:LISTED])
    if len(counted) > LISTED:
        yield words("explain_more", count=len(counted) - LISTED)


def place(file: str, sheet: str | None, row: int, words: Speech) -> str:
    """Return a file, a sheet and a row in words; of a csv, its line."""
    return words("explain_place" if sheet else "explain_line", file=file, sheet=sheet, row=row)


def _entity(entity: Entity, words: Speech) -> str:
    at = place(entity.file_name, entity.sheet, entity.row_number, words)
    return words("explain_entity", entity=entity.entity_id, place=at)


@dataclass(frozen=True)
class Said:
    """What the catalogue says of a measure (catalogue/measures.yaml); of one it does not know, codes and no more."""

    measure: str | None
    words: Speech

    @property
    def rule(self) -> str | None:
        """The rule by which it counts."""
        return self._of_measure("rule")

    def entities(self, count: int) -> str:
        """Say how many of what it counts."""
        return self._of_measure("entities", count=count) or sentence("words", "entities", self.words.lang, count=count)

    def reason(self, code: str) -> str:
        """Return the sentence of a reason or of a doubt."""
        if code in entries("measures")["doubts"]:
            return sentence("measures", f"doubts/{code}", self.words.lang)
        return self._of_measure(f"reasons/{code}") or ""

    def _of_measure(self, key: str, **fields: object) -> str | None:
        known = entries("measures")["measures"].get(self.measure, {})
        for step in key.split("/"):
            known = known.get(step, {})
        return sentence("measures", f"measures/{self.measure}/{key}", self.words.lang, **fields) if known else None


def _head(explained: Explanation, words: Speech) -> Iterator[str]:
    figure = explained.figure
    yield f"{words.either(explained.name_fr, explained.name_en)} ({explained.indicator_id})"
    yield from action_lines(explained.points[0], words)
    at = {"as_of": explained.as_of, "region": explained.region_code, "name": figure.region_name}
    line = words("explain_figure", display=displayed(figure.display_value), **at)
    if figure.denominator is not None:
        exact = words.number(figure.value, figure.unit, decimals=2)
        counts = {"numerator": figure.numerator, "denominator": figure.denominator}
        line += f" ({words('explain_counts', exact=exact, **counts)})"
    yield line + (f"  [{words('preliminary')}]" if figure.is_preliminary else "")
    if figure.is_synthetic:
        yield words("synthetic")


def _rule(explained: Explanation, said: Said, words: Speech) -> Iterator[str]:
    rules = json.loads(explained.figure.rules)
    yield from ("", words("explain_rule", version=rules.get("rule", explained.figure.rule_version)))
    if said.rule:
        yield f"  {said.rule}"


def _count(explained: Explanation, said: Said, words: Speech) -> Iterator[str]:
    is_rate = explained.figure.denominator is not None
    groups = {
        "explain_counted": explained.counted(in_numerator=True, in_denominator=is_rate),
        "explain_not_counted": explained.counted(in_numerator=False, in_denominator=True),
        "explain_out": explained.counted(in_numerator=False, in_denominator=False),
    }
    yield from ("", words("explain_count"))
    for key, reasons in groups.items():
        if reasons or key == "explain_counted":
            yield words(key, entities=said.entities(sum(reasons.values())))
        yield from (_reason(code, count, said, words) for code, count in reasons.items())


def _moves(explained: Explanation, said: Said, words: Speech) -> Iterator[str]:
    figure = explained.figure
    low, high = (words.number(value, figure.unit, decimals=2) for value in (figure.value_low, figure.value_high))
    yield from ("", words("explain_moves", between=words("between", low=low, high=high)))
    if not explained.doubts:
        yield words("explain_sure")
    for code, found in explained.doubts.items():
        yield _reason(code, len(found), said, words)
        yield from ("    " + _entity(entity, words) for entity in found[:DOUBTED])
        if len(found) > DOUBTED:
            yield "    " + words("explain_more", count=len(found) - DOUBTED)


def _reason(code: str, count: int, said: Said, words: Speech) -> str:
    return words("explain_reason", count=words.count(count), code=code, sentence=said.reason(code))


def _changed(explained: Explanation, words: Speech) -> Iterator[str]:
    """Yield what changed behind the figure of the whole since what it was compared with."""
    if explained.changes:
        yield from ("", words("explain_changes"))
    for one in explained.changes:
        counts = {kind: getattr(one, kind) for kind in KINDS_OF_CHANGE}
        told = {"other": one.compared_as_of, "count": sum(counts.values())}
        yield words(CHANGED_SINCE[one.compared_with], **told, **counts)
        if one.decision_id:
            yield words("explain_let_through", id=one.decision_id)


def _made(explained: Explanation, words: Speech) -> Iterator[str]:
    yield from ("", words("explain_made"))
    for source in explained.sources:
        yield from _source(source, explained, words)
    figure = explained.figure
    made = {"plan": figure.plan_version, "release": figure.release_id, "code": figure.code_version}
    yield words("explain_plan", revision=figure.revision_no, **made)
    if explained.decisions:
        yield from ("", words("explain_decisions"))
    for one in explained.decisions:
        told = {"signed_by": one.signed_by, "signed_on": one.signed_on, "why": one.why}
        kind = words(KINDS[one.type])
        yield words("explain_decision", id=one.decision_id, kind=kind, subject=one.subject, **told)


def _source(source: DeliveryUsed, explained: Explanation, words: Speech) -> Iterator[str]:
    told = {"file": source.file_name, "day": source.extraction_date, "sha": source.sha256[:SHORT]}
    key = "explain_source" if source.is_used else "explain_earlier"
    yield words(key, export=source.export, received=source.received_at, entities=source.entities, **told)
    if source.is_used and source.extraction_date > explained.as_of:
        yield words("explain_oldest")
