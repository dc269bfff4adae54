"""What the parts of a plan file may not say together, though each of them is a value that its type allows.

Belongs here: contradictions, as validators of the fields of model.py (a validator sees the fields declared before its
own). Does not belong here: what one value may be (model.py), sentences (catalogue/faults.yaml).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pydantic import ValidationInfo

from ovt_pipeline.language.faults import Fault, Step, among, bound, refuse, repeated
from ovt_pipeline.language.text import Text
from ovt_pipeline.sql import has_sql, measure_sql, read_sql, sql_facts, sql_names

if TYPE_CHECKING:
    from ovt_pipeline.plan.model import Amendment, Indicator, Point, Removal, Start, Statement, Target, TargetChange

RATE_UNIT = "%"
RATE_LIMITS = (0, 100)
FIRST_AS_OF = "first_as_of"


def said_in_both(text: Text) -> Text:
    """Refuse a text that one of the languages leaves empty."""
    refuse(Fault((lang,), "string_too_short", said, {"min_length": 1}) for lang, said in vars(text).items() if not said)
    return text


def part_of_one(value: object) -> Fraction:
    """Return the exact part that a number (0.05) or a text (1/3) says; refuse what is not above 0 and at most 1."""
    try:
        part = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        part = Fraction(0)
    refuse([] if 0 < part <= 1 else [Fault((), "part", value)])
    return part


def below_on_track(at_risk_from: float, info: ValidationInfo) -> float:
    """Refuse thresholds that are not in order."""
    limit = info.data.get("on_track_from")
    refuse([bound("<", limit, at_risk_from)] if limit is not None and at_risk_from >= limit else [])
    return at_risk_from


def as_many_titles(titles: tuple[Text, ...] | None, info: ValidationInfo) -> tuple[Text, ...] | None:
    """Refuse titles that are fewer or more than the level counts."""
    count = info.data.get("count", None if titles is None else len(titles))
    refuse([Fault((), "titles", len(titles), {"count": count})] if titles is not None and len(titles) != count else [])
    return titles


def says_value(sentence: str, info: ValidationInfo) -> str:
    """Refuse a sentence that does not hold the number of its figure; its thousands may stand apart."""
    value = info.data.get("value")
    said = re.findall(r"\d+(?:[ ,]\d{3})*", sentence)
    is_said = value is None or str(value) in {re.sub("[ ,]", "", one) for one in said}
    refuse([] if is_said else [Fault((), "says_value", sentence, {"value": value})])
    return sentence


def counted(measure: str) -> str:
    """Refuse a measure that no SQL file counts."""
    refuse([] if has_sql(f"indicators/{measure}") else [among(sql_names("indicators"), measure)])
    return measure


def unit_of_measure(unit: str, info: ValidationInfo) -> str:
    """Refuse a rate in anything but percent, or a count in percent."""
    if "measure" in info.data:
        is_rate = sql_facts(f"indicators/{info.data['measure']}")["kind"] == "rate"
        wrong = among([RATE_UNIT], unit) if is_rate else Fault((), "count_unit", unit)
        refuse([wrong] if is_rate != (unit == RATE_UNIT) else [])
    return unit


def possible_start(start: "Start", info: ValidationInfo) -> "Start":
    """Refuse a value that the unit does not have."""
    refuse(_value(start, info.data))
    return start


def targets_ahead(targets: "tuple[Target, ...]", info: ValidationInfo) -> "tuple[Target, ...]":
    """Refuse targets of one day, before the start, behind it, impossible or that do not add up; return them by day."""
    refuse([*repeated((one.day for one in targets), "due"), *_targets(targets, info.data), *_added(targets, info.data)])
    return tuple(sorted(targets, key=lambda one: one.day))


def known_objective(statements: "dict[str, Statement]", info: ValidationInfo) -> "dict[str, Statement]":
    """Refuse statements on an objective that the plan does not have."""
    refuse(_objectives(statements.items(), info))
    return statements


def known_objectives(indicators: "tuple[Indicator, ...]", info: ValidationInfo) -> "tuple[Indicator, ...]":
    """Refuse indicators of the same id, or of an objective that the plan does not have."""
    refuse([*repeated((one.id for one in indicators), "id"), *_objectives(enumerate(indicators), info)])
    return indicators


def dates_of_measures(dates: dict[str, date], info: ValidationInfo) -> dict[str, date]:
    """Refuse a reference date that no measure names, and a measure without the dates it names."""
    measures = [one.measure for one in info.data.get("indicators", ())]
    known = {FIRST_AS_OF}.union(*map(_dates_named_in, sql_names("indicators")))
    wanted = {name: measure for measure in measures for name in (FIRST_AS_OF, *sorted(_dates_named_in(measure)))}
    unknown = [among(known, name, name) for name in dates if name not in known]
    missing = [
        Fault((), "reference_date", facts={"name": name, "measure": measure})
        for name, measure in wanted.items()
        if name not in dates
    ]
    refuse([*unknown, *missing])
    return dates


def amending_what_is(amendments: "tuple[Amendment, ...]", info: ValidationInfo) -> "tuple[Amendment, ...]":
    """Follow the amendments by date: each changes or removes a target in force then, or adds one that is not."""
    if "indicators" in info.data:
        indicators = {one.id: one for one in info.data["indicators"]}
        in_force = {(one.id, target.day) for one in indicators.values() for target in one.targets}
        dated = sorted(enumerate(amendments), key=lambda pair: pair[1].day)
        changes = [((n, "changes", k), c) for n, amendment in dated for k, c in enumerate(amendment.changes)]
        refuse(fault for at, change in changes for fault in _change(at, change, indicators, in_force))
    return amendments


def _change(
    at: Step, change: "TargetChange | Removal", indicators: Mapping[str, "Indicator"], in_force: set[tuple[str, date]]
) -> Iterator[Fault]:
    key = (change.indicator, change.day)
    if change.indicator not in indicators:
        yield among(indicators, change.indicator, *at, "indicator")
        return
    if change.change == "add" and key in in_force:
        yield Fault((*at, "due"), "not_there", change.day, {"name": change.day})
    elif change.change != "add" and key not in in_force:
        yield among((day for name, day in in_force if name == change.indicator), change.day, *at, "due")
    if change.change == "remove":
        in_force.discard(key)
    else:
        in_force.add(key)
        yield from _target(at, change, vars(indicators[change.indicator]))


def _objectives(named: "Iterable[tuple[str | int, Statement | Indicator]]", info: ValidationInfo) -> Iterator[Fault]:
    known = info.data.get("objectives")
    for at, one in named:
        if known is not None and one.objective is not None and one.objective not in known:
            yield among(known, one.objective, at, "objective")


def _added(targets: "tuple[Target, ...]", indicator: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each target that is not the value before it and what it adds."""
    start = indicator.get("start")
    ordered = sorted(enumerate(targets), key=lambda pair: pair[1].day)
    before = [start.value if start else None, *(target.value for _, target in ordered)]
    for (number, target), value in zip(ordered, before, strict=False):
        if target.added is not None and value is not None and target.value != value + target.added:
            yield Fault((number, "added"), "added", target.added, {"added": target.value - value})


