"""Fifty generated deliveries with known faults: each is told once, by its rule, where it is, and nothing else."""

from collections import Counter
from pathlib import Path

import pytest
from drafts.formats import write
from drafts.make import CONTRACTS
from drafts.of_worlds import PLACES

from ovt_pipeline.quality.assess import assess
from ovt_pipeline.quality.rules import checks_of
from ovt_pipeline.reading.front import read_file

from .planted import MOST, UNREACHABLE, Planted, deliveries

FIFTY = deliveries()


@pytest.mark.usefixtures("reads_here")
@pytest.mark.parametrize("planted", FIFTY, ids=str)
def test_every_fault_is_told_once_where_it_is_and_nothing_else(planted: Planted, tmp_path: Path) -> None:
    draft = planted.draft()
    path, expected = write(draft, tmp_path), list(draft.findings())
    read = read_file(path, draft.contract)
    outcome = assess(read, draft.contract, planted.day, PLACES, None, None, path.name)
    found = Counter((f.rule_id, f.sheet, row, f.column) for f in outcome.findings for row in f.rows)
    assert found == Counter(expected)
    assert outcome.errors == ()
    assert {r.rule_id for r in outcome.quality if not r.success} == {rule for rule, *_ in expected}
    assert outcome.rows_read == outcome.rows_accepted + outcome.rows_rejected + outcome.rows_ignored


def test_fifty_deliveries_break_every_check_of_every_contract() -> None:
    assert len(FIFTY) == 50
    assert {len(p.faults) for p in FIFTY} <= set(range(1, MOST + 1))
    planted = {(p.export, f.table, f.rule_id, f.column) for p in FIFTY for f in p.faults}
    for contract in CONTRACTS.values():
        for table in contract.tables:
            checks = {(c.rule_id, c.column) for c in checks_of(contract, table)} - UNREACHABLE
            checks |= {(e.id, e.arguments["column"]) for e in table.expectations}
            checks |= {(f"{contract.prefix}-{rule}", None) for rule in ("M01", "M02", "M03")}
            assert {(contract.export, table.name, *check) for check in checks} - planted == set()
