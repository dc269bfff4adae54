"""Loads the plans, their context figures and the dated eligibility table.

Belongs here: reading the data files beside this module and refusing what is not understood.
Does not belong here: what a file may hold (model.py), what its parts may not say together (checks.py), any figure, date
or place.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from ovt_pipeline.language.faults import Step, among
from ovt_pipeline.plan.model import Context, Plan
from ovt_pipeline.yaml_data import DataFile, load_data_file, load_each, read_as, refuse_shared_ids

PLAN_FILE = "paovt_2023_2025.yaml"  # the main plan


def load_plan() -> Plan:
    """Return the main plan; OVT-C01 with file and line when a plan file is not valid."""
    return load_plans()[0]


def load_plans(folder: Traversable | None = None) -> tuple[Plan, ...]:
    """Return every plan of `folder` (by default those of the project): the main one first, then by id.

    Raises: OvtError OVT-C01 with file, line and what is expected, for every value that a plan file may not hold, parts
    that contradict each other, or an id that two plans share.
    """
    return _own_plans() if folder is None else _read_plans(folder)


def load_context(folder: Traversable | None = None) -> tuple[Context, ...]:
    """Return the context figures of every plan, in the order of their files; OVT-C01 with file and line."""
    return tuple(load_each(_yaml_files(folder or files(__package__).joinpath("context")), _context))


def load_eligibility() -> list[dict[str, str]]:
    """Return the dated table: territory ('*', 'region:06', 'municipality:23027'), eligible, dates, source."""
    return list(csv.DictReader(_text("eligibility.csv").splitlines()))


def eligibility_digest() -> str:
    """Return the sha256 of the eligibility table."""
    return hashlib.sha256(_text("eligibility.csv").encode()).hexdigest()


@cache
def _own_plans() -> tuple[Plan, ...]:
    return _read_plans(files(__package__))


def _read_plans(folder: Traversable) -> tuple[Plan, ...]:
    read = load_each(_yaml_files(folder), _plan)
    refuse_shared_ids(_ids(read))
    ordered = sorted(read, key=lambda pair: (pair[0].name != PLAN_FILE, pair[1].id))
    return tuple(plan for _, plan in ordered)


def _plan(source: Traversable) -> tuple[DataFile, Plan]:
    file = load_data_file(source)
    return file, replace(read_as(Plan, file), digest=file.digest)


def _ids(plans: Iterable[tuple[DataFile, Plan]]) -> Iterator[tuple[DataFile, Step, str]]:
    for file, plan in plans:
        yield file, ("id",), plan.id
        yield from ((file, ("indicators", n, "id"), one.id) for n, one in enumerate(plan.indicators))  # of evidence


def _context(source: Traversable) -> Context:
    file = load_data_file(source)
    context, known = read_as(Context, file), [plan.id for plan in load_plans()]
    if context.plan not in known:
        raise file.refusal([among(known, context.plan, "plan")])
    return context


def _yaml_files(folder: Traversable) -> Sequence[Traversable]:
    found = [one for one in folder.iterdir() if one.name.endswith(".yaml")]
    return sorted(found, key=lambda one: (one.name != PLAN_FILE, one.name))


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
