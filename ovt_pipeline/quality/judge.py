"""The verdict of one delivery: refused, or accepted with its rejected rows set aside.

Belongs here: from typed tables to counts, rule results, quarantine and the files of a lot.
Does not belong here: reading (reading/), running rules (evaluate.py), Great Expectations (suite.py), storage (lots.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from pathlib import Path

import pandas as pd

from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.deliveries.lots import RuleResult
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.quality import evaluate, suite
from ovt_pipeline.quality.expectations import Expected, gates, native
from ovt_pipeline.quality.findings import (
    Finding,
    Quarantined,
    duplicate_rows,
    findings_of,
    quarantine_rows,
    result_of,
    results_of,
)
from ovt_pipeline.quality.rules import checks_of, named_checks, shared_sentence
from ovt_pipeline.reading.front import ReadTable
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import open_memory


@dataclass(frozen=True)
class TableInput:
    """One table as read and as typed. `previous` is the row count of the previous delivery, if any."""

    table: Table
    read: ReadTable
    typed: pd.DataFrame
    previous: int | None

    @property
    def totals(self) -> int:
        """Rows that reading left out as totals."""
        return int(self.read.totals_row is not None)


@dataclass(frozen=True)
class Asked:
    """What a table is judged with: the contract, the day it describes, reference rows, the name of its file."""

    contract: Contract
    day: date
    lookup: evaluate.Lookup
    file_name: str


@dataclass(frozen=True)
class Judgement:
    """Outcome for a whole delivery; `findings` say where each rule failed.

    `refusals` are all the reasons to refuse it, in order, and `errors` those to say: the first of each table.
    """

    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_ignored: int
    table_rows: dict[str, int]
    quality: tuple[RuleResult, ...]
    findings: tuple[Finding, ...]
    errors: tuple[OvtError, ...]
    refusals: tuple[OvtError, ...]


def judge(asked: Asked, inputs: Sequence[TableInput], aside: Path | None) -> Judgement:
    """Judge every table of a delivery; the tables of the lot are written below `aside`, if there is one.

    Rows read = accepted + rejected + ignored, to the row.
    """
    parts = [_judge_table(asked, given, aside / given.table.name if aside else None) for given in inputs]
    findings = tuple(finding for part in parts for finding in part.findings)
    if aside:
        _write_quarantine(quarantine_rows(findings), aside)
    return Judgement(
        rows_read=sum(len(i.typed) + i.totals for i in inputs),
        rows_accepted=sum(p.counts.accepted for p in parts),
        rows_rejected=sum(p.counts.rejected for p in parts),
        rows_ignored=sum(p.counts.duplicates + i.totals for i, p in zip(inputs, parts, strict=True)),
        table_rows={i.table.name: p.counts.kept for i, p in zip(inputs, parts, strict=True)},
        quality=tuple(_merged(result for part in parts for result in part.results)),
        findings=findings,
        errors=tuple(part.errors[0] for part in parts if part.errors),
        refusals=tuple(error for part in parts for error in part.errors),
    )


@dataclass(frozen=True)
class _Part:
    counts: evaluate.Counts
    results: list[RuleResult]
    findings: list[Finding]
    errors: list[OvtError]


def _judge_table(asked: Asked, given: TableInput, folder: Path | None) -> _Part:
    contract, table = asked.contract, given.table
    expected = [*gates(contract, table, given.read.columns, given.previous), *map(native, table.expectations)]
    rules, named = checks_of(contract, table), named_checks(table)
    with open_memory() as con:
        evaluate.load_lookup(con, asked.lookup)
        evaluate.open_table(con, contract, table, given.typed, asked.day)
        frame = evaluate.whole_table(con, table, given.read.columns, expected)
        whole = suite.validate(frame, expected, f"{contract.export}.{table.name}", contract.file_name)
        evaluate.judge_rows(con, table, [*rules, *named], whole.rows)
        found = findings_of(con, [*rules, *named], given.read.sheet)
        counts = evaluate.counts(con)
        kept_out = list(_kept_out(contract, given, counts, duplicate_rows(con)))
        if folder:
            folder.mkdir()
            evaluate.write_rows(con, table, folder)
            suite.write_files(whole, folder)
    of_rows = results_of(rules, found, {"kept": counts.kept, "accepted": counts.accepted})
    results = [*whole.results, *of_rows, *(result_of(remark, checked) for remark, checked in kept_out)]
    errors = list(_refusals(asked, given.read.sheet, counts, expected, whole.results))
    return _Part(counts, results, [*found, *(remark for remark, _ in kept_out if remark.rows)], errors)


def _refusals(
    asked: Asked,
    sheet: str | None,
    counts: evaluate.Counts,
    expected: Sequence[Expected],
    results: Sequence[RuleResult],
) -> Iterator[OvtError]:
    by_rule = {result.rule_id: result for result in results}
    for one in expected:
        result = by_rule.get(one.rule_id)
        if one.severity == "refusal" and result and not result.success:
            share = round(100 * result.failed / max(result.checked, 1), 1)
            counted = {"rows": counts.kept, "checked": result.checked, "failed": result.failed, "found": share}
            yield OvtError(one.refusal, Where(file=asked.file_name, sheet=sheet), **counted, **one.fields)


def _kept_out(
    contract: Contract, given: TableInput, counts: evaluate.Counts, duplicates: tuple[int, ...]
) -> Iterator[tuple[Finding, int]]:
    """Yield the remarks on what rules never see, with rows or without, and among how many each was looked for."""
    read, rows = given.read, counts.kept + counts.duplicates + given.totals
    headers = len(given.table.columns) + len(read.unknown_headers)
    totals = () if read.totals_row is None else (read.totals_row,)
    unknown = (read.header_row,) * len(read.unknown_headers)
    for rule, found, checked in (("M01", duplicates, rows), ("M02", unknown, headers), ("M03", totals, rows)):
        fr, en = shared_sentence(rule, "fr"), shared_sentence(rule, "en")
        yield Finding(f"{contract.prefix}-{rule}", "remark", read.sheet, None, found, fr, en), checked


def _merged(results: Iterable[RuleResult]) -> list[RuleResult]:
    """Add up the outcomes of a rule over the tables of a delivery."""
    merged: dict[str, RuleResult] = {}
    for one in results:
        known = merged.setdefault(one.rule_id, one)
        if known is not one:
            checked, failed = known.checked + one.checked, known.failed + one.failed
            success = known.success and one.success
            merged[one.rule_id] = replace(one, checked=checked, failed=failed, success=success)
    return list(merged.values())


def _write_quarantine(rows: Sequence[Quarantined], aside: Path) -> None:
    names = [one.name for one in fields(Quarantined)]
    with open_memory() as con:
        con.register("quarantined", pd.DataFrame(map(astuple, rows), columns=names, dtype=object))
        evaluate.copy_to_parquet(con, read_sql("quality/quarantine"), aside / "quarantine.parquet")
