"""The signed decisions that a release knows, and those that stand beside one figure.

Belongs here: reading them, which of them are about a figure. Does not belong here: words, those at hand (decisions/).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import duckdb

from ovt_pipeline.reading.folding import fold_key
from ovt_pipeline.release.earlier import tables_of
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import one_row, records


@dataclass(frozen=True)
class Decided:
    """A decision of a release and one thing that it names; `entity_id` is as written in it."""

    decision_id: str
    type: str
    subject: str
    rule_id: str | None
    delivery_id: str | None
    indicator_id: str | None
    as_of: date | None
    last_as_of: date | None
    entity_id: str | None
    signed_by: str
    verified_signer: str | None
    signed_on: date
    until: date | None
    why: str


def decisions_in(con: duckdb.DuckDBPyConnection) -> list[Decided]:
    """Return the decisions of an open release, none of one older than they are."""
    (release,) = one_row(con, "SELECT current_database()")
    return records(con, read_sql("answers/decisions"), Decided) if "decisions" in tables_of(con, release) else []


def beside(
    known: Collection[Decided],
    indicator_id: str,
    as_of: date,
    deliveries: Collection[str],
    exports: Collection[str],
    entities: Collection[str],
) -> Iterator[Decided]:
    """Yield the decisions about a figure, a delivery behind it, or an entity that it counts."""
    keys = set(map(fold_key, entities))
    for one in known:
        of_figure = one.as_of is not None and one.as_of <= as_of <= (one.last_as_of or one.as_of)
        is_about = one.indicator_id == indicator_id and of_figure
        counts = one.entity_id is not None and fold_key(one.entity_id) in keys and one.subject.split("/")[0] in exports
        if is_about or counts or one.delivery_id in deliveries:
            yield one
