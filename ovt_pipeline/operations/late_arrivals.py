"""What has arrived since the last release that can change a published date, and which dates.

Belongs here: that question, for the look at the inbox between two nights. Does not belong here: when to look
(orchestration/), taking what arrived.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.decisions.model import applicable, digest_of
from ovt_pipeline.deliveries.delivery import is_judged
from ovt_pipeline.deliveries.find import InboxFile
from ovt_pipeline.operations.out_of_date import stale_dates
from ovt_pipeline.operations.situation import Situation


@dataclass(frozen=True)
class Arrivals:
    """What arrived since the last release, and the first and last published date that it can change."""

    digest: str
    first: date
    last: date


def late_arrivals(situation: Situation) -> Arrivals | None:
    """Return what arrived late for published dates, still in the inbox or received already; None when nothing did.

    A refused delivery whose waivers changed has arrived again.
    """
    if situation.release is None:
        return None
    known = [one.as_of for one in situation.release.known]
    new = [file for file in _unjudged(situation) if file.extraction_date and file.extraction_date <= max(known)]
    first_new = min((file.extraction_date for file in new if file.extraction_date), default=None)
    stale = [day for day in known if first_new and day >= first_new] + stale_dates(situation)
    if not stale:
        return None
    return Arrivals(_digest(situation, new, stale), min(stale), max(stale))


def _digest(situation: Situation, new: Iterable[InboxFile], stale: Iterable[date]) -> str:
    inputs = situation.inputs
    facts = [
        sorted(file.sha256 + _terms(situation, file) for file in new),
        sorted({inputs.digest(day) for day in stale}),
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _terms(situation: Situation, file: InboxFile) -> str:
    """Return the digest of the waivers in force that name a file."""
    return digest_of(applicable(situation.decisions.waivers, file.identity, situation.day))


def _unjudged(situation: Situation) -> list[InboxFile]:
    deliveries, contracts = situation.deliveries, situation.contracts
    return [
        file
        for file in situation.files
        if not is_judged(deliveries, file.identity, contracts[file.export].digest, _terms(situation, file))
    ]
