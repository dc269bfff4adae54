"""The release that its audit blocked: kept aside, private, until the next publication, so that it can be explained.

Belongs here: keeping it, forgetting it, and the first figure that its audit found at fault. Does not belong here: the
audit itself (audit.py), taking a figure apart (answers/).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from ovt_pipeline.language.catalogue import LANGUAGES, entries
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.language.text import Text
from ovt_pipeline.sql import has_sql, read_sql
from ovt_pipeline.warehouse.database import open_release, records, set_variables
from ovt_pipeline.warehouse.files import PRIVATE_FILE, PRIVATE_FOLDER
from ovt_pipeline.warehouse.place import Warehouse

NAME = "ovt_failed.duckdb"


@dataclass(frozen=True)
class AtFault:
    """The first figure that a check of the audit found at fault: what it holds, and what the check wanted."""

    indicator_id: str
    as_of: date
    region_code: str
    unit: str
    found: float | None
    wanted: float | None

    def shown(self, value: float | None) -> Text:
        """Return one of its two values in both languages."""
        return Text(*(Speech(lang).number(value, self.unit, decimals=2) for lang in LANGUAGES))


def keep_failed(warehouse: Warehouse, built: Path) -> None:
    """Move a release that is never published to `warehouse/failed/`; what stopped it is told even if that fails."""
    with suppress(OSError):
        forget_failed(warehouse)
        warehouse.failed.mkdir(mode=PRIVATE_FOLDER)
        built.chmod(PRIVATE_FILE)
        built.rename(warehouse.failed / NAME)


def forget_failed(warehouse: Warehouse) -> None:
    """Remove what is kept of a failed release."""
    with suppress(OSError):
        (warehouse.failed / NAME).unlink(missing_ok=True)
        warehouse.failed.rmdir()


@contextmanager
def open_failed(warehouse: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the release that the last audit blocked, read-only. Raises OVT-P50 when none is kept."""
    try:
        with open_release(warehouse.failed / NAME) as con:
            yield con
    except duckdb.Error:
        raise OvtError("OVT-P50", Where(file=warehouse.failed.name)) from None


def at_fault(con: duckdb.DuckDBPyConnection, rule_id: str) -> AtFault | None:
    """Return the first figure at fault by a check of the open release, None when it is not about one figure."""
    name = next((name for name, entry in entries("audits").items() if entry["id"] == rule_id), "")
    found = records(con, read_sql(f"release/blocked/{name}"), AtFault) if has_sql(f"release/blocked/{name}") else []
    return found[0] if found else None


def entities_at_fault(warehouse: Warehouse) -> tuple[str, ...]:
    """Return the first entities behind the figure that stopped the release kept aside, those in doubt first."""
    try:
        with open_failed(warehouse) as con:
            rules = con.execute(read_sql("release/blocked_rules")).fetchall()
            figure = next(_figures(con, (row[0] for row in rules)), None)
            if figure is None:
                return ()
            set_variables(con, indicator_id=figure.indicator_id, as_of=figure.as_of, region_code=figure.region_code)
            return tuple(row[0] for row in con.execute(read_sql("release/blocked_entities")).fetchall())
    except OvtError:
        return ()


def _figures(con: duckdb.DuckDBPyConnection, rules: Iterable[str]) -> Iterator[AtFault]:
    for rule in rules:
        if figure := at_fault(con, rule):
            yield figure
