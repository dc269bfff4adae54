"""Runs expectations with Great Expectations on pandas, quietly and in memory.

Belongs here: everything that touches Great Expectations. Does not belong here: what is expected (suite.py).
Importing this module costs seconds: only a function that validates does it.
"""

import logging
import os
import warnings
from threading import RLock
from typing import Any

import pandas as pd

os.environ["GX_ANALYTICS_ENABLED"] = "False"  # read once, at the next import: a night run talks to nobody

import great_expectations as gx
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.exceptions.exceptions import ExpectationNotFoundError
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.validator.validation_graph import tqdm  # type: ignore[attr-defined]  # the one it uses

# A bar that is never shown takes a lock between processes: from Python 3.14 on, that starts one more process, and a
# killed run leaves the lock in shared memory.
tqdm.set_lock(RLock())


class UnusableExpectationError(Exception):
    """An expectation that Great Expectations does not know, or whose arguments it refuses; holds its position."""


# Values of rows never reach a result: by default Great Expectations samples them.
COUNTS_ONLY = {"result_format": "BASIC", "exclude_unexpected_values": True, "partial_unexpected_count": 0}


def run(frame: pd.DataFrame, expected: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    """Validate a frame against expectations (type, arguments); return their results in the same order."""
    logging.getLogger("great_expectations").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        context = _context()
        rows = context.data_sources.add_pandas("rows").add_dataframe_asset("rows")
        batch = rows.add_batch_definition_whole_dataframe("rows")
        definition = gx.ValidationDefinition(name="contract", data=batch, suite=context.suites.add(_suite(expected)))
        validation = context.validation_definitions.add(definition)
        results = validation.run(batch_parameters={"dataframe": frame}, result_format=COUNTS_ONLY).results
    return sorted(results, key=lambda r: r.expectation_config.meta["position"])


def _context() -> Any:  # noqa: ANN401 - GX's own union of contexts
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)  # by default GX leaves a folder in /tmp
    bars = ProgressBarsConfig(globally=False)
    settings = DataContextConfig(store_backend_defaults=stores, progress_bars=bars, analytics_enabled=False)
    return gx.get_context(mode="ephemeral", project_config=settings)


def _suite(expected: list[tuple[str, dict[str, Any]]]) -> Any:  # noqa: ANN401
    suite = gx.ExpectationSuite(name="contract")
    for position, (kind, arguments) in enumerate(expected):
        configured = ExpectationConfiguration(type=kind, kwargs=arguments, meta={"position": position})
        try:
            suite.add_expectation(configured.to_domain_obj())
        except (ExpectationNotFoundError, TypeError, ValueError):  # pydantic's refusals are ValueErrors
            raise UnusableExpectationError(position) from None
    return suite
