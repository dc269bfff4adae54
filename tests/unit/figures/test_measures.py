"""The files of sql/indicators: each is a measure or a part that one names, and a part's table hides nothing else."""

from pathlib import Path

import ovt_pipeline.sql
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.figures.relations import create_relations
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.sql import has_sql, measure_sql, read_sql, sql_facts, sql_names
from ovt_pipeline.warehouse.database import open_memory

SQL = Path(ovt_pipeline.sql.__file__).parent
LEFT = {"sources", "judged", "entities", "letters"}  # by run_measure itself
FILES = {measure: measure_sql(measure) for measure in sql_names("indicators")}


def test_every_file_is_a_measure_or_a_part_that_one_names() -> None:
    found = {str(p.relative_to(SQL).with_suffix("")) for p in (SQL / "indicators").rglob("*.sql")}
    assert found == {name for names in FILES.values() for name in names}


def test_a_part_that_one_measure_asks_is_its_own() -> None:
    shared = [name for names in FILES.values() for name in names if name.startswith("indicators/shared/")]
    assert [name for name in shared if shared.count(name) < 2] == []
    assert all(has_sql(name) for names in FILES.values() for name in names)


def test_the_table_of_a_part_hides_no_relation() -> None:
    with open_memory() as con:
        create_relations(con, load_contracts().values(), load_plan())
        tables = con.execute("SELECT table_name FROM information_schema.tables").fetchall()
    taken = LEFT | {name for (name,) in tables}
    parts = {name.rpartition("/")[2] for names in FILES.values() for name in names[:-1]}
    assert len(parts) > 20
    assert parts & taken == set()


def test_a_measure_names_its_parts_on_as_many_lines_as_it_wants() -> None:
    (measure,) = [one for one in FILES if read_sql(f"indicators/{one}").count("-- @parts") > 1][:1]
    assert sql_facts(f"indicators/{measure}")["parts"].split() == [n.rpartition("/")[2] for n in FILES[measure][:-1]]
