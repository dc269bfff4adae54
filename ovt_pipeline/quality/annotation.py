"""Where the marks of an annotated copy go: one fault per rule and column, with its rows, worst first.

Belongs here: from what a check found to places in the file. Does not belong here: the cells themselves
(annotate_cells.py), how they look (annotate_style.py), the words around the faults (cli/annotated_copy.py).

A finding without a column marks the first filled cell of its row, where reading a row begins. A header that the
contract does not name is marked itself. A refusal marks the headers that it is about, else the first filled cell of
its row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ovt_pipeline.contracts.model import Column, Contract
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.language.typography import quoted
from ovt_pipeline.quality.check import Checked
from ovt_pipeline.quality.findings import Finding
from ovt_pipeline.reading.column_names import column_letters
from ovt_pipeline.reading.front import ReadTable
from ovt_pipeline.reading.headers import normalise

SEVERITIES = ("refusal", "rejection", "doubt", "remark")  # worst first
_ONE_COLUMN_TOO_MANY = "OVT-F07"


@dataclass(frozen=True)
class Fault:
    """One rule at fault in one column. `rows` is empty when it has no place: the first sheet alone tells it.

    `column` counts from 1, None for the first filled cell of each row, or for the cells of the row that hold one of
    the `headers` (folded). `shown` names the column to people. `count` is what was counted, places or not.
    """

    severity: str
    rule_id: str
    sheet: str | None
    rows: tuple[int, ...]
    fr: str
    en: str
    count: int
    column: int | None = None
    shown: str = ""
    headers: tuple[str, ...] = ()


def faults_of(checked: Checked) -> list[Fault]:
    """Return every fault of a checked file, worst first, then in the order of the check."""
    faults = [_of_error(error, checked.contract) for error in checked.errors]
    if checked.judgement:
        faults += [fault for finding in checked.judgement.findings for fault in _of_finding(finding, checked)]
        faults += list(_counted(checked))
    return sorted(faults, key=lambda fault: SEVERITIES.index(fault.severity))


def _of_error(error: OvtError, contract: Contract | None) -> Fault:
    rows = (error.where.row,) if error.where.row else ()
    fr, en = (error.line(lang).removeprefix(f"{error.code} ").replace(" | ", "\n") for lang in ("fr", "en"))
    headers = tuple(_headers(error, contract))
    return Fault("refusal", error.code, error.where.sheet, rows, fr, en, max(1, len(rows)), headers=headers)


def _headers(error: OvtError, contract: Contract | None) -> Iterator[str]:
    """Yield the folded headers a refusal is about: those close to a missing one, spellings of a repeated one."""
    yield from map(normalise, re.findall(quoted("(.+?)"), str(error.fields.get("closest", ""))))
    if error.code == _ONE_COLUMN_TOO_MANY and contract:
        columns = [column for table in contract.tables for column in table.columns]
        for column in (c for c in columns if quoted(c.header) in error.fields["headers"]):
            yield from (normalise(spelling) for spelling in (column.header, *column.aliases))


def _of_finding(finding: Finding, checked: Checked) -> Iterator[Fault]:
    table = next(t for t in (checked.read.tables if checked.read else ()) if t.sheet == finding.sheet)
    if finding.column is None and set(finding.rows) == {table.header_row}:
        yield from (_fault(finding, (table.header_row,), at, text) for at, text in table.unknown_headers.items())
        return
    column = _column(finding, table, checked.contract)
    at = table.columns.get(finding.column) if finding.column else None
    yield _fault(finding, finding.rows, at, column.header if column else "")


def _column(finding: Finding, table: ReadTable, contract: Contract | None) -> Column | None:
    return contract.table(table.table).column(finding.column) if contract and finding.column else None


def _fault(finding: Finding, rows: tuple[int, ...], column: int | None, header: str) -> Fault:
    shown = f"{column_letters(column)} {quoted(header)}" if column and header else header
    shown = column_letters(column) if column and not header else shown
    return Fault(
        finding.severity, finding.rule_id, finding.sheet, rows, finding.fr, finding.en, len(rows), column, shown
    )  # fmt: skip


def _counted(checked: Checked) -> Iterator[Fault]:
    """Yield the rules that count failures without saying where (true of a whole table); a refusal is told above."""
    if checked.judgement is None:
        return
    placed = {finding.rule_id for finding in checked.judgement.findings}
    for r in checked.judgement.quality:
        if not r.success and r.severity != "refusal" and r.rule_id not in placed:
            yield Fault(r.severity, r.rule_id, None, (), r.description_fr, r.description_en, r.failed)
