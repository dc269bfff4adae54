"""What the parts of a plan file may not say together, though each of them is a value that the schema allows.

Belongs here: refusing contradictions with OVT-C01, at their line, with what is expected.
Does not belong here: what one value may be (plan.schema.json), turning the file into objects (build.py).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.sql import has_sql, read_sql, sql_facts, sql_names
from ovt_pipeline.yaml_data import DataFile, Step

RATE_UNIT = "%"
RATE_LIMITS = (0, 100)


def refuse_contradictions(file: DataFile) -> None:
    """Raise OvtError OVT-C01 on the first contradiction inside one plan file."""
    for fault in _faults(file):
        raise fault


def refuse_shared_ids(plans: Sequence[DataFile]) -> None:
    """Raise OvtError OVT-C01 when two plans have the same id, or indicators of theirs do (evidence names no plan)."""
    seen: dict[tuple[str, str], str] = {}
    for file in plans:
        ids: list[tuple[Step, str]] = [(("id",), file.data["id"])]
        ids += [(("indicators", n, "id"), one["id"]) for n, one in enumerate(file.data["indicators"])]
        for path, found in ids:
            kind = str(path[0])
            if (kind, found) in seen:
                expected = f"un id propre à {file.name} / an id of its own (≠ {seen[kind, found]})"
                raise file.fault(path, expected, found)
            seen[kind, found] = file.name


def refuse_unknown_plan(context: DataFile, plan_ids: Sequence[str]) -> None:
    """Raise OvtError OVT-C01 when the context figures of a file are those of no plan."""
    if context.data["plan"] not in plan_ids:
        raise context.fault(("plan",), _one_of(plan_ids), context.data["plan"])


def _faults(file: DataFile) -> Iterator[OvtError]:
    yield from _structure(file)
    yield from _thresholds(file)
    yield from _reference_dates(file)
    seen: set[str] = set()
    for number, one in enumerate(file.data["indicators"]):
        at: Step = ("indicators", number)
        if one["id"] in seen:
            yield file.fault((*at, "id"), "un id unique / a single id", one["id"])
        seen.add(one["id"])
        yield from _measure(file, at, one)
        yield from _targets(file, at, one)
    yield from _amendments(file)


def _structure(file: DataFile) -> Iterator[OvtError]:
    for number, level in enumerate(file.data["structure"]):
        titles = level["titles"]
        if titles is not None and len(titles) != level["count"]:
            expected = f"{level['count']} titres, ou null / {level['count']} titles, or null"
            yield file.fault(("structure", number, "titles"), expected, str(len(titles)))


def _thresholds(file: DataFile) -> Iterator[OvtError]:
    method = file.data["status_method"]
    if method["at_risk_from"] >= method["on_track_from"]:
        yield file.fault(("status_method", "at_risk_from"), "< on_track_from", str(method["at_risk_from"]))


def _reference_dates(file: DataFile) -> Iterator[OvtError]:
    known = {"first_as_of"}.union(*(_dates_of(name) for name in sql_names("indicators")))
    for name in file.data["reference_dates"]:
        if name not in known:
            yield file.fault(("reference_dates", name), _one_of(known), name)
    if file.data["indicators"] and "first_as_of" not in file.data["reference_dates"]:
        yield file.fault(("reference_dates",), "first_as_of", "—")


def _measure(file: DataFile, at: Step, one: dict[str, Any]) -> Iterator[OvtError]:
    if not has_sql(f"indicators/{one['measure']}"):
        yield file.fault((*at, "measure"), _one_of(sql_names("indicators")), one["measure"])
        return
    if one.get("action") not in {None, *file.data["actions"]}:
        yield file.fault((*at, "action"), _one_of(file.data["actions"]), one["action"])
    is_rate = sql_facts(f"indicators/{one['measure']}")["kind"] == "rate"
    for key in ("unit", "unit_en"):
        if is_rate != (one[key] == RATE_UNIT):
            expected = RATE_UNIT if is_rate else f"ce qui est compté / what is counted (≠ {RATE_UNIT})"
            yield file.fault((*at, key), expected, one[key])
    for name in sorted(_dates_of(one["measure"]) - set(file.data["reference_dates"])):
        yield file.fault(("reference_dates",), f"{name} ({one['measure']})", "—")


def _targets(file: DataFile, at: Step, one: dict[str, Any]) -> Iterator[OvtError]:
    yield from _value(file, (*at, "start"), one, one["start"]["value"])
    days: set[str] = set()
    for number, target in enumerate(one["targets"]):
        place = (*at, "targets", number)
        if target["due"] in days:
            yield file.fault((*place, "due"), "une échéance unique / a single due date", target["due"])
        days.add(target["due"])
        yield from _target(file, place, one, target)


def _target(file: DataFile, place: Step, one: dict[str, Any], target: dict[str, Any]) -> Iterator[OvtError]:
    start = one["start"]
    if target["due"] <= start["date"]:
        yield file.fault((*place, "due"), f"> {start['date']}", target["due"])
    sign = 1 if one["direction"] == "up" else -1
    if sign * (target["value"] - start["value"]) < 0:
        wanted = f"{'≥' if sign > 0 else '≤'} {start['value']} (direction: {one['direction']})"
        yield file.fault((*place, "value"), wanted, str(target["value"]))
    yield from _value(file, place, one, target["value"])


def _value(file: DataFile, place: Step, one: dict[str, Any], value: float) -> Iterator[OvtError]:
    low, high = RATE_LIMITS
    if one["unit"] == RATE_UNIT and not low <= value <= high:
        yield file.fault((*place, "value"), f"{low}–{high} %", str(value))
    if one["unit"] != RATE_UNIT and (value < 0 or value != int(value)):
        yield file.fault((*place, "value"), "un nombre entier ≥ 0 / a whole number ≥ 0", str(value))


def _amendments(file: DataFile) -> Iterator[OvtError]:
    """Follow the amendments by date: each changes or removes a target in force then, or adds one that is not."""
    indicators = {one["id"]: one for one in file.data["indicators"]}
    in_force = {(one["id"], target["due"]) for one in indicators.values() for target in one["targets"]}
    dated = sorted(enumerate(file.data["amendments"]), key=lambda pair: str(pair[1]["date"]))
    for number, amendment in dated:
        for rank, change in enumerate(amendment["changes"]):
            place: Step = ("amendments", number, "changes", rank)
            key = (change["indicator"], change["due"])
            if change["indicator"] not in indicators:
                yield file.fault((*place, "indicator"), _one_of(indicators), change["indicator"])
                continue
            if (change["change"] == "add") == (key in in_force):
                due = sorted(day for name, day in in_force if name == key[0])
                yield file.fault((*place, "due"), f"{'≠ ' if key in in_force else ''}{_one_of(due)}", change["due"])
            if change["change"] != "remove":
                yield from _target(file, place, indicators[key[0]], change)
            in_force = in_force - {key} if change["change"] == "remove" else in_force | {key}


def _dates_of(measure: str) -> set[str]:
    """Return the names of the reference dates that a measure asks for."""
    return set(re.findall(r"reference\.name = '(\w+)'", read_sql(f"indicators/{measure}")))


def _one_of(names: Any) -> str:  # noqa: ANN401 - any names
    return " | ".join(sorted(names)) or "—"
