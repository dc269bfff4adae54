"""Whether there is anything to compute from: a delivery in the inbox, or one received before.

Belongs here: that question, and the error that says what to drop where. Does not belong here: taking a delivery.
"""

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.settings import shown


def has_delivery(situation: Situation) -> bool:
    """Say whether there is anything to compute from; no file is opened to know it."""
    if not situation.store.is_empty():
        return True
    return any(situation.inbox.has_file(c.export, c.formats) for c in situation.contracts.values())


def require_delivery(situation: Situation) -> None:
    """Raise OVT-U03, with what to drop where, when there is nothing to compute from."""
    if has_delivery(situation):
        return
    place, first = shown(situation.settings.sources), next(iter(situation.contracts.values()))
    raise OvtError(
        "OVT-U03",
        reason="no_file" if situation.settings.sources.is_dir() else "no_folder",
        place=place,
        folders=", ".join(f"{place}/{export}/" for export in situation.contracts),
        example=f"{place}/{first.export}/{first.export}_2025-03-31.{first.formats[0]}",
    )
