"""What operations ask of the current release, read in one opening of its file.

Belongs here: those questions. Does not belong here: what follows from the answers, words.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

import duckdb

from ovt_pipeline.answers.changes import Changes, changes_in
from ovt_pipeline.answers.current import Current, current_in, open_current
from ovt_pipeline.answers.standing import Standing, standing_in
from ovt_pipeline.release.earlier import add_tables, log_of
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.chain import Logged
from ovt_pipeline.warehouse.database import one_row, records
from ovt_pipeline.warehouse.place import Warehouse


@dataclass(frozen=True)
class KnownDate:
    """A published date: when the last lot behind it was received (UTC), and the digest of all that it rests on."""

    as_of: date
    known_at: datetime
    inputs_digest: str
    is_held: bool = False  # no figure of it is the one computed last


@dataclass(frozen=True)
class HeldFigure:
    """A figure that is not the one computed last; `reason`: unexplained (held) or no_source."""

    indicator_id: str
    as_of: date
    reason: str


@dataclass(frozen=True)
class Release:
    """The current release; `received` says when each of its accepted deliveries came, by delivery.

    `first_published` are the dates that have a figure since this release and had none before. `signatures_required`
    says whether its decisions had to be signed; from then on they always have to be. `changes` are those that someone
    may have to look at.
    """

    current: Current
    standing: Standing
    known: list[KnownDate]
    received: dict[str, datetime]
    first_published: list[date]
    signatures_required: bool = False
    held: list[HeldFigure] = field(default_factory=list)
    changes: list[Changes] = field(default_factory=list)
    log: list[Logged] = field(default_factory=list)  # every release until this one


def read_release(warehouse: Warehouse) -> Release:
    """Return what operations ask of the current release. Raises OVT-P07 when there is none that can be read."""
    with open_current(warehouse) as con:
        add_tables(con)
        return Release(
            current_in(con),
            standing_in(con),
            records(con, read_sql("operations/known"), KnownDate),
            dict(con.execute(read_sql("operations/received")).fetchall()),
            [day for (day,) in con.execute(read_sql("operations/first_published")).fetchall()],
            _required_signatures(con),
            records(con, "SELECT indicator_id, as_of, reason FROM held_figures ORDER BY ALL", HeldFigure),
            changes_in(con),
            log_of(con),
        )


def _required_signatures(con: duckdb.DuckDBPyConnection) -> bool:
    """Say whether any release until this one required signatures; one made before they were known required none."""
    query = "SELECT count(*) FROM duckdb_columns() WHERE table_name = 'releases' AND column_name = $name"
    (is_known,) = one_row(con, query, {"name": "signatures_required"})
    return bool(is_known and one_row(con, read_sql("operations/signatures"))[0])
