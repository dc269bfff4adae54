"""What the rules found, where: one finding per rule and column, with the numbers of the rows at fault.

Belongs here: the finding, made from table `failures` (evaluate.judge_rows), and what is counted and kept of it.
Does not belong here: verdicts (judge.py), showing them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import duckdb

from ovt_pipeline.deliveries.delivery import RuleResult
from ovt_pipeline.quality.rules import Check, general_sentences
from ovt_pipeline.sql import read_sql

BySheet = dict[str | None, tuple[int, ...]]  # sheet (None of a csv) → numbers of its rows, in order


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
class Remark:
    """A remark that may have found nothing: its rows in each sheet, looked for among `checked` rows or headers."""

    rule_id: str
    fr: str
    en: str
    rows: BySheet
    checked: int

    @property
    def findings(self) -> list[Finding]:
        """One finding for each sheet with rows."""
        found = ((sheet, rows) for sheet, rows in self.rows.items() if rows)
        return [Finding(self.rule_id, "remark", sheet, None, rows, self.fr, self.en) for sheet, rows in found]

    @property
    def result(self) -> RuleResult:
        """Its outcome over all sheets."""
        failed = sum(map(len, self.rows.values()))
        return RuleResult(self.rule_id, "remark", self.checked, failed, not failed, self.fr, self.en)


@dataclass(frozen=True)
class Quarantined:
    """A rejected row and why: one row of quarantine.parquet."""

    sheet: str | None
    row_number: int
    rule_id: str
    column_name: str | None
    message_fr: str
    message_en: str


def findings_of(con: duckdb.DuckDBPyConnection, checks: Sequence[Check]) -> list[Finding]:
    """Return what each check found in each sheet, in the order of the checks."""
    rows: defaultdict[int, list[tuple[str | None, int]]] = defaultdict(list)
    for number, *place in con.execute(read_sql("quality/found_rows")).fetchall():
        rows[number].append((place[0], place[1]))
    return [
        Finding(c.rule_id, c.severity, sheet, c.column, found, c.fr, c.en)
        for n, c in enumerate(checks)
        for sheet, found in _by_sheet(rows.get(n, ())).items()
    ]


def duplicate_rows(con: duckdb.DuckDBPyConnection) -> BySheet:
    """Return the rows dropped as exact duplicates."""
    return _by_sheet(con.execute(read_sql("quality/duplicate_rows")).fetchall())


def _by_sheet(places: Iterable[tuple[str | None, int]]) -> BySheet:
    rows: defaultdict[str | None, list[int]] = defaultdict(list)
    for sheet, row in places:
        rows[sheet].append(row)
    return {sheet: tuple(found) for sheet, found in rows.items()}


def results_of(checks: Sequence[Check], found: Sequence[Finding], asked: dict[str, int]) -> list[RuleResult]:
    """Return the outcome of each rule, whichever of its columns is at fault; `asked` counts the kept, accepted rows."""
    failed: defaultdict[str, set[tuple[str | None, int]]] = defaultdict(set)
    for finding in found:
        failed[finding.rule_id].update((finding.sheet, row) for row in finding.rows)
    rules = {check.rule_id: check for check in checks}
    return [_result(check, asked[check.rows], len(failed[rule_id])) for rule_id, check in rules.items()]


def quarantine_rows(findings: Sequence[Finding]) -> list[Quarantined]:
    """Return every rejection, by sheet and row."""
    sheets = list(dict.fromkeys(f.sheet for f in findings))
    rejections = [f for f in findings if f.severity == "rejection"]
    rows = [Quarantined(f.sheet, row, f.rule_id, f.column, f.fr, f.en) for f in rejections for row in f.rows]
    return sorted(rows, key=lambda r: (sheets.index(r.sheet), r.row_number, r.rule_id, r.column_name or ""))


def _result(check: Check, checked: int, failed: int) -> RuleResult:
    return RuleResult(check.rule_id, check.severity, checked, failed, not failed, *general_sentences(check))
