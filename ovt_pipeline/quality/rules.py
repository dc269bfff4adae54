"""The rules on the rows of a table: those every export shares (catalogue/rules.yaml) and those of its contract.

Belongs here: which rule applies to which column, as a SQL boolean that is true on a faulty row.
Does not belong here: sentences (catalogue), predicates of one export (contracts), running them (evaluate.py), what is
true of a table as a whole (expectations.py).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ovt_pipeline.contracts.model import Column, Contract, Kind, Severity, Table
from ovt_pipeline.language.catalogue import entries, sentence
from ovt_pipeline.language.typography import quoted
from ovt_pipeline.quality.expectations import Expected

# Defects that typing can report for each kind of column, with the shared rule that names them.
DEFECTS: dict[Kind, dict[str, str]] = {
    "text": {"list": "R05", "error": "R09", "format": "R11"},
    "number": {"type": "R04", "error": "R09"},
    "bandwidth": {"type": "R04", "error": "R09"},
    "date": {"type": "R04", "error": "R09", "american": "R12"},
    "yes_no": {"type": "R04", "error": "R09", "zero": "R13"},
    "region": {"region": "R06", "disagree": "R07", "error": "R09"},
    "municipality": {"municipality": "R08", "disagree": "R07", "error": "R09"},
    "municipality_code": {"type": "R04", "municipality": "R08", "error": "R09"},
}

NAMED = "row_number IN (SELECT row_number FROM expected_not WHERE rule_id = '{rule_id}')"

Rows = Literal["kept", "accepted", "whole"]


@dataclass(frozen=True)
class Check:
    """One rule on one column of a table; `failing` is a SQL boolean over the typed row.

    `rows` are those it is asked of: a remark on a row that is rejected anyway is no news. Of the whole: what Great
    Expectations names of all kept rows, when it is asked what is true of them together.
    """

    rule_id: str
    severity: Severity
    failing: str
    column: str | None
    fr: str
    en: str
    rows: Rows


def checks_of(contract: Contract, table: Table) -> list[Check]:
    """Return every check on the rows of a table, shared rules first, in column order."""
    own = (_rule(r.id, r.severity, r.failing, r.column, fr=r.fr, en=r.en) for r in table.rules)
    return [*_shared(contract, table), *own]


def named_checks(expected: Iterable[Expected]) -> list[Check]:
    """Return, as checks, the expectations whose rows are shown: they blame those that Great Expectations names.

    One that rejects is asked before rows are accepted, any other once all are judged.
    """
    return [_named(one) for one in expected if one.names_rows]


def general_sentences(check: Check) -> tuple[str, str]:
    """Return both sentences of a check's rule over all its columns: a shared one without a column's name."""
    rule = check.rule_id.rpartition("-")[2]
    if rule not in entries("rules"):
        return check.fr, check.en
    blank = {"column": "…", "kind_fr": "…", "kind_en": "…", "allowed": "…"}
    return shared_sentence(rule, "fr", **blank), shared_sentence(rule, "en", **blank)


def shared_sentence(rule: str, lang: str, **fields: str) -> str:
    """Return a sentence of rules.yaml with its fields filled in."""
    return sentence("rules", rule, lang, **fields)


def _named(one: Expected) -> Check:
    when: Rows = "kept" if one.severity == "rejection" else "whole"
    return Check(one.rule_id, one.severity, NAMED.format(rule_id=one.rule_id), one.column, one.fr, one.en, when)


def _shared(contract: Contract, table: Table) -> Iterator[Check]:
    if table.key:
        broken = f"\"{table.key[0].name}__defect\" = 'broken'"
        yield _check(contract, "R10", "rejection", broken, None)
        headers = " + ".join(quoted(c.header) for c in table.key)
        yield _check(contract, "R02", "rejection", "key_is_repeated", table.key[0].name, column=headers)
    for column in table.columns:
        yield from _column_checks(contract, column)


def _column_checks(contract: Contract, column: Column) -> Iterator[Check]:
    fields = _fields(column)
    if column.required:
        rule = "R01" if column.key_position else "R03"
        missing = f'"{column.name}" IS NULL AND "{column.name}__defect" IS NULL'
        yield _check(contract, rule, "rejection", missing, column.name, **fields)
    if not column.is_needed:
        yield _check(contract, "M04", "remark", f'"{column.name}__defect" IS NOT NULL', column.name, **fields)
        return
    for defect, rule in DEFECTS[column.kind].items():
        if (defect == "list" and not column.allowed) or (defect == "format" and not column.folded_name):
            continue
        yield _check(contract, rule, "rejection", f"\"{column.name}__defect\" = '{defect}'", column.name, **fields)


def _fields(column: Column) -> dict[str, str]:
    kinds = entries("rules")["kinds"][column.kind]
    allowed = " · ".join(column.allowed)
    return {"column": quoted(column.header), "kind_fr": kinds["fr"], "kind_en": kinds["en"], "allowed": allowed}


def _check(
    contract: Contract, rule: str, severity: Severity, failing: str, name: str | None, /, **fields: str
) -> Check:
    fr, en = (shared_sentence(rule, lang, **fields) for lang in ("fr", "en"))
    return _rule(f"{contract.prefix}-{rule}", severity, failing, name, fr=fr, en=en)


def _rule(rule_id: str, severity: Severity, failing: str, column: str | None, *, fr: str, en: str) -> Check:
    return Check(rule_id, severity, failing, column, fr, en, "kept" if severity == "rejection" else "accepted")
