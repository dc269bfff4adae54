"""Writes a folder of files whole or not at all, and moves the link that names the current one.

Belongs here: those two. Does not belong here: which files (forms.py), which folders (write.py).
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from ovt_pipeline.warehouse.files import sync

READABLE = 0o444
READABLE_INSIDE = 0o440


def write_folder(folder: Path, files: Mapping[str, bytes], mode: int) -> None:
    """Write files aside, flush them, and give the folder its name; one that is there goes first to one aside."""
    aside, old = (folder.with_name(f".{folder.name}.{kind}") for kind in ("new", "old"))
    for leftover in (aside, old):
        shutil.rmtree(leftover, ignore_errors=True)
    for name, found in files.items():
        path = aside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(found)
        path.chmod(READABLE if mode & 0o005 else READABLE_INSIDE)
        sync(path)
    for path in (aside, *(one for one in aside.rglob("*") if one.is_dir())):
        path.chmod(mode)
        sync(path)
    if folder.exists():
        folder.rename(old)
    aside.rename(folder)
    sync(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


def holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Say whether a folder holds these files, byte for byte, whatever else it holds."""
    try:
        return all((folder / name).read_bytes() == found for name, found in files.items())
    except OSError:
        return False


def point(link: Path, folder: Path) -> None:
    """Let a relative link lead to a folder beside it: a reader sees the one before or the new one."""
    aside = link.with_name(f".{link.name}.new")
    aside.unlink(missing_ok=True)
    aside.symlink_to(folder.name)
    aside.replace(link)
    sync(link.parent)
