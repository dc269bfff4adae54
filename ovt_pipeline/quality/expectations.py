"""What is expected of a table as a whole, in Great Expectations' words: every table's gates, then its contract's own.

Belongs here: which expectations a table has, their limits and the fields of their refusal; a gate is one entry.
Does not belong here: rules on rows (rules.py), asking Great Expectations (suite.py, engine.py), sentences (catalogue).
"""

import json
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ovt_pipeline.contracts.model import Column, Contract, NativeExpectation, Table
from ovt_pipeline.language.errors import error_text

KEY_IS_UNIQUE = "key_is_unique"  # made by sql/quality/kept_rows.sql: true or false on the first row of each key
OF_THE_CONTRACT = "OVT-F17"  # the refusal of an expectation that a contract declares


@dataclass(frozen=True)
class Limits:
    """In percent: what fails as a whole is refused as a whole. exports.md, without a signed waiver."""

    repeated_keys: int = 5  # of the distinct keys
    shrinkage: int = 70  # of the rows of the previous delivery
    growth: int = 300


@dataclass(frozen=True)
class Expected:
    """One expectation: its GX type and arguments, the rule whose outcome it is, and the refusal when it refuses.

    `fields` fill the sentences of that refusal beside what is counted: rows, checked, failed, share.
    """

    rule_id: str
    severity: str
    type: str
    arguments: Mapping[str, Any]
    fr: str
    en: str
    refusal: str = OF_THE_CONTRACT
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_of_the_contract(self) -> bool:
        """Say whether a contract declares it, rather than every table being held to it."""
        return self.refusal == OF_THE_CONTRACT

    def names(self, column: Column) -> bool:
        """Say whether a column stands in its arguments, a condition on rows included."""
        return re.search(rf"\b{re.escape(column.name)}\b", json.dumps(self.arguments, default=str)) is not None


def gates(contract: Contract, table: Table, found: Container[str], previous: int | None) -> Iterator[Expected]:
    """Yield what every table is held to; `found` are the columns that the file has, `previous` the rows of before."""
    limits, needed = Limits(), [c for c in table.columns if c.is_needed]
    missing = ", ".join(f"« {c.header} »" for c in needed if c.name not in found)

    def gate(code: str, kind: str, arguments: dict[str, Any], **fields: Any) -> Expected:  # noqa: ANN401 - sentence fields
        refusal, rule_id = f"OVT-{code}", f"{contract.prefix}-{code}"
        fr, en = error_text(refusal, "fr"), error_text(refusal, "en")
        return Expected(rule_id, "refusal", kind, arguments, fr, en, refusal, fields)

    columns = {"column_set": [c.name for c in needed], "exact_match": False}
    yield gate("F06", "expect_table_columns_to_match_set", columns, headers=missing, reason="none_close")
    yield gate("F08", "expect_table_row_count_to_be_between", {"min_value": 1})
    once = {"column": KEY_IS_UNIQUE, "value_set": [True], "mostly": 1 - limits.repeated_keys / 100}
    yield gate("F11", "expect_column_values_to_be_in_set", once, limit=limits.repeated_keys)
    if previous:
        least, most = -(-previous * limits.shrinkage // 100), previous * limits.growth // 100
        before = {"share": limits.shrinkage, "previous": previous, "minimum": least}
        yield gate("F12", "expect_table_row_count_to_be_between", {"min_value": least}, **before)
        before = {"share": limits.growth, "previous": previous, "maximum": most}
        yield gate("F13", "expect_table_row_count_to_be_between", {"max_value": most}, **before)


def native(rule: NativeExpectation) -> Expected:
    """Return an expectation that the contract declares in Great Expectations' own words."""
    said = {"expected_fr": rule.fr, "expected_en": rule.en}
    return Expected(rule.id, rule.severity, rule.type, rule.arguments, rule.fr, rule.en, fields=said)
