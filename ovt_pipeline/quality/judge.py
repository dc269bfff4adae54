"""The verdict of one delivery: refused, or accepted with its rejected rows set aside.

Belongs here: from typed tables to counts, rule results, quarantine and the files of a lot.
Does not belong here: reading (reading/), running rules (evaluate.py), Great Expectations (suite.py), storage (lots.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.deliveries.lots import RuleResult
from ovt_pipeline.language.errors import OvtError, Where, error_text
from ovt_pipeline.quality import evaluate, suite
from ovt_pipeline.quality.findings import Finding, duplicate_rows, findings_of, quarantine_rows
from ovt_pipeline.quality.rules import Check, shared_sentence
from ovt_pipeline.warehouse.database import open_memory

SHRINKAGE, GROWTH = 70, 300  # percent; exports.md: row count against the previous delivery, without a signed waiver


@dataclass(frozen=True)
class TableInput:
    """One typed table with what its reader kept out. `previous` is the row count of the previous delivery, if any."""

    table: Table
    typed: pd.DataFrame
    sheet: str | None
    header_row: int
    totals_row: int | None
    unknown_headers: dict[int, str]
    previous: int | None


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


def judge(
    contract: Contract, inputs: list[TableInput], day: date, lookup: evaluate.Lookup, aside: Path | None, file_name: str
) -> Judgement:
    """Judge every table of a delivery; the tables of the lot are written below `aside`, if there is one.

    `day` is the extraction date. Rows read = accepted + rejected + ignored, to the row.
    """
    parts = [_judge_table(contract, i, day, lookup, aside, file_name) for i in inputs]
    findings = tuple(finding for part in parts for finding in part.findings)
    if aside:
        _write_quarantine(quarantine_rows(findings), aside)
    return Judgement(
        rows_read=sum(len(i.typed) + _totals(i) for i in inputs),
        rows_accepted=sum(p.accepted for p in parts),
        rows_rejected=sum(p.rejected for p in parts),
        rows_ignored=sum(p.ignored for p in parts),
        table_rows={i.table.name: p.accepted + p.rejected for i, p in zip(inputs, parts, strict=True)},
        quality=tuple(_merge([result for part in parts for result in part.results])),
        findings=findings,
        errors=tuple(part.errors[0] for part in parts if part.errors),
        refusals=tuple(error for part in parts for error in part.errors),
    )


@dataclass(frozen=True)
class _Part:
    accepted: int
    rejected: int
    ignored: int
    results: list[RuleResult]
    findings: list[Finding]
    errors: list[OvtError]


def _judge_table(
    contract: Contract, given: TableInput, day: date, lookup: evaluate.Lookup, aside: Path | None, file_name: str
) -> _Part:
    with open_memory() as con:
        evaluate.load_lookup(con, lookup)
        evaluate.open_table(con, contract, given.table, given.typed, day)
        checks = evaluate.judge_rows(con, contract, given.table)
        accepted, rejected, duplicates = evaluate.counts(con)
        expected = _expected(contract, given, checks)
        results = suite.validate(evaluate.verdict_frame(con, checks), expected, contract.file_name)
        if aside:
            evaluate.write_rows(con, given.table, aside / given.table.name)
        kept_out = _kept_out(contract, given, duplicate_rows(con))
        found = [*findings_of(con, checks, given.sheet), *(f for f in kept_out.values() if f.rows)]
    ignored = duplicates + _totals(given)
    results += _counted(given, kept_out, accepted + rejected + ignored)
    refused = [r for r in results if r.severity == "refusal" and not r.success]
    errors = [_refusal(given, failed, accepted + rejected, file_name) for failed in refused]
    return _Part(accepted, rejected, ignored, results, found, errors)


def _totals(given: TableInput) -> int:
    return int(given.totals_row is not None)


def _expected(contract: Contract, given: TableInput, checks: list[Check]) -> list[suite.Expected]:
    rules = {c.rule_id: suite.row_rule(c.rule_id, c.severity, *_general(c)) for c in checks}
    read = [c.name for c in given.table.columns if c.required or c.used_by_rules]
    table_level = [suite.columns_present(*_refusal_rule(contract, "F06"), names=read)]
    table_level.append(suite.row_count(*_refusal_rule(contract, "F08"), min_value=1))
    table_level.append(suite.repeated_keys(*_refusal_rule(contract, "F11")))
    if given.previous:
        low, high = _bounds(given.previous)
        table_level.append(suite.row_count(*_refusal_rule(contract, "F12"), min_value=low))
        table_level.append(suite.row_count(*_refusal_rule(contract, "F13"), max_value=high))
    return [*table_level, *rules.values(), *map(suite.native, given.table.expectations)]


def _bounds(previous: int) -> tuple[int, int]:
    return -(-previous * SHRINKAGE // 100), previous * GROWTH // 100


def _general(check: Check) -> tuple[str, str]:
    """Return the sentence of a rule that covers several columns: the shared one without a column's name."""
    rule = check.rule_id.rpartition("-")[2]
    if rule[1:] >= "20":
        return check.fr, check.en
    blank = {"column": "…", "kind_fr": "…", "kind_en": "…", "allowed": "…"}
    return shared_sentence(rule, "fr", **blank), shared_sentence(rule, "en", **blank)


