"""A judged delivery, and which of those known are knowledge.

Belongs here: what is said of a delivery, its identifier, the order of the accepted ones of an export. Does not belong
here: keeping it (lots.py), what delivery.json looks like (lot_format.py), judging (quality/).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from ovt_pipeline.decisions.model import Waiver, from_plain
from ovt_pipeline.decisions.signed import FileIdentity
from ovt_pipeline.deliveries.lot_used import last_of_each_day, lots_until


@dataclass(frozen=True)
class RuleResult:
    """Outcome of one rule on one delivery: rows checked and failed, never a value."""

    rule_id: str
    severity: str
    checked: int
    failed: int
    success: bool
    description_fr: str
    description_en: str


@dataclass(frozen=True)
class Delivery:
    """One judged delivery. `refusal` holds the code and the French and English line when it was refused."""

    export: str
    extraction_date: date | None
    sha256: str
    file_name: str
    bytes: int
    received_at: datetime  # UTC, without offset
    contract_version: str
    contract_digest: str
    is_synthetic: bool
    verdict: str  # accepted | refused
    refusal_code: str | None = None
    refusal_fr: str | None = None
    refusal_en: str | None = None
    rows_read: int | None = None
    rows_accepted: int | None = None
    rows_rejected: int | None = None
    rows_ignored: int | None = None
    table_rows: dict[str, int] = field(default_factory=dict)  # rows read less ignored, per table
    quality: Sequence[RuleResult] = ()  # read when they are asked for, of a verdict that the index knew
    waivers: tuple[Waiver, ...] = ()  # what let it through, as signed then
    waivers_digest: str = ""  # of the waivers in force when it was judged
    rests_on: tuple[str, ...] = ()  # of a refusal that compares: the lots, by id, that were knowledge of those exports
    files: dict[str, str] = field(default_factory=dict)  # sha256 of each file of its folder, by its path there
    withdrawn_by: str = ""  # id of the decision that withdrew it; said by the decisions of today, never kept

    @cached_property
    def delivery_id(self) -> str:
        """Public identifier: export, extraction date and first 12 digits of the sha256."""
        return delivery_id(self.export, self.extraction_date, self.sha256)

    @property
    def day(self) -> str:
        """Extraction date as in folder names."""
        return _day(self.extraction_date)

    @property
    def accepted(self) -> bool:
        """Say whether the delivery's rows may be used: a withdrawn one is as if it had never been received."""
        return self.verdict == "accepted" and not self.withdrawn_by

    @property
    def identity(self) -> FileIdentity:
        """What makes two files the same delivery."""
        return self.export, self.sha256, self.extraction_date

    @property
    def folder_name(self) -> str:
        """Name of its folder below `lots/<export>/`."""
        return f"{self.day}_{self.sha256[:12]}_{self.contract_version}"


def delivery_id(export: str, extraction_date: date | None, sha256: str) -> str:
    """Return the public identifier of a delivery: export, extraction date and first 12 digits of the sha256."""
    return f"{export}/{_day(extraction_date)}_{sha256[:12]}"


def _day(extraction_date: date | None) -> str:
    return extraction_date.isoformat() if extraction_date else "sans-date"


def is_judged(
    deliveries: Iterable[Delivery], file: FileIdentity, contract_digest: str, waivers_digest: str = ""
) -> bool:
    """Say whether a file needs no judging: accepted (withdrawn since or not), or refused on the same terms.

    The terms are the contract, the waivers in force that name the file, and the lots that a refusal was found in.
    """
    terms, known = (contract_digest, waivers_digest), list(deliveries)
    same = [d for d in known if d.identity == file]
    return any(
        d.verdict == "accepted" or ((d.contract_digest, d.waivers_digest) == terms and _still_rests(d, known))
        for d in same
    )


def _still_rests(refused: Delivery, deliveries: Sequence[Delivery]) -> bool:
    """Say whether the lots that a refusal compared with are what they were: none replaced, withdrawn or followed."""
    exports = {name.partition("/")[0] for name in refused.rests_on}
    return {lot.delivery_id for export in exports for lot in accepted(deliveries, export)} == set(refused.rests_on)


def accepted(deliveries: Iterable[Delivery], export: str) -> list[Delivery]:
    """Return the accepted deliveries of an export that are knowledge, by extraction date: the order of its lots."""
    chosen = [d for d in deliveries if d.export == export and d.accepted and d.extraction_date]
    return last_of_each_day(sorted(chosen, key=lambda d: (d.day, d.received_at)))


def current_at(deliveries: Iterable[Delivery], export: str, day: date) -> Delivery | None:
    """Return the lot of an export used at `day`."""
    return next(reversed(lots_until(accepted(deliveries, export), day)), None)


def current_or_oldest(deliveries: Iterable[Delivery], export: str, day: date) -> Delivery | None:
    """Return the lot used at `day`, else the oldest one: the rule of the reference list of municipalities."""
    return next(reversed(lots_until(accepted(deliveries, export), day, or_oldest=True)), None)


def delivery_from(given: Mapping[str, Any]) -> Delivery:
    """Return the delivery that a verdict says, as JSON gives it. Raises KeyError, TypeError or ValueError."""
    data = {key: value for key, value in given.items() if key != "format"}
    data["extraction_date"] = date.fromisoformat(data["extraction_date"]) if data["extraction_date"] else None
    data["received_at"] = datetime.fromisoformat(data["received_at"])
    data["quality"] = tuple(RuleResult(**item) for item in data["quality"])
    data["rests_on"] = tuple(data.get("rests_on", ()))
    data["waivers"] = tuple(from_plain(item) for item in data["waivers"])
    return Delivery(**data)
