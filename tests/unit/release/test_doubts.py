"""What is shown as a doubt of a delivery is what the evidence says at the latest date that used it, no more."""

from collections.abc import Iterator

import duckdb
import pytest

from ovt_pipeline.sql import read_sql

UNITS, MORE, LINKS, PAIRS = "unites/2024", "unites/2025", "liens/2024", "rgt/2024"
MARCH, JUNE, YEAR = "2024-03-31", "2024-06-30", "2025-03-31"
USED = [
    ("unites", MARCH, "unites", UNITS),
    ("unites", JUNE, "unites", UNITS),
    ("unites", YEAR, "unites", MORE),
    ("liens", JUNE, "liens", LINKS),
    ("liens", JUNE, "rgt", PAIRS),
]
EVIDENCE = [  # indicator, date, entity, delivery of its row, doubt
    ("unites", MARCH, "U1", UNITS, "D-UNDATED"),
    ("unites", MARCH, "U2", UNITS, None),
    ("unites", JUNE, "U1", UNITS, "D-FUTURE"),
    ("unites", JUNE, "U2", UNITS, None),
    ("unites", JUNE, "U3", UNITS, "D-FUTURE"),
    ("unites", YEAR, "U1", MORE, None),
    ("unites", YEAR, "U2", UNITS, "D-VANISHED"),  # its last row stands in an earlier delivery
    ("liens", JUNE, "L1", LINKS, None),
    ("liens", JUNE, "L2", LINKS, "D-INVENTED"),
]


def add(
    con: duckdb.DuckDBPyConnection, indicator: str, day: str, entity: str, delivery: str, doubt: str | None
) -> None:
    """Give an entity a state at a date."""
    con.execute(
        "INSERT INTO evidence_periods VALUES ($1, $2, $3, $3, '01', true, false, 'NOT-MIGRATED', $4, NULL, $5)",
        [indicator, entity, day, doubt, delivery],
    )
    con.execute(
        "INSERT INTO evidence_rows VALUES ($1, $4, $2, $3, $3, NULL, 1)",
        [indicator, entity, day, delivery.partition("/")[0]],
    )


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give the tables of a release, filled by hand."""
    with duckdb.connect() as opened:
        opened.execute(read_sql("release/schema"))
        opened.execute("CREATE TABLE said (name VARCHAR, description_fr VARCHAR, description_en VARCHAR)")
        opened.execute(
            "INSERT INTO said VALUES ('D-FUTURE', 'Date à venir.', 'Date to come.'), ('D-VANISHED', 'a', 'b')"
        )
        for delivery in (UNITS, MORE, LINKS, PAIRS):
            opened.execute(
                "INSERT INTO deliveries VALUES"
                " (?, ?, '2024-01-01', '2024-01-01', 'f', 's', 1, 1, 1, 0, 0, 'accepted', NULL, '1.0.0', true)",
                [delivery, delivery.partition("/")[0]],
            )
        opened.executemany("INSERT INTO figure_sources VALUES (?, ?, ?, ?)", USED)
        for one in EVIDENCE:
            add(opened, *one)
        yield opened


def doubts(con: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    con.execute(read_sql("release/doubts"))
    assert con.execute("SELECT DISTINCT severity FROM quality_results").fetchall() == [("doubt",)]
    return con.execute("SELECT subject, rule_id, checked, failed, success FROM quality_results ORDER BY ALL").fetchall()


def test_each_delivery_tells_the_doubts_of_the_latest_date_that_used_it(con: duckdb.DuckDBPyConnection) -> None:
    assert doubts(con) == [
        (LINKS, "D-INVENTED", 2, 1, False),
        (UNITS, "D-FUTURE", 3, 2, False),
        (UNITS, "D-VANISHED", 3, 0, True),
        (MORE, "D-FUTURE", 2, 0, True),
        (MORE, "D-VANISHED", 2, 1, False),
    ]


def test_a_doubt_is_said_in_the_words_of_the_catalogue_or_by_its_code(con: duckdb.DuckDBPyConnection) -> None:
    doubts(con)
    said = "SELECT DISTINCT description_fr, description_en FROM quality_results WHERE rule_id = ?"
    assert con.execute(said, ["D-FUTURE"]).fetchall() == [("Date à venir.", "Date to come.")]
    assert con.execute(said, ["D-INVENTED"]).fetchall() == [("D-INVENTED", "D-INVENTED")]


def test_two_indicators_of_one_delivery_add_up(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("INSERT INTO figure_sources VALUES ('autres', ?, 'unites', ?)", [JUNE, UNITS])
    add(con, "autres", JUNE, "U9", UNITS, "D-FUTURE")
    assert (UNITS, "D-FUTURE", 4, 3, False) in doubts(con)


def test_nothing_is_told_where_the_evidence_leaves_nothing_open(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE evidence_periods SET doubt = NULL")
    con.execute(read_sql("release/doubts"))
    assert con.execute("SELECT count(*) FROM quality_results").fetchall() == [(0,)]
