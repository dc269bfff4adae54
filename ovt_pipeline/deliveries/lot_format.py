"""The format of delivery.json, and the way up from each earlier one: a warehouse of any version is opened.

Belongs here: its version, reading any version as today's, writing. Does not belong here: what a delivery is (lots.py).
A new format raises FORMAT and adds its step to STEPS; tests keep a warehouse that each earlier version wrote.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.warehouse.files import sha256_of

FORMAT = 2
VERDICT = "delivery.json"

Plain = dict[str, Any]


def digests_of(folder: Path) -> dict[str, str]:
    """Return the sha256 of each file of a lot, its verdict apart, by its path below the folder."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != VERDICT)
    return {str(p.relative_to(folder)): sha256_of(p) for p in files}


def _with_digests(plain: Plain, folder: Path) -> Plain:
    """Format 1 knew no digests: what lies there when it is first read counts as what was written."""
    return plain | {"files": digests_of(folder), "waivers": plain.get("waivers", []), "format": 2}


STEPS: dict[int, Callable[[Plain, Path], Plain]] = {1: _with_digests}


def read_verdict(path: Path) -> tuple[Plain, bool]:
    """Return a delivery.json as plain data of today's format, and whether an earlier version wrote it.

    Raises: OVT-P40 when it cannot be read, OVT-U08 when a later version wrote it.
    """
    try:
        plain: Plain = json.loads(path.read_text(encoding="utf-8"))
        written = plain["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        place = f"lots/{path.parent.parent.name}/{path.parent.name}/{path.name}"
        raise OvtError("OVT-P40", Where(file=place), found=type(error).__name__) from None
    while plain["format"] != FORMAT:
        step = STEPS.get(plain["format"])
        if step is None:
            raise OvtError("OVT-U08", Where(file=path.parent.name), expected=FORMAT, found=written, place="lots")
        plain = step(plain, path.parent)
    return plain, written != FORMAT


def verdict_text(plain: Plain) -> str:
    """Return the text of a delivery.json; dates and times as ISO strings."""
    return json.dumps({**plain, "format": FORMAT}, ensure_ascii=False, indent=1, default=str)
