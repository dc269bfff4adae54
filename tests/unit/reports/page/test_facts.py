"""The told tables become records; a database that lacks one, or tells of two releases, is not read."""

import duckdb
import pytest

from ovt_pipeline.reports.page.facts import KINDS, read_facts
from ovt_pipeline.reports.page.render import render_report
from ovt_pipeline.sql import read_sql

ONE = "INSERT INTO told_release VALUES ('r', '2025-04-15 02:30:00', '2025-03-31', false, '0.2.0', 'plan')"


@pytest.fixture
def told() -> duckdb.DuckDBPyConnection:
    """Return the told tables, all of them empty."""
    con = duckdb.connect()
    con.execute(read_sql("reports/told/schema"))
    return con


def test_empty_tables_are_a_report_that_says_so(told: duckdb.DuckDBPyConnection) -> None:
    told.execute(ONE)
    facts = read_facts(told)
    assert {name: getattr(facts, name) for name in KINDS} == dict.fromkeys(KINDS, ())
    assert "Aucune cible n’est jugée au 31 mars 2025" in render_report(facts, "fr")


@pytest.mark.parametrize("releases", [0, 2])
def test_it_tells_of_one_release(told: duckdb.DuckDBPyConnection, releases: int) -> None:
    for _ in range(releases):
        told.execute(ONE)
    with pytest.raises(ValueError, match="unpack"):
        read_facts(told)


@pytest.mark.parametrize("name", KINDS)
def test_a_table_that_lacks_is_an_error(told: duckdb.DuckDBPyConnection, name: str) -> None:
    told.execute(ONE)
    told.execute(f"DROP TABLE told_{name}")
    with pytest.raises(duckdb.CatalogException):
        read_facts(told)


def test_rows_come_in_an_order_of_their_own(told: duckdb.DuckDBPyConnection) -> None:
    told.execute(ONE)
    for code in ("02", "00", "01"):
        told.execute(f"INSERT INTO told_places VALUES ('i', '{code}', 'n', 'n', ['{code}'])")
    assert [one.place_code for one in read_facts(told).places] == ["00", "01", "02"]
