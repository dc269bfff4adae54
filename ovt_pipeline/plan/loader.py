"""Loads the plans, their context figures, the dated eligibility table and the list of regions.

Belongs here: reading the data files beside this module and refusing what is not understood.
Does not belong here: turning a file into objects (build.py), what its parts may not say together (checks.py), any
figure, date or place.
"""

import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from ovt_pipeline.plan.build import context_of, plan_of
from ovt_pipeline.plan.checks import refuse_contradictions, refuse_shared_ids, refuse_unknown_plan
from ovt_pipeline.plan.model import ContextFigure, Plan
from ovt_pipeline.yaml_data import DataFile, Schema, load_data_file

PLAN_FILE = "paovt_2023_2025.yaml"  # the main plan


def load_plan() -> Plan:
    """Return the main plan; OVT-C01 with file and line when a plan file is not valid."""
    return load_plans()[0]


def load_plans(folder: Traversable | None = None) -> tuple[Plan, ...]:
    """Return every plan of `folder` (by default those of the project): the main one first, then by id.

    Raises: OvtError OVT-C01 with file, line and what is expected, for a value that a plan file may not hold, parts that
    contradict each other, or an id that two plans share.
    """
    return _own_plans() if folder is None else _read_plans(folder)


def load_context(folder: Traversable | None = None) -> tuple[ContextFigure, ...]:
    """Return the context figures of every plan, in the order of their files; OVT-C01 with file and line."""
    folder = folder or files(__package__).joinpath("context")
    schema: Schema = json.loads(_text("context/context.schema.json"))
    read = [load_data_file(source, schema) for source in _yaml_files(folder)]
    for file in read:
        refuse_unknown_plan(file, [plan.id for plan in load_plans()])
    return tuple(one for file in read for one in context_of(file))


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


@cache
def _own_plans() -> tuple[Plan, ...]:
    return _read_plans(files(__package__))


def _read_plans(folder: Traversable) -> tuple[Plan, ...]:
    schema: Schema = json.loads(_text("plan.schema.json"))
    read: list[DataFile] = [load_data_file(source, schema) for source in _yaml_files(folder)]
    for file in read:
        refuse_contradictions(file)
    refuse_shared_ids(read)
    return tuple(plan_of(file) for file in sorted(read, key=lambda file: (file.name != PLAN_FILE, file.data["id"])))


def _yaml_files(folder: Traversable) -> Sequence[Traversable]:
    found: Iterator[Traversable] = (one for one in folder.iterdir() if one.name.endswith(".yaml"))
    return sorted(found, key=lambda one: (one.name != PLAN_FILE, one.name))


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
