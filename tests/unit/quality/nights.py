"""Deliveries judged one after the other as nights do, from the cells that reading would give: no file is made.

Belongs here: keeping each in a store, so that the next is compared with it. Does not belong here: any expectation.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.quality.verdict import judge_delivery
from ovt_pipeline.reading.front import ReadFile
from unit.made_up import delivery

from .tables import Cells, contract_of, read


@dataclass
class Nights:
    """A store that receives deliveries; `last` is the one received last."""

    root: Path
    known: list[Delivery] = field(default_factory=list)

    @property
    def store(self) -> LotStore:
        """The lots."""
        return LotStore(self.root)

    def receive(self, export: str, day: str, **tables: Sequence[Cells]) -> Delivery:
        """Judge and keep a delivery of an export: sound rows with the given changes, by table."""
        parts = tuple(read(f"{export}.{name}", *rows) for name, rows in tables.items())
        contract = contract_of(f"{export}.{next(iter(tables))}")[0]
        bare = delivery(
            day,
            hour=len(self.known),
            export=export,
            sha256=sha256(str(len(self.known)).encode()).hexdigest(),
            file_name=f"{export}_{day}.xlsx",
            contract_version=contract.version,
            contract_digest=contract.digest,
            quality=(),
        )
        self.root.mkdir(exist_ok=True)
        with self.store.aside() as aside:
            judged = judge_delivery(
                ReadFile(is_synthetic=True, tables=parts), contract, bare, self.store, self.known, (), aside
            )
            self.known.append(self.store.commit(judged, aside))
        return self.known[-1]
