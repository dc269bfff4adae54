"""What the rules found, where: one finding per rule and column, with the numbers of the rows at fault.

Belongs here: the finding, made from table `failures` (evaluate.judge_rows), and what is counted and kept of it.
Does not belong here: verdicts (judge.py), showing them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from ovt_pipeline.deliveries.lots import RuleResult
from ovt_pipeline.quality.rules import Check, general_sentences
from ovt_pipeline.sql import read_sql


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


@dataclass(frozen=True)
class Quarantined:
    """A rejected row and why: one row of quarantine.parquet."""

    sheet: str | None
    row_number: int
    rule_id: str
    column_name: str | None
    message_fr: str
    message_en: str


def findings_of(con: duckdb.DuckDBPyConnection, checks: Sequence[Check], sheet: str | None) -> list[Finding]:
    """Return what each check found, in the order of the checks."""
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for number, row in con.execute(read_sql("quality/found_rows")).fetchall():
        rows[number].append(row)
    return [
        Finding(c.rule_id, c.severity, sheet, c.column, tuple(rows[n]), c.fr, c.en)
        for n, c in enumerate(checks)
        if n in rows
    ]


def duplicate_rows(con: duckdb.DuckDBPyConnection) -> tuple[int, ...]:
    """Return the rows dropped as exact duplicates."""
    return tuple(number for (number,) in con.execute(read_sql("quality/duplicate_rows")).fetchall())


def results_of(checks: Sequence[Check], found: Sequence[Finding], asked: dict[str, int]) -> list[RuleResult]:
    """Return the outcome of each rule, whichever of its columns is at fault; `asked` counts the kept, accepted rows."""
    failed: defaultdict[str, set[int]] = defaultdict(set)
    for finding in found:
        failed[finding.rule_id].update(finding.rows)
    rules = {check.rule_id: check for check in checks}
    return [_result(check, asked[check.rows], len(failed[rule_id])) for rule_id, check in rules.items()]


def result_of(remark: Finding, checked: int) -> RuleResult:
    """Return the outcome of a remark that may have found nothing, looked for among `checked` rows or headers."""
    failed = len(remark.rows)
    return RuleResult(remark.rule_id, remark.severity, checked, failed, not failed, remark.fr, remark.en)


def quarantine_rows(findings: Sequence[Finding]) -> list[Quarantined]:
    """Return every rejection, by sheet and row."""
    sheets = list(dict.fromkeys(f.sheet for f in findings))
    rejections = [f for f in findings if f.severity == "rejection"]
    rows = [Quarantined(f.sheet, row, f.rule_id, f.column, f.fr, f.en) for f in rejections for row in f.rows]
    return sorted(rows, key=lambda r: (sheets.index(r.sheet), r.row_number, r.rule_id, r.column_name or ""))


def _result(check: Check, checked: int, failed: int) -> RuleResult:
    return RuleResult(check.rule_id, check.severity, checked, failed, not failed, *general_sentences(check))
