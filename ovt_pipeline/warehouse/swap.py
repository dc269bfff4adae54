"""The atomic swap of releases: a file gets its public name, then the public link moves to it.

Belongs here: the journal of a publication, the link, the digest beside a release. Does not belong here: what is in one.
"""

from pathlib import Path

from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.warehouse.files import PUBLISHED_FILE, sha256_of, sync
from ovt_pipeline.warehouse.place import PUBLIC_NAME, Warehouse

JOURNAL = ".publishing"


def publish_file(warehouse: Warehouse, aside: Path, name: str) -> Path:
    """Give an audited file its public name, then move the symlink: a reader sees the old release or the new, whole.

    The digest beside the release lets the next one notice an altered file. The journal names the file until the symlink
    has moved, so that `remove_unfinished` knows after a crash which file was never public.
    """
    target = warehouse.releases / name
    journal = warehouse.releases / JOURNAL
    written = journal.with_suffix(".new")
    written.write_text(name, encoding="utf-8")
    sync(written)
    written.rename(journal)
    sync(warehouse.releases)
    aside.chmod(PUBLISHED_FILE)
    sync(aside)
    digest = target.with_name(name + ".sha256")
    digest.write_text(f"{sha256_of(aside)}  {name}\n", encoding="ascii")
    digest.chmod(PUBLISHED_FILE)
    sync(digest)
    aside.rename(target)
    sync(warehouse.releases)
    link = warehouse.root / f".{PUBLIC_NAME}.new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(warehouse.releases.name) / name)
    link.replace(warehouse.public)
    sync(warehouse.root)
    journal.unlink()
    return target


def remove_unfinished(warehouse: Warehouse) -> None:
    """Remove the file of a publication that stopped before its symlink moved; never a release that was public."""
    journal = warehouse.releases / JOURNAL
    if journal.exists():
        target = warehouse.releases / Path(journal.read_text(encoding="utf-8")).name
        if target.name.startswith("ovt_") and warehouse.current_release() != target.resolve():
            target.unlink(missing_ok=True)
            target.with_name(target.name + ".sha256").unlink(missing_ok=True)
        journal.unlink()
    (warehouse.root / f".{PUBLIC_NAME}.new").unlink(missing_ok=True)


def verify_release(path: Path) -> None:
    """Check a release against the digest recorded beside it; raises OVT-P05 when it was altered."""
    recorded = path.with_name(path.name + ".sha256")
    known = recorded.read_bytes().split()[:1] if recorded.exists() else []
    if [sha256_of(path).encode()] != known:
        raise OvtError("OVT-P05", Where(file=path.name), place=path.name)
