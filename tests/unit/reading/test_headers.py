"""Finding the header row, or saying what is wrong with it."""

import pytest

from ovt_pipeline.reading.headers import HEADER_ROWS, check_header, locate_header, normalise
from ovt_pipeline.reading.refusal import Refusal

from .made_up import LAYOUT

HEADER = ["No unité", "Région administrative", "Statut", "Date de début"]


def refused(rows: list[list[str]]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        check_header(locate_header(rows, LAYOUT), LAYOUT, "F", 1, len(rows))
    return caught.value


@pytest.mark.parametrize("rows", [[], [[]], [["Statut"]], [["rien", "du", "tout"]], [["x"]] * HEADER_ROWS + [HEADER]])
def test_no_header_is_refused_with_the_headers_expected(rows: list[list[str]]) -> None:
    refusal = refused(rows)
    assert refusal.code == "OVT-F05"
    assert refusal.fields["headers"] == "« No unité », « Région administrative »"


def test_a_missing_column_is_refused_with_the_closest_header() -> None:
    refusal = refused([["Numero unites", "Région administrative", "Statut"]])
    assert (refusal.code, refusal.fields["headers"], refusal.fields["closest"]) == (
        "OVT-F06",
        "« No unité »",
        "« Numero unites »",
    )


@pytest.mark.parametrize("twice", ["No unité", "NUMÉRO D’UNITÉ", "Statut"])
def test_a_column_found_twice_is_refused(twice: str) -> None:
    assert refused([[*HEADER, twice]]).code == "OVT-F07"


def test_a_personal_header_found_twice_is_not_a_fault() -> None:
    header = locate_header([[*HEADER, "Nom", "NOM"]], LAYOUT)
    check_header(header, LAYOUT, None, 1, 1)
    assert header is not None
    assert header.unknown(LAYOUT) == {}


def test_the_row_with_most_headers_wins_over_a_legend_above_it() -> None:
    rows = [["SYNTHÈSE"], ["Statut", "Région administrative"], [], ["", *HEADER, "", "Bidule  \n chose"], ["SQ-1"]]
    header = locate_header(rows, LAYOUT)
    assert header is not None
    assert (header.index, header.positions["no"]) == (3, (1,))
    assert header.unknown(LAYOUT) == {7: "Bidule chose"}


def test_a_header_that_could_be_data_is_its_column_only() -> None:
    data = ["note " * 50, '"Prénom": "Zoé"', "EMP-00431", "zoe@exemple.invalid", "2021-01-03", "{"]
    header = locate_header([[*HEADER, *data, "Bidule (Mbps)"]], LAYOUT)
    assert header is not None
    first = len(HEADER) + 1
    assert header.unknown(LAYOUT) == {**dict.fromkeys(range(first, first + 6), ""), first + 6: "Bidule (Mbps)"}


def test_a_row_that_lacks_most_of_the_headers_shows_none_of_its_cells() -> None:
    header = locate_header([["Statut", "Date de début", "Zoé"]], LAYOUT)
    assert header is not None
    assert header.unknown(LAYOUT) == {3: ""}


def test_normalise_forgets_everything_but_letters_and_digits() -> None:
    assert normalise("Date de\nDÉBUT (1)") == "datededebut1"
