"""What made a figure change between two dates of a release, or between two releases: the entities, and their sum.

Belongs here: one indicator, one region, two sides, as plain data. Does not belong here: words (cli/).
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import attach_read_only, open_memory, records, set_variables


@dataclass(frozen=True)
class Side:
    """One of the two: a release file and the day described."""

    path: Path
    as_of: date


@dataclass(frozen=True)
class Numbers:
    """A figure of one side."""

    display_value: str
    unit: str
    numerator: int
    denominator: int | None
    value: float | None
    value_low: float | None
    value_high: float | None
    is_synthetic: bool


@dataclass(frozen=True)
class Changed:
    """An entity that changed: how (`kind`), what it adds to numerator and denominator, and its row."""

    kind: str
    entity_id: str
    numerator: int
    denominator: int
    was_reason: str | None
    now_reason: str | None
    was_doubt: str | None
    now_doubt: str | None
    was_region: str | None
    now_region: str | None
    delivery_id: str
    sheet: str | None
    row_number: int
    is_row_of_was: bool


@dataclass(frozen=True)
class Difference:
    """The two figures of an indicator and every entity that changed between them."""

    indicator_id: str
    name_fr: str
    name_en: str
    was: Numbers
    now: Numbers
    entities: list[Changed]

    @property
    def numerator(self) -> int:
        """What the entities add to the numerator."""
        return sum(e.numerator for e in self.entities)

    @property
    def denominator(self) -> int:
        """What the entities add to the population; 0 for a count."""
        return sum(e.denominator for e in self.entities)


def differences(was: Side, now: Side, indicator_id: str | None, region_code: str) -> list[Difference]:
    """Return the difference of each indicator that both sides have, or of one. Raises OVT-U16 without a figure."""
    with _both(was, now) as con:
        set_variables(con, was=was.as_of, now=now.as_of, region_code=region_code)
        found = con.execute(read_sql("answers/sides")).fetchall()
        known = {name: (fr, en) for name, fr, en in found}
        chosen = [indicator_id] if indicator_id else list(known)
        missing = [name for name in chosen if name not in known]
        if missing or not chosen:
            sides = f"{was.as_of}, {now.as_of}, {region_code}"
            raise OvtError("OVT-U16", expected=", ".join(known) or sides, found=indicator_id or sides)
        return [_difference(con, name, *known[name]) for name in chosen]


@contextmanager
def _both(was: Side, now: Side) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_memory() as con, ExitStack() as attached:
        attached.enter_context(attach_read_only(con, was.path, "was"))
        if now.path != was.path:
            attached.enter_context(attach_read_only(con, now.path, "now"))
        for side, place in (("was", "was"), ("now", "now" if now.path != was.path else "was")):
            for table in ("indicator_results", "evidence", "plan"):
                con.execute(f"CREATE VIEW {side}_{table} AS FROM {place}.{table}")
        yield con


def _difference(con: duckdb.DuckDBPyConnection, name: str, name_fr: str, name_en: str) -> Difference:
    set_variables(con, indicator_id=name)
    was, now = records(con, read_sql("answers/both_figures"), Numbers)
    return Difference(name, name_fr, name_en, was, now, records(con, read_sql("answers/difference"), Changed))
