"""Where things are in one warehouse.

Belongs here: names and folders. Does not belong here: opening them (database.py), moving the public link (swap.py).
"""

from dataclasses import dataclass
from pathlib import Path

from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.warehouse.files import PRIVATE_FOLDER

PUBLIC_NAME = "ovt.duckdb"


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
        """Return the file the public symlink points to, None when nothing is published; OVT-P05 when it is gone."""
        if self.public.is_symlink() and not self.public.exists():
            raise OvtError("OVT-P05", Where(file=PUBLIC_NAME), place=PUBLIC_NAME)
        return self.public.resolve() if self.public.exists() else None
