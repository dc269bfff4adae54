"""The verdict of one delivery: refused, or accepted with its rejected rows set aside.

Belongs here: from typed tables to counts, rule results, quarantine and the files of a lot.
Does not belong here: reading (reading/), running rules (evaluate.py), Great Expectations (suite.py), storage (lots.py).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.deliveries.delivery import RuleResult
from ovt_pipeline.deliveries.typed import TypedTable
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.quality import evaluate, suite
from ovt_pipeline.quality.before import Before
from ovt_pipeline.quality.expectations import OF_ROWS, native
from ovt_pipeline.quality.findings import (
    BySheet,
    Finding,
    Quarantined,
    Remark,
    duplicate_rows,
    findings_of,
    quarantine_rows,
    results_of,
)
from ovt_pipeline.quality.gates import gates
from ovt_pipeline.quality.past import past_of
from ovt_pipeline.quality.refusals import refusals_of
from ovt_pipeline.quality.rules import Check, checks_of, named_checks, shared_sentence
from ovt_pipeline.reading.front import ReadTable
from ovt_pipeline.reading.ignored_rows import HEADER, NOTE, TOTALS
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import open_memory

LEFT_OUT = {"M03": TOTALS, "M07": NOTE, "M08": HEADER}  # remark → why reading left a row out


@dataclass(frozen=True)
class TableInput:
    """One table as read, from each of its sheets, and as typed."""

    table: Table
    parts: tuple[ReadTable, ...]
    typed: TypedTable

    @property
    def left_out(self) -> int:
        """Rows that reading left out: totals, notes, the header again."""
        return sum(len(part.ignored_rows) for part in self.parts)

    @property
    def columns(self) -> frozenset[str]:
        """The contract columns that the file has."""
        return frozenset(name for part in self.parts for name in part.columns)

    @property
    def sheets(self) -> str | None:
        """The sheets that hold it; None for a csv."""
        return ", ".join(part.sheet for part in self.parts if part.sheet) or None


@dataclass(frozen=True)
class Asked:
    """What a table is judged with: the contract, the day it describes, reference rows, the name of its file.

    `before` are the lots it is compared with, None where none are at hand.
    """

    contract: Contract
    day: date
    lookup: evaluate.Lookup
    file_name: str
    before: Before | None = None


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
    with open_memory() as con:
        evaluate.load_lookup(con, asked.lookup)
        parts = [_judge_table(con, asked, given, aside / given.table.name if aside else None) for given in inputs]
    findings = tuple(finding for part in parts for finding in part.findings)
    if aside:
        _write_quarantine(quarantine_rows(findings), aside)
    return Judgement(
        rows_read=sum(len(i.typed) + i.left_out for i in inputs),
        rows_accepted=sum(p.counts.accepted for p in parts),
        rows_rejected=sum(p.counts.rejected for p in parts),
        rows_ignored=sum(p.counts.duplicates + i.left_out for i, p in zip(inputs, parts, strict=True)),
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


def _judge_table(con: duckdb.DuckDBPyConnection, asked: Asked, given: TableInput, folder: Path | None) -> _Part:
    contract, table = asked.contract, given.table
    with evaluate.own_schema(con, table):
        evaluate.open_table(con, contract, table, given.typed, asked.day)
        whole, checks = _judge_rows_and_whole(con, asked, given)
        found = findings_of(con, checks)
        counts = evaluate.counts(con)
        kept_out = list(_kept_out(contract, given, counts, duplicate_rows(con)))
        if folder:
            folder.mkdir()
            evaluate.write_rows(con, table, folder)
            suite.write_files(whole, folder)
    of_rows = results_of(checks_of(contract, table), found, {"kept": counts.kept, "accepted": counts.accepted})
    results = [*whole.results, *of_rows, *(remark.result for remark in kept_out)]
    errors = refusals_of(whole, found, table, Where(file=asked.file_name, sheet=given.sheets))
    return _Part(counts, results, [*found, *(one for remark in kept_out for one in remark.findings)], errors)


def _judge_rows_and_whole(
    con: duckdb.DuckDBPyConnection, asked: Asked, given: TableInput
) -> tuple[suite.Outcome, list[Check]]:
    """Reject rows, then ask what is true of the table as a whole; rows that only expectations reject come first."""
    contract, table, there = asked.contract, given.table, given.columns
    name, own = f"{contract.export}.{table.name}", [native(rule) for rule in table.expectations]
    rejecting = [one for one in own if one.severity == "rejection"]
    named: Mapping[str, Sequence[int]] = {}
    if rejecting:
        frame = evaluate.whole_table(con, table, there, rejecting, {})
        named = suite.validate(frame, rejecting, name, contract.file_name).rows
    checks = [*checks_of(contract, table), *named_checks(rejecting)]
    evaluate.judge_rows(con, table, checks, named)
    past = past_of(con, contract, table, asked.before)
    frame = evaluate.whole_table(con, table, there, own, {**OF_ROWS, **past.columns})
    expected = [*gates(contract, table, there, frame, past), *own]
    whole = suite.validate(frame, expected, name, contract.file_name)
    checks += named_checks(one for one in expected if one not in rejecting)
    evaluate.blame(con, checks, {rule: rows for rule, rows in whole.rows.items() if rule not in named})
    return whole, checks


def _kept_out(contract: Contract, given: TableInput, counts: evaluate.Counts, duplicates: BySheet) -> Iterator[Remark]:
    """Yield the remarks on what rules never see, with rows or without, and among how many each was looked for."""
    parts, rows = given.parts, counts.kept + counts.duplicates + given.left_out
    unknown = {part.sheet: (part.header_row,) * len(part.unknown_headers) for part in parts}
    headers = len(given.table.columns) * len(parts) + sum(map(len, unknown.values()))
    looked_for: dict[str, tuple[BySheet, int]] = {"M01": (duplicates, rows), "M02": (unknown, headers)}
    looked_for |= {rule: ({p.sheet: _ignored(p, reason) for p in parts}, rows) for rule, reason in LEFT_OUT.items()}
    for rule, (found, checked) in looked_for.items():
        fr, en = shared_sentence(rule, "fr"), shared_sentence(rule, "en")
        yield Remark(f"{contract.prefix}-{rule}", fr, en, found, checked)


def _ignored(read: ReadTable, reason: str) -> tuple[int, ...]:
    return tuple(number for number, why in read.ignored_rows if why == reason)


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
