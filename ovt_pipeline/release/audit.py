"""The audit of a release before anyone can read it: every question of sql/release/audits, then a verdict.

Belongs here: asking, recording the answers in quality_results, raising. Does not belong here: the questions.
"""

from collections.abc import Container, Iterable
from typing import Any

import duckdb

from ovt_pipeline.deliveries.delivery import RuleResult
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.language.text import Text
from ovt_pipeline.plan.model import Plan
from ovt_pipeline.release.failed import AtFault, at_fault
from ovt_pipeline.release.fill import QUALITY_COLUMNS
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import one_row

SUBJECT = "release"
STARTING_VALUES = "w01_starting_values"


def audit(con: duckdb.DuckDBPyConnection, plans: Iterable[Plan]) -> list[RuleResult]:
    """Ask every question of the attached `release` and record the answers in its quality_results."""
    blocks = any(plan.starting_value_check == "blocking" for plan in plans)
    results = [_ask(con, name, entry, blocks=blocks) for name, entry in entries("audits").items()]
    record(con, results)
    return results


def record(con: duckdb.DuckDBPyConnection, results: Iterable[RuleResult]) -> None:
    """Add answers about the release itself to its quality_results."""
    insert_rows(con, "quality_results", ["subject", *QUALITY_COLUMNS], ([SUBJECT, *vars(r).values()] for r in results))


def failure(
    con: duckdb.DuckDBPyConnection, results: Iterable[RuleResult], waived: Container[str] = ()
) -> OvtError | None:
    """Return the OVT-P01 of the first blocking question that failed and whose id is not `waived`, None without one."""
    for result in results:
        if result.severity == "blocking" and not result.success and result.rule_id not in waived:
            return _error(result, at_fault(con, result.rule_id))
    return None


def _error(result: RuleResult, figure: AtFault | None) -> OvtError:
    """Name the check and the first figure at fault, never an entity: an error is stored and logged."""
    words: dict[str, Any] = {"expected": Text(result.description_fr, result.description_en), "rule": result.rule_id}
    words |= {"failed": result.failed, "checked": result.checked, "reason": "other"}
    if figure:
        words["reason"] = "start" if result.rule_id == entries("audits")[STARTING_VALUES]["id"] else "figure"
        words |= {"indicator": figure.indicator_id, "as_of": figure.as_of, "region": figure.region_code}
        words |= {"value": figure.shown(figure.found), "wanted": figure.shown(figure.wanted)}
    return OvtError("OVT-P01", Where(column=result.rule_id), **words)


def _ask(con: duckdb.DuckDBPyConnection, name: str, entry: dict[str, str], *, blocks: bool) -> RuleResult:
    checked, failed = one_row(con, read_sql(f"release/audits/{name}"))
    severity = "blocking" if blocks and name == STARTING_VALUES else entry["severity"]
    return RuleResult(entry["id"], severity, checked, failed, failed == 0, entry["fr"], entry["en"])
