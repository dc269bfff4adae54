"""The Great Expectations suite of a table, built from its contract: GX owns the verdicts.

Belongs here: one native expectation per table-level rule, one per row rule over its boolean column, and those the
contract declares itself. Does not belong here: evaluating rows (evaluate.py), what a verdict leads to (judge.py).
Great Expectations costs seconds to import, so engine.py is imported only inside the function that validates.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ovt_pipeline.contracts.model import NativeExpectation
from ovt_pipeline.deliveries.lots import RuleResult
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.language.faults import Fault
from ovt_pipeline.quality.evaluate import KEY_SHARE

MAX_REPEATED_KEYS = 0.05  # exports.md: above this share of keys, the whole delivery is refused


@dataclass(frozen=True)
class Expected:
    """One expectation to validate: its GX type and arguments, and the rule whose outcome it is."""

    rule_id: str
    severity: str
    type: str
    arguments: dict[str, Any]
    fr: str
    en: str


def row_rule(rule_id: str, severity: str, fr: str, en: str) -> Expected:
    """Return the expectation that a rule's boolean column is true on every row it was asked of."""
    arguments = {"column": f"ok:{rule_id}", "value_set": [True]}
    return Expected(rule_id, severity, "expect_column_values_to_be_in_set", arguments, fr, en)


def native(rule: NativeExpectation) -> Expected:
    """Return an expectation that the contract declares in Great Expectations' own words."""
    return Expected(rule.id, rule.severity, rule.type, dict(rule.arguments), rule.fr, rule.en)


def repeated_keys(rule_id: str, fr: str, en: str) -> Expected:
    """Return the expectation that at most 5 % of the keys are repeated with different content."""
    arguments = {"column": KEY_SHARE, "value_set": [True], "mostly": 1 - MAX_REPEATED_KEYS}
    return Expected(rule_id, "refusal", "expect_column_values_to_be_in_set", arguments, fr, en)


def row_count(rule_id: str, fr: str, en: str, **bounds: int) -> Expected:
    """Return the expectation that the table has at least min_value or at most max_value rows."""
    return Expected(rule_id, "refusal", "expect_table_row_count_to_be_between", dict(bounds), fr, en)


def columns_present(rule_id: str, fr: str, en: str, names: Iterable[str]) -> Expected:
    """Return the expectation that the table has the columns the rules read."""
    arguments = {"column_set": list(names), "exact_match": False}
    return Expected(rule_id, "refusal", "expect_table_columns_to_match_set", arguments, fr, en)


def validate(frame: pd.DataFrame, expected: list[Expected], contract_file: str) -> list[RuleResult]:
    """Validate a frame (booleans and typed, non-personal columns); results hold counts, never values.

    Raises: OVT-C01 when an expectation itself cannot run (a wrong column or argument in the contract).
    """
    from ovt_pipeline.quality import engine  # noqa: PLC0415 - see the first lines

    try:
        outcome = engine.run(frame, [(rule.type, rule.arguments) for rule in expected])
    except engine.UnusableExpectationError as error:
        raise _unusable(expected[error.args[0]], contract_file) from None
    return [_result(rule, result, contract_file) for rule, result in zip(expected, outcome, strict=True)]


def _result(rule: Expected, outcome: Any, contract_file: str) -> RuleResult:  # noqa: ANN401 - GX has no public result type
    details = outcome.result or {}
    if _raised(outcome.exception_info):
        raise _unusable(rule, contract_file)
    checked = int(details.get("element_count", 0)) - int(details.get("missing_count", 0) or 0)
    failed = int(details.get("unexpected_count", 0 if outcome.success else 1) or 0)
    if "observed_value" in details and "element_count" not in details:  # a table-level expectation
        checked = int(details["observed_value"]) if isinstance(details["observed_value"], int) else 1
        failed = 0 if outcome.success else 1
    return RuleResult(rule.rule_id, rule.severity, checked, failed, bool(outcome.success), rule.fr, rule.en)


def _unusable(rule: Expected, contract_file: str) -> OvtError:
    return Fault((), "expectation", rule.type).error(contract_file, column=rule.rule_id)


def _raised(info: Any) -> bool:  # noqa: ANN401 - GX nests this mapping by metric, or not
    if not isinstance(info, dict):
        return False
    return bool(info.get("raised_exception")) or any(_raised(nested) for nested in info.values())
