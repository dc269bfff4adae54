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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from ovt_pipeline.decisions.withdrawal import Withdrawal
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.lot_format import VERDICT, digests_of, read_verdict, verdict_text
from ovt_pipeline.deliveries.lot_index import states_of
from ovt_pipeline.deliveries.lot_memory import Memory
from ovt_pipeline.deliveries.remembered import State, state_of
from ovt_pipeline.deliveries.turns import TURNS
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.warehouse.files import PRIVATE_FILE, PRIVATE_FOLDER, cannot_write, sync, write_whole
from ovt_pipeline.warehouse.lock import is_held

SHORT = 16  # digits of a digest: enough against a flipped bit, and short in a message
ASIDE = ".aside-"  # prefix of folders being written; whatever carries it after a crash is removed


@dataclass(frozen=True)
class LotStore:
    """The lots of one warehouse, less what `withdrawals` name. Every write happens under the writer's lock.

    It says what the disk holds: lots that come and go are seen at once, and a file is read again only when it was
    replaced or written to, by this command or, where the index knows it, by one before.
    """

    root: Path
    withdrawals: tuple[Withdrawal, ...] = ()
    own_turns: Path | None = None  # where to keep what turns, of whoever trusts none that a night kept
    _memory: Memory = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Begin with nothing read."""
        object.__setattr__(self, "_memory", Memory(self.root))

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


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE)
        sync(path)
    sync(folder)
