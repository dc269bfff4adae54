"""Runs expectations with Great Expectations on pandas, quietly and in memory.

Belongs here: everything that touches Great Expectations. Does not belong here: what is expected (expectations.py), what
an answer leads to (suite.py, judge.py). Importing this module costs seconds: only a function that validates does it.
"""

import logging
import os
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Any

import pandas as pd

from ovt_pipeline.language.faults import Fault
from ovt_pipeline.quality.expectations import SUM, Expected

os.environ["GX_ANALYTICS_ENABLED"] = "False"  # read once, at the next import: a night run talks to nobody

import great_expectations as gx
from great_expectations.core.expectation_suite import expectationSuiteSchema
from great_expectations.core.expectation_validation_result import expectationSuiteValidationResultSchema
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.exceptions.exceptions import ExpectationNotFoundError
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.validator.validation_graph import tqdm  # type: ignore[attr-defined]  # the one it uses

# A bar that is never shown takes a lock between processes: from Python 3.14 on, that starts one more process, and a
# killed run leaves the lock in shared memory.
tqdm.set_lock(RLock())

ROW = "row_number"  # column of the frame that names its rows

# The number of every row outside, and no value: by default results hold values, in SUMMARY too.
ROWS_WITHOUT_VALUES = {
    "result_format": "COMPLETE",
    "exclude_unexpected_values": True,
    "unexpected_index_column_names": [ROW],
    "partial_unexpected_count": 0,
}
COUNTS = (
    "element_count", "missing_count", "missing_percent", "unexpected_count", "unexpected_percent",
    "unexpected_percent_total", "unexpected_percent_nonmissing",
    "unexpected_index_list", "unexpected_index_column_names",
)  # fmt: skip
OF_THE_TABLE = ("observed_value", "details")  # a count, names of columns; elsewhere a value: a greatest, a set
ROW_COUNT, TABLE, COLUMNS = "expect_table_row_count", "expect_table_", "expect_table_column"
SEVERITIES = {
    "refusal": FailureSeverity.CRITICAL,
    "rejection": FailureSeverity.WARNING,
    "doubt": FailureSeverity.WARNING,
    "remark": FailureSeverity.INFO,
}


class UnusableExpectationError(Exception):
    """An expectation that cannot be asked; holds the id of its rule and the fault of its contract."""


@dataclass(frozen=True)
class Answer:
    """What Great Expectations counted; `rows` are the numbers of the rows outside, None when it names no row."""

    success: bool
    checked: int
    failed: int
    rows: tuple[int, ...] | None


@dataclass(frozen=True)
class Validation:
    """Answers in the order asked, and GX's own dictionaries of the suite and of its result, without a value."""

    answers: tuple[Answer, ...]
    suite: Mapping[str, Any]
    result: Mapping[str, Any]


def run(frame: pd.DataFrame, expected: Sequence[Expected], name: str) -> Validation:
    """Validate a frame, which has a column row_number, against a suite of that name."""
    logging.getLogger("great_expectations").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        context = _context()
        suite = context.suites.add(_suite(expected, name))
        rows = context.data_sources.add_pandas("rows").add_dataframe_asset("rows")
        batch = rows.add_batch_definition_whole_dataframe("rows")
        definition = context.validation_definitions.add(gx.ValidationDefinition(name=name, data=batch, suite=suite))
        result = definition.run(batch_parameters={"dataframe": frame}, result_format=ROWS_WITHOUT_VALUES)
        result.results.sort(key=lambda one: one.expectation_config.meta["position"])
        answers = tuple(_answer(*both) for both in zip(expected, result.results, strict=True))
        return Validation(answers, expectationSuiteSchema.dump(suite), _without_values(result, expected))


def _context() -> Any:  # noqa: ANN401 - GX's own union of contexts
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)  # by default GX leaves a folder in /tmp
    bars = ProgressBarsConfig(globally=False)
    settings = DataContextConfig(store_backend_defaults=stores, progress_bars=bars, analytics_enabled=False)
    return gx.get_context(mode="ephemeral", project_config=settings)


def _suite(expected: Sequence[Expected], name: str) -> Any:  # noqa: ANN401 - GX is imported inside, its types with it
    # by the constructor: add_expectation drops one that equals another, and each of them has its own rule
    return gx.ExpectationSuite(name=name, expectations=[_expectation(n, one) for n, one in enumerate(expected)])


def _expectation(position: int, one: Expected) -> Any:  # noqa: ANN401 - as above
    if one.is_of_the_contract and one.type.startswith(COLUMNS):  # the frame has not the columns of the table
        raise UnusableExpectationError(one.rule_id, Fault((), "expectation_not_on_columns", one.type))
    meta = {"position": position, "rule_id": one.rule_id, "en": one.en}
    configured = ExpectationConfiguration(
        type=one.type, kwargs=dict(one.arguments), meta=meta, description=one.fr, severity=SEVERITIES[one.severity]
    )
    try:
        return configured.to_domain_obj()
    except (ExpectationNotFoundError, TypeError, ValueError):  # pydantic's refusals are ValueErrors
        raise UnusableExpectationError(one.rule_id, Fault((), "expectation_known", one.type)) from None


def _answer(one: Expected, result: Any) -> Answer:  # noqa: ANN401 - GX has no public result type
    if _raised(result.exception_info):
        raise UnusableExpectationError(one.rule_id, Fault((), "expectation", one.type))
    counted, success = result.result, bool(result.success)
    if "element_count" in counted:  # asked of each row
        checked = int(counted["element_count"]) - int(counted.get("missing_count") or 0)
        rows = tuple(int(row) for group in counted.get("unexpected_index_list") or () for row in group[ROW])
        return Answer(success, checked, int(counted.get("unexpected_count") or 0), rows)
    if one.type == SUM and not one.is_of_the_contract:
        return _summed(one, int(counted["observed_value"]), success=success)
    if one.severity in {"rejection", "doubt"}:
        raise UnusableExpectationError(one.rule_id, Fault((), "expectation_on_rows", one.type))
    checked = int(counted["observed_value"]) if one.type.startswith(ROW_COUNT) else 1
    return Answer(success, checked, int(not success), None)


def _summed(one: Expected, observed: int, *, success: bool) -> Answer:
    if one.checked is None:
        return Answer(success, observed, int(not success), None)
    return Answer(success, one.checked, max(0, one.checked - observed), None)


def _raised(info: Any) -> bool:  # noqa: ANN401 - GX nests this mapping by metric, or not
    if not isinstance(info, dict):
        return False
    return bool(info.get("raised_exception")) or any(_raised(nested) for nested in info.values())


def _without_values(result: Any, expected: Sequence[Expected]) -> dict[str, Any]:  # noqa: ANN401 - GX has no public result type
    for one, asked in zip(result.results, expected, strict=True):
        is_count = asked.type.startswith(TABLE) or not asked.is_of_the_contract
        kept = (*COUNTS, *OF_THE_TABLE) if is_count else COUNTS
        one.result = {name: one.result[name] for name in kept if name in one.result}
    result.meta.pop("batch_markers", None)  # a fingerprint of the rows
    return dict(expectationSuiteValidationResultSchema.dump(result))
