"""What was told in public before: a publication is attacked together with all of it.

    releases/told.json

It stands with the releases, for reports can be made again and this cannot. Gone, or not what was written, nothing
leaves until it is restored: what an attacker holds would not be known.

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
from ovt_pipeline.warehouse.place import Warehouse

NAME = "told.json"


def remembered(warehouse: Warehouse, public: Path) -> list[Table]:
    """Return what was told. Raises OVT-P61 when that is altered, or lost while reports stand in the folder `public`."""
    path = warehouse.releases / NAME
    where = Where(file=f"{warehouse.releases.name}/{NAME}")
    if not path.exists():
        if any(one.is_dir() and not one.name.startswith(".") for one in public.glob("*")):
            raise OvtError("OVT-P61", where, reason="gone")
        return []
    digest, _, text = path.read_text(encoding="utf-8", errors="replace").partition("\n")
    if digest != _digest(text):
        raise OvtError("OVT-P61", where, reason="altered")
    return [
        Table(
            datetime.fromisoformat(one["published_at"]),
            one["indicator_id"],
            date.fromisoformat(one["as_of"]),
            {frozenset(regions): count for regions, count in one["sums"]},
        )
        for one in json.loads(text)
    ]


def remember(warehouse: Warehouse, tables: Sequence[Table]) -> None:
    """Write all that was told, these tables last. The caller holds the writer's lock."""
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
    write_whole(warehouse.releases / NAME, f"{_digest(text)}\n{text}")


def new_among(before: Sequence[Table], tables: Sequence[Table]) -> list[Table]:
    """Return the tables that tell something else than the last one of their indicator and date."""
    last = {(one.indicator_id, one.as_of): dict(one.sums) for one in before}
    return [one for one in tables if last.get((one.indicator_id, one.as_of)) != dict(one.sums)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
