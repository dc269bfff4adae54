"""Deliveries that bring nothing new under a new date: the bytes of another date, or the rows of one.

An honest quiet month repeats the delivery just before it, row for row or byte for byte: a remark. Rows that left and
come back whole are those of an old file under a new name: a refusal, which a waiver may let through. A slip put right
the next time also brings an older state back: fewer than a few rows changed since the previous delivery tell nothing.

Belongs here: comparing a delivery with the lots of its export. Does not belong here: rules of rows, verdicts.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.deliveries.delivery import Delivery, RuleResult, accepted, current_at
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.language.errors import OvtError, Where, error_text
from ovt_pipeline.quality.judge import Judgement
from ovt_pipeline.quality.rules import shared_sentence
from ovt_pipeline.sql import fill_sql
from ovt_pipeline.warehouse.database import one_row, open_memory

PARTS = ("rows", "rejected")


def with_repeats(
    outcome: Judgement, store: LotStore, known: Sequence[Delivery], given: Delivery, contract: Contract, aside: Path
) -> Judgement:
    """Return a judgement with what the lots of other dates say of it; `aside` holds the rows just judged."""
    others = [d for d in accepted(known, given.export) if d.extraction_date != given.extraction_date]
    if contract.role == "places":  # it may stay the same for years, and ages no figure
        return replace(outcome, quality=(*outcome.quality, *_unlisted(outcome, contract)))
    if not others or given.extraction_date is None:
        return outcome
    previous = current_at(known, given.export, given.extraction_date - timedelta(days=1))
    alike = _Alike(store, outcome, contract, aside)
    changed = alike.changed(previous) if previous else None
    may_repeat = changed is not None and changed < min(contract.limits.few_rows, max(alike.rows, 1))
    same = [d for d in others if d.sha256 == given.sha256 and not may_repeat]
    bytes_rule = _result(contract, "F19", len(others), len(same))
    if same:
        return _refused(outcome, OvtError("OVT-F19", Where(file=given.file_name), found=same[0].day), [bytes_rule])
    older = [d for d in others if previous and d.day < previous.day]
    found = [] if may_repeat else [d for d in older if alike.changed(d) == 0]
    results = [bytes_rule, _result(contract, "F20", len(older), len(found))]
    results += [_quiet(contract, is_quiet=changed == 0)] if previous else []
    if not found:
        return replace(outcome, quality=(*outcome.quality, *results))
    return _refused(outcome, OvtError("OVT-F20", Where(file=given.file_name), found=found[-1].day), results)


class _Alike:
    """Compares the rows just judged with those of lots, whatever their order."""

    def __init__(self, store: LotStore, outcome: Judgement, contract: Contract, aside: Path) -> None:
        self.store, self.contract, self.aside = store, contract, aside
        self.counts = (outcome.rows_accepted, outcome.rows_rejected)
        self.rows = sum(self.counts)

    def changed(self, lot: Delivery) -> int | None:
        """Return how many rows changed, at least, between a lot and these; None for one of another contract version.

        A lot that has another number of rows by more than a few is not read: it is not alike.
        """
        if lot.contract_version != self.contract.version:
            return None
        apart = abs((lot.rows_accepted or 0) + (lot.rows_rejected or 0) - self.rows)
        if apart >= self.contract.limits.few_rows:
            return apart
        names = [(table, f"{table.name}/{part}.parquet") for table in self.contract.tables for part in PARTS]
        if not all(name in lot.files for _, name in names):
            return None
        found = [_differing(table, self.aside / name, self.store.file(lot, name)) for table, name in names]
        return max(sum(here for here, _ in found), sum(there for _, there in found))


def _differing(table: Table, one: Path, other: Path) -> tuple[int, int]:
    left_out = ", ".join(["sheet", "row_number", *table.folded])
    files = {"one": str(one), "other": str(other)}
    with open_memory() as con:
        in_one, in_other = one_row(con, fill_sql("quality/differing_rows", left_out=left_out), files)
    return in_one, in_other


def _refused(outcome: Judgement, error: OvtError, results: list[RuleResult]) -> Judgement:
    return replace(outcome, refusals=(error, *outcome.refusals), quality=(*outcome.quality, *results))


def _result(contract: Contract, code: str, checked: int, failed: int) -> RuleResult:
    texts = error_text(f"OVT-{code}", "fr"), error_text(f"OVT-{code}", "en")
    return RuleResult(f"{contract.prefix}-{code}", "refusal", checked, failed, not failed, *texts)


def _unlisted(outcome: Judgement, contract: Contract) -> list[RuleResult]:
    """Return the remark on places that the list before named and this one does not: they are known for ever."""
    texts = shared_sentence("M09", "fr"), shared_sentence("M09", "en")
    gone = [one for one in outcome.quality if one.rule_id == f"{contract.prefix}-F51"]
    remark = f"{contract.prefix}-M09"
    return [RuleResult(remark, "remark", one.checked, one.failed, not one.failed, *texts) for one in gone]


def _quiet(contract: Contract, *, is_quiet: bool) -> RuleResult:
    texts = shared_sentence("M05", "fr"), shared_sentence("M05", "en")
    return RuleResult(f"{contract.prefix}-M05", "remark", 1, int(is_quiet), not is_quiet, *texts)
