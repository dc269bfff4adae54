"""The refused files that still lie in the inbox, with no later accepted delivery to make up for them.

Belongs here: that question. Does not belong here: why a delivery is refused (quality/), words.
"""

from ovt_pipeline.deliveries.delivery import Delivery, accepted
from ovt_pipeline.operations.situation import Situation


def standing_refusals(situation: Situation) -> list[Delivery]:
    """Return the refused deliveries still to be corrected, in order of reception."""
    deliveries, there = situation.deliveries, {file.identity for file in situation.files}
    refused = [d for d in deliveries if d.verdict != "accepted" and d.identity in there]
    return [d for d in refused if not any(_makes_up(later, d) for later in accepted(deliveries, d.export))]


def _makes_up(later: Delivery, refused: Delivery) -> bool:
    return later.received_at > refused.received_at and later.day >= (refused.day if refused.extraction_date else "")
