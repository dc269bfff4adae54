"""Small typed tables of the real contracts, written as the cells of a delivery, and their judgement.

Belongs here: sound rows to spoil, typing them, opening them. Does not belong here: any expectation.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import duckdb

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.deliveries.type_cells import type_parts
from ovt_pipeline.deliveries.typed import TypedTable
from ovt_pipeline.plan.loader import load_eligibility
from ovt_pipeline.quality import evaluate
from ovt_pipeline.quality.findings import Finding, findings_of, quarantine_rows
from ovt_pipeline.quality.places import references_of
from ovt_pipeline.quality.rules import Check, checks_of
from ovt_pipeline.reading.front import ReadTable
from ovt_pipeline.warehouse.database import open_memory

DAY = date(2025, 3, 31)
FIRST_ROW = 5  # Excel's row of the first row made here
PLACES = [("10043", "Rimouski", "01"), ("66023", "Montréal", "06"), ("65005", "Laval", "13"), ("23027", "Québec", "03")]
LOOKUP = evaluate.Lookup(PLACES, load_eligibility())
Cells = dict[str, str]

SOUND: dict[str, Cells] = {
    "renir_unites.unites": {
        "no_unite": "SQ-0001",
        "code_region": "Estrie (05)",
        "unite_existante": "Oui",
        "service": "VOIX",
        "statut": "Migrée",
        "date_migration": "2024-01-31",
    },
    "ritm_liens.liens": {
        "id_lien_ritm": "RITM-1",
        "code_region": "03",
        "debit_mbps": "100",
        "date_mise_en_service": "2019-01-01",
        "statut": "Actif",
    },
    "rgt_liens.liens": {"id_lien_rgt": "RGT-1", "code_region": "03", "statut": "Commandé"},
    "rgt_liens.correspondance": {"id_lien_ritm": "RITM-1", "id_lien_rgt": "RGT-1", "obligatoire": "Oui"},
    "rh_regionalisation.mouvements": {
        "id_emploi": "E-1",
        "no_evenement": "1",
        "type_mouvement": "Régionalisation",
        "port_attache": "Rimouski",
        "date_effet": "2020-01-01",
    },
    "municipalites.municipalites": {"mcode": "10043", "munnom": "Rimouski", "regadm": "Bas-Saint-Laurent (01)"},
}
UNITS = "renir_unites.unites"


def contract_of(name: str) -> tuple[Contract, Table]:
    """Return the contract and table of `export.table`."""
    export, _, part = name.partition(".")
    contract = load_contracts()[export]
    return contract, contract.table(part)


def read(name: str, *rows: Cells, sheet: str | None = "feuille", totals: int | None = None) -> ReadTable:
    """Return sound rows with the given changes, as reading gives them."""
    table = contract_of(name)[1]
    filled = [SOUND[name] | row for row in rows]
    cells = {c.name: [row.get(c.name, "") for row in filled] for c in table.columns}
    return ReadTable(
        table=table.name,
        sheet=sheet,
        header_row=FIRST_ROW - 1,
        columns={name: i for i, name in enumerate(cells, 1)},
        unknown_headers={},
        ignored_rows=((totals, "totals"),) if totals else (),
        overlong_rows=frozenset(),
        row_numbers=list(range(FIRST_ROW, FIRST_ROW + len(rows))),
        cells=cells,
    )


def typed(name: str, *rows: Cells) -> TypedTable:
    """Return sound rows with the given changes, as intake types them."""
    contract, table = contract_of(name)
    return type_parts([read(name, *rows)], table, references_of([] if contract.role == "places" else PLACES))


@dataclass(frozen=True)
class Judged:
    """The rows of a table once every check has been asked."""

    con: duckdb.DuckDBPyConnection
    checks: list[Check]

    @property
    def accepted(self) -> list[int]:
        """Row numbers accepted."""
        return [row[0] for row in self.con.execute("SELECT row_number FROM accepted ORDER BY row_number").fetchall()]

    @property
    def findings(self) -> list[Finding]:
        """What every check found."""
        return findings_of(self.con, self.checks)

    @property
    def broken(self) -> list[tuple[int, str, str | None]]:
        """Row number, rule (without its prefix) and column of every rejection."""
        found = quarantine_rows(self.findings)
        return [(one.row_number, one.rule_id.rpartition("-")[2], one.column_name) for one in found]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Rows accepted, rejected, dropped as duplicates."""
        counted = evaluate.counts(self.con)
        return counted.accepted, counted.rejected, counted.duplicates

    def failed(self, rule: str) -> list[int]:
        """Row numbers that break a rule, given without its prefix."""
        return sorted({row for f in self.findings if f.rule_id.rpartition("-")[2] == rule for row in f.rows})


@contextmanager
def judged(name: str, *rows: Cells, lookup: evaluate.Lookup = LOOKUP) -> Iterator[Judged]:
    """Judge rows of `export.table` delivered at DAY."""
    contract, table = contract_of(name)
    checks = checks_of(contract, table)
    with open_memory() as con:
        evaluate.load_lookup(con, lookup)
        evaluate.open_table(con, contract, table, typed(name, *rows), DAY)
        evaluate.judge_rows(con, table, checks, {})
        yield Judged(con, checks)
