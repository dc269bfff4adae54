"""The gates: what every table is held to as a whole, so that what fails as a whole is refused as a whole (exports.md).

Belongs here: each gate as one expectation of Great Expectations, under its own code, with the fields of its refusal.
Does not belong here: the limits (contracts), what is counted (past.py, evaluate.py), sentences (catalogue).

A share acts when a few rows are concerned, or all: below that an expectation tolerates what the share alone would not.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ovt_pipeline.contracts.limits import Limits
from ovt_pipeline.contracts.model import Column, Contract, Table
from ovt_pipeline.language.errors import error_text
from ovt_pipeline.language.typography import quoted
from ovt_pipeline.quality.expectations import IS_ACCEPTED, KEY_IS_REPEATED, KEY_IS_UNIQUE, SUM, Expected
from ovt_pipeline.quality.past import IS_LISTED, IS_NAMED, IS_OPEN, Link, Naming, Past, is_filled

IN_SET = "expect_column_values_to_be_in_set"


def gates(
    contract: Contract, table: Table, found: Container[str], frame: pd.DataFrame, past: Past
) -> Iterator[Expected]:
    """Yield the gates of a table, the most telling first.

    `found` are the columns that the file has, `frame` what Great Expectations is given of its rows, `past` what lots
    say.
    """
    made = _Gates(contract, table, frame)
    yield from made.of_the_file(found)
    if past.previous:
        yield from made.rows(past)  # first: rows that are lost leave cells unfilled too
        yield from (made.filled(column, past) for column in table.columns if _is_judged(contract.limits, column, past))
    yield made.repeated()
    yield made.rejected()
    if past.previous:
        yield made.keys(past)
    yield from (made.link(link) for link in past.links)
    if past.naming:
        yield made.naming(past.naming)


def tolerated(checked: int, limit: int, few: int) -> int:
    """Return how many of `checked` may fail: `limit` percent, or fewer than `few`, never all."""
    return max(checked * limit // 100, min(few, checked) - 1)


def _is_judged(limits: Limits, column: Column, past: Past) -> bool:
    return past.filled.get(column.name, 0) >= limits.filled_before


@dataclass(frozen=True)
class _Gates:
    """Makes the expectations of one table."""

    contract: Contract
    table: Table
    frame: pd.DataFrame

    @property
    def limits(self) -> Limits:
        return self.contract.limits

    def gate(
        self,
        code: str,
        kind: str,
        arguments: dict[str, Any],
        checked: int | None = None,
        column: str | None = None,
        **fields: Any,  # noqa: ANN401 - sentence fields
    ) -> Expected:
        refusal, rule_id = f"OVT-{code}", f"{self.contract.prefix}-{code}"
        fr, en = error_text(refusal, "fr"), error_text(refusal, "en")
        return Expected(rule_id, "refusal", kind, arguments, fr, en, refusal, fields, checked, column)

    def of_the_file(self, found: Container[str]) -> Iterator[Expected]:
        needed = [c for c in self.table.columns if c.is_needed]
        missing = ", ".join(quoted(c.header) for c in needed if c.name not in found)
        columns = {"column_set": [c.name for c in needed], "exact_match": False}
        yield self.gate("F06", "expect_table_columns_to_match_set", columns, headers=missing, reason="none_close")
        if not self.table.may_be_empty:
            yield self.gate("F08", "expect_table_row_count_to_be_between", {"min_value": 1})

    def filled(self, column: Column, past: Past) -> Expected:
        before, limit = past.filled[column.name], self.limits.fewest_filled
        least = -(-before * limit // 100)
        said = {"headers": quoted(column.header), **_previous(past)}
        return self.gate("F54", SUM, {"column": is_filled(column), "min_value": least}, before, **said)

    def rejected(self) -> Expected:
        limit = self.limits.rejected_rows
        return self.gate("F50", IN_SET, self._mostly(IS_ACCEPTED, limit, self.limits.few_rows), limit=limit)

    def repeated(self) -> Expected:
        concerned, limit = int(self.frame[KEY_IS_REPEATED].sum()), self.limits.repeated_keys
        few = (
            1 if concerned >= self.limits.few_rows else len(self.frame)
        )  # its share is of keys, what it concerns are rows
        return self.gate("F11", IN_SET, self._mostly(KEY_IS_UNIQUE, limit, few), limit=limit, headers=self._key())

    def rows(self, past: Past) -> Iterator[Expected]:
        few, before = self.limits.few_rows - 1, past.rows
        if not before:
            return
        least = max(1, min(-(-before * self.limits.fewest_rows // 100), before - few))
        most = max(before * self.limits.most_rows // 100, before + few)
        said = {"previous": before, **_previous(past)}
        fewest = {"share": self.limits.fewest_rows, "minimum": least, **said}
        yield self.gate("F12", SUM, {"column": IS_OPEN, "min_value": least}, **fewest)
        greatest = {"share": self.limits.most_rows, "maximum": most, **said}
        yield self.gate("F13", SUM, {"column": IS_OPEN, "max_value": most}, **greatest)

    def keys(self, past: Past) -> Expected:
        limit = self.limits.keys_gone
        least = past.keys - tolerated(past.keys, limit, self.limits.few_rows)
        said = {"limit": limit, "headers": self._key(), **_previous(past)}
        return self.gate("F51", SUM, {"column": IS_LISTED, "min_value": least}, past.keys, **said)

    def link(self, link: Link) -> Expected:
        limit, export = self.limits.unknown_in_pairs, link.target.export
        latest = link.lots[-1].day if link.lots else self.table.name
        said = _named(limit, link.column, export or self.contract.export, latest)
        arguments = self._mostly(link.name, limit, self.limits.few_rows)
        return self.gate("F52" if export else "F53", IN_SET, arguments, None, link.column.name, **said)

    def naming(self, naming: Naming) -> Expected:
        limit, lot = self.limits.unknown_in_pairs, naming.lot
        least = naming.rows - tolerated(naming.rows, limit, self.limits.few_rows) - naming.explained
        said = _named(limit, naming.column, lot.export, lot.day)
        unexplained = naming.rows - naming.explained
        return self.gate("F52", SUM, {"column": IS_NAMED, "min_value": least}, unexplained, **said)

    def _mostly(self, column: str, limit: int, few: int) -> dict[str, Any]:
        checked = int(self.frame[column].count())
        mostly = (checked - tolerated(checked, limit, few)) / checked if checked else 1.0
        return {"column": column, "value_set": [True], "mostly": mostly}

    def _key(self) -> str:
        return " + ".join(quoted(c.header) for c in self.table.key)


def _named(limit: int, column: Column, export: str, latest: str) -> dict[str, Any]:
    return {"limit": limit, "headers": quoted(column.header), "export": export, "latest": latest}


def _previous(past: Past) -> dict[str, Any]:
    return {"before": past.previous.day} if past.previous else {}
