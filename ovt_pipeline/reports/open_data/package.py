"""Describes the data package as Frictionless does (datapackage 2.0): files, fields in both languages, keys, digests.

Belongs here: datapackage.json. Does not belong here: the data (files.py), the words (catalogue/open_data.yaml).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from ovt_pipeline.language.catalogue import both
from ovt_pipeline.language.text import Text
from ovt_pipeline.reports.told.tables import Column, Table

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
TYPES = {
    "VARCHAR": "string", "DATE": "date", "TIMESTAMP": "datetime", "BIGINT": "integer", "INTEGER": "integer",
    "DOUBLE": "number", "BOOLEAN": "boolean", "VARCHAR[]": "array",
}  # fmt: skip
CODES = {"place_code": "^[0-9A-Z-]{1,12}$"}  # a code that lost its leading zero is seen


def package_of(release: tuple[Any, ...], tables: Iterable[Table], data: Mapping[str, bytes]) -> bytes:
    """Return datapackage.json of the CSV and Parquet files in `data`; `release`: id, time, last date, synthetic."""
    release_id, published_at, as_of, is_synthetic = release
    title, description = both("open_data", "title"), both("open_data", "description")
    if is_synthetic:
        title = _joined(both("open_data", "synthetic"), title)
    package = {
        "$schema": SCHEMA,
        "name": "ovt",
        "id": release_id,
        "created": f"{published_at:%Y-%m-%dT%H:%M:%SZ}",
        "version": f"{as_of}",
        **_named(title, description),
        "licenses": [LICENCE],
        "contributors": [{"title": both("open_data", "publisher").fr, "roles": ["publisher"]}],
        "resources": [_resource(table, data) for table in tables],
    }
    return json.dumps(package, ensure_ascii=False, indent=1).encode() + b"\n"


def _resource(table: Table, data: Mapping[str, bytes]) -> dict[str, Any]:
    """Describe the CSV of a table; its Parquet twin stands beside it, which validators of packages cannot all read."""
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "name": table.name,
        "type": "table",
        **_file(f"{table.name}.csv", data),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_named(table.title, None),
        "schema": schema,
        "twin": _file(f"{table.name}.parquet", data),
    }


def _file(name: str, data: Mapping[str, bytes]) -> dict[str, Any]:
    return {"path": name, "bytes": len(data[name]), "hash": "sha256:" + hashlib.sha256(data[name]).hexdigest()}


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": TYPES[column.kind], **_named(column.says, None)}
    if column.name in CODES:
        field["constraints"] = {"pattern": CODES[column.name]}
    return field


def _named(title: Text, description: Text | None) -> dict[str, str]:
    told = {"title": title.fr, "title_en": title.en}
    return told if description is None else {**told, "description": description.fr, "description_en": description.en}


def _joined(one: Text, other: Text) -> Text:
    return Text(f"{one.fr} – {other.fr}", f"{one.en} – {other.en}")
