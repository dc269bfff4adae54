"""The relations that measures read and what measures answer are what docs/add-an-indicator.md says."""

import re
from collections.abc import Iterator

import duckdb
import pytest

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.figures.compute import run_measure
from ovt_pipeline.figures.inputs import scenarios_of
from ovt_pipeline.figures.relations import create_relations
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.settings import PROJECT
from ovt_pipeline.warehouse.database import open_memory

DOCUMENT = (PROJECT / "docs" / "add-an-indicator.md").read_text(encoding="utf-8")
READS, ANSWERS = DOCUMENT.split("## What it answers")
INDICATORS = {one.id: one for one in load_plan().indicators}


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_memory() as opened:
        create_relations(opened, load_contracts().values(), load_plan())
        yield opened


def columns(con: duckdb.DuckDBPyConnection, relation: str) -> list[str]:
    return [row[0] for row in con.execute(f"SELECT column_name FROM (DESCRIBE {relation})").fetchall()]


def test_every_relation_of_the_document_is_there_for_every_table(con: duckdb.DuckDBPyConnection) -> None:
    known = {row[0] for row in con.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    described = [name for line in READS.splitlines() if line.startswith("| `") for name in named(line.split("|")[1])]
    tables = {f"{c.export}__{t.name}": len(t.key) for c in load_contracts().values() for t in c.tables}
    wanted = {name.replace("<t>", table) for name in described for table in tables}
    wanted -= {f"{table}__rows_gone" for table, columns_of_key in tables.items() if columns_of_key == 1}
    assert wanted <= known
    assert {name for name in known if not name.endswith("__due")} == wanted | {"states"}


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=list(INDICATORS))
def test_a_measure_answers_the_columns_of_the_document(indicator: Indicator, con: duckdb.DuckDBPyConnection) -> None:
    run_measure(con, indicator)
    lines = [line.split("|")[1] for line in ANSWERS.splitlines() if line.startswith("| `")]
    described = [name for cell in lines for name in named(cell) if name != "state_<scenario>"]
    assert columns(con, "judged") == described + [f"state_{name}" for name in scenarios_of(indicator)]
