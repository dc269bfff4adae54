"""A file that a command writes: never over one that is there, whole or not at all.

Belongs here: what is refused of its path, and the writing. Does not belong here: what is in the file.
"""

import errno
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from ovt_pipeline.language.errors import OvtError, Where

READABLE, PRIVATE = 0o666, 0o600  # before the umask


def refuse_target(path: Path, suffix: str = ".xlsx") -> None:
    """Raise OVT-U01 when it has another suffix, OVT-U09 when something is already there, OVT-U05 without a folder."""
    if path.suffix.lower() != suffix:
        raise OvtError("OVT-U01", found=path.name)
    if os.path.lexists(path):
        raise _already_there(path)
    if not path.parent.is_dir():
        raise _unwritable(path, os.strerror(errno.ENOENT))


def write_new(path: Path, content: bytes, mode: int = READABLE) -> None:
    """Write a file aside, then give it its name. Raises OVT-U09 (already there), OVT-U05 (unwritable)."""
    aside = path.with_name(f".{token_hex(8)}.partial")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        _name(aside, path)
    except FileExistsError:
        raise _already_there(path) from None
    except OSError as error:
        raise _unwritable(path, error.strerror) from None
    finally:
        with suppress(OSError):
            aside.unlink()


def _name(aside: Path, path: Path) -> None:
    """Name the file: a link never replaces what came meanwhile; where there are no links, look and rename."""
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        raise
    except OSError:
        refuse_target(path, path.suffix.lower())
        aside.rename(path)


def _unwritable(path: Path, found: str | None) -> OvtError:
    return OvtError("OVT-U05", Where(file=path.name), reason="file", found=found, option=path.name)


def _already_there(path: Path) -> OvtError:
    return OvtError("OVT-U09", Where(file=path.parent.name), found=path.name)
