"""The verdict that a lot keeps: accepted, refused, or let through by a signed waiver that it names.

Belongs here: from what judging found to the fields of a delivery, and what is told of it.
Does not belong here: judging (quality/judge.py), keeping (receive.py), what a waiver is (waivers/).
"""

from collections.abc import Iterable
from dataclasses import replace

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.errors import OvtError, error_text
from ovt_pipeline.lots import Delivery, RuleResult
from ovt_pipeline.progress import tell
from ovt_pipeline.quality.judge import Judgement
from ovt_pipeline.waivers.marks import mark_of
from ovt_pipeline.waivers.model import Waiver


def refused(delivery: Delivery, error: OvtError, contract: Contract) -> Delivery:
    """Return a delivery refused before its rows could be judged."""
    rule = error.code.replace("OVT", contract.prefix)
    texts = error_text(error.code, "fr"), error_text(error.code, "en")
    return replace(
        _refused_for(delivery, error),
        quality=delivery.quality or (RuleResult(rule, "refusal", 1, 1, False, *texts),),  # noqa: FBT003 - success
    )


def with_outcome(delivery: Delivery, outcome: Judgement, signed: Iterable[Waiver]) -> Delivery:
    """Return a delivery with its judgement: refused for the first refusal that no waiver in force names.

    A waived rule stays failed among the results, with the waiver beside it.
    """
    codes = {error.code for error in outcome.refusals}
    used = tuple(w for w in signed if w.rule in codes)
    judged = replace(
        delivery,
        verdict="accepted",
        rows_read=outcome.rows_read,
        rows_accepted=outcome.rows_accepted,
        rows_rejected=outcome.rows_rejected,
        rows_ignored=outcome.rows_ignored,
        table_rows=outcome.table_rows,
        quality=outcome.quality,
    )
    standing = [e for e in outcome.refusals if e.code not in {w.rule for w in used}]
    if standing:
        return _refused_for(judged, standing[0])
    return replace(judged, waivers=used, quality=(*outcome.quality, *map(mark_of, used)))


def report(delivery: Delivery) -> None:
    """Tell the verdict, and every waiver behind it."""
    if not delivery.accepted:
        tell("refused", fr=delivery.refusal_fr, en=delivery.refusal_en)
        return
    counts = {"read": delivery.rows_read, "accepted": delivery.rows_accepted, "ignored": delivery.rows_ignored}
    tell("accepted", file=delivery.file_name, rejected=delivery.rows_rejected, **counts)
    for waiver in delivery.waivers:
        tell("waived", file=delivery.file_name, **waiver.fields())


def _refused_for(delivery: Delivery, error: OvtError) -> Delivery:
    french, english = error.line("fr"), error.line("en")
    return replace(delivery, verdict="refused", refusal_code=error.code, refusal_fr=french, refusal_en=english)
