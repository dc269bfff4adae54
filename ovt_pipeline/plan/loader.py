"""Loads the plan, the dated eligibility table and the list of regions.

Belongs here: reading the data files beside this module and refusing what is not understood.
Does not belong here: any figure, date or place.
"""

import csv
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ovt_pipeline.plan.model import Indicator, Plan, Point
from ovt_pipeline.yaml_data import load_data_file

PLAN_FILE = "paovt_2023_2025.yaml"


@cache
def load_plan() -> Plan:
    """Return the plan; OVT-C01 with file and line when its file is not valid."""
    schema = json.loads(_text("plan.schema.json"))
    file = load_data_file(files(__package__).joinpath(PLAN_FILE), schema)
    data = file.data
    return Plan(
        id=data["id"],
        title_fr=data["title_fr"],
        title_en=data["title_en"],
        source=data["source"],
        adopted=date.fromisoformat(data["adopted"]),
        valid_to=date.fromisoformat(data["valid_to"]),
        time_zone=data["time_zone"],
        reference_dates={k: date.fromisoformat(v) for k, v in data["reference_dates"].items()},
        starting_value_blocks=data["starting_value_check"] == "blocking",
        indicators=tuple(_indicator(i) for i in data["indicators"]),
        digest=file.digest,
    )


def load_eligibility() -> list[dict[str, str]]:
    """Return the dated table: territory ('*', 'region:06', 'municipality:23027'), eligible, dates, source."""
    return list(csv.DictReader(_text("eligibility.csv").splitlines()))


def eligibility_digest() -> str:
    """Return the sha256 of the eligibility table."""
    return hashlib.sha256(_text("eligibility.csv").encode()).hexdigest()


@cache
def load_regions() -> tuple[dict[str, str], ...]:
    """Return the regions '00' (the whole) to '17': code, name_fr, name_en."""
    return tuple(csv.DictReader(_text("regions.csv").splitlines()))


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _indicator(data: Mapping[str, Any]) -> Indicator:
    return Indicator(
        id=data["id"],
        measure=data["measure"],
        name_fr=data["name_fr"],
        name_en=data["name_en"],
        unit=data["unit"],
        unit_en=data["unit_en"],
        start=_point(data["start"], "date"),
        targets=tuple(_point(t, "due") for t in data["targets"]),
    )


def _point(data: Mapping[str, Any], day: str) -> Point:
    return Point(date.fromisoformat(data[day]), float(data["value"]), data.get("interpreted", False))
