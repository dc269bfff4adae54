"""Finds the changes that no fact explains: figures beside those that they follow or replace, entity by entity.

Belongs here: what each figure is compared with, and the kind of each change (indicators.md, Changes that no fact
explains). Does not belong here: what stood before, counted again (bases.py), how many are too many and what follows
(held.py).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.reading.folding import fold_key
from ovt_pipeline.release.bases import load_bases, load_dated_rows
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import records

WITH_VERSION, WITH_DATE = "version", "date"
QUESTIONS = {WITH_VERSION: "release/changes/own_version", WITH_DATE: "release/changes/earlier_date"}
OF_THE_FIGURES_ASKED = ("waiting", "compared", "differing", "changed", "dated_rows", "classified")
KEYS = (
    "SELECT entity_id FROM work.evidence SEMI JOIN differing USING (indicator_id, as_of)"
    " UNION SELECT entity_id FROM base_rows EXCEPT SELECT entity_id FROM keys"
)


@dataclass(frozen=True)
class Counts:
    """A figure beside another one: how many entities changed, by what explains it, and both numerators.

    `lost` are those unexplained that are no longer counted.
    """

    indicator_id: str
    as_of: date
    compared_with: str  # version | date
    compared_as_of: date
    explained: int
    entered_late: int
    cleared: int
    restored: int
    unexplained: int
    lost: int
    numerator_before: int
    numerator: int


@dataclass(frozen=True)
class Comparison(Counts):
    """The same while a release is built, with both values, in percent points or jobs."""

    value_before: float | None
    value: float | None

    @property
    def figure(self) -> tuple[str, date]:
        """The figure: its indicator and its date."""
        return self.indicator_id, self.as_of

    @property
    def is_unchanged_version(self) -> bool:
        """Say whether the figure is, entity by entity, what is published at its date already, but for the rules."""
        changes = self.explained + self.entered_late + self.cleared + self.restored + self.unexplained
        return self.compared_with == WITH_VERSION and changes == 0


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of a comparison beside `taken`, `work` and the views previous_<table>, which are there."""
    con.execute(read_sql("release/changes/tables"))


def compare(
    con: duckdb.DuckDBPyConnection, inputs: Inputs, figures: Iterable[tuple[str, date]], kinds: Collection[str]
) -> list[Comparison]:
    """Compare each figure (indicator and date) with its own version, the latest earlier date, or both: `kinds`.

    A figure that has nothing to be compared with has no comparison of that kind. Returned in order of date.
    """
    for table in OF_THE_FIGURES_ASKED:
        con.execute(f"DELETE FROM temp.{table}")
    insert_rows(con, "temp.waiting", ["indicator_id", "as_of"], figures)
    for kind in kinds:
        con.execute(read_sql(QUESTIONS[kind]))
    con.execute(read_sql("release/changes/differing"))
    load_bases(con, inputs)
    _load_keys(con)
    con.execute(read_sql("release/changes/changed"))
    load_dated_rows(con, inputs)
    con.execute(read_sql("release/changes/classified"))
    return records(con, read_sql("release/changes/counted"), Comparison)


def unexplained_entities(con: duckdb.DuckDBPyConnection, one: Comparison) -> tuple[str, ...]:
    """Return the entities whose change nothing explains, of the figures compared last; those lost first."""
    bound = {"id": one.indicator_id, "day": one.as_of, "kind": one.compared_with}
    return tuple(row[0] for row in con.execute(read_sql("release/changes/unexplained"), bound).fetchall())


def _load_keys(con: duckdb.DuckDBPyConnection) -> None:
    """Fill keys: two spellings of one identifier are the same entity."""
    shown = [row[0] for row in con.execute(KEYS).fetchall()]
    insert_rows(con, "temp.keys", ["entity_id", "entity"], ([text, fold_key(text)] for text in shown))
