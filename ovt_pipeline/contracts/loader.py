"""Loads the contract files: what the standard refuses in them, what our model does, told together.

Belongs here: from the YAML beside this module to the objects of model.py. Does not belong here: any fact of an export.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from ovt_pipeline.contracts.model import (
    AllowedValues,
    Column,
    Contract,
    NativeExpectation,
    PersonalColumn,
    RowRule,
    Table,
)
from ovt_pipeline.contracts.odcs import odcs_faults
from ovt_pipeline.language.faults import Fault, Step, repeated
from ovt_pipeline.yaml_data import Plain, load_data_file, load_each, read_as, strangers

OPTIONS = "customProperties"


@cache
def load_contracts() -> dict[str, Contract]:
    """Return the contracts by export name; OVT-C01 with files and lines when they are not valid."""
    found = sorted((f for f in files(__package__).iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    contracts = {c.export: c for c in load_each(found, load_contract)}
    for contract in contracts.values():
        _refuse_unknown_targets(contract, contracts)
    return contracts


def load_contract(source: Traversable) -> Contract:
    """Load one contract file. Raises OvtError OVT-C01 with every mistake (file, line, expected, found)."""
    file = load_data_file(source)
    data = deepcopy(file.data)
    own = [fault.below(at) for model, part, at in _parts(data) for fault in _options(model, part)]
    contract = read_as(Contract, file, data, also=[*own, *odcs_faults(file.data)])
    tables = tuple(_named(table, contract.prefix) for table in contract.tables)
    return replace(contract, tables=tables, digest=file.digest)


def _refuse_unknown_targets(contract: Contract, contracts: dict[str, Contract]) -> None:
    for column in (c for table in contract.tables for c in table.columns):
        for export, table, name in (one.target for one in column.relationships):
            there = contracts.get(export or contract.export)
            if not any(
                t.name == table and name in {c.name for c in t.columns} for t in (there.tables if there else ())
            ):
                raise Fault((), "target", name).error(contract.file_name, column=column.header)


def _named(table: Table, prefix: str) -> Table:
    return replace(table, quality=tuple(replace(rule, id=f"{prefix}-{rule.id}") for rule in table.quality))


def _options(model: type, part: Plain) -> Iterator[Fault]:
    """Make a mapping of the listed options of a part, in place; yield those that are unknown or there twice."""
    listed = [one for one, _ in _items(part, OPTIONS) if isinstance(one.get("property"), str)]
    if listed:
        names = [one["property"] for one in listed]
        yield from (fault.below((OPTIONS,)) for fault in repeated(names))
        part[OPTIONS] = {one["property"]: one.get("value") for one in listed}
    yield from strangers(model, part)


def _parts(contract: Any) -> Iterator[tuple[type, Plain, Step]]:  # noqa: ANN401 - any YAML
    """Yield the parts of a file that may hold options, the model of each, and where it stands."""
    if not isinstance(contract, dict):
        return
    yield Contract, contract, ()
    for table, above in _items(contract, "schema"):
        yield Table, table, above
        for one, at in _items(table, "properties", above):
            yield PersonalColumn if "classification" in one else Column, one, at
            yield from ((AllowedValues, values, below) for values, below in _items(one, "quality", at))
        for one, at in _items(table, "quality", above):
            yield NativeExpectation if one.get("engine") == "greatExpectations" else RowRule, one, at


def _items(part: Plain, key: str, above: Step = ()) -> Iterator[tuple[Plain, Step]]:
    listed = part.get(key)
    for number, one in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(one, dict):
            yield one, (*above, key, number)
