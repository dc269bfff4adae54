"""How the judgement of one file is shown in a terminal and as JSON.

Belongs here: lines and their order, ranges of rows, column letters. Does not belong here: judging (quality/check.py).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.quality.check import Checked
from ovt_pipeline.quality.findings import Finding
from ovt_pipeline.reading.column_names import column_letters
from ovt_pipeline.reading.front import ReadTable
from ovt_pipeline.reading.header_hints import alias_line, closest_column, column_lines
from ovt_pipeline.reading.layout import TableLayout, of_contract

TITLES = {"rejection": "check_rejection", "doubt": "check_doubt", "remark": "check_remark"}
_RANGES = 15  # ranges of rows shown for a rule; --json has them all


def check_lines(checked: Checked, words: Speech, *, is_engineer: bool = False) -> Iterator[str]:
    """Yield the lines of an answer: what the file is, what would be refused, then rules by severity, then a verdict.

    An engineer is also shown the lines of the contract that would accept what it does not name.
    """
    yield checked.file_name
    yield from identity_lines(checked, words)
    if checked.errors:
        yield from ("", words("check_refusals"))
        for error in checked.errors:
            yield f"  {error.line(words.lang)}"
            if is_engineer and error.fields.get("lines"):
                yield "      " + words("check_accept", **error.fields)
        yield from _found_lines(_found(checked, "refusal"), checked, words)
    for severity in TITLES:
        yield from _severity_lines(checked, severity, words)
    yield from _header_lines(checked, words, is_engineer=is_engineer)
    yield from ("", *verdict_lines(checked, words))


def verdict_lines(checked: Checked, words: Speech) -> Iterator[str]:
    """Yield what could not be verified, then the verdict."""
    if _places_unverified(checked):
        yield words("check_no_places")
    if checked.judgement:
        yield words("check_unverified")
    yield words(_verdict(checked), rejected=checked.judgement.rows_rejected if checked.judgement else 0)


def as_json(checked: Checked) -> dict[str, Any]:
    """Return the answer as plain data, every row number included; never a cell value."""
    judgement = checked.judgement
    names = ("read", "accepted", "rejected", "ignored")
    return {
        "file": checked.file_name,
        "export": checked.contract.export if checked.contract else None,
        "extraction_date": checked.day,
        "is_synthetic": checked.read.is_synthetic if checked.read else None,
        "verdict": "refused" if checked.errors else "accepted",
        "is_sound": checked.is_sound,
        "rows": {n: getattr(judgement, f"rows_{n}") for n in names} if judgement else None,
        "refusals": [
            {"code": e.code, "fr": e.line("fr"), "en": e.line("en"), "accept": e.fields.get("lines") or None}
            for e in checked.errors
        ],
        "findings": [_plain(f, checked) for f in (judgement.findings if judgement else ())],
        "unknown_headers": list(_hints(checked)),
        "municipalities_verified": not _places_unverified(checked),
    }


def row_ranges(rows: Sequence[int], limit: int | None = None) -> str:
    """Return row numbers in order as `2, 5-9`; beyond `limit` ranges, the number of rows left out: `… (+12)`."""
    runs = [[row for _, row in run] for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0])]
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs[:limit]]
    left = sum(len(run) for run in runs[limit:]) if limit else 0
    return ", ".join(shown) + (f"… (+{left})" if left else "")


def identity_lines(checked: Checked, words: Speech) -> Iterator[str]:
    """Yield which export it is, of which day, the mark of synthetic data, and the rows counted."""
    if checked.contract:
        title = checked.contract.title_fr if words.lang == "fr" else checked.contract.title_en
        yield words("check_export", export=checked.contract.export, title=title, day=checked.day or "?")
    if checked.read and checked.read.is_synthetic:
        yield words("check_synthetic")
    if (j := checked.judgement) is not None:
        counts = {"accepted": j.rows_accepted, "rejected": j.rows_rejected, "ignored": j.rows_ignored}
        yield words("check_rows", read=j.rows_read, **counts)


def _severity_lines(checked: Checked, severity: str, words: Speech) -> Iterator[str]:
    found, counted = _found(checked, severity), _without_rows(checked, severity)
    if found or counted:
        yield from ("", words(TITLES[severity]))
    yield from _found_lines(found, checked, words)
    for rule_id, fr, en, failed in counted:
        yield from (f"  {rule_id}  {fr if words.lang == 'fr' else en}", f"      {words('check_count', count=failed)}")


def _found(checked: Checked, severity: str) -> list[Finding]:
    return [f for f in (checked.judgement.findings if checked.judgement else ()) if f.severity == severity]


def _found_lines(found: list[Finding], checked: Checked, words: Speech) -> Iterator[str]:
    for rule_id in dict.fromkeys(f.rule_id for f in found):
        yield from _rule_lines([f for f in found if f.rule_id == rule_id], checked, words)


def _rule_lines(found: list[Finding], checked: Checked, words: Speech) -> Iterator[str]:
    """Yield the sentence of a rule, once for the columns that share it, and the rows of each column below it."""
    for sentence, same in groupby(found, key=lambda f: f.fr if words.lang == "fr" else f.en):
        yield f"  {found[0].rule_id}  {sentence}"
        for finding in same:
            place = _address(finding, checked, words)
            at = "check_row" if len(finding.rows) == 1 else "check_rows_at"
            yield f"      {place}{words(at, count=len(finding.rows), rows=row_ranges(finding.rows, _RANGES))}"


def _address(finding: Finding, checked: Checked, words: Speech) -> str:
    plain = _plain(finding, checked)
    sheet = words("check_sheet", sheet=finding.sheet) if finding.sheet else ""
    if plain["header"] is None:
        return sheet
    return sheet + words("check_column", letter=plain["column_letter"] or "?", header=plain["header"])


def _plain(finding: Finding, checked: Checked) -> dict[str, Any]:
    table = next((t for t in _tables(checked) if t.sheet == finding.sheet), None)
    header, letter = None, None
    if finding.column and table and checked.contract:
        header = checked.contract.table(table.table).column(finding.column).header
        letter = column_letters(table.columns[finding.column]) if finding.column in table.columns else None
    return {
        "rule_id": finding.rule_id, "severity": finding.severity, "sheet": finding.sheet, "column": finding.column,
        "header": header, "column_letter": letter, "rows": finding.rows, "fr": finding.fr, "en": finding.en,
    }  # fmt: skip


def _without_rows(checked: Checked, severity: str) -> list[tuple[str, str, str, int]]:
    """Return the rules that count failures without saying in which rows: what is true of a table as a whole."""
    if checked.judgement is None:
        return []
    placed = {f.rule_id for f in checked.judgement.findings}
    failed = [r for r in checked.judgement.quality if r.severity == severity and not r.success]
    return [(r.rule_id, r.description_fr, r.description_en, r.failed) for r in failed if r.rule_id not in placed]


def _header_lines(checked: Checked, words: Speech, *, is_engineer: bool) -> Iterator[str]:
    hints = list(_hints(checked))
    if hints:
        yield from ("", words("check_headers"))
    for hint in hints:
        yield "  " + words(_header_key(hint), **hint)
        if is_engineer and hint["lines"]:
            yield "    " + words("check_accept_alias" if hint["alias_of"] else "check_accept_new", **hint)
            yield from (f"      {line}" for line in hint["lines"])


def _header_key(hint: dict[str, Any]) -> str:
    if not hint["header"]:
        return "check_no_header"
    if hint["alias_of"]:
        return "check_header_alias"
    return "check_header_near" if hint["closest"] else "check_header_new"


def _hints(checked: Checked) -> Iterator[dict[str, Any]]:
    for read in _tables(checked):
        if checked.contract is None:
            return
        layout = next(t for t in of_contract(checked.contract).tables if t.name == read.table)
        for column, header in read.unknown_headers.items():
            hint = {"sheet": read.sheet, "column_letter": column_letters(column), "header": header}
            yield hint | _acceptance(header, read, layout, checked.contract)


def _acceptance(header: str, read: ReadTable, layout: TableLayout, contract: Contract) -> dict[str, Any]:
    """Return the closest known header, and how to accept this one: as that column if the file lacks it, else as new."""
    close = closest_column(header, layout) if header else None
    at = {"contract": contract.file_name, "table": layout.name, "closest": close.header if close else None}
    if close and close.name not in read.columns:
        return {**at, "alias_of": close.name, "lines": [alias_line(close, header)]}
    return {**at, "alias_of": None, "lines": column_lines(header, layout) if header else []}


def _tables(checked: Checked) -> tuple[ReadTable, ...]:
    return checked.read.tables if checked.read else ()


def _places_unverified(checked: Checked) -> bool:
    kinds = {c.kind for t in (checked.contract.tables if checked.contract else ()) for c in t.columns}
    return checked.judgement is not None and "municipality" in kinds and checked.places_from is None


def _verdict(checked: Checked) -> str:
    if checked.errors:
        return "check_refused"
    return "check_sound" if checked.is_sound else "check_rejected"