def _targets(targets: "Iterable[Target]", indicator: Mapping[str, Any]) -> Iterator[Fault]:
    for number, target in enumerate(targets):
        yield from _target((number,), target, indicator)


def _target(at: Step, target: "Target", indicator: Mapping[str, Any]) -> Iterator[Fault]:
    start, direction = indicator.get("start"), indicator.get("direction")
    if start and target.day <= start.day:
        yield bound(">", start.day, target.day, *at, "due")
    if start and direction and (target.value < start.value if direction == "up" else target.value > start.value):
        yield bound("≥" if direction == "up" else "≤", start.value, target.value, *at, "value")
    yield from _value(target, indicator, at)


def _value(point: "Point", indicator: Mapping[str, Any], at: Step = ()) -> Iterator[Fault]:
    low, high = RATE_LIMITS
    unit = indicator.get("unit")
    if unit == RATE_UNIT and not low <= point.value <= high:
        yield Fault((*at, "value"), "percent", point.value)
    if unit not in {None, RATE_UNIT} and (point.value < 0 or not point.value.is_integer()):
        yield Fault((*at, "value"), "whole", point.value)


def _dates_named_in(measure: str) -> set[str]:
    text = "".join(map(read_sql, measure_sql(measure)))
    return set(re.findall(r"reference\.name = '(\w+)'", text))
