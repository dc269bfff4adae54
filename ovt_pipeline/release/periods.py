"""Writes evidence and findings by period: a row says the same of each date published between its first and its last.

A night then adds a row only where something changed (docs/adr/0014). A release that still holds a row for each date is
read whole, once.

Belongs here: which rows of single dates are written over which periods. Not here: joining them (sql/release/periods).
"""

from collections.abc import Sequence

import duckdb

from ovt_pipeline.release.earlier import tables_of
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.sql import fill_sql, read_sql

PUBLISHED = (
    "INSERT INTO published SELECT DISTINCT indicator_id, as_of FROM indicator_results"
    " ANTI JOIN published USING (indicator_id, as_of) ORDER BY ALL"
)
NEW = (
    "CREATE TEMP TABLE written AS FROM taken;"
    "CREATE TEMP VIEW written_evidence AS FROM work.evidence SEMI JOIN taken USING (indicator_id, as_of);"
    "CREATE TEMP VIEW written_findings AS SELECT other.*, said.description_fr, said.description_en"
    " FROM work.reconciliation AS other SEMI JOIN taken USING (indicator_id, as_of)"
    " JOIN said ON said.name = other.finding"
)
BY_DATE = (  # of a release that holds a row for each date, findings without their indicator
    "INSERT INTO temp.written FROM published ANTI JOIN taken USING (indicator_id, as_of);"
    "CREATE OR REPLACE TEMP VIEW written_evidence AS FROM work.evidence SEMI JOIN taken USING (indicator_id, as_of)"
    " UNION ALL BY NAME FROM previous.evidence ANTI JOIN taken USING (indicator_id, as_of);"
    "CREATE TEMP TABLE new_findings AS FROM written_findings;"
    "CREATE OR REPLACE TEMP VIEW written_findings AS FROM new_findings UNION ALL BY NAME"
    " (FROM previous.reconciliation CROSS JOIN finding_indicators ANTI JOIN taken USING (indicator_id, as_of))"
)
STATE = "entity_id, region_code, in_denominator, in_numerator, reason_code, doubt, fact_date, last_delivery_id"
PLACE = "entity_id, export, sheet, row_number"
FINDING = (
    "finding, region_code, id_lien_ritm, id_lien_rgt, since_day, ritm_value, rgt_value,"
    " ritm_last_delivery_id, ritm_sheet, ritm_row_number, rgt_last_delivery_id, rgt_sheet, rgt_row_number,"
    " description_fr, description_en"
)
PERIODS = {  # of each table, where its rows of single dates come from, and what they say
    "evidence_periods": ("states", STATE),
    "evidence_rows": ("places", PLACE),
    "reconciliation_periods": ("findings", FINDING),
}


def write_periods(con: duckdb.DuckDBPyConnection, with_findings: Sequence[str]) -> None:
    """Fill published, and write what was computed into the tables of periods that `release` carries over.

    Its figures and their sources are there. `with_findings`: the indicators whose exports are compared.
    """
    con.execute(PUBLISHED)
    con.execute("CREATE TEMP TABLE finding_indicators (indicator_id VARCHAR)")
    insert_rows(con, "temp.finding_indicators", ["indicator_id"], [[name] for name in with_findings])
    con.execute(NEW)
    if "evidence" in tables_of(con, "previous"):
        con.execute(BY_DATE)
    con.execute(read_sql("release/periods/rows"))
    con.execute(read_sql("release/periods/stretch"))
    for table, (rows, values) in PERIODS.items():
        con.execute(fill_sql("release/periods/periods", periods=table, rows=rows, values=values))
