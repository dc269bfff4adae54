"""What was told in public before, kept beside the public reports: a publication is attacked together with all of it.

It holds nothing that was not public. Gone, or not what was written, nothing leaves until it is restored: what an
attacker holds would not be known.

Belongs here: reading and writing it. Does not belong here: the attack (attack.py), what is told (known.py).
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.reports.public.known import Table
from ovt_pipeline.warehouse.files import write_whole

NAME = "told.json"


def remembered(folder: Path) -> list[Table]:
    """Return what the folder of the public reports says was told. Raises OVT-P61 when that is lost or altered."""
    path = folder / NAME
    if not path.exists():
        if any(one.is_dir() and not one.name.startswith(".") for one in folder.glob("*")):
            raise OvtError("OVT-P61", Where(file=f"{folder.name}/{NAME}"), reason="gone")
        return []
    digest, _, text = path.read_text(encoding="utf-8", errors="replace").partition("\n")
    if digest != _digest(text):
        raise OvtError("OVT-P61", Where(file=f"{folder.name}/{NAME}"), reason="altered")
    return [
        Table(
            datetime.fromisoformat(one["published_at"]),
            one["indicator_id"],
            date.fromisoformat(one["as_of"]),
            {frozenset(regions): count for regions, count in one["sums"]},
        )
        for one in json.loads(text)
    ]


def remember(folder: Path, tables: Sequence[Table]) -> None:
    """Write all that was told, these tables last."""
    plain = [
        {
            "published_at": one.published_at.isoformat(),
            "indicator_id": one.indicator_id,
            "as_of": one.as_of.isoformat(),
            "sums": [
                [sorted(regions), count] for regions, count in sorted(one.sums.items(), key=lambda s: sorted(s[0]))
            ],
        }
        for one in tables
    ]
    text = json.dumps(plain)
    write_whole(folder / NAME, f"{_digest(text)}\n{text}")


def new_among(before: Sequence[Table], tables: Sequence[Table]) -> list[Table]:
    """Return the tables that tell something else than the last one of their indicator and date."""
    last = {(one.indicator_id, one.as_of): dict(one.sums) for one in before}
    return [one for one in tables if last.get((one.indicator_id, one.as_of)) != dict(one.sums)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
