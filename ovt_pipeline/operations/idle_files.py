"""The files of the inbox that were accepted and have no effect: withdrawn by a decision, or replaced by other bytes.

Belongs here: those two questions. Does not belong here: which delivery is knowledge (deliveries/), words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ovt_pipeline.deliveries.delivery import Delivery, accepted
from ovt_pipeline.operations.situation import Situation


@dataclass(frozen=True)
class Replaced:
    """A file of the inbox whose bytes others replaced, though it is the last of its date there."""

    file_name: str
    by: Delivery


def withdrawn_files(situation: Situation) -> list[tuple[str, str]]:
    """Return the files of the inbox that a decision withdraws, each with the id of that decision."""
    gone = {d.identity: d.withdrawn_by for d in situation.deliveries if d.withdrawn_by}
    return [(file.file_name, gone[file.identity]) for file in situation.files if file.identity in gone]


def replaced_files(situation: Situation) -> Iterator[Replaced]:
    """Yield the files that were accepted and replaced, and dropped again since: the inbox has none later of that date.

    Only a withdrawal of what replaced them brings them back.
    """
    deliveries = situation.deliveries
    known = {d.identity for d in deliveries if d.accepted}
    current = {(lot.export, lot.extraction_date): lot for e in situation.contracts for lot in accepted(deliveries, e)}
    last = {(file.export, file.extraction_date): file for file in situation.files}
    for place, file in last.items():
        lot = current.get(place)
        if lot and file.identity in known and file.identity != lot.identity:
            yield Replaced(file.file_name, lot)
