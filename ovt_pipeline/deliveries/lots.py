"""Lots: the typed rows of accepted deliveries, and the verdict of every delivery, as immutable folders.

    lots/<export>/<extraction date>_<sha12>_<contract version>/delivery.json  quarantine.parquet
                                                              /<table>/rows.parquet  rejected.parquet
                                                                       suite.json  result.json (Great Expectations')

Belongs here: writing a folder whole or not at all, listing what is there, giving its files out once their digest was
checked. Does not belong here: what delivery.json looks like (lot_format.py), judging (quality/).
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from ovt_pipeline.decisions.model import Waiver, from_plain
from ovt_pipeline.decisions.signed import FileIdentity
from ovt_pipeline.decisions.withdrawal import Withdrawal
from ovt_pipeline.deliveries.lot_format import VERDICT, Plain, digests_of, read_verdict, verdict_text
from ovt_pipeline.deliveries.lot_index import LotIndex, states_of
from ovt_pipeline.deliveries.lot_used import last_of_each_day, lots_until
from ovt_pipeline.deliveries.plausible import implausible
from ovt_pipeline.deliveries.remembered import Remembered, State, state_of
from ovt_pipeline.deliveries.turns import TURNS
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.warehouse.files import PRIVATE_FILE, PRIVATE_FOLDER, cannot_write, sha256_of, sync, write_whole
from ovt_pipeline.warehouse.lock import is_held

SHORT = 16  # digits of a digest: enough against a flipped bit, and short in a message
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
    quality: Sequence[RuleResult] = ()  # read when they are asked for, of a verdict that the index knew
    waivers: tuple[Waiver, ...] = ()  # what let it through, as signed then
    waivers_digest: str = ""  # of the waivers in force when it was judged
    rests_on: tuple[str, ...] = ()  # of a refusal that compares: the lots, by id, that were knowledge of those exports
    files: dict[str, str] = field(default_factory=dict)  # sha256 of each file of its folder, by its path there
    withdrawn_by: str = ""  # id of the decision that withdrew it; said by the decisions of today, never kept

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


@dataclass(frozen=True)
class LotStore:
    """The lots of one warehouse, less what `withdrawals` name. Every write happens under the writer's lock.

    It says what the disk holds: lots that come and go are seen at once, and a file is read again only when it was
    replaced or written to, by this command or, where the index knows it, by one before.
    """

    root: Path
    withdrawals: tuple[Withdrawal, ...] = ()
    own_turns: Path | None = None  # where to keep what turns, of whoever trusts none that a night kept
    _memory: "_Memory" = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Begin with nothing read."""
        object.__setattr__(self, "_memory", _Memory(self.root))

    def deliveries(self) -> list[Delivery]:
        """Return the last judgement of every delivery, in order of reception."""
        folders = self._folders()
        if self._memory.folders != folders:
            self._memory.listed, self._memory.folders = self._latest(), folders
        return list(self._memory.listed)

    def _folders(self) -> list[State]:
        """Return what changes when a lot comes or goes."""
        return [state_of(self.root), *map(state_of, self._below(self.root))]

    def _latest(self) -> list[Delivery]:
        judged = sorted((one for _, one, _ in self._judged()), key=lambda d: (d.received_at, d.verdict))
        latest = {d.delivery_id: d for d in sorted(judged, key=lambda d: d.accepted)}  # accepted is never undone
        return sorted(map(self.marked, latest.values()), key=lambda d: d.received_at)

    def marked(self, delivery: Delivery) -> Delivery:
        """Return a delivery with the withdrawal that names it, when there is one."""
        found = next((w.id for w in self.withdrawals if w.covers(delivery.identity)), "")
        return replace(delivery, withdrawn_by=found) if found else delivery

    @property
    def turns(self) -> Path:
        """Folder of the rows that turn from one lot to the next (turns.py)."""
        return self.own_turns or self.root / TURNS

    @property
    def keeps_turns(self) -> bool:
        """Say whether turns may be written: beside the lots, under the writer's lock only."""
        return self.own_turns is not None or is_held(self.root.parent)

    @contextmanager
    def trusting_none(self) -> Iterator["LotStore"]:
        """Give the same lots as whoever trusts nothing kept sees them: what turns is found in them again."""
        with tempfile.TemporaryDirectory() as folder:
            yield replace(self, own_turns=Path(folder))

    def is_empty(self) -> bool:
        """Say whether no delivery was ever judged."""
        return next(self.root.glob(f"*/*/{VERDICT}"), None) is None

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

    def commit(self, delivery: Delivery, aside: Path) -> Delivery:
        """Flush a filled folder and move it into place whole; of a refused delivery no row is kept.

        Returns: the delivery with the digests of its files.
        """
        if delivery.verdict != "accepted":
            for rows in aside.rglob("*.parquet"):
                rows.unlink()
        kept = replace(delivery, files=digests_of(aside))
        plain = asdict(kept)
        del plain["withdrawn_by"]
        (aside / VERDICT).write_text(verdict_text(plain), encoding="utf-8")
        _flush(aside)
        final = self.folder(delivery)
        final.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        if final.exists():  # the same bytes judged again under an edited contract of the same version
            final.rename(self.root / f"{ASIDE}{final.parent.name}-{final.name}")
        aside.rename(final)
        sync(final.parent)
        return self.marked(kept)

    def file(self, delivery: Delivery, name: str) -> Path:
        """Return the path of a file of a lot, such as `unites/rows.parquet`.

        Raises: OVT-P11 when it is not what was written: Parquet itself does not notice a flipped bit.
        """
        path = self.folder(delivery) / name
        known, there = delivery.files.get(name, "")[:SHORT], path.is_file() and self._memory.digests.of(path)[:SHORT]
        if known != there:
            shown = {"expected": known or "—", "found": there or "—", "lot": delivery.delivery_id}
            raise OvtError("OVT-P11", Where(file=f"lots/{path.relative_to(self.root)}"), **shown)
        return path

    def damage(self, delivery: Delivery, *, whole: bool = False) -> Iterator[OvtError]:
        """Yield OVT-P11 for each file of a lot that is not what was written; with `whole`, each one is hashed.

        Else those of a lot that the index knew as written, each in the state that it has now, are not read.
        """
        name, states = f"{delivery.export}/{delivery.folder_name}", states_of(self.folder(delivery), delivery.files)
        if not whole and self._memory.index.is_whole(name, states):
            return
        faults = [error for file in delivery.files for error in self._damage_of(delivery, file)]
        yield from faults
        if not faults:
            self._memory.index.note_whole(name, states)

    def _damage_of(self, delivery: Delivery, name: str) -> Iterator[OvtError]:
        try:
            self.file(delivery, name)
        except OvtError as error:
            yield error

    def remember(self) -> None:
        """Write down what was read, for the nights to come. The caller holds the writer's lock. Raises OVT-P06."""
        with cannot_write("lots"):
            self._memory.index.write()

    def upgrade(self) -> int:
        """Write again, in the format of today, the verdicts that an earlier version wrote. Returns how many.

        The caller holds the writer's lock. A lot of format 1 gets the digests of its files as they are now.
        """
        self.deliveries()
        old = [path for path, _, is_older in self._judged() if is_older] if self._memory.has_older else []
        for path in old:
            plain, _ = read_verdict(path)
            write_whole(path, verdict_text(plain))
        if old:
            self._memory.folders = []
        return len(old)

    def _judged(self) -> Iterator[tuple[Path, Delivery, bool]]:
        """Yield every judgement with its file, and whether an earlier version wrote it."""
        for export in self._below(self.root):
            for folder in self._below(export):
                path = Path(f"{folder}/{VERDICT}")
                if state_of(path):
                    yield path, *self._memory.verdicts.of(path)

    def _below(self, folder: Path | str) -> list[str]:
        """Return the folders in a folder, less what is written aside and what is made from lots."""
        try:
            with os.scandir(folder) as found:
                return sorted(one.path for one in found if not one.name.startswith(".") and one.is_dir())
        except OSError:
            return []

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


