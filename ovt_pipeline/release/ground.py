"""What must be true before a release is built on the one before: its file, the chain, the lots that it lists.

Belongs here: what a release says of its past, held against what is there. Does not belong here: the chain itself
(warehouse/chain.py), digests of lots (deliveries/lots.py), figures.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.language.errors import OvtError, Where, together
from ovt_pipeline.release.earlier import log_of
from ovt_pipeline.warehouse.chain import chain_faults, verify_release
from ovt_pipeline.warehouse.database import open_release, records
from ovt_pipeline.warehouse.place import Warehouse

LISTED = "SELECT delivery_id, extraction_date, sha256, bytes, received_at, verdict, is_synthetic FROM deliveries"
KEPT = ("extraction_date", "sha256", "bytes", "received_at", "verdict", "is_synthetic")  # of an accepted delivery
REFUSED = ("extraction_date", "sha256", "bytes")  # judged again, a refused one may be accepted later


@dataclass(frozen=True)
class Listed:
    """A delivery as a release lists it; the time is UTC."""

    delivery_id: str
    extraction_date: date | None
    sha256: str
    bytes: int
    received_at: datetime
    verdict: str
    is_synthetic: bool


def sound_release(warehouse: Warehouse, inputs: Inputs) -> Path | None:
    """Return the release to go on from, None before the first one, once it, the chain and all lots are as published.

    Raises: OVT-P05, P11, P12, P30 to P37, P42, all that is wrong at once.
    """
    current = warehouse.current_release()
    faults = list(ground_faults(warehouse, inputs.deliveries))
    faults += [error for delivery in inputs.deliveries for error in inputs.store.damage(delivery)]
    inputs.store.remember()
    if faults:
        raise together(faults)
    return current


def ground_faults(warehouse: Warehouse, deliveries: Iterable[Delivery], *, whole: bool = False) -> Iterator[OvtError]:
    """Yield what is not as the current release says; with `whole`, every release is read again.

    Raises: OVT-P30 to P34 when the link leads to none; OVT-P05 when it was altered: then it says nothing.
    """
    current = warehouse.current_release()
    if current is None:
        return
    verify_release(current)
    with open_release(current) as con:
        log, listed = log_of(con), records(con, LISTED, Listed)
    yield from chain_faults(warehouse, current, log, whole=whole)
    yield from lot_faults(listed, deliveries)


def lot_faults(listed: Iterable[Listed], deliveries: Iterable[Delivery]) -> Iterator[OvtError]:
    """Yield OVT-P12 for each delivery that a release lists and that is gone, P42 for one that is another now."""
    there = {one.delivery_id: one for one in deliveries}
    for one in listed:
        now = there.get(one.delivery_id)
        if now is None:
            yield OvtError("OVT-P12", Where(file="lots"), delivery=one.delivery_id)
            continue
        for name in KEPT if one.verdict == "accepted" else REFUSED:
            expected, found = getattr(one, name), getattr(now, name)
            if expected != found:
                shown = {"field": name, "expected": expected, "found": found}
                yield OvtError("OVT-P42", Where(file="lots"), delivery=one.delivery_id, **shown)
