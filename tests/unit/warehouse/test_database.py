"""Rows become records by the names of their columns, or loudly not at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import duckdb
import pytest

from ovt_pipeline.warehouse.database import open_memory, records


@dataclass(frozen=True)
class Place:
    """What the queries answer."""

    code: str
    people: int
    notes: list[str] = field(default_factory=list)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_memory() as connection:
        yield connection


def test_columns_go_to_the_fields_of_their_name_in_any_order(con: duckdb.DuckDBPyConnection) -> None:
    found = records(
        con, "SELECT 7 AS people, 'A' AS code UNION ALL SELECT $more, 'B' ORDER BY code", Place, {"more": 8}
    )
    assert found == [Place("A", 7), Place("B", 8)]


def test_a_column_of_a_field_with_a_default_fills_it(con: duckdb.DuckDBPyConnection) -> None:
    (found,) = records(con, "SELECT ['x'] AS notes, 'A' AS code, 7 AS people", Place)
    assert found.notes == ["x"]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("'A' AS code", "people"),
        ("'A' AS code, 7 AS people, 1 AS more", "more"),
        ("'A' AS code, 7 AS peoples", "peoples.*people"),
        ("'A' AS code, 7 AS people, 8 AS people", "people"),
    ],
)
@pytest.mark.parametrize("rows", ["", " WHERE false"])
def test_names_that_disagree_are_told_even_without_a_row(
    con: duckdb.DuckDBPyConnection, columns: str, told: str, rows: str
) -> None:
    with pytest.raises(TypeError, match=f"Place.*{told}"):
        records(con, f"SELECT {columns}{rows}", Place)
