"""The sum beside a delivery, `<file>.sha256`: the sender's word on its bytes.

Belongs here: comparing it. Does not belong here: computing the sum of a delivery (find.py).
"""

import os
import re
from pathlib import Path

from ovt_pipeline.deliveries.names import shown_name
from ovt_pipeline.language.errors import OvtError, Where

SUFFIX = ".sha256"
_LONGEST = 4096  # bytes: a line of any tool that writes sums
_SUM = re.compile(rb"(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])")


def check_sum(path: Path, sha256: str) -> None:
    """Refuse a file beside which another sum lies, or something that is no sum. Raises: OVT-F36."""
    beside = path.with_name(path.name + SUFFIX)
    if not os.path.lexists(beside):
        return
    said = _SUM.findall(_start_of(beside))
    if {one.decode().lower() for one in said} != {sha256}:
        reason = "other" if said else "unreadable"
        raise OvtError("OVT-F36", Where(file=shown_name(path.name)), beside=shown_name(beside.name), reason=reason)


def _start_of(path: Path) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(_LONGEST)
    except OSError:
        return b""
