"""Turns a checked plan file into the objects of model.py.

Belongs here: the way from keys of the file to fields. Does not belong here: reading the file (loader.py),
judging it (checks.py).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ovt_pipeline.language.text import Text
from ovt_pipeline.plan.model import (
    Amendment,
    Change,
    ContextFigure,
    Indicator,
    Level,
    Plan,
    Point,
    StatusMethod,
    TrendMethod,
)
from ovt_pipeline.yaml_data import DataFile

Keys = Mapping[str, Any]


def plan_of(file: DataFile) -> Plan:
    """Return the plan that a file holds."""
    data: Keys = file.data
    return Plan(
        id=data["id"],
        title_fr=data["title_fr"],
        title_en=data["title_en"],
        source=data["source"],
        adopted=_day(data["adopted"]),
        announced=_day(data.get("announced")),
        valid_to=_day(data["valid_to"]),
        time_zone=data["time_zone"],
        reference_dates={k: date.fromisoformat(v) for k, v in data["reference_dates"].items()},
        starting_value_blocks=data["starting_value_check"] == "blocking",
        structure=tuple(_level(one) for one in data["structure"]),
        actions={k: Text(**v) for k, v in data["actions"].items()},
        publication=_text(data.get("publication")),
        follow_up=_text(data.get("follow_up")),
        status_method=StatusMethod(**_method(data["status_method"])),
        trend_method=TrendMethod(**_method(data["trend_method"])),
        indicators=tuple(_indicator(one) for one in data["indicators"]),
        amendments=tuple(_amendment(one) for one in data["amendments"]),
        digest=file.digest,
    )


def context_of(file: DataFile) -> Iterator[ContextFigure]:
    """Yield the context figures that a file holds."""
    source, published, plan_id = file.data["source"], file.data["published"], file.data["plan"]
    for one in file.data["figures"]:
        text, qualifier = Text(**one["text"]), Text(**one["qualifier"])
        yield ContextFigure(one["id"], plan_id, one["value"], qualifier, text, source, published)


def point_of(data: Keys, day: str = "due") -> Point:
    """Return the value at a date that a start, a target or a change of a target holds (a removal holds no value)."""
    value = float(data.get("value", 0))
    return Point(
        date.fromisoformat(data[day]), value, data.get("interpreted", False), data.get("quote"), data.get("page")
    )


def _indicator(data: Keys) -> Indicator:
    one = data.get("unit_one", {"fr": data["unit"], "en": data["unit_en"]})
    return Indicator(
        id=data["id"],
        measure=data["measure"],
        name_fr=data["name_fr"],
        name_en=data["name_en"],
        unit=data["unit"],
        unit_en=data["unit_en"],
        start=point_of(data["start"], "date"),
        targets=tuple(sorted((point_of(t) for t in data["targets"]), key=lambda point: point.day)),
        direction=data["direction"],
        decimals=data["decimals"],
        unit_one=Text(**one),
        action=data.get("action"),
    )


def _amendment(data: Keys) -> Amendment:
    changes = tuple(Change(one["indicator"], one["change"], point_of(one)) for one in data["changes"])
    return Amendment(
        date.fromisoformat(data["date"]), Text(data["reason_fr"], data["reason_en"]), data["source"], changes
    )


def _level(data: Keys) -> Level:
    titles = data["titles"]
    return Level(data["level"], data["count"], None if titles is None else tuple(Text(**one) for one in titles))


def _method(data: Keys) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "ours"}


def _text(data: Keys | None) -> Text | None:
    return Text(**data) if data else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
