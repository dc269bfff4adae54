"""Every number that a report may say of given facts, computed here a second time, without the code of the report.

Belongs here: what is allowed and how it is written. Does not belong here: where a page says it (the tests that ask).
"""

import math
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ovt_pipeline.reports.page.facts import Facts, Figure

NUMBER = re.compile(r"\d(?:[\u00a0,.]?\d)*")
OURS = {*map(str, range(0, 101, 20)), "25", "50", "75", *(f"{n:02d}" for n in range(1, 18))}  # scales, classes, regions
RULES = {"1", "2018", "31", "2023", "2025", "2024"}  # days that the counting rules and the names of plans hold


def numbers_in(text: str) -> set[str]:
    """Return the numbers of a text, as written."""
    return set(NUMBER.findall(text))


def rounded(value: float, decimals: int, lang: str) -> str:
    """Return a value rounded half-up, as the language writes it."""
    found = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{abs(found)}".replace(".", "," if lang == "fr" else ".")


def thousands(value: int, lang: str) -> str:
    """Return a count with its thousands apart."""
    return f"{value:,}".replace(",", "\u00a0" if lang == "fr" else ",")


def allowed(facts: Facts, lang: str) -> set[str]:
    """Return every number that the report may say."""
    values = list(_leaves(asdict(facts)))
    found = OURS | RULES
    for value in values:
        found |= _written(value, lang)
    sources = {(one.export, one.extraction_date): one for one in facts.sources if one.as_of == facts.release.as_of}
    totals = [one for one in facts.totals if one.as_of == facts.release.as_of]
    counts = [
        len(sources), sum(one.rows_read or 0 for one in sources.values()), sum(one.in_doubt for one in totals),
        sum(one.rows_set_aside or 0 for one in sources.values()), len(facts.decisions),
        sum(one.revision_no > 0 for one in facts.history), *_open(facts),
    ]  # fmt: skip
    return found | {thousands(one, lang) for one in counts} | set(_changes(facts, lang)) | set(_missing(facts))


def _leaves(value: Any) -> Iterator[Any]:  # noqa: ANN401 - plain data
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)
    else:
        yield value


def _written(value: Any, lang: str) -> set[str]:  # noqa: ANN401 - a leaf
    if isinstance(value, date):
        return {str(value.year), f"{value.month:02d}", f"{value.day:02d}", str(value.day)}
    if isinstance(value, str):
        return numbers_in(value)
    if isinstance(value, float):
        return (
            {rounded(value, 1, lang), rounded(value, 0, lang)}
            if value % 1
            else {f"{value:.0f}", rounded(value, 1, lang)}
        )
    return {thousands(value, lang)} if isinstance(value, int) else set()


def _whole(facts: Facts) -> dict[tuple[str, date], Figure]:
    return {(one.indicator_id, one.as_of): one for one in facts.figures if one.place_code == "00"}


def _changes(facts: Facts, lang: str) -> Iterator[str]:
    now = facts.release.as_of
    for (name, day), figure in _whole(facts).items():
        before = _whole(facts).get((name, now.replace(year=now.year - 1)))
        if day == now and before and figure.value is not None and before.value is not None:
            yield from (rounded(figure.value - before.value, decimals, lang) for decimals in (0, 1))


def _missing(facts: Facts) -> Iterator[str]:
    for target in facts.targets:
        figure = _whole(facts).get((target.indicator_id, target.due_date))
        if figure:
            population = 100 if figure.denominator is None else figure.denominator
            yield str(math.ceil(round(target.target_value * population / 100, 9)) - figure.numerator)


def _open(facts: Facts) -> tuple[int, int]:
    due = [one for one in facts.targets if one.due_date <= one.as_of == facts.release.as_of]
    last = max((one.due_date for one in due), default=None)
    found = [one for one in due if one.due_date == last]
    return sum(one.bounds_straddle for one in found), sum(one.only_by_exits for one in found)
