"""Waivers written for tests: a sound one, and ways to change it.

Belongs here: made-up waivers. Does not belong here: what they let through.
"""

from pathlib import Path
from typing import Any

import yaml

SOUND: dict[str, Any] = {
    "id": "WV-2024-01",
    "rule": "OVT-F12",
    "delivery": {"export": "renir_unites", "extraction_date": "2024-03-31"},
    "signed_by": {"name": "Camille Inventée", "role": "responsable SYNTHÉTIQUE"},
    "signed_on": "2024-04-02",
    "until": "2099-12-31",
    "why": "fermeture confirmée de plusieurs unités",
}


def write_waiver(folder: Path, name: str = "un.yaml", **changes: Any) -> Path:  # noqa: ANN401 - any YAML
    """Write a sound waiver with other values; a value of None leaves the key out."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = {key: value for key, value in {**SOUND, **changes}.items() if value is not None}
    path = folder / name
    path.write_text(yaml.safe_dump(facts, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
