"""Which rows are rejected or dropped by the shared rules, at which address, and what is kept of them."""

import random
from pathlib import Path

import duckdb
import pytest

from ovt_pipeline.quality import evaluate
from ovt_pipeline.quality.findings import quarantine_rows

from .tables import FIRST_ROW, UNITS, Cells, contract_of, judged

MOVES = "rh_regionalisation.mouvements"
LINKS = "ritm_liens.liens"
PAIRS = "rgt_liens.correspondance"
PLACES = "municipalites.municipalites"


FAULTS: dict[str, list[tuple[Cells, str]]] = {
    UNITS: [
        ({"no_unite": ""}, "R01"),
        ({"no_unite": " S. O. ", "nom_unite": "autre"}, "R01"),
        ({"no_unite": "#REF!"}, "R09"),
        ({"code_region": ""}, "R03"),
        ({"code_region": "18"}, "R06"),
        ({"code_region": "Ontario"}, "R06"),
        ({"code_region": "Estrie (03)"}, "R07"),
        ({"unite_existante": "peut-être"}, "R04"),
        ({"service": "Radio"}, "R05"),
        ({"statut": "#N/A"}, "R09"),
        ({"date_migration": "31/01/24"}, "R04"),
        ({"date_retour": "2024-02-30"}, "R04"),
    ],
    LINKS: [({"date_mise_en_service": ""}, "R03"), ({"motif_fin": "Oubli"}, "R05"), ({"code_region": "#N/A"}, "R09")],
    PAIRS: [({"id_lien_rgt": ""}, "R01"), ({"obligatoire": "2"}, "R04")],
    MOVES: [
        ({"no_evenement": ""}, "R01"),
        ({"no_evenement": "premier"}, "R04"),
        ({"type_mouvement": ""}, "R03"),
        ({"port_attache": "Atlantide"}, "R08"),
        ({"port_attache": "Laval (10043)"}, "R07"),
        ({"port_attache": ""}, "R21"),
        ({"date_effet": ""}, "R20"),
    ],
    PLACES: [({"mcode": "1004A"}, "R08"), ({"munnom": ""}, "R03"), ({"regadm": "Bas-Saint-Laurent (02)"}, "R07")],
}


def keyed(table: str, number: int, cells: Cells) -> Cells:
    """Return a row with a key of its own, unless the key is what is at fault."""
    return {contract_of(table)[1].key[0].name: f"{number:05d}", **cells}


@pytest.mark.parametrize("table", FAULTS)
def test_a_faulty_cell_rejects_its_row_by_one_rule_on_its_column(table: str) -> None:
    rows = [keyed(table, n, cells) for n, (cells, _) in enumerate(FAULTS[table])]
    expected = [(FIRST_ROW + n, rule, next(iter(cells))) for n, (cells, rule) in enumerate(FAULTS[table])]
    with judged(table, *rows, keyed(table, 99, {})) as found:
        assert found.broken == expected
        assert found.accepted == [FIRST_ROW + len(rows)]


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        (UNITS, {"type_unite": "poste spatial"}),
        (UNITS, {"date_prevue": "bientôt"}),
        (UNITS, {"nom_unite": "#VALEUR!"}),
        (LINKS, {"debit_mbps": "vite"}),
        (LINKS, {"code_geo": "A"}),
        (MOVES, {"port_attache_origine": "Atlantide"}),
    ],
)
def test_a_faulty_cell_that_no_rule_reads_is_a_remark(table: str, cells: Cells) -> None:
    with judged(table, cells) as rows:
        assert (rows.broken, rows.accepted) == ([], [FIRST_ROW])
        assert rows.failed("M04") == [FIRST_ROW]
        (column,) = cells
        stored = rows.con.execute(f"SELECT {column}, {column}__defect FROM accepted").fetchall()
        assert stored[0][0] is None
        assert stored[0][1] is not None


def test_blanks_that_are_allowed_reject_nothing() -> None:
    with judged(UNITS, {"service": "", "statut": "", "date_migration": "", "unite_existante": ""}) as rows:
        assert rows.broken == []
    with judged(MOVES, {"type_mouvement": "Retour", "port_attache": ""}) as rows:
        assert rows.broken == []
    with judged(MOVES, {"date_effet": "", "date_prevue": "2026-01-01"}) as rows:
        assert rows.broken == []


# Duplicates and keys --------------------------------------------------------------------------------------------


def test_exact_duplicates_are_dropped_once_typed_and_the_first_stays() -> None:
    same = {"service": " voix\u00a0", "date_migration": "31/01/2024", "code_region": "5"}
    with judged(UNITS, {}, same, {"no_unite": "SQ-2"}, {}) as rows:
        assert rows.accepted == [FIRST_ROW, FIRST_ROW + 2]
        assert rows.counts == (2, 0, 2)


def test_a_key_with_different_content_rejects_all_its_rows() -> None:
    with judged(UNITS, {}, {}, {"nom_unite": "autre"}, {"no_unite": "SQ-2"}) as rows:
        assert rows.broken == [(FIRST_ROW, "R02", "no_unite"), (FIRST_ROW + 2, "R02", "no_unite")]
        assert rows.counts == (1, 2, 1)


