"""Decisions written for tests: a sound one of each kind, ways to change it, and real keys that sign it.

Belongs here: made-up decisions. Does not belong here: what follows from them.
"""

import shutil
import subprocess
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

SIGNED: dict[str, Any] = {name: SOUND[name] for name in ("signed_by", "signed_on", "why")}
WITHDRAWAL: dict[str, Any] = {
    "type": "withdrawal",
    "id": "WD-2024-01",
    "delivery": {**SOUND["delivery"], "sha256": "a" * 12},
    **SIGNED,
}
NOTE: dict[str, Any] = {
    "type": "note",
    "id": "NT-2024-01",
    "entity": {"export": "renir_unites", "table": "unites", "key": ["SQ-0431"]},
    "end": {"kind": "Fermée", "date": "2024-02-01"},
    **SIGNED,
}
PUBLICATION: dict[str, Any] = {"type": "publication", "id": "PB-2024-01", "as_of": "2024-03-31", **SIGNED}
HELD: dict[str, Any] = {
    **SOUND,
    "type": "waiver",
    "id": "WV-2024-09",
    "rule": "held",
    "delivery": None,
    "figures": {"indicator": "renir_units_migrated", "from": "2024-03-31", "to": "2024-06-30"},
}


def write_waiver(folder: Path, name: str = "un.yaml", **changes: Any) -> Path:  # noqa: ANN401 - any YAML
    """Write a sound waiver with other values; a value of None leaves the key out."""
    return write_decision(folder, name, SOUND, **changes)


def write_decision(folder: Path, name: str, sound: dict[str, Any], **changes: Any) -> Path:  # noqa: ANN401
    """Write a decision with other values; a value of None leaves the key out."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = {key: value for key, value in {**sound, **changes}.items() if value is not None}
    path = folder / name
    path.write_text(yaml.safe_dump(facts, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def has_openssh() -> bool:
    """Say whether this machine can sign."""
    return shutil.which("ssh-keygen") is not None


def new_key(place: Path, name: str = "cle") -> Path:
    """Make a real key without a passphrase; its public half lies beside it."""
    key = place / name
    _keygen("-q", "-t", "ed25519", "-N", "", "-C", "essai", "-f", str(key))
    return key


def allow(folder: Path, key: Path, principal: str = "camille", options: str = "") -> None:
    """Add a key to the list of signers of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    words = [principal, options, *key.with_suffix(".pub").read_text(encoding="utf-8").split()[:2]]
    with (folder / "allowed_signers").open("a", encoding="utf-8") as listed:
        listed.write(" ".join(filter(None, words)) + "\n")


def sign(path: Path, key: Path, namespace: str = "ovt-decision") -> Path:
    """Sign a file, again if it was; return the signature."""
    signature = path.with_name(f"{path.name}.sig")
    signature.unlink(missing_ok=True)
    _keygen("-q", "-Y", "sign", "-n", namespace, "-f", str(key), str(path))
    return signature


def _keygen(*words: str) -> None:
    subprocess.run([shutil.which("ssh-keygen") or "ssh-keygen", *words], check=True, capture_output=True)
