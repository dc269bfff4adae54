"""The atomic swap of releases: a file gets its public name, then the public link moves to it.

Belongs here: the journal of a publication, the link, the digest beside a release. Does not belong here: what is in one,
what the releases say of each other (chain.py).
"""

from pathlib import Path

from ovt_pipeline.warehouse.files import PUBLISHED_FILE, sha256_of, sync, write_whole
from ovt_pipeline.warehouse.place import DIGEST, JOURNAL, PUBLIC_NAME, Warehouse


def publish_file(warehouse: Warehouse, aside: Path, name: str) -> Path:
    """Give an audited file its public name, then move the symlink: a reader sees the old release or the new, whole.

    The digest beside the release lets the next one notice an altered file. The journal names the file until the symlink
    has moved, so that `remove_unfinished` knows after a crash which file was never public.
    """
    target = warehouse.releases / name
    journal = warehouse.releases / JOURNAL
    write_whole(journal, name)
    aside.chmod(PUBLISHED_FILE)
    sync(aside)
    digest = target.with_name(name + DIGEST)
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
    """Remove the file of a publication that stopped before its symlink moved: what it held is computed again.

    Whole as it may be, nobody ever read it. A release that was public never goes: with the link lost or led astray, who
    was public is not known, and nothing goes. Raises OVT-P30 to P34 then.
    """
    journal = warehouse.releases / JOURNAL
    if journal.exists():
        warehouse.current_release()
        unfinished = warehouse.unfinished()
        if unfinished:
            unfinished.unlink(missing_ok=True)
            unfinished.with_name(unfinished.name + DIGEST).unlink(missing_ok=True)
        journal.unlink()
    (warehouse.root / f".{PUBLIC_NAME}.new").unlink(missing_ok=True)