def test_two_spellings_of_a_key_are_the_same_key_shown_as_delivered() -> None:
    spelled = {"no_unite": "sq\u20110001", "no_unite_successeur": "SQ 2"}
    with judged(UNITS, {"no_unite_successeur": "sq2"}, spelled, {"no_unite": "SQ2"}) as rows:
        assert (rows.accepted, rows.counts) == ([FIRST_ROW, FIRST_ROW + 2], (2, 0, 1))
        shown = rows.con.execute(
            "SELECT no_unite, no_unite__folded, no_unite_successeur__folded FROM accepted ORDER BY row_number"
        ).fetchall()
        assert shown == [("SQ-0001", "sq-0001", "sq2"), ("SQ2", "sq2", None)]
    with judged(UNITS, {}, {"no_unite": "sq\u20110001", "nom_unite": "autre"}) as rows:
        assert rows.broken == [(FIRST_ROW, "R02", "no_unite"), (FIRST_ROW + 1, "R02", "no_unite")]
    with judged(PAIRS, {}, {"id_lien_ritm": "ritm\u20131", "id_lien_rgt": "\u200bRGT-1"}) as rows:
        assert rows.counts == (1, 0, 1)


def test_a_successor_is_found_and_a_cycle_seen_under_another_spelling() -> None:
    merged = {"statut": "Fusionnée", "date_fermeture": "2024-01-31"}
    with judged(UNITS, merged | {"no_unite_successeur": "sq\u20132"}, {"no_unite": "SQ-2"}) as rows:
        assert (rows.broken, rows.failed("M26")) == ([], [])
    back = {"no_unite": "SQ-2", "no_unite_successeur": "'sq-0001"}
    with judged(UNITS, merged | {"no_unite_successeur": "sq\u20132"}, merged | back) as rows:
        assert rows.failed("R21") == [FIRST_ROW, FIRST_ROW + 1]


def test_two_different_faulty_cells_are_not_exact_duplicates_of_a_blank() -> None:
    with judged(UNITS, {"type_unite": ""}, {"type_unite": "poste spatial"}) as rows:
        assert [rule for _, rule, _ in rows.broken] == ["R02", "R02"]


def test_rows_whose_key_cannot_be_read_are_not_exact_duplicates() -> None:
    with judged(UNITS, {"no_unite": "#N/A"}, {"no_unite": "#REF!"}, {"no_unite": "#REF!"}) as rows:
        assert [rule for _, rule, _ in rows.broken] == ["R09"] * 3
        assert rows.counts == (0, 3, 0)


def test_rows_without_a_key_are_not_the_same_key() -> None:
    with judged(UNITS, {"no_unite": "", "nom_unite": "a"}, {"no_unite": "", "nom_unite": "b"}) as rows:
        assert [rule for _, rule, _ in rows.broken] == ["R01", "R01"]


def test_a_key_of_two_columns_is_repeated_only_when_both_are() -> None:
    with judged(PAIRS, {}, {"id_lien_rgt": "RGT-2"}, {"id_lien_ritm": "RITM-2"}) as rows:
        assert rows.broken == []
    with judged(PAIRS, {}, {"obligatoire": "Non"}) as rows:
        assert [rule for _, rule, _ in rows.broken] == ["R02", "R02"]


# What is kept ---------------------------------------------------------------------------------------------------


def test_quarantine_gives_the_address_and_both_sentences_and_no_value() -> None:
    with judged(UNITS, {}, {"no_unite": "SQ-2", "code_region": "Zembla"}) as rows:
        (one,) = quarantine_rows(rows.findings)
    assert (one.sheet, one.row_number) == ("feuille", FIRST_ROW + 1)
    assert (one.rule_id, one.column_name) == ("RENIR-R06", "code_region")
    assert "« Région administrative »" in one.message_fr
    assert "region" in one.message_en
    assert "Zembla" not in one.message_fr + one.message_en


def test_rejected_rows_are_written_with_their_defects_and_accepted_ones_without(tmp_path: Path) -> None:
    folder = tmp_path / "l'export"
    table = contract_of(UNITS)[1]
    with judged(UNITS, {}, {"no_unite": "SQ-2", "service": "Radio"}) as rows:
        folder.mkdir()
        evaluate.write_rows(rows.con, table, folder)
    names = ["sheet", "row_number", *(c.name for c in table.columns)]
    accepted = duckdb.read_parquet(str(folder / "rows.parquet"))
    rejected = duckdb.read_parquet(str(folder / "rejected.parquet"))
    assert accepted.columns == [*names, *table.folded.values(), *table.filled, "doubted"]
    assert rejected.columns == [
        *names,
        *(f"{c.name}__defect" for c in table.columns),
        *table.folded.values(),
        *table.filled,
    ]
    assert rejected.project("row_number, no_unite, no_unite__folded, service, service__defect").fetchall() == [
        (FIRST_ROW + 1, "SQ-2", "sq-2", None, "list")
    ]
    assert dict(zip(accepted.columns, map(str, accepted.types), strict=True))["date_migration"] == "DATE"


def test_rows_read_are_accepted_rejected_or_dropped_whatever_they_hold() -> None:
    chance = random.Random(2025)
    values = {
        "no_unite": ["", "SQ-1", "SQ-2", "SQ-3", "SQ-4", "#N/A"],
        "code_region": ["03", "", "x"],
        "statut": ["Migrée", "Fusionnée", "?"],
        "no_unite_successeur": ["", "SQ-1", "SQ-2", "SQ-9"],
    }
    for size in (1, 7, 60):
        given = [{name: chance.choice(texts) for name, texts in values.items()} for _ in range(size)]
        with judged(UNITS, *given) as rows:
            assert sum(rows.counts) == size
            assert {row for row, _, _ in rows.broken}.isdisjoint(rows.accepted)


def test_a_table_of_no_row_is_judged_too() -> None:
    with judged(UNITS) as rows:
        assert (rows.counts, rows.broken) == ((0, 0, 0), [])
