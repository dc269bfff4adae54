"""Receives the deliveries of one export: find, read, have judged, and keep as a lot. The flow from inbox to lots.

Belongs here: the order of these steps and what is skipped because it is already known.
Does not belong here: how a step is done (reading/, lots.py), any rule: whoever receives brings the judge (quality/).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from ovt_pipeline.clock import Clock, stamp, today
from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.decisions.model import Waiver, applicable, digest_of
from ovt_pipeline.deliveries.delivery import Delivery, accepted, delivery_id, is_judged
from ovt_pipeline.deliveries.find import Inbox, InboxFile, is_unchanged
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.deliveries.name_hint import name_with_date
from ovt_pipeline.deliveries.owner import owner_of
from ovt_pipeline.deliveries.sums import check_sum
from ovt_pipeline.deliveries.verdicts import refused, report
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.language.progress import tell
from ovt_pipeline.reading.column_names import column_letters
from ovt_pipeline.reading.front import ReadFile, read_file
from ovt_pipeline.reading.header_hints import closest_column
from ovt_pipeline.reading.layout import of_contract
from ovt_pipeline.reading.refused import is_of_the_machine

_FOREIGN = {"OVT-F05", "OVT-F06", "OVT-F16"}  # refusals of a file that may belong elsewhere


class _StillWritten(Exception):  # noqa: N818 - not an error: a file replaced while it was read waits for the next run
    pass


class Judge(Protocol):
    """Gives a delivery its verdict and writes its typed rows aside: quality/verdict.py, judge_delivery."""

    def __call__(
        self,
        read: ReadFile,
        contract: Contract,
        delivery: Delivery,
        store: LotStore,
        known: Sequence[Delivery],
        signed: Iterable[Waiver],
        aside: Path,
        /,
    ) -> Delivery:
        """Return the delivery judged against those known before; waivers in `signed` may let it through."""
        ...


@dataclass(frozen=True)
class Received:
    """What receiving one export did: the new deliveries, and the files that wait for another export."""

    new: tuple[Delivery, ...] = ()
    waiting: tuple[str, ...] = ()
    found: int = 0


def _never(_: str) -> None:
    """Say of any delivery that it was not received before."""


@dataclass
class Receiver:
    """Receives the deliveries of an inbox into `store`; the caller holds the writer's lock."""

    inbox: Inbox
    store: LotStore
    clock: Clock
    contracts: dict[str, Contract]
    judge: Judge
    received_before: Callable[[str], datetime | None] = _never  # by delivery: a lot lost since takes its place
    waivers: Sequence[Waiver] = ()
    _known: list[Delivery] = field(default_factory=list)

    def receive(self, contract: Contract) -> Received:
        """Judge every delivery of an export that is not known yet, oldest extraction first.

        Raises: OVT-U04 when synthetic and real data would mix. A refused delivery does not raise: it is recorded.
        """
        self.store.clean()
        self.store.upgrade()
        self._known = self.store.deliveries()
        files = self.inbox.files(contract.export, contract.formats)
        new = [file for file in files if not self._is_known(file, contract)]
        missing = [need for need in contract.needs if not accepted(self._known, need)]
        if new and missing:
            tell("waiting", export=contract.export, files=", ".join(f.file_name for f in new), needs=", ".join(missing))
            return Received((), tuple(f.file_name for f in new), len(files))
        judged = tuple(d for d in (self._take(file, contract) for file in new) if d)
        tell("received", export=contract.export, found=len(files), new=len(judged))
        return Received(judged, (), len(files))

    def _is_known(self, file: InboxFile, contract: Contract) -> bool:
        return is_judged(self._known, file.identity, contract.digest, digest_of(self._signed(file)))

    def _signed(self, file: InboxFile) -> tuple[Waiver, ...]:
        return applicable(self.waivers, file.identity, today(self.clock))

    def _take(self, file: InboxFile, contract: Contract) -> Delivery | None:
        if self._is_known(file, contract):  # the same bytes twice in one inbox
            return None
        delivery = self._unjudged(file, contract)
        with self.store.aside() as aside:
            try:
                delivery = self._judged(file, delivery, contract, aside)
            except _StillWritten:
                tell("still_written", file=file.file_name)
                return None
            except OvtError as error:
                if not error.code.startswith("OVT-F"):
                    raise
                if is_of_the_machine(error):
                    tell("machine_fault", fr=error.line("fr"), en=error.line("en"))
                    return None
                delivery = refused(delivery, error, contract)
            delivery = self.store.commit(delivery, aside)
        self._known.append(delivery)
        report(delivery)
        return delivery

    def _unjudged(self, file: InboxFile, contract: Contract) -> Delivery:
        """Return what is known of a file before it is opened; it is refused until it is judged."""
        return Delivery(
            export=contract.export,
            extraction_date=file.extraction_date,
            sha256=file.sha256,
            file_name=file.file_name,
            bytes=file.size,
            received_at=self._first_received(file) or self._received_at(),
            contract_version=contract.version,
            contract_digest=contract.digest,
            is_synthetic=any(d.is_synthetic for d in self._known),
            verdict="refused",
            waivers_digest=digest_of(self._signed(file)),
        )

    def _first_received(self, file: InboxFile) -> datetime | None:
        """Return when a file that is judged again came: a later one of its date stays the later one."""
        known = (d.received_at for d in self._known if d.delivery_id == _id(file))
        return self.received_before(_id(file)) or next(known, None)

    def _received_at(self) -> datetime:
        """Return a reception time later than every known one: it orders redeliveries of a date."""
        now = stamp(self.clock)
        last = max((d.received_at for d in self._known), default=None)
        return now if last is None or now > last else last + timedelta(microseconds=1)

    def _require_day(self, file: InboxFile) -> None:
        day = file.extraction_date
        where = Where(file=file.file_name)
        if day is None:
            raise OvtError("OVT-F10", where, count=file.dates_found, example=name_with_date(file.file_name))
        if day > today(self.clock):
            raise OvtError("OVT-F09", where, today=today(self.clock).isoformat(), found=day.isoformat())

    def _refuse_mixture(self, read: ReadFile, file: InboxFile) -> None:
        first = next(
            (d for d in self._known if d.verdict == "accepted"), None
        )  # withdrawn or not: a warehouse is one or other
        if first is not None and first.is_synthetic != read.is_synthetic:
            reason = "synthetic" if first.is_synthetic else "real"
            raise OvtError("OVT-U04", Where(file=file.file_name), reason=reason)

    def _read(self, file: InboxFile, contract: Contract) -> ReadFile:
        """Return what a file holds. Raises what reading raises, and OVT-F37 when it belongs to another export."""
        try:
            return read_file(file.path, contract)
        except OvtError as error:
            owner = owner_of(file.path, self.contracts.values()) if error.code in _FOREIGN else None
            if owner in {None, contract.export}:
                raise
            raise OvtError("OVT-F37", Where(file=file.file_name), folder=owner, found=contract.export) from None

    def _judged(self, file: InboxFile, delivery: Delivery, contract: Contract, aside: Path) -> Delivery:
        if not file.has_readable_name:
            raise OvtError("OVT-F35", Where(file=file.file_name))
        self._require_day(file)
        check_sum(file.path, file.sha256)
        read = self._read(file, contract)
        if not is_unchanged(file):
            raise _StillWritten
        self._refuse_mixture(read, file)
        _tell_unknown_headers(read, contract, file.file_name)
        given = replace(delivery, is_synthetic=read.is_synthetic)
        return self.judge(read, contract, given, self.store, self._known, self._signed(file), aside)


def _id(file: InboxFile) -> str:
    return delivery_id(file.export, file.extraction_date, file.sha256)


def _tell_unknown_headers(read: ReadFile, contract: Contract, file_name: str) -> None:
    """Tell in one line where the headers stand that the contract does not name; `ovt check` shows their texts."""
    layouts = {layout.name: layout for layout in of_contract(contract).tables}
    for table in read.tables:
        letters, layout = [], layouts[table.table]
        for column, header in table.unknown_headers.items():
            close = closest_column(header, layout) if header else None
            letters.append(column_letters(column) + (f" (≈ {close.header})" if close else ""))
        if letters:
            tell("unknown_headers", file=file_name, count=len(letters), letters=", ".join(letters))
