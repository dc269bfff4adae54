"""Lots: the typed rows of accepted deliveries, and the verdict of every delivery, as immutable folders.

    lots/<export>/<extraction date>_<sha12>_<contract version>/delivery.json  quarantine.parquet
                                                              /<table>/rows.parquet  rejected.parquet

Belongs here: writing a folder whole or not at all, listing what is there. Does not belong here: judging (quality/).
"""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ovt_pipeline.decisions.model import Waiver, from_plain
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.warehouse.files import PRIVATE_FILE, PRIVATE_FOLDER, cannot_write, sync

FORMAT = 1
WAY = {
    "way_fr": "utiliser la version du programme qui l'a écrit; sinon redéposer les fichiers dans un nouvel entrepôt",
    "way_en": "use the version of the program that wrote it; failing that, deliver the files into a new warehouse",
}
ASIDE = ".aside-"  # prefix of folders being written; whatever carries it after a crash is removed


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
    quality: tuple[RuleResult, ...] = ()
    waivers: tuple[Waiver, ...] = ()  # what let it through, as signed then
    waivers_digest: str = ""  # of the waivers in force when it was judged

    @property
    def delivery_id(self) -> str:
        """Public identifier: export, extraction date and first 12 digits of the sha256."""
        return delivery_id(self.export, self.extraction_date, self.sha256)

    @property
    def day(self) -> str:
        """Extraction date as in folder names."""
        return _day(self.extraction_date)

    @property
    def accepted(self) -> bool:
        """Say whether the delivery's rows may be used."""
        return self.verdict == "accepted"

    @property
    def folder_name(self) -> str:
        """Name of its folder below `lots/<export>/`."""
        return f"{self.day}_{self.sha256[:12]}_{self.contract_version}"


@dataclass(frozen=True)
class LotStore:
    """The lots of one warehouse. Every write happens under the writer's lock."""

    root: Path

    def deliveries(self) -> list[Delivery]:
        """Return the last judgement of every delivery, in order of reception."""
        judged = sorted(map(_load, self.root.glob("*/*/delivery.json")), key=lambda d: (d.received_at, d.verdict))
        latest = {d.delivery_id: d for d in sorted(judged, key=lambda d: d.accepted)}  # accepted is never undone
        return sorted(latest.values(), key=lambda d: d.received_at)

    def folder(self, delivery: Delivery) -> Path:
        """Return the folder of a delivery."""
        return self.root / delivery.export / delivery.folder_name

    @contextmanager
    def aside(self) -> Iterator[Path]:
        """Give a new private folder to fill; what is not committed is removed. Raises OVT-P06 when writing fails."""
        try:
            with cannot_write("lots"):
                yield Path(tempfile.mkdtemp(prefix=ASIDE, dir=self.root))
        finally:
            self.clean()

    def commit(self, delivery: Delivery, aside: Path) -> None:
        """Flush a filled folder and move it into place whole; a refused delivery keeps its verdict only."""
        if not delivery.accepted:
            for part in aside.iterdir():
                shutil.rmtree(part) if part.is_dir() else part.unlink()
        (aside / "delivery.json").write_text(_dump(delivery), encoding="utf-8")
        _flush(aside)
        final = self.folder(delivery)
        final.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        if final.exists():  # the same bytes judged again under an edited contract of the same version
            final.rename(self.root / f"{ASIDE}{final.parent.name}-{final.name}")
        aside.rename(final)
        sync(final.parent)

    def clean(self) -> None:
        """Remove what an interrupted run left aside."""
        for leftover in self.root.glob(f"{ASIDE}*"):
            shutil.rmtree(leftover, ignore_errors=True)


def delivery_id(export: str, extraction_date: date | None, sha256: str) -> str:
    """Return the public identifier of a delivery: export, extraction date and first 12 digits of the sha256."""
    return f"{export}/{_day(extraction_date)}_{sha256[:12]}"


def _day(extraction_date: date | None) -> str:
    return extraction_date.isoformat() if extraction_date else "sans-date"


def is_judged(
    deliveries: Iterable[Delivery], file: tuple[str, str, date | None], contract_digest: str, waivers_digest: str = ""
) -> bool:
    """Say whether a file (export, sha256, extraction date) needs no judging: accepted, or refused on the same terms.

    The terms are the contract and the waivers in force that name the file.
    """
    terms = (contract_digest, waivers_digest)
    same = [d for d in deliveries if (d.export, d.sha256, d.extraction_date) == file]
    return any(d.accepted or (d.contract_digest, d.waivers_digest) == terms for d in same)


def accepted(deliveries: Iterable[Delivery], export: str) -> list[Delivery]:
    """Return the accepted deliveries of an export by (extraction date, reception): the order of its lots."""
    chosen = [d for d in deliveries if d.export == export and d.accepted and d.extraction_date]
    return sorted(chosen, key=lambda d: (d.day, d.received_at))


def current_at(deliveries: Iterable[Delivery], export: str, day: date) -> Delivery | None:
    """Return the lot of an export used at `day`: greatest extraction date ≤ day, last received among those."""
    until = [d for d in accepted(deliveries, export) if d.extraction_date and d.extraction_date <= day]
    return until[-1] if until else None


def current_or_oldest(deliveries: Iterable[Delivery], export: str, day: date) -> Delivery | None:
    """Return the lot used at `day`, else the oldest one: the rule of the reference list of municipalities."""
    known = accepted(deliveries, export)
    oldest = [d for d in known if d.day == known[0].day]
    return current_at(known, export, day) or (oldest[-1] if oldest else None)


def _load(path: Path) -> Delivery:
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        place = f"lots/{path.parent.parent.name}/{path.parent.name}/{path.name}"
        raise OvtError("OVT-P11", Where(file=place), found=type(error).__name__) from None
    found = data.pop("format", None)
    if found != FORMAT:
        raise OvtError("OVT-U08", Where(file=path.parent.name), expected=FORMAT, found=found, place="lots", **WAY)
    data["extraction_date"] = date.fromisoformat(data["extraction_date"]) if data["extraction_date"] else None
    data["received_at"] = datetime.fromisoformat(data["received_at"])
    data["quality"] = tuple(RuleResult(**item) for item in data["quality"])
    data["waivers"] = tuple(from_plain(item) for item in data.get("waivers", ()))  # older verdicts name none
    return Delivery(**data)


def _dump(delivery: Delivery) -> str:
    return json.dumps({"format": FORMAT, **asdict(delivery)}, ensure_ascii=False, indent=1, default=str)


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE)
        sync(path)
    sync(folder)
