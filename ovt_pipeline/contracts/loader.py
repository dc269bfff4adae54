"""Loads the contract files: ODCS v3.1 checked by the standard's own schema, our options by ours.

Belongs here: turning the YAML beside this module into contracts/model.py objects, refusing what is not understood.
Does not belong here: any fact about an export.
"""

import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from ovt_pipeline.contracts.model import Column, Contract, NativeExpectation, RowRule, Table
from ovt_pipeline.yaml_data import DataFile, Places, Schema, check, load_data_file

Path = tuple[str | int, ...]


@cache
def load_contracts() -> dict[str, Contract]:
    """Return the contracts by export name; OVT-C01 with file and line when one is not valid."""
    found = sorted((f for f in files(__package__).iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    contracts = [load_contract(f) for f in found]
    return {c.export: c for c in contracts}


def load_contract(source: Traversable) -> Contract:
    """Load one contract file. Raises OvtError OVT-C01 (file, line, expected, found)."""
    file = load_data_file(source, _odcs_schema(), _own_schema("file"))
    options = _options(file, file.data, (), "contract")
    return Contract(
        export=file.data["id"],
        prefix=options["rulePrefix"],
        version=file.data["version"],
        title_fr=file.data["name"],
        title_en=options["nameEn"],
        formats=tuple(options["formats"]),
        csv_encoding=options["csvEncoding"],
        csv_separators=tuple(options["csvSeparators"]),
        needs=tuple(options.get("needs", ())),
        tables=tuple(_table(file, t, ("schema", i), options["rulePrefix"]) for i, t in enumerate(file.data["schema"])),
        digest=file.digest,
        csv_quote=options.get("csvQuote", Contract.csv_quote),
        csv_escape=options.get("csvEscape", Contract.csv_escape),
        csv_header_rows=options.get("csvHeaderRows", Contract.csv_header_rows),
        max_age_days=options.get("maxAgeDays", _default("maxAgeDays")),
        role=options.get("role"),
    )


@cache
def _odcs_schema() -> Schema:
    # the package carries the standard's schema; reading the file avoids importing its pydantic model
    return json.loads(files("open_data_contract_standard").joinpath("schema.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _default(option: str) -> Any:  # noqa: ANN401 - JSON
    return _own_schema("contract")["$defs"]["contract"]["properties"][option]["default"]


@cache
def _own_schema(part: str) -> Schema:
    whole = json.loads(files(__package__).joinpath("custom_properties.schema.json").read_text(encoding="utf-8"))
    return {"$schema": whole["$schema"], "$defs": whole["$defs"], "$ref": f"#/$defs/{part}"}


def _options(file: DataFile, part: dict[str, Any], at: Path, kind: str) -> dict[str, Any]:
    listed = part.get("customProperties", [])
    _refuse_twice(file, [item["property"] for item in listed], (*at, "customProperties"))
    for i, item in enumerate(listed):
        if item["property"] not in _own_schema(kind)["$defs"][kind]["properties"]:
            raise file.fault((*at, "customProperties", i), "une propriété connue / a known property", item["property"])
    options = {item["property"]: item["value"] for item in listed}
    places: Places = {item["property"]: (i, "value") for i, item in enumerate(listed)}
    check(file, _own_schema(kind), options, (*at, "customProperties"), places)
    return options


def _refuse_twice(file: DataFile, names: list[str], at: Path) -> None:
    for i, name in enumerate(names):
        if name in names[:i]:
            raise file.fault((*at, i), "un nom unique / a single name", name)


def _table(file: DataFile, part: dict[str, Any], at: Path, prefix: str) -> Table:
    listed = [(p, (*at, "properties", i)) for i, p in enumerate(part["properties"])]
    _refuse_twice(file, [p["name"] for p in part["properties"]], (*at, "properties"))
    known = {p["name"] for p in part["properties"] if not _is_personal(p)}
    _refuse_twice(file, [str(q.get("id")) for q in part.get("quality", [])], (*at, "quality"))
    quality = [_rule(file, q, (*at, "quality", i), prefix, known) for i, q in enumerate(part.get("quality", []))]
    return Table(
        name=part["name"],
        sheet=part["physicalName"],
        columns=tuple(_column(file, p, path) for p, path in listed if not _is_personal(p)),
        personal_headers=tuple(h for p, path in listed if _is_personal(p) for h in _personal(file, p, path)),
        rules=tuple(q for q in quality if isinstance(q, RowRule)),
        expectations=tuple(q for q in quality if isinstance(q, NativeExpectation)),
    )


def _is_personal(part: dict[str, Any]) -> bool:
    return part.get("classification") == "personal"


def _personal(file: DataFile, part: dict[str, Any], at: Path) -> list[str]:
    return [part["physicalName"], *_options(file, part, at, "personal").get("aliases", [])]


def _column(file: DataFile, part: dict[str, Any], at: Path) -> Column:
    options = _options(file, part, at, "column")
    blank = options.get("blankMeans")
    return Column(
        name=part["name"],
        header=part["physicalName"],
        aliases=tuple(options.get("aliases", ())),
        kind=options["kind"],
        required=part.get("required", False),
        used_by_rules=options.get("usedByRules", False),
        key_position=part.get("primaryKeyPosition"),
        allowed=tuple(v for q in part.get("quality", []) for v in q["arguments"]["validValues"]),
        blank_means=None if blank is None else blank == "Oui",
        description_fr=part["description"],
        description_en=options["descriptionEn"],
    )


def _rule(
    file: DataFile, part: dict[str, Any], at: Path, prefix: str, columns: set[str]
) -> RowRule | NativeExpectation:
    check(file, _own_schema("quality"), part, at)
    options = _options(file, part, at, "rule")
    rule_id, how = f"{prefix}-{part['id']}", part["implementation"]
    texts = {"fr": part["description"], "en": options["descriptionEn"]}
    if part["engine"] == "ovt":
        column = options.get("column")
        if column is not None and column not in columns:
            raise file.fault((*at, "customProperties"), "une colonne de la table / a column of the table", column)
        return RowRule(rule_id, part["severity"], how, column, **texts)
    return NativeExpectation(rule_id, part["severity"], how["type"], how["kwargs"], **texts)