def _refusal_rule(contract: Contract, code: str) -> tuple[str, str, str]:
    return f"{contract.prefix}-{code}", error_text(f"OVT-{code}", "fr"), error_text(f"OVT-{code}", "en")


def _kept_out(contract: Contract, given: TableInput, duplicates: tuple[int, ...]) -> dict[str, Finding]:
    """Return the remarks on what the reader kept out, rather than on a kept row; rows are empty when there is none."""
    rows = {
        "M01": duplicates,
        "M02": (given.header_row,) * len(given.unknown_headers),
        "M03": () if given.totals_row is None else (given.totals_row,),
    }
    return {
        rule: Finding(
            f"{contract.prefix}-{rule}", "remark", given.sheet, None, found,
            shared_sentence(rule, "fr"), shared_sentence(rule, "en"),
        )
        for rule, found in rows.items()
    }  # fmt: skip


def _counted(given: TableInput, kept_out: dict[str, Finding], rows: int) -> list[RuleResult]:
    headers = len(given.table.columns) + len(given.unknown_headers)
    checked = {"M01": rows, "M02": headers, "M03": rows}
    return [
        RuleResult(f.rule_id, f.severity, checked[rule], len(f.rows), not f.rows, f.fr, f.en)
        for rule, f in kept_out.items()
    ]


def _refusal(given: TableInput, failed: RuleResult, rows: int, file_name: str) -> OvtError:
    code = failed.rule_id.rpartition("-")[2]
    low, high = _bounds(given.previous or 0)
    share = round(100 * failed.failed / max(failed.checked, 1), 1)
    fields: dict[str, Mapping[str, Any]] = {
        "F11": {"limit": round(100 * suite.MAX_REPEATED_KEYS), "found": share},
        "F12": {"minimum": low, "share": SHRINKAGE, "previous": given.previous, "rows": rows},
        "F13": {"maximum": high, "share": GROWTH, "previous": given.previous, "rows": rows},
        "F08": {},
    }
    where = Where(file=file_name, sheet=given.sheet)
    if code in fields:
        return OvtError(f"OVT-{code}", where, **fields[code])
    words = {"expected": failed.description_fr, "failed": failed.failed, "checked": failed.checked}
    return OvtError("OVT-F17", where, **words)


def _merge(results: list[RuleResult]) -> list[RuleResult]:
    """Add up the outcomes of a rule over the tables of a delivery."""
    merged: dict[str, RuleResult] = {}
    for r in results:
        known = merged.get(r.rule_id)
        if known:
            totals = (known.checked + r.checked, known.failed + r.failed, known.success and r.success)
            r = RuleResult(r.rule_id, r.severity, *totals, r.description_fr, r.description_en)  # noqa: PLW2901
        merged[r.rule_id] = r
    return list(merged.values())


def _write_quarantine(rows: list[tuple[Any, ...]], aside: Path) -> None:
    names = ["sheet", "row_number", "rule_id", "column_name", "message_fr", "message_en"]
    types = ["VARCHAR", "BIGINT", *["VARCHAR"] * 4]
    columns = ", ".join(f"{name}::{kind} AS {name}" for name, kind in zip(names, types, strict=True))
    with open_memory() as con:
        con.register("rows", pd.DataFrame(rows, columns=names, dtype=object))
        evaluate.copy_to_parquet(con, f"SELECT {columns} FROM rows", aside / "quarantine.parquet")