class _Memory:
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
            return replace(_delivery({**said, "quality": ()}), quality=_Rules(path)), False
        plain, is_older = read_verdict(path)
        delivery = _checked(plain, path)
        self.has_older |= is_older
        if not is_older:
            self.index.note(name, state, plain)
        return delivery, is_older


class _Rules(Sequence[RuleResult]):
    """The rules of a verdict, read when somebody asks."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _read(self) -> Sequence[RuleResult]:
        return _checked(read_verdict(self._path)[0], self._path).quality

    def __getitem__(self, index: int | slice) -> Any:  # noqa: ANN401 - one rule or some, as of a tuple
        return self._read[index]

    def __len__(self) -> int:
        return len(self._read)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self._path)


def _checked(data: Plain, path: Path) -> Delivery:
    """Return what a verdict says. Raises OVT-P40 when it is nothing plausible, P41 when it is not of its folder."""
    place = f"lots/{path.parent.parent.name}/{path.parent.name}/{path.name}"
    try:
        delivery = _delivery(data)
        wrong = implausible(delivery)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise OvtError("OVT-P40", Where(file=place), found=type(error).__name__) from None
    if wrong:
        raise OvtError("OVT-P40", Where(file=place), found=", ".join(wrong))
    said, folder = (delivery.export, delivery.folder_name), (path.parent.parent.name, path.parent.name)
    if said != folder:
        raise OvtError("OVT-P41", Where(file=place), expected="/".join(folder), found="/".join(said))
    return delivery


def _delivery(given: Mapping[str, Any]) -> Delivery:
    data = {key: value for key, value in given.items() if key != "format"}
    data["extraction_date"] = date.fromisoformat(data["extraction_date"]) if data["extraction_date"] else None
    data["received_at"] = datetime.fromisoformat(data["received_at"])
    data["quality"] = tuple(RuleResult(**item) for item in data["quality"])
    data["rests_on"] = tuple(data.get("rests_on", ()))
    data["waivers"] = tuple(from_plain(item) for item in data["waivers"])
    return Delivery(**data)


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE)
        sync(path)
    sync(folder)
