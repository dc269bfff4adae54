"""What a store of lots has read: verdicts, digests, the list of all deliveries, the index of what was read before.

Belongs here: reading a verdict, once as long as it is not written again. Does not belong here: the folders (lots.py),
the index itself (lot_index.py), what a verdict looks like (lot_format.py).
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ovt_pipeline.deliveries.delivery import Delivery, RuleResult, delivery_from
from ovt_pipeline.deliveries.lot_format import Plain, read_verdict
from ovt_pipeline.deliveries.lot_index import LotIndex
from ovt_pipeline.deliveries.plausible import implausible
from ovt_pipeline.deliveries.remembered import Remembered, State, state_of
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.warehouse.files import sha256_of


class Memory:
    """What a store read: verdicts, digests, the list of all deliveries, and the index of what was read before."""

    def __init__(self, root: Path) -> None:
        self.index = LotIndex(root, (one.name for one in fields(Delivery)))
        self.verdicts: Remembered[tuple[Delivery, bool]] = Remembered(self._verdict)
        self.digests: Remembered[str] = Remembered(sha256_of)
        self.folders: list[State] = []
        self.listed: list[Delivery] = []
        self.has_older = False

    def _verdict(self, path: Path) -> tuple[Delivery, bool]:
        """Return a verdict, and whether an earlier version wrote it. Raises OVT-P40, P41."""
        name, state = f"{path.parent.parent.name}/{path.parent.name}", state_of(path)
        said = self.index.said(name, state)
        if said is not None:
            return replace(delivery_from({**said, "quality": ()}), quality=Rules(path)), False
        plain, is_older = read_verdict(path)
        delivery = checked(plain, path)
        self.has_older |= is_older
        if not is_older:
            self.index.note(name, state, plain)
        return delivery, is_older


class Rules(Sequence[RuleResult]):
    """The rules of a verdict, read when somebody asks."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _read(self) -> Sequence[RuleResult]:
        return checked(read_verdict(self._path)[0], self._path).quality

    def __getitem__(self, index: int | slice) -> Any:  # noqa: ANN401 - one rule or some, as of a tuple
        return self._read[index]

    def __len__(self) -> int:
        return len(self._read)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self._path)


def checked(data: Plain, path: Path) -> Delivery:
    """Return what a verdict says. Raises OVT-P40 when it is nothing plausible, P41 when it is not of its folder."""
    place = f"lots/{path.parent.parent.name}/{path.parent.name}/{path.name}"
    try:
        delivery = delivery_from(data)
        wrong = implausible(delivery)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise OvtError("OVT-P40", Where(file=place), found=type(error).__name__) from None
    if wrong:
        raise OvtError("OVT-P40", Where(file=place), found=", ".join(wrong))
    said, folder = (delivery.export, delivery.folder_name), (path.parent.parent.name, path.parent.name)
    if said != folder:
        raise OvtError("OVT-P41", Where(file=place), expected="/".join(folder), found="/".join(said))
    return delivery
