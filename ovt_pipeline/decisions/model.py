"""What a waiver is: who answers for which refusal or check, from when and until when; what its file may hold.

Belongs here: the waiver, what it covers, its digest. Does not belong here: reading files (loader.py), letting through.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AliasPath, Field, ValidationInfo, with_config

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.language.faults import Fault, among, bound, refuse
from ovt_pipeline.yaml_data import CLOSED, Day, Given

FileIdentity = tuple[str, str, date | None]  # export, sha256, extraction date: what makes two files the same delivery
# what says how plausible readable rows are; no signature opens anything else
Waivable = Literal[
    "OVT-F11", "OVT-F12", "OVT-F13", "OVT-F19", "OVT-F20", "OVT-F50", "OVT-F51", "OVT-F52", "OVT-F53", "OVT-F54",
    "AUDIT-W01",
]  # fmt: skip
Line = Annotated[str, Field(min_length=3, max_length=300, pattern=r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]+$")]


def _with_contract(export: str | None) -> str | None:
    known = load_contracts()
    refuse([] if export in {None, *known} else [among(known, export)])
    return export


def _with_its_object(rule: str, info: ValidationInfo) -> str:
    named = {name: info.data[name] for name in ("export", "extraction_date") if name in info.data}
    if rule.startswith("AUDIT-"):
        given = [value for value in named.values() if value]
        refuse([Fault(("..", "delivery"), "no_delivery", given[0], {"rule": rule})] if given else [])
    missing = [name for name, value in named.items() if value is None and not rule.startswith("AUDIT-")]
    refuse(Fault(("..", "delivery"), "missing", facts={"key": f"delivery.{name}"}) for name in missing)
    return rule


def _not_before_its_signature(until: date, info: ValidationInfo) -> date:
    first = info.data.get("signed_on", until)
    refuse([bound("≥", first, until)] if until < first else [])
    return until


def _delivery(name: str) -> Any:  # noqa: ANN401 - as pydantic's Field
    return Field(validation_alias=AliasPath("delivery", name))


def _signed_by(name: str) -> Any:  # noqa: ANN401 - as pydantic's Field
    return Field(validation_alias=AliasPath("signed_by", name))


@with_config(CLOSED)
@dataclass(frozen=True, kw_only=True)
class Waiver:
    """One signed waiver.

    `export` and `extraction_date` are None for a check of the release; `sha256` is whole, a start, or '' for any file.
    """

    id: Annotated[str, Field(pattern="^WV-[0-9]{4}-[0-9]{2,4}$")]
    export: Annotated[Line | None, Given, AfterValidator(_with_contract), _delivery("export")] = None
    extraction_date: Annotated[Day | None, Given, _delivery("extraction_date")] = None
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{12,64}$"), _delivery("sha256")] = ""
    rule: Annotated[Waivable, AfterValidator(_with_its_object)]
    signer: Annotated[Line, _signed_by("name")]
    role: Annotated[Line, _signed_by("role")]
    signed_on: Day
    until: Annotated[Day, AfterValidator(_not_before_its_signature)]
    why: Line

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
