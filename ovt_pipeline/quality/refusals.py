"""From the expectations that a table does not meet to the refusals of its delivery, in words that a clerk can act on.

Belongs here: the fields of those sentences that are counted of rows. Does not belong here: what is expected (gates.py,
contracts), the sentences (catalogue), which refusal stands (verdict.py).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from ovt_pipeline.contracts.model import Table
from ovt_pipeline.deliveries.delivery import RuleResult
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.language.typography import quoted
from ovt_pipeline.quality.expectations import Expected
from ovt_pipeline.quality.findings import Finding
from ovt_pipeline.quality.suite import Outcome

MOST_AT_FAULT = 3  # columns that a sentence names


def refusals_of(whole: Outcome, found: Sequence[Finding], table: Table, where: Where) -> list[OvtError]:
    """Return one refusal a code, in the order asked; one about several columns names them all."""
    failed = [(one, r) for one, r in zip(whole.expected, whole.results, strict=True) if not r.success]
    refusing = [(one, result) for one, result in failed if one.severity == "refusal"]
    own = {"at_fault": _most_at_fault(found, table)}
    groups = groupby(refusing, key=lambda pair: (pair[0].refusal, pair[0].is_of_the_contract and pair[0].rule_id))
    return [OvtError(code, where, **own, **_fields(list(group))) for (code, _), group in groups]


def _fields(group: Sequence[tuple[Expected, RuleResult]]) -> dict[str, Any]:
    one, result = group[0]
    counted = {"checked": result.checked, "failed": result.failed, "left": result.checked - result.failed}
    headers = ", ".join(str(other.fields["headers"]) for other, _ in group if "headers" in other.fields)
    return {**counted, "found": _share(result), **one.fields, "headers": headers}


def _share(result: RuleResult) -> float:
    return round(100 * result.failed / max(result.checked, 1), 1)


def _most_at_fault(found: Iterable[Finding], table: Table) -> str:
    """Return the columns with the most rejected cells, with how many rows."""
    rows: Counter[str] = Counter()
    for finding in found:
        if finding.severity == "rejection" and finding.column:
            rows[table.column(finding.column).header] += len(finding.rows)
    return ", ".join(f"{quoted(header)} ({count})" for header, count in rows.most_common(MOST_AT_FAULT)) or "—"
