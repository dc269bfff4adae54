"""The cases made by hand, those of one calendar side by side, so that the SQL answers many of them in one run.

Belongs here: what the SQL says of each case, and where that is not what the case expects. Not here: the cases
(oracle_cases).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .agreement import Expected, disagreements
from .compare import same
from .oracle_case import Case
from .packs import Answer, ask


@dataclass(frozen=True)
class CasePack:
    """Cases of one indicator and one table of eligible places whose deliveries have the same days."""

    cases: tuple[Case, ...]

    @property
    def as_ofs(self) -> list[date]:
        """Give the dates of the cases."""
        return sorted({case.as_of for case in self.cases})

    def answers(self) -> Iterator[tuple[Case, Answer]]:
        """Run the SQL once, and give what it says of each case."""
        first = self.cases[0]
        facts, notes = [case.facts for case in self.cases], [case.notes for case in self.cases]
        found = ask([first.indicator], self.as_ofs, facts, first.table, notes)
        return zip(self.cases, found, strict=True)


def together(cases: Sequence[Case]) -> list[CasePack]:
    """Put the cases of one indicator, one calendar and the same places together, the most crowded packs first."""
    groups: dict[tuple[object, ...], list[Case]] = {}
    for case in cases:
        calendar = tuple(sorted((lot.export, lot.extraction_date, lot.received) for lot in case.facts))
        lists = tuple(lot for lot in case.facts if lot.export == "municipalites")
        groups.setdefault((case.indicator, case.table, calendar, lists), []).append(case)
    return [CasePack(tuple(group)) for group in sorted(groups.values(), key=len, reverse=True)]


def surprises(case: Case, answer: Answer) -> Iterator[str]:
    """Say where the SQL does not answer what the case expects."""
    found = answer.figures.get((case.indicator, case.as_of, "00"))
    if found is None or not all(same(left, right) for left, right in zip(case.gives, found, strict=True)):
        yield f"{case.says}: the figure is {found} instead of {[shown(one) for one in case.gives]}."
    judged = {key: one for (_, day, key), one in answer.evidence.items() if day == case.as_of}
    if case.doubt and (case.doubt[0] not in judged or judged[case.doubt[0]].doubt != case.doubt[1]):
        yield f"{case.says}: {judged.get(case.doubt[0])} instead of the doubt {case.doubt}."
    for key, reason in case.reasons.items():
        if key not in judged or judged[key].reason != reason:
            yield f"{case.says}: {key} is {judged.get(key)} instead of {reason}."


def shown(number: Fraction | float | None) -> float | None:
    """Write a number for a person."""
    return None if number is None else float(number)


def expected(case: Case) -> Expected:
    """Give what the independent calculation says of a case: every region, every entity."""
    return Expected([case.indicator], [case.as_of], case.facts, case.table, case.notes)


def differs(case: Case, answer: Answer) -> Iterator[str]:
    """Say where the SQL does not answer what the case or the independent calculation expects of it."""
    yield from surprises(case, answer)
    at_date = Answer(
        {key: one for key, one in answer.figures.items() if key[1] == case.as_of},
        {key: one for key, one in answer.resting.items() if key[1] == case.as_of},
        {key: one for key, one in answer.evidence.items() if key[1] == case.as_of},
    )
    yield from (f"{case.says}: {said}" for said in disagreements(expected(case), at_date))
