# ruff: noqa: E501 - a table: one case, one line
"""What stands beside the figures: other scenarios, and where the RITM and RGT inventories disagree. Cases made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from .oracle import RENIR, RITM
from .records import Delivery
from .shorthand import network, pairs, renir_lot, rgt, ritm, unit
from .sql_figures import sql_beside

D = date(2025, 3, 31)
NOW = "2025-03-31"
DONE = unit("OK", "Migrée", moved="2023-01-10")


def sensitivity(indicator: str, facts: list[Delivery], region: str = "00") -> dict[str, tuple[int, int, float | None]]:
    """Return scenario → numerator, denominator, value."""
    rows = sql_beside(D, facts, indicator, "sensitivity")
    return {r["scenario"]: (r["numerator"], r["denominator"], r["value"]) for r in rows if r["region_code"] == region}


def findings(facts: list[Delivery]) -> list[tuple[Any, ...]]:
    rows = sql_beside(D, facts, RITM, "reconciliation")
    return sorted((r["finding"], r["id_lien_ritm"], r["id_lien_rgt"], r["region_code"], r["days"]) for r in rows)


def test_all_open_units_count_the_new_ones_and_no_closed_one() -> None:
    new = unit("NEW", "Migrée", moved="2023-06-01", existing=False, region="08")
    open_new = unit("NEXT", existing=False)
    gone = unit("GONE", "Fermée", closed="2024-01-01", existing=False)
    facts = renir_lot(NOW, DONE, new, open_new, gone, unit("U", "Migrée"))
    assert sensitivity(RENIR, facts) == {"all_open": (2, 4, 50)}
    assert sensitivity(RENIR, facts, "08") == {"all_open": (1, 1, 100)}
    assert sensitivity(RENIR, facts, "09") == {"all_open": (0, 0, None)}


def test_disconnected_links_are_kept_and_migrations_wait_for_the_disconnection() -> None:
    links = [
        ritm("L1"),
        ritm("L2", "Débranché", cut="2024-06-01", why="Migration RGT"),
        ritm("L3", "Débranché", cut="2024-06-01", why="Site fermé"),
        ritm("L4", "Annulé"),
        ritm("L5"),
        ritm("L6", since="2023-06-01"),
    ]
    facts = network(NOW, *links, rgt("R", on="2024-01-01"), *pairs("L1>R", "L2>R"))
    assert sensitivity(RITM, facts) == {
        "disconnected_kept_not_migrated": (2, 4, 50),
        "disconnected_kept_migrated": (3, 4, 75),
        "migrated_once_disconnected": (1, 3, pytest.approx(100 / 3)),
    }


LIVE = rgt("R", on="2024-12-31")
CASES: list[tuple[str, list[Delivery], list[tuple[Any, ...]]]] = [
    ("nothing to say", network(NOW, ritm("L", "Débranché", cut="2025-01-01", why="Migration RGT"), LIVE, *pairs("L>R")), []),
    ("said migrated, no pair", network(NOW, ritm("L", "Migré")), [("SAID-MIGRATED", "L", None, "01", None)]),
    ("disconnected for a migration that is not there", network(NOW, ritm("L", "Débranché", cut="2024-06-01", why="Migration RGT"), rgt("R"), *pairs("L>R")), [("SAID-MIGRATED", "L", None, "01", None)]),
    ("double running for 90 days", network(NOW, ritm("L"), LIVE, *pairs("L>R")), [("DOUBLE-RUNNING", "L", "R", "01", 90)]),
    ("disconnected later", network(NOW, ritm("L", cut="2025-06-01"), LIVE, *pairs("L>R")), [("DOUBLE-RUNNING", "L", "R", "01", 90)]),
    ("delivered does not run", network(NOW, ritm("L"), rgt("R", "Livré", on="2024-12-31"), *pairs("L>R")), []),
    ("terminated does not run", network(NOW, ritm("L"), rgt("R", "Résilié", on="2024-01-01", off="2025-03-31"), *pairs("L>R")), []),
    ("a pair to an unknown RITM link", network(NOW, ritm("M"), rgt("R", region="07"), *pairs("L>R")), [("UNKNOWN-RITM", "L", "R", "07", None)]),
    ("a pair to an RGT link in no lot", network(NOW, ritm("L"), *pairs("L>Z")), [("UNKNOWN-RGT", "L", "Z", "01", None)]),
    ("an RGT link that vanished is known", [*network("2024-06-30", rgt("Z")), *network(NOW, ritm("L"), *pairs("L>Z"))], []),
    ("regions that differ", network(NOW, ritm("L"), rgt("R", region="02"), *pairs("L>R")), [("REGION-DIFFERS", "L", "R", "01", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_reconciliation(facts: list[Delivery], expected: list[tuple[Any, ...]]) -> None:
    assert findings(facts) == expected


def test_a_finding_gives_the_row_of_each_side_and_what_differs() -> None:
    facts = network(NOW, ritm("M"), ritm("L"), rgt("R", region="02"), *pairs("L>R"))
    (row,) = sql_beside(D, facts, RITM, "reconciliation")
    assert (row["ritm_value"], row["rgt_value"]) == ("01", "02")
    assert (row["ritm_delivery_id"], row["ritm_row_number"]) == (f"ritm_liens/{NOW}_1", 1)
    assert (row["rgt_delivery_id"], row["rgt_row_number"]) == (f"rgt_liens/{NOW}_1", 1)
