"""What a waiver is: who answers for which refusal or check, from when and until when.

Belongs here: the waiver, what it covers, its digest. Does not belong here: reading files (loader.py), letting through.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

FileIdentity = tuple[str, str, date | None]  # export, sha256, extraction date: what makes two files the same delivery


@dataclass(frozen=True)
class Waiver:
    """One signed waiver.

    `export` and `extraction_date` are None for a check of the release; `sha256` is whole, a start, or '' for any file.
    """

    id: str
    rule: str
    export: str | None
    extraction_date: date | None
    sha256: str
    signer: str
    role: str
    signed_on: date
    until: date
    why: str

    @property
    def signed_by(self) -> str:
        """Name and role of who signed."""
        return f"{self.signer}, {self.role}"

    @property
    def subject(self) -> str:
        """What it is about, in words of the outputs: a delivery, or the release."""
        return f"{self.export}/{self.extraction_date}" if self.export else "release"

    def is_in_force(self, day: date) -> bool:
        """Say whether `day` lies from its signature to its end, both included."""
        return self.signed_on <= day <= self.until

    def covers(self, identity: FileIdentity) -> bool:
        """Say whether it names this delivery."""
        export, sha256, day = identity
        return (self.export, self.extraction_date) == (export, day) and sha256.startswith(self.sha256)

    def fields(self) -> dict[str, Any]:
        """Return what sentences and tables say of it."""
        return {
            "id": self.id,
            "rule": self.rule,
            "signed_by": self.signed_by,
            "signed_on": self.signed_on,
            "until": self.until,
            "why": self.why,
        }


def applicable(waivers: Iterable[Waiver], identity: FileIdentity, day: date) -> tuple[Waiver, ...]:
    """Return the waivers in force on `day` that name a delivery."""
    return tuple(w for w in waivers if w.is_in_force(day) and w.covers(identity))


def digest_of(waivers: Iterable[Waiver]) -> str:
    """Return the digest of waivers, '' without any: a refused delivery is judged again when it changes."""
    facts = [asdict(w) for w in waivers]
    return hashlib.sha256(json.dumps(facts, default=str, sort_keys=True).encode()).hexdigest() if facts else ""


def from_plain(facts: dict[str, Any]) -> Waiver:
    """Return the waiver that JSON or YAML holds, its dates still as text."""
    days = {key: date.fromisoformat(facts[key]) for key in ("extraction_date", "signed_on", "until") if facts[key]}
    return Waiver(**{**facts, **days})
