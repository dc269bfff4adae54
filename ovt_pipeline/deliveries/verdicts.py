"""The verdict on a delivery as its lot keeps it, and what a run tells of it.

Belongs here: a refusal as fields of a delivery, the line told. Does not belong here: judging rows (quality/), keeping.
"""

from dataclasses import replace

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.deliveries.delivery import Delivery, RuleResult
from ovt_pipeline.language.errors import OvtError, error_text
from ovt_pipeline.language.progress import tell


def refused(delivery: Delivery, error: OvtError, contract: Contract) -> Delivery:
    """Return a delivery refused before its rows could be judged."""
    rule = error.code.replace("OVT", contract.prefix)
    texts = error_text(error.code, "fr"), error_text(error.code, "en")
    return replace(
        refused_for(delivery, error),
        quality=delivery.quality or (RuleResult(rule, "refusal", 1, 1, False, *texts),),  # noqa: FBT003 - success
    )


def refused_for(delivery: Delivery, error: OvtError) -> Delivery:
    """Return a judged delivery with the reason why it is refused, in both languages."""
    french, english = error.line("fr"), error.line("en")
    return replace(delivery, verdict="refused", refusal_code=error.code, refusal_fr=french, refusal_en=english)


def report(delivery: Delivery) -> None:
    """Tell the verdict, every waiver behind it, and the decision that withdraws it."""
    if delivery.verdict != "accepted":
        tell("refused", fr=delivery.refusal_fr, en=delivery.refusal_en)
        return
    counts = {"read": delivery.rows_read, "accepted": delivery.rows_accepted, "ignored": delivery.rows_ignored}
    tell("accepted", file=delivery.file_name, rejected=delivery.rows_rejected, **counts)
    for waiver in delivery.waivers:
        tell("waived", file=delivery.file_name, **waiver.fields())
    if delivery.withdrawn_by:
        tell("withdrawn", file=delivery.file_name, decision=delivery.withdrawn_by)
