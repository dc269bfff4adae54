"""The rules that each contract writes itself: successors and remarks, asked of real rows."""

import pytest

from ovt_pipeline.quality import evaluate
from ovt_pipeline.quality.findings import results_of

from .tables import FIRST_ROW, LOOKUP, UNITS, Cells, judged

MOVES = "rh_regionalisation.mouvements"
LINKS = "ritm_liens.liens"
RGT = "rgt_liens.liens"


def unit(number: int, successor: str = "", **cells: str) -> Cells:
    """Return unit `number`, merged into `successor` when there is one."""
    merged = {"statut": "Fusionnée", "date_fermeture": "2024-06-01", "no_unite_successeur": successor}
    return {"no_unite": f"SQ-{number:04d}", **(merged if successor else {}), **cells}


# Successors -----------------------------------------------------------------------------------------------------


def test_a_merged_unit_names_its_successor() -> None:
    with judged(UNITS, {"statut": "fusionnee"}, unit(2)) as rows:
        assert rows.broken == [(FIRST_ROW, "R20", "no_unite_successeur")]


@pytest.mark.parametrize(
    ("table", "cells", "rule", "column"),
    [
        (UNITS, {"statut": "Fusionnée", "no_unite_successeur": "#N/A"}, "R09", "no_unite_successeur"),
        (MOVES, {"date_effet": "bientôt"}, "R04", "date_effet"),
        (MOVES, {"date_effet": "#REF!", "date_prevue": "bientôt"}, "R09", "date_effet"),
        (MOVES, {"date_effet": "", "date_prevue": "bientôt"}, "R20", "date_effet"),
        (MOVES, {"port_attache": "#N/A"}, "R09", "port_attache"),
    ],
)
def test_an_unreadable_cell_is_told_once_and_not_as_a_missing_one(
    table: str, cells: Cells, rule: str, column: str
) -> None:
    with judged(table, cells) as rows:
        assert rows.broken == [(FIRST_ROW, rule, column)]


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_cycle_rejects_its_units_and_not_those_that_lead_to_it(length: int) -> None:
    cycle = [unit(n, f"SQ-{n % length + 1:04d}") for n in range(1, length + 1)]
    led = [unit(8, "SQ-0001"), unit(9, "SQ-0008"), unit(10)]
    with judged(UNITS, *cycle, *led) as rows:
        assert rows.broken == [(FIRST_ROW + n, "R21", "no_unite_successeur") for n in range(length)]
        assert rows.accepted == [FIRST_ROW + length + n for n in range(3)]
        assert rows.failed("M26") == [FIRST_ROW + length]  # its successor was rejected; that of the next was not


def test_a_long_chain_is_no_cycle() -> None:
    chain = [unit(n, f"SQ-{n + 1:04d}") for n in range(1, 60)]
    with judged(UNITS, *chain, unit(60)) as rows:
        assert (rows.broken, rows.failed("M26")) == ([], [])


# Remarks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"date_migration": ""}, "M22"),
        ({"statut": "Planifiée"}, "M23"),
        ({"date_retour": "2024-02-01"}, "M23"),
        ({"date_migration": "2025-04-01"}, "M24"),
        ({"date_fermeture": "2025-04-01"}, "M24"),
        ({"statut": "Fermée"}, "M25"),
        ({"date_fermeture": "2025-01-01", "no_unite_successeur": "SQ-9"}, "M26"),
        ({"date_fermeture": "2024-01-01"}, "M20"),
        ({"date_migration": "", "service": "DONNÉES"}, "M21"),
    ],
)
def test_a_remark_is_counted_on_accepted_rows_only(cells: Cells, rule: str) -> None:
    other = {"no_unite": "SQ-2", "code_region": "Ontario"}
    with judged(UNITS, cells, cells | other, {"no_unite": "SQ-3"}) as rows:
        assert rows.failed(rule) == [FIRST_ROW]
        assert rows.accepted == [FIRST_ROW, FIRST_ROW + 2]
        counted = results_of(rows.checks, rows.findings, {"kept": 3, "accepted": 2})
        assert [(r.checked, r.failed, r.success) for r in counted if r.rule_id == f"RENIR-{rule}"] == [(2, 1, False)]


@pytest.mark.parametrize(
    ("place", "day", "failed"),
    [
        ("Laval", "2020-01-01", True),
        ("Montréal", "2020-01-01", True),
        ("Québec", "", True),
        ("Rimouski", "2020-01-01", False),
    ],
)
def test_an_attach_point_that_is_not_eligible_is_a_remark(place: str, day: str, *, failed: bool) -> None:
    planned = "" if day else "2026-01-01"
    with judged(MOVES, {"port_attache": place, "date_effet": day, "date_prevue": planned}) as rows:
        assert bool(rows.failed("M20")) == failed
        assert rows.accepted == [FIRST_ROW]


def test_a_more_precise_rule_makes_an_attach_point_eligible_again() -> None:
    again = {"territory": "municipality:65005", "eligible": "true", "valid_from": "", "valid_to": "", "source": "x"}
    lookup = evaluate.Lookup(LOOKUP.places, [*LOOKUP.eligibility, again])
    with judged(MOVES, {"port_attache": "Laval"}, lookup=lookup) as rows:
        assert rows.failed("M20") == []


@pytest.mark.parametrize(
    ("table", "cells", "rule"),
    [
        (LINKS, {"statut": "Débranché"}, "M21"),
        (LINKS, {"date_debranchement": "2024-01-01"}, "M22"),
        (LINKS, {"date_debranchement": "2025-04-01", "motif_fin": "Autre"}, "M23"),
        (LINKS, {"date_debranchement": "2018-01-01", "motif_fin": "Autre"}, "M20"),
        (RGT, {"date_bascule": "2025-04-01"}, "M21"),
        (RGT, {"date_fin": "2025-04-01"}, "M21"),
        (RGT, {"date_bascule": "2024-02-01", "date_fin": "2024-01-01"}, "M20"),
        (MOVES, {"date_effet": "2025-04-01"}, "M21"),
    ],
)
def test_the_remarks_of_other_exports(table: str, cells: Cells, rule: str) -> None:
    with judged(table, cells) as rows:
        assert rows.failed(rule) == rows.accepted == [FIRST_ROW]
    with judged(table, {}) as rows:
        assert (rows.failed(rule), rows.accepted) == ([], [FIRST_ROW])
