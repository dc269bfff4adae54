"""What is expected of a table as a whole, in Great Expectations' words, and what its contract declares in them.

Belongs here: what an expectation is. Does not belong here: those that every table is held to (gates.py), rules on rows
(rules.py), asking Great Expectations (suite.py, engine.py), sentences (catalogue).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ovt_pipeline.contracts.model import Column, NativeExpectation, Severity

# Columns of the frame that Great Expectations is given; past.py adds those that compare it with lots.
KEY_IS_UNIQUE = "key_is_unique"  # made by sql/quality/kept_rows.sql: true or false on the first row of each key
KEY_IS_REPEATED = "key_is_repeated"
IS_ACCEPTED = "is_accepted"
OF_ROWS = {
    KEY_IS_UNIQUE: KEY_IS_UNIQUE,
    KEY_IS_REPEATED: KEY_IS_REPEATED,
    IS_ACCEPTED: "row_number NOT IN (SELECT row_number FROM rejected)",
}
SUM = "expect_column_sum_to_be_between"  # of a column of 0 and 1 that a gate counts
OF_THE_CONTRACT = "OVT-F17"  # the refusal of an expectation that a contract declares


@dataclass(frozen=True)
class Expected:
    """One expectation: its GX type and arguments, the rule whose outcome it is, and the refusal when it refuses.

    `fields` fill the sentences of that refusal beside what is counted: checked, failed, left (their difference), found
    (their share). `checked` is what a sum is told of; without it the sum itself is. `column` is the contract's name of
    the one whose cells are at fault, where the rows outside are to be shown.
    """

    rule_id: str
    severity: Severity
    type: str
    arguments: Mapping[str, Any]
    fr: str
    en: str
    refusal: str = OF_THE_CONTRACT
    fields: Mapping[str, Any] = field(default_factory=dict)
    checked: int | None = None
    column: str | None = None

    @property
    def names_rows(self) -> bool:
        """Say whether the rows outside are shown as findings of its rule."""
        return self.is_of_the_contract or self.column is not None

    @property
    def is_of_the_contract(self) -> bool:
        """Say whether a contract declares it, rather than every table being held to it."""
        return self.refusal == OF_THE_CONTRACT

    def names(self, column: Column) -> bool:
        """Say whether a column stands in its arguments, a condition on rows included."""
        return re.search(rf"\b{re.escape(column.name)}\b", json.dumps(self.arguments, default=str)) is not None


def native(rule: NativeExpectation) -> Expected:
    """Return an expectation that the contract declares in Great Expectations' own words."""
    said = {"expected_fr": rule.fr, "expected_en": rule.en}
    column = rule.arguments.get("column")
    return Expected(rule.id, rule.severity, rule.type, rule.arguments, rule.fr, rule.en, fields=said, column=column)
