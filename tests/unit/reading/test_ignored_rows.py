"""Rows that are no data, wherever they stand: each noted, none counted; and those that only look like them."""

import pytest

from ovt_pipeline.reading.headers import locate_header
from ovt_pipeline.reading.layout import TableLayout, of_contract
from ovt_pipeline.reading.refusal import Refusal
from ovt_pipeline.reading.tables import RowSource, TableCells, read_table

from .made_up import CONTRACT, keyed

LAYOUT: TableLayout = of_contract(keyed(CONTRACT)).tables[0]
HEADER = ["District", "No unité", "Région administrative", "Statut"]
SOUND = ["A", "SQ-1", "03", "Migrée"]


def read(*rows: list[str]) -> TableCells:
    head = list(enumerate([HEADER, *rows], start=1))
    return read_table(RowSource("unités", head, iter(())), locate_header([HEADER], LAYOUT), LAYOUT)


def test_a_second_header_in_another_order_refuses_at_its_row() -> None:
    with pytest.raises(Refusal) as caught:
        read(SOUND, ["District", "Région administrative", "NO UNITE", "Statut"], ["A", "03", "SQ-2", "Migrée"])
    assert (caught.value.code, caught.value.row) == ("OVT-F32", 3)


TOTALS = [
    ["TOTAL", "", "", "4"],
    ["Sous-total", "", "01", "4"],
    ["sous\u2013total :", "", "", "4"],
    ["Grand total", "", "", "4"],
    ["Somme de 4", "", "", "4"],
    ["", "", "Nombre", "4"],
    ["A", "Total Bas-Saint-Laurent (01)", "01", "Oui"],
    ["\u00a0 Total\u00a0général", "1", "", ""],
]


@pytest.mark.parametrize("totals", TOTALS)
def test_a_totals_row_is_ignored_wherever_it_stands(totals: list[str]) -> None:
    for rows in ([SOUND, totals], [totals, SOUND], [SOUND, totals, SOUND]):
        found = read(*rows)
        assert found.ignored_rows == [(2 + rows.index(totals), "totals")]
        assert len(found.row_numbers) == len(rows) - 1


@pytest.mark.parametrize("text", ["Totale", "Totaux", "Nombreux", "Sommet", "Sous-totalité", "Autre total", "Subtotal"])
def test_a_word_that_only_begins_so_is_data(text: str) -> None:
    assert read([text, *SOUND[1:]]).ignored_rows == read(["A", text, "03", "Migrée"]).ignored_rows == []


def test_the_header_again_in_the_same_order_is_ignored_also_under_other_spellings() -> None:
    found = read(SOUND, HEADER, SOUND, ["district", "N° UNITÉ", "REGION ADMINISTRATIVE", "statut"], SOUND)
    assert (found.ignored_rows, list(found.row_numbers)) == ([(3, "header"), (5, "header")], [2, 4, 6])


def test_a_single_cell_after_the_last_full_row_is_a_note_and_one_amid_the_rows_is_data() -> None:
    found = read(
        SOUND, ["Secteur nord", "", "", ""], SOUND, ["", "", "", ""], ["Source : SIG", "", "", ""], ["* estimé"]
    )
    assert found.ignored_rows == [(6, "note"), (7, "note")]
    assert list(found.row_numbers) == [2, 3, 4]


def test_rows_of_a_single_cell_only_are_data() -> None:
    assert list(read(["", "SQ-1", "", ""], ["", "SQ-2", "", ""]).row_numbers) == [2, 3]
