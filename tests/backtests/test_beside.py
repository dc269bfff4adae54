"""What stands beside the figures is what the cases made by hand expect, and says which rows it comes from.

Belongs here: asking the SQL about the cases. Not here: the cases (beside_cases).
"""

from __future__ import annotations

from .beside_cases import NOW, D, surprises_of_findings, surprises_of_scenarios
from .oracle import RITM
from .shorthand import network, pairs, rgt, ritm
from .sql_figures import sql_beside


def test_other_scenarios() -> None:
    assert list(surprises_of_scenarios()) == []


def test_reconciliation() -> None:
    assert list(surprises_of_findings()) == []


def test_a_finding_gives_the_row_of_each_side_and_what_differs() -> None:
    facts = network(NOW, ritm("M"), ritm("L"), rgt("R", region="02"), *pairs("L>R"))
    (row,) = sql_beside(D, facts, RITM, "reconciliation")
    assert (row["ritm_value"], row["rgt_value"]) == ("01", "02")
    assert (row["ritm_delivery_id"], row["ritm_row_number"]) == (f"ritm_liens/{NOW}_1", 1)
    assert (row["rgt_delivery_id"], row["rgt_row_number"]) == (f"rgt_liens/{NOW}_1", 1)
