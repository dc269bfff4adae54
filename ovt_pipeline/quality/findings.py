"""What the rules found, where: one finding per rule and column, with the numbers of the rows at fault.

Belongs here: the finding and the question asked of DuckDB. Does not belong here: verdicts (judge.py), showing them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from ovt_pipeline.quality.rules import Check
from ovt_pipeline.warehouse.database import one_row


@dataclass(frozen=True)
class Finding:
    """Rows of one sheet that break one rule. `column` is the contract's name of the cell at fault, None for the row.

    `rows` are Excel's rows (lines of a csv), in order. The sentences never hold a value of the delivery.
    """

    rule_id: str
    severity: str
    sheet: str | None
    column: str | None
    rows: tuple[int, ...]
    fr: str
    en: str


def findings_of(con: duckdb.DuckDBPyConnection, checks: list[Check], sheet: str | None) -> list[Finding]:
    """Return what each check found in table `checked` (evaluate.judge_rows), in the order of the checks."""
    if not checks:
        return []
    asked = (f'list(row_number ORDER BY row_number) FILTER (WHERE "fails_{i}")' for i in range(len(checks)))
    found = one_row(con, f"SELECT {', '.join(asked)} FROM checked")
    return [
        Finding(c.rule_id, c.severity, sheet, c.column, tuple(rows), c.fr, c.en)
        for c, rows in zip(checks, found, strict=True)
        if rows
    ]


def duplicate_rows(con: duckdb.DuckDBPyConnection) -> tuple[int, ...]:
    """Return the rows dropped as exact duplicates (table `numbered` of evaluate.open_table)."""
    found = con.execute("SELECT row_number FROM numbered WHERE is_duplicate ORDER BY row_number").fetchall()
    return tuple(number for (number,) in found)


def quarantine_rows(findings: Sequence[Finding]) -> list[tuple[str | None, int, str, str | None, str, str]]:
    """Return (sheet, row_number, rule_id, column_name, message_fr, message_en) of every rejection, by sheet and row."""
    sheets = list(dict.fromkeys(f.sheet for f in findings))
    rejections = [f for f in findings if f.severity == "rejection"]
    rows = [(f.sheet, row, f.rule_id, f.column, f.fr, f.en) for f in rejections for row in f.rows]
    return sorted(rows, key=lambda r: (sheets.index(r[0]), r[1], r[2], r[3] or ""))
