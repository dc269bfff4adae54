"""A file of the decisions, read with the care given to deliveries: a regular file, small, and never waited for.

Belongs here: which files a folder gives, opening one. Does not belong here: what a file holds (loader.py,
signatures.py).
"""

import os
import stat
from pathlib import Path

from ovt_pipeline.language.faults import Fault
from ovt_pipeline.yaml_data import unreadable

MOST_BYTES = 65_536  # of one file: more than a person signs
SUFFIXES = {".yaml", ".yml"}


def files_in(folder: Path) -> list[Path]:
    """Return the YAML files of a folder by name, none without the folder. Raises OVT-C01 when it cannot be read."""
    try:
        found = [one for one in folder.iterdir() if one.suffix.lower() in SUFFIXES]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise unreadable(shown(folder), error) from None
    return sorted(one for one in found if not one.name.startswith("."))  # an editor's own


def read_guarded(path: Path) -> bytes:
    """Return the bytes of a regular file. Raises OVT-C01: a link, a folder, a pipe, too large, unreadable."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _not_opened(path, error) from None
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise Fault((), "regular", stat.filemode(mode)).error(shown(path))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise unreadable(shown(path), error) from None
    finally:
        os.close(descriptor)
    if len(raw) > MOST_BYTES:
        raise Fault((), "small", f"> {MOST_BYTES}", {"limit": MOST_BYTES}).error(shown(path))
    return raw


def shown(path: Path) -> str:
    """Return the name of a file as a message shows it, whatever its bytes."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in path.name)


def _not_opened(path: Path, error: OSError) -> Exception:
    """Return why the system opened no file: a link is not followed, anything else is told as it says."""
    if path.is_symlink():
        return Fault((), "regular", stat.filemode(path.lstat().st_mode)).error(shown(path))
    return unreadable(shown(path), error)
