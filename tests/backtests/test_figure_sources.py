"""Which lot of each export a figure was counted from, as the release says it, and as a release of before is told it.

Belongs here: the table figure_sources, carried over and found again. Not here: the figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from ovt_pipeline.answers.current import open_current
from ovt_pipeline.answers.explain import explain
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.files import sha256_of

from .house import House, house
from .oracle import JOBS, RENIR, RITM
from .records import Delivery
from .shorthand import PLACES, lot, move, network, pairs, redelivered, renir_lot, rgt, ritm, unit

D1, D2, D3 = date(2024, 6, 30), date(2024, 12, 31), date(2025, 4, 30)
SOURCES = "SELECT indicator_id, as_of, export, delivery_id FROM figure_sources ORDER BY ALL"
DATED = (
    "SELECT indicator_id, as_of, source.export, extraction_date::VARCHAR FROM figure_sources AS source"
    " JOIN deliveries USING (delivery_id) ORDER BY ALL"
)
LATE = renir_lot("2025-04-15", unit("A", "Migrée", moved="2023-05-01"), unit("C"))
NOW = [
    (JOBS, D3, "municipalites", "2025-06-30"),  # the oldest list serves the dates before it
    (JOBS, D3, "rh_regionalisation", "2025-01-31"),
    (RENIR, D1, "renir_unites", "2024-06-30"),
    (RENIR, D2, "renir_unites", "2024-06-30"),
    (RENIR, D3, "renir_unites", "2025-03-31"),
    (RITM, D3, "rgt_liens", "2025-03-31"),  # at D2 there is none yet, and no figure
    (RITM, D3, "ritm_liens", "2024-12-31"),
]


def world() -> list[Delivery]:
    units = renir_lot("2024-06-30", unit("A", "Migrée", moved="2023-05-01"))
    ritm_links, rgt_links = network("2024-12-31", ritm("L1"), rgt("R1", on="2024-05-01"), *pairs("L1>R1"))
    return [
        *redelivered(units, 2),
        *units,  # the last to come, and so the one used
        *renir_lot("2025-03-31", unit("A", "Migrée", moved="2023-05-01"), unit("B")),
        ritm_links,
        lot("rgt_liens", "2025-03-31", *(row.record for row in rgt_links.rows)),
        lot("rh_regionalisation", "2025-01-31", move("J1", 1, "R", "Rimouski", "2022-02-01")),
        lot("municipalites", "2025-07-31", *PLACES),
        lot("municipalites", "2025-06-30", *PLACES),
    ]


def published() -> Iterator[House]:
    with house() as made:
        made.receive(world())
        made.publish([D1, D2, D3])
        yield made


place = pytest.fixture(published)
read_only = pytest.fixture(published, scope="module")


def without_the_table(place: House) -> None:
    """Make the current release one of before figure_sources."""
    path = place.warehouse.public.resolve()
    digest = path.with_name(path.name + ".sha256")
    for one in (path, digest):
        one.chmod(0o600)
    with duckdb.connect(str(path)) as con:
        con.execute("DROP TABLE figure_sources")
    digest.write_text(f"{sha256_of(path)}  {path.name}\n", encoding="ascii")


def test_each_figure_names_the_lot_of_each_export_that_it_reads(read_only: House) -> None:
    assert read_only.ask(DATED) == NOW
    (received_last,) = read_only.ask(
        "SELECT arg_max(delivery_id, received_at) FROM deliveries WHERE extraction_date = '2024-06-30'"
    )
    assert read_only.ask(f"SELECT DISTINCT delivery_id FROM figure_sources WHERE as_of = '{D1}'") == [received_last]


def test_without_a_lot_of_each_export_there_is_no_figure(read_only: House) -> None:
    figures = "SELECT DISTINCT indicator_id, as_of FROM indicator_results ORDER BY ALL"
    assert read_only.ask(figures) == sorted({one[:2] for one in NOW})


@pytest.mark.slow
def test_a_date_computed_again_has_other_sources_and_the_others_are_carried_over(place: House) -> None:
    place.receive(LATE)
    place.publish([D3])
    assert place.ask(DATED) == [(*one[:3], "2025-04-15") if one[:2] == (RENIR, D3) else one for one in NOW]


@pytest.mark.slow
def test_a_release_of_before_is_told_its_sources(place: House) -> None:
    before, explained = place.ask(SOURCES), explain(place.warehouse, RITM, D3, "00", [])
    without_the_table(place)
    found = explain(place.warehouse, RITM, D3, "00", ["ritm_liens", "rgt_liens"])
    assert [one.is_used for one in found.sources] == [True, True]
    assert found == explained
    place.receive(LATE)
    place.publish([D2])
    assert place.ask(SOURCES) == before


@pytest.mark.slow
def test_what_a_late_lot_would_change_is_not_told_of_a_figure_of_before(place: House) -> None:
    place.receive(LATE)
    without_the_table(place)
    place.publish([D1])
    assert place.ask(DATED) == NOW


@pytest.mark.parametrize(
    ("instead", "failed"),
    [
        ("FROM sources", 0),
        ("FROM sources WHERE as_of <> DATE '2024-12-31'", 1),
        ("FROM sources UNION ALL FROM sources WHERE export = 'ritm_liens'", 1),
        ("SELECT * REPLACE ('ritm_liens/2024-12-31_000000000000' AS delivery_id) FROM sources", 5),
        ("FROM sources WHERE export <> 'ritm_liens'", 1),
        ("SELECT * REPLACE ('rgt_liens' AS export) FROM sources WHERE export = 'ritm_liens'", 5),
    ],
)
def test_a_figure_without_its_sources_fails_the_audit(instead: str, failed: int, read_only: House) -> None:
    with open_current(read_only.warehouse) as con:
        con.execute("CREATE TEMP TABLE sources AS FROM figure_sources")
        con.execute(f"CREATE TEMP TABLE figure_sources AS {instead}")
        assert con.execute(read_sql("release/audits/a12_sources_known")).fetchall() == [(5, failed)]
