"""Receives the deliveries of one export: find, read, have judged, and keep as a lot. The flow from inbox to lots.

Belongs here: the order of these steps and what is skipped because it is already known.
Does not belong here: how a step is done (reading/, lots.py), any rule: whoever receives brings the judge (quality/).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from openpyxl.utils import get_column_letter

from ovt_pipeline.clock import Clock, stamp, today
from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.decisions.model import Waiver, applicable, digest_of
from ovt_pipeline.deliveries.find import InboxFile, inbox_files, is_unchanged
from ovt_pipeline.deliveries.lots import (
    Delivery,
    LotStore,
    accepted,
    delivery_id,
    is_judged,
)
from ovt_pipeline.deliveries.verdicts import refused, report
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.language.progress import tell
from ovt_pipeline.reading.front import ReadFile, read_file
from ovt_pipeline.reading.header_hints import closest_column
from ovt_pipeline.reading.layout import of_contract


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
    ) -> Delivery:
        """Return the delivery judged against those known before; waivers in `signed` may let it through."""
        ...


@dataclass(frozen=True)
class Received:
    """What receiving one export did: the new deliveries, and the files that wait for another export."""

    new: tuple[Delivery, ...] = ()
    waiting: tuple[str, ...] = ()
    found: int = 0


@dataclass
class Receiver:
    """Receives deliveries from `sources` into `store`; the caller holds the writer's lock."""

    sources: Path
    store: LotStore
    clock: Clock
    contracts: dict[str, Contract]
    judge: Judge
    received_before: dict[str, datetime] = field(default_factory=dict)  # by delivery: a lot lost since takes its place
    waivers: Sequence[Waiver] = ()
    _known: list[Delivery] = field(default_factory=list)

    def receive(self, contract: Contract) -> Received:
        """Judge every delivery of an export that is not known yet, oldest extraction first.

        Raises: OVT-U04 when synthetic and real data would mix. A refused delivery does not raise: it is recorded.
        """
        self.store.clean()
        self.store.upgrade()
        self._known = self.store.deliveries()
        candidates = inbox_files(self.sources, contract.export, contract.formats)
        new = [c for c in candidates if not self._is_known(c, contract)]
        missing = [need for need in contract.needs if not accepted(self._known, need)]
        if new and missing:
            tell("waiting", export=contract.export, files=", ".join(c.file_name for c in new), needs=", ".join(missing))
            return Received((), tuple(c.file_name for c in new), len(candidates))
        judged = tuple(d for d in (self._take(c, contract) for c in new) if d)
        tell("received", export=contract.export, found=len(candidates), new=len(judged))
        return Received(judged, (), len(candidates))

    def _is_known(self, candidate: InboxFile, contract: Contract) -> bool:
        return is_judged(self._known, candidate.identity, contract.digest, digest_of(self._signed(candidate)))

    def _signed(self, candidate: InboxFile) -> tuple[Waiver, ...]:
        return applicable(self.waivers, candidate.identity, today(self.clock))

    def _take(self, candidate: InboxFile, contract: Contract) -> Delivery | None:
        if self._is_known(candidate, contract):  # the same bytes twice in one inbox
            return None
        delivery = Delivery(
            export=contract.export,
            extraction_date=candidate.extraction_date,
            sha256=candidate.sha256,
            file_name=candidate.file_name,
            bytes=candidate.size,
            received_at=self.received_before.get(_id(candidate)) or self._received_at(),
            contract_version=contract.version,
            contract_digest=contract.digest,
            is_synthetic=any(d.is_synthetic for d in self._known),
            verdict="refused",
            waivers_digest=digest_of(self._signed(candidate)),
        )
        with self.store.aside() as aside:
            try:
                delivery = self._judged(candidate, delivery, contract, aside)
            except _StillWritten:
                tell("still_written", file=candidate.file_name)
                return None
            except OvtError as error:
                if not error.code.startswith("OVT-F"):
                    raise
                delivery = refused(delivery, error, contract)
            delivery = self.store.commit(delivery, aside)
        self._known.append(delivery)
        report(delivery)
        return delivery

    def _received_at(self) -> datetime:
        """Return a reception time later than every known one: it orders redeliveries of a date."""
        now = stamp(self.clock)
        last = max((d.received_at for d in self._known), default=None)
        return now if last is None or now > last else last + timedelta(microseconds=1)

    def _require_day(self, candidate: InboxFile, contract: Contract) -> None:
        day = candidate.extraction_date
        where = Where(file=candidate.file_name)
        if day is None:
            example = f"{contract.export}_{today(self.clock).isoformat()}.{contract.formats[0]}"
            raise OvtError("OVT-F10", where, count=candidate.dates_found, example=example)
        if day > today(self.clock):
            raise OvtError("OVT-F09", where, today=today(self.clock).isoformat(), found=day.isoformat())

    def _refuse_mixture(self, read: ReadFile, candidate: InboxFile) -> None:
        first = next((d for d in self._known if d.accepted), None)
        if first is not None and first.is_synthetic != read.is_synthetic:
            words = {True: ("synthétiques", "synthetic"), False: ("réelles", "real")}
            (fr, en), (found_fr, found_en) = words[first.is_synthetic], words[read.is_synthetic]
            fields = {
                "expected_fr": fr,
                "expected_en": en,
                "found_fr": found_fr.removesuffix("s"),
                "found_en": found_en,
            }
            raise OvtError("OVT-U04", Where(file=candidate.file_name), **fields)

    def _judged(self, candidate: InboxFile, delivery: Delivery, contract: Contract, aside: Path) -> Delivery:
        self._require_day(candidate, contract)
        read = read_file(candidate.path, contract)
        if not is_unchanged(candidate):
            raise _StillWritten
        self._refuse_mixture(read, candidate)
        _tell_unknown_headers(read, contract, candidate.file_name)
        given = replace(delivery, is_synthetic=read.is_synthetic)
        return self.judge(read, contract, given, self.store, self._known, self._signed(candidate), aside)


def _id(candidate: InboxFile) -> str:
    return delivery_id(candidate.export, candidate.extraction_date, candidate.sha256)


def _tell_unknown_headers(read: ReadFile, contract: Contract, file_name: str) -> None:
    """Tell where the headers stand that the contract does not name; their texts stay in the file, `ovt check` shows."""
    for table, layout in zip(read.tables, of_contract(contract).tables, strict=True):
        for column, header in table.unknown_headers.items():
            close = closest_column(header, layout) if header else None
            place = {"file": file_name, "letter": get_column_letter(column)}
            tell("unknown_header", **place, closest=close.header if close else "—")
