"""Nothing that names an entity, a file or a person leaves: searched in every text of the public tables of the samples.

Belongs here: that search. Does not belong here: personal data that intake leaves behind (test_personal_data.py).
"""

from pathlib import Path

import duckdb

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.decisions.publication import Publication
from ovt_pipeline.plan.loader import load_plans
from ovt_pipeline.reports.public.tables import public_tables
from ovt_pipeline.samples import SAMPLE_DATES

from .run_ovt import rows

COMMON = {"munnom", "mrc", "type_service", "corps_emploi", "lot"}  # columns whose words anybody uses


def canaries(warehouse: Path) -> dict[str, set[str]]:
    """Return what names an entity, a file or a person in a warehouse: of lots and of the release, by where it is."""
    tables = [(contract.export, table) for contract in load_contracts().values() for table in contract.tables]
    found: dict[str, set[str]] = {}
    with duckdb.connect() as con:
        for export, table in tables:
            lots = f"'{warehouse}/lots/{export}/*/{table.name}/rows.parquet'"
            for name in (c.name for c in table.columns if c.kind == "text" and not c.allowed and c.name not in COMMON):
                query = (
                    f"SELECT DISTINCT {name} FROM read_parquet({lots}, union_by_name = true) WHERE {name} IS NOT NULL"
                )
                found[f"{export}.{name}"] = {text for (text,) in con.execute(query).fetchall()}
    of_release = {"evidence": "entity_id", "deliveries": "unnest([file_name, sha256, sha256[:12], delivery_id])"}
    of_release |= {"indicator_results": "inputs_digest", "releases": "run_id"}
    for table_name, column in of_release.items():
        found[table_name] = {text for (text,) in rows(warehouse, f"SELECT DISTINCT {column} FROM {table_name}")}
    return found


def test_nothing_that_names_an_entity_a_file_or_a_person_is_in_the_public_tables(samples: Path) -> None:
    planted = canaries(samples)
    assert min(len(texts) for texts in planted.values()) > 0
    assert len(set().union(*planted.values())) > 500
    signed = Publication(
        id="PB-2025-01", type="publication", as_of=SAMPLE_DATES[0], signer="Zéphyrine Canari", role="Rôle unique",
        signed_on=SAMPLE_DATES[-1], why="Bilan",
    )  # fmt: skip
    planted["signer"] = {signed.signer, signed.role, signed.id}
    with public_tables((samples / "ovt.duckdb").resolve(), load_plans(), [signed]) as con:
        columns = con.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND data_type LIKE 'VARCHAR%'"
        ).fetchall()
        told = {
            (table, column): "\n".join(
                str(text) for (text,) in con.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()
            )
            for table, column in columns
        }
        assert con.execute("SELECT count(DISTINCT as_of) FROM told_figures").fetchall() == [(3,)]
    assert len(told) > 50
    assert len("".join(told.values())) > 10_000
    hits = [
        (where, place, one)
        for where, text in told.items()
        for place, found in planted.items()
        for one in found
        if one in text
    ]
    assert hits == []
