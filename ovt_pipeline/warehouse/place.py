"""Where things are in one warehouse, and which release its public link leads to.

Belongs here: names and folders, reading the link. Does not belong here: opening files (database.py), moving the link
(swap.py), what the releases say of each other (chain.py).
"""

import os
from dataclasses import dataclass
from pathlib import Path

from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.warehouse.files import PRIVATE_FOLDER

PUBLIC_NAME = "ovt.duckdb"
JOURNAL = ".publishing"  # in releases/: names the file of a publication from before its renaming until the link moved
DIGEST = ".sha256"  # suffix of the file beside a release that holds its digest
WAL = ".wal"  # suffix of what DuckDB would replay into a release, whoever reads it
REMOVED = "removed.sha256"  # in releases/: the digests of the releases that retention removed
RETENTION = ".retention"  # in releases/: since which release this warehouse removes what is past its time


@dataclass(frozen=True)
class Warehouse:
    """Paths of one warehouse; `root` is absolute and exists after `prepare()`."""

    root: Path

    @property
    def lots(self) -> Path:
        """Folder of the lots."""
        return self.root / "lots"

    @property
    def releases(self) -> Path:
        """Folder of the immutable release files."""
        return self.root / "releases"

    @property
    def failed(self) -> Path:
        """Folder of the last release that its audit blocked; there only until the next publication."""
        return self.root / "failed"

    @property
    def work(self) -> Path:
        """Private database: everything in it can be computed again."""
        return self.root / "work.duckdb"

    @property
    def public(self) -> Path:
        """The only path that a report opens: a relative symlink to the current release."""
        return self.root / PUBLIC_NAME

    def prepare(self) -> None:
        """Create the folders. Raises OVT-U05 when the place cannot be one."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self.releases.mkdir(exist_ok=True)
            self.lots.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        except OSError as error:
            where = Where(file=self.root.name)
            fields = {"found": error.strerror, "option": "--warehouse, OVT_WAREHOUSE"}
            raise OvtError("OVT-U05", where, reason="warehouse", **fields) from None

    def current_release(self) -> Path | None:
        """Return the release that the public link leads to, None before the first publication.

        Raises: OVT-P30 to P34 when the link, or what stands beside its release, is not what a publication leaves: a
        lost link is never a new beginning.
        """
        if self.public.is_symlink():
            return self._led_to()
        newest = self._newest()
        if self.public.exists():
            raise OvtError("OVT-P31", Where(file=PUBLIC_NAME), newest=newest)
        if newest or self._traces():
            raise OvtError("OVT-P30", Where(file=PUBLIC_NAME), reason="kept" if newest else "none", newest=newest)
        return None

    def release_files(self) -> dict[str, Path]:
        """Return the releases that are kept by their identifier, in order of publication.

        That of a publication that never ended is none.
        """
        unfinished = self.unfinished()
        files = {release_id(p.name): p for p in self.releases.glob("ovt_*.duckdb") if p != unfinished}
        return dict(sorted(files.items()))

    def unfinished(self) -> Path | None:
        """Return the file of a publication that stopped before the link led to it."""
        try:
            name = Path((self.releases / JOURNAL).read_text(encoding="utf-8", errors="replace")).name
        except OSError:
            return None
        file = self.releases / name
        return file if name.startswith("ovt_") and not self._leads_to(file) else None

    def _leads_to(self, release: Path) -> bool:
        return self.public.is_symlink() and os.path.realpath(self.public) == os.path.realpath(release)

    def _led_to(self) -> Path:
        target = Path(os.path.realpath(self.public))
        if target.parent != self.releases.resolve() or not _is_release(target.name):
            led = self.public.readlink()
            raise OvtError("OVT-P32", Where(file=PUBLIC_NAME), found=led, newest=self._newest() or "…")
        if not target.is_file():
            raise OvtError("OVT-P33", Where(file=target.name), place=target.name)
        beside = target.with_name(target.name + WAL)
        if beside.exists():
            raise log_beside(self, beside)
        return target

    def _newest(self) -> str:
        """Return the name of the release published last, '' when there is none."""
        return next((p.name for p in reversed(self.release_files().values())), "")

    def _traces(self) -> bool:
        """Say whether releases/ holds anything that a publication leaves, an unfinished one apart."""
        unfinished = self.unfinished()
        known = {unfinished.name + DIGEST} if unfinished else set()
        return any(p.name not in known for p in self.releases.glob(f"*{DIGEST}"))


def release_id(name: str) -> str:
    """Return the identifier of a release from the name of its file, `ovt_<as_of>_<identifier>.duckdb`."""
    return name.removesuffix(".duckdb").split("_", 2)[-1] if _is_release(name) else name


def log_beside(warehouse: Warehouse, wal: Path) -> OvtError:
    """Return OVT-P34: DuckDB would replay this file into the release, for every reader."""
    return OvtError("OVT-P34", Where(file=wal.name), place=wal.relative_to(warehouse.root.resolve()))


def _is_release(name: str) -> bool:
    return name.startswith("ovt_") and name.endswith(".duckdb")
