"""Asks Great Expectations what is true of a table as a whole, and keeps its suite and result for whoever wants to see.

Belongs here: from expectations and a frame to rule results, the rows that an expectation names, GX's own files.
Does not belong here: what is expected (expectations.py), the frame (evaluate.py), what a result leads to (judge.py).
Great Expectations costs seconds to import, so engine.py is imported only inside the function that validates.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from ovt_pipeline.deliveries.delivery import RuleResult
from ovt_pipeline.quality.expectations import Expected


@dataclass(frozen=True)
class Outcome:
    """What was found: one result an expectation, the rows of those not met that name rows, the files as plain data."""

    expected: tuple[Expected, ...] = ()
    results: tuple[RuleResult, ...] = ()
    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def validate(frame: pd.DataFrame, expected: Sequence[Expected], name: str, contract_file: str) -> Outcome:
    """Validate a frame (row_number, and what the expectations name); nothing in the outcome is a value of it.

    Raises: OVT-C01 when an expectation itself cannot be asked (a wrong column or argument in the contract).
    """
    from ovt_pipeline.quality import engine  # noqa: PLC0415 - see the first lines

    try:
        found = engine.run(frame, expected, name)
    except engine.UnusableExpectationError as error:
        rule_id, fault = error.args
        raise fault.error(contract_file, column=rule_id) from None
    answered = list(zip(expected, found.answers, strict=True))
    results = (
        RuleResult(one.rule_id, one.severity, answer.checked, answer.failed, answer.success, one.fr, one.en)
        for one, answer in answered
    )
    rows = {one.rule_id: answer.rows for one, answer in answered if answer.rows and not answer.success}
    return Outcome(tuple(expected), tuple(results), rows, {"suite": found.suite, "result": found.result})


def write_files(outcome: Outcome, folder: Path) -> None:
    """Write the suite and its result beside the rows of a table, as Great Expectations reads them back."""
    for name, content in outcome.files.items():
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
