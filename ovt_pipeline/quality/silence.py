"""Exports of which no file has come for longer than their contract allows: a remark, never a reason to refuse.

Belongs here: counting days since the last file, accepted or not. Does not belong here: where the remark is shown.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.deliveries.delivery import Delivery, RuleResult
from ovt_pipeline.quality.rules import shared_sentence

SILENT = "M06"


def silences(contracts: Iterable[Contract], deliveries: Iterable[Delivery], day: date) -> Iterator[RuleResult]:
    """Yield the outcome of M06 on every export that ever had a dated file; `failed` is 1 when it fell silent.

    Synthetic files are nobody's to send again: samples are never silent.
    """
    last: dict[str, date] = {}
    for one in deliveries:
        if one.extraction_date and one.extraction_date <= day and not one.is_synthetic:
            last[one.export] = max(one.extraction_date, last.get(one.export, one.extraction_date))
    for contract in contracts:
        if contract.export in last:
            is_silent = (day - last[contract.export]).days > contract.max_age_days
            told = {"export": contract.export, "days": str(contract.max_age_days)}
            texts = shared_sentence(SILENT, "fr", **told), shared_sentence(SILENT, "en", **told)
            yield RuleResult(f"{contract.prefix}-{SILENT}", "remark", 1, int(is_silent), not is_silent, *texts)
