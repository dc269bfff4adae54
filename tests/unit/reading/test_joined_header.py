"""A header of several rows is made one; no row of data is lost when a file has fewer header rows than declared."""

from dataclasses import replace

import pytest

from ovt_pipeline.reading.joined_header import join_header
from ovt_pipeline.reading.layout import TableLayout, of_contract
from ovt_pipeline.reading.tables import Row

from .made_up import CONTRACT, column, table_of

HEADERS = ("No unité", "Région administrative", "Statut", "Date de début", "Date de fin")
TABLE = table_of("unites", "unités", *(column(name, name) for name in HEADERS))
LAYOUT: TableLayout = of_contract(replace(CONTRACT, tables=(TABLE,))).tables[0]
DATA = ["SQ-1", "03", "Migrée", "2023-01-01"]


def numbered(*rows: list[str]) -> list[Row]:
    return list(enumerate(rows, start=1))


@pytest.mark.parametrize(
    ("above", "header", "joined"),
    [
        pytest.param(
            [["Inventaire"], [""]],
            [["No", "Région", "Statut", "Date", "", "Note"], ["unité", "administrative", " ", "de début", "de fin"]],
            [*HEADERS, "Note"],
            id="a group label over its columns",
        ),
        pytest.param(
            [],
            [["No", "Région", "", "Date"], ["unité", "administrative", "Statut", "de début"]],
            ["No unité", "Région administrative", "Statut", "Date de début"],
            id="a blank cell above is not a group",
        ),
        pytest.param(
            [["SYNTHÉTIQUE"]],
            [["", "No unité", "Région administrative"], ["(rue)", ""]],
            ["(rue)", "No unité", "Région administrative"],
            id="the row above is a title",
        ),
        pytest.param(
            [["Inventaire"]],
            [["No unité", "Région administrative", "Statut", "Date de début"]],
            ["No unité", "Région administrative", "Statut", "Date de début"],
            id="one row where two are declared",
        ),
    ],
)
def test_the_header_rows_become_one(above: list[list[str]], header: list[list[str]], joined: list[str]) -> None:
    head, found = join_header(numbered(*above, *header, DATA, DATA), LAYOUT, 2)
    data = len(above) + len(header) + 1
    assert found is not None
    assert found.index == len(above)
    assert head[: len(above)] == numbered(*above)
    assert head[len(above) :] == [(len(above) + 1, joined), (data, DATA), (data + 1, DATA)]


@pytest.mark.parametrize("rows", [[], [[]], [["Inventaire"], DATA, DATA]])
def test_no_header_joins_nothing(rows: list[list[str]]) -> None:
    head = numbered(*rows)
    assert join_header(head, LAYOUT, 3) == (head, None)


def test_a_second_table_below_leaves_the_first_header_alone() -> None:
    upper, lower = ["No unité", "Région", "Date"], ["", "administrative", "de fin"]
    head, found = join_header(numbered(upper, lower, DATA, upper, lower, DATA), LAYOUT, 2)
    assert found is not None
    assert (found.index, [number for number, _ in head]) == (0, [1, 3, 4, 5, 6])
