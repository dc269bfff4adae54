"""Whatever dates are written, in whatever order, the views of periods show each date as it was written last.

A release of before the periods, which held a row for each date, is carried over once with the same answers.
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from backtests.strategies import QUICK
from hypothesis import given, settings
from hypothesis import strategies as st

from ovt_pipeline.release.earlier import tables_of
from ovt_pipeline.release.periods import PERIODS, write_periods
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import attach_new, attach_read_only, open_memory, open_release

RITM, JOBS = "ritm_links_migrated", "jobs_regionalised"
EXPORTS = {RITM: ("ritm_liens", "rgt_liens"), JOBS: ("rh_regionalisation",)}
FIRST = date(2024, 1, 1)
Row = tuple[str, str, int, bool]  # entity, reason, row number, whether it stands in an older delivery than the one used
Written = dict[tuple[str, date], frozenset[Row]]

PROOF = "SELECT indicator_id, as_of, entity_id, reason_code, row_number, delivery_id FROM evidence"
FOUND = "SELECT as_of, id_lien_ritm, days, ritm_row_number, ritm_delivery_id, rgt_delivery_id FROM reconciliation"
EVIDENCE = (
    "indicator_id", "as_of", "entity_id", "reason_code", "row_number", "delivery_id", "in_denominator", "in_numerator",
)  # fmt: skip
FINDINGS = (
    "as_of", "id_lien_ritm", "days", "ritm_row_number", "ritm_delivery_id", "rgt_delivery_id", "rgt_row_number",
    "finding", "indicator_id",
)  # fmt: skip
FACTS = (
    "CREATE TEMP TABLE taken (indicator_id VARCHAR, as_of DATE);"
    "CREATE TEMP TABLE said AS SELECT 'DOUBLE-RUNNING' AS name, 'fr' AS description_fr, 'en' AS description_en"
)
FIGURE = (
    "INSERT INTO indicator_results BY NAME SELECT 'p' AS plan_id, $name AS indicator_id, $day AS as_of,"
    " '00' AS region_code, '' AS region_name, '' AS fiscal_year, '' AS unit, 0 AS numerator, '' AS display_value,"
    " false AS is_preliminary, true AS is_synthetic, $day AS oldest_source_date, '' AS rule_version,"
    " '' AS inputs_digest, now()::TIMESTAMP AS known_at, '' AS release_id"
)
LOT = (
    "INSERT INTO deliveries BY NAME SELECT $lot AS delivery_id, $export AS export, now()::TIMESTAMP AS received_at,"
    " '' AS file_name, '' AS sha256, 0 AS bytes, 'accepted' AS verdict, '' AS contract_version, true AS is_synthetic"
)


@st.composite
def rows_of_a_date(draw: st.DrawFn) -> frozenset[Row]:
    names = sorted(draw(st.sets(st.sampled_from("ABC"))))
    return frozenset(
        (name, draw(st.sampled_from("XY")), draw(st.integers(1, 2)), draw(st.booleans())) for name in names
    )


@st.composite
def nights(draw: st.DrawFn) -> list[Written]:
    keys = st.tuples(st.sampled_from((RITM, JOBS)), st.integers(0, 7).map(lambda n: FIRST + timedelta(days=n)))
    written = st.dictionaries(keys, rows_of_a_date(), min_size=1, max_size=4)
    return draw(st.lists(written, min_size=1, max_size=6))


def used(export: str, day: date) -> str:
    """Name the lot used at a date: a new one every third day."""
    return f"{export}-{(day - FIRST).days // 3}"


def source(indicator: str, day: date, *, old: bool) -> str:
    """Name the delivery of a row."""
    export = EXPORTS[indicator][0]
    return f"{export}-old" if old else used(export, day)


def proof(known: Written) -> Counter[tuple[Any, ...]]:
    """Return what evidence must show."""
    return Counter(
        (name, day, entity, reason, row, source(name, day, old=old))
        for (name, day), rows in known.items()
        for entity, reason, row, old in rows
    )


def findings(known: Written) -> Counter[tuple[Any, ...]]:
    """Return what reconciliation must show: the rows of reason X, running double since the first day."""
    return Counter(
        (day, entity, (day - FIRST).days, row, source(name, day, old=old), used("rgt_liens", day))
        for (name, day), rows in known.items()
        for entity, reason, row, old in rows
        if name == RITM and reason == "X"
    )


def fill(con: duckdb.DuckDBPyConnection, written: Written, known: Written) -> None:
    """Put figures, their sources and what is computed where write_periods reads them."""
    con.execute(FACTS)
    lots = {(export, used(export, day)) for name, day in known for export in EXPORTS[name]}
    lots |= {(exports[0], f"{exports[0]}-old") for exports in EXPORTS.values()}
    for export, lot in sorted(lots):
        con.execute(LOT, {"lot": lot, "export": export})
    for name, day in known:
        con.execute(FIGURE, {"name": name, "day": day})
        sources = [[name, day, export, used(export, day)] for export in EXPORTS[name]]
        insert_rows(con, "figure_sources", ["indicator_id", "as_of", "export", "delivery_id"], sources)
    insert_rows(con, "temp.taken", ["indicator_id", "as_of"], written)
    insert_rows(con, "work.evidence", EVIDENCE, ([*row, True, False] for row in proof(written)))
    insert_rows(con, "work.reconciliation", FINDINGS, ([*row, 1, "DOUBLE-RUNNING", RITM] for row in findings(written)))


def publish(place: Path, number: int, written: Written, known: Written) -> Path:
    """Build a release beside the one before it."""
    release = place / f"{number}.duckdb"
    with open_memory() as con, ExitStack() as attached:
        con.execute("ATTACH ':memory:' AS work")
        con.execute("USE work")
        con.execute(read_sql("figures/schema"))
        if number:
            attached.enter_context(attach_read_only(con, place / f"{number - 1}.duckdb", "previous"))
        attached.enter_context(attach_new(con, release, "release"))
        con.execute("USE release")
        con.execute(read_sql("release/schema"))
        for table in PERIODS if number and "evidence" not in tables_of(con, "previous") else ():
            con.execute(f"INSERT INTO {table} FROM previous.{table}")
        fill(con, written, known)
        write_periods(con, [RITM])
    return release


def holds(release: Path, known: Written) -> None:
    with open_release(release) as con:
        assert Counter(con.execute(PROOF).fetchall()) == proof(known)
        assert Counter(con.execute(FOUND).fetchall()) == findings(known)


@settings(QUICK, max_examples=12)
@given(nights())
def test_each_date_is_shown_as_it_was_written_last(written: list[Written]) -> None:
    known: Written = {}
    with TemporaryDirectory() as place:
        for number, one in enumerate(written):
            known |= one
            holds(publish(Path(place), number, one, known), known)


@pytest.mark.slow
@settings(QUICK, max_examples=12)
@given(nights())
def test_what_never_changes_is_one_row(written: list[Written]) -> None:
    """Two periods of one entity that follow each other differ."""
    known: Written = {}
    with TemporaryDirectory() as place:
        for number, one in enumerate(written):
            known |= one
            release = publish(Path(place), number, one, known)
        with open_release(release) as con:
            periods = con.execute("SELECT indicator_id, entity_id, first_as_of FROM evidence_periods").fetchall()
    assert {(name, entity, first) for name, entity, first in periods} == begun(known)


def begun(known: Written) -> set[tuple[str, str, date]]:
    """Where an entity's state is not that of the published date before."""
    found = set()
    before: dict[str, dict[str, tuple[str, bool]]] = {}
    for (name, day), rows in sorted(known.items()):
        now = {entity: (reason, old) for entity, reason, _, old in rows}
        found |= {(name, entity, day) for entity, state in now.items() if before.get(name, {}).get(entity) != state}
        before[name] = now
    return found


@pytest.mark.slow
@settings(QUICK, max_examples=6)
@given(nights())
def test_a_release_with_a_row_for_each_date_is_carried_over(written: list[Written]) -> None:
    first, second = written[0], written[-1]
    with TemporaryDirectory() as place:
        publish(Path(place), 0, first, first)
        with duckdb.connect(str(Path(place) / "0.duckdb")) as con:
            for view in ("evidence", "reconciliation"):
                con.execute(f"CREATE TABLE as_before AS FROM {view}; DROP VIEW {view} CASCADE")
                con.execute(f"ALTER TABLE as_before RENAME TO {view}")
            con.execute("DROP TABLE evidence_periods; DROP TABLE evidence_rows; DROP TABLE reconciliation_periods")
            con.execute("DROP TABLE published")
        known = first | second
        holds(publish(Path(place), 1, second, known), known)
