"""What a command, a run or a tick finds: contracts, inbox, lots, decisions, the current release, the day.

One is made for each of them, and every question of operations is asked of it. It always says what the disk holds; a
file is opened again only when it was replaced, so that asking often costs little, and what another process does in
between is seen. The contracts, the plans and the decisions are those of its beginning.

Belongs here: reading each state in one place. Does not belong here: what follows from it (beside this module).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from ovt_pipeline.clock import Clock, SystemClock, last_complete_day, today
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.decisions.known import Decisions
from ovt_pipeline.decisions.loader import Folders, load_decisions
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.find import Inbox, InboxFile
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.deliveries.remembered import Remembered
from ovt_pipeline.figures.inputs import Inputs, inputs_from
from ovt_pipeline.figures.own_work import OwnWork
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.operations.published import Release, read_release
from ovt_pipeline.reading.folding import fold_key
from ovt_pipeline.settings import Settings
from ovt_pipeline.warehouse.place import PUBLIC_NAME, Warehouse


@dataclass(eq=False)
class Situation:
    """What there is to work from at a place, by a clock."""

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    own_work: OwnWork = field(default_factory=OwnWork, init=False, repr=False)
    _inputs: Inputs | None = field(default=None, init=False, repr=False)

    @property
    def warehouse(self) -> Warehouse:
        """Where figures go."""
        return self.settings.warehouse

    @property
    def day(self) -> date:
        """The current day in Toronto."""
        return today(self.clock)

    @property
    def last_day(self) -> date:
        """The last day that a figure may describe."""
        return last_complete_day(self.clock)

    @cached_property
    def contracts(self) -> dict[str, Contract]:
        """The contracts by export. Raises OVT-C01."""
        return load_contracts()

    @cached_property
    def decisions(self) -> Decisions:
        """The signed decisions at hand. Raises OVT-C01, D01 to D05, P05, P07."""
        folders, release = Folders(self.settings.decisions, self.settings.waivers), self.release
        found = load_decisions(folders, self.day, were_signed=bool(release and release.signatures_required))
        found.ends(fold_key)  # two ends of one entity are told now rather than by a figure
        return found

    @cached_property
    def inbox(self) -> Inbox:
        """The folder of the deliveries."""
        return Inbox(self.settings.sources, self.settings.csv_quiet, self.clock)

    @cached_property
    def store(self) -> LotStore:
        """The lots."""
        return LotStore(self.warehouse.lots, self.decisions.withdrawals)

    @property
    def files(self) -> list[InboxFile]:
        """The files that wait in the inbox, by export. Raises OVT-U05."""
        return [file for c in self.contracts.values() for file in self.inbox.files(c.export, c.formats)]

    @property
    def deliveries(self) -> list[Delivery]:
        """Every delivery judged until now, in order of reception. Raises OVT-P11, U08."""
        return self.store.deliveries()

    @property
    def inputs(self) -> Inputs:
        """What figures are computed from; the same object as long as no delivery comes."""
        now = inputs_from(self.store, self.decisions)
        if self._inputs is None or self._inputs.deliveries != now.deliveries:
            self._inputs = now
        return self._inputs

    @property
    def release(self) -> Release | None:
        """What the current release says, None before the first one. Raises OVT-P05, P07."""
        path = self.warehouse.current_release()
        return self._releases.of(path) if path else None

    def published(self) -> Release:
        """Return what the current release says. Raises OVT-P07 when there is none."""
        found = self.release
        if found is None:
            raise OvtError("OVT-P07", Where(file=PUBLIC_NAME), place=PUBLIC_NAME)
        return found

    def received_before(self, delivery_id: str) -> datetime | None:
        """Return when the current release says that a delivery was received, None when it does not know it."""
        return self.release.received.get(delivery_id) if self.release else None

    @cached_property
    def _releases(self) -> Remembered[Release]:
        return Remembered(lambda _: read_release(self.warehouse))
