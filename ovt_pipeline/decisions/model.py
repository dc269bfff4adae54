"""A waiver: who answers for one refusal, one check or held figures, from when and until when.

Belongs here: what its file may hold, what it covers, its digest. Does not belong here: reading files (loader.py),
letting through, the other kinds of decisions (beside this module).
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, ValidationInfo, with_config

from ovt_pipeline.decisions.signed import FileIdentity, Indicator, OfDelivery, Signed
from ovt_pipeline.language.faults import Fault, bound, refuse
from ovt_pipeline.yaml_data import CLOSED, Day, Filled

# what says how plausible readable rows are; no signature opens anything else
OfFile = Literal[
    "OVT-F11", "OVT-F12", "OVT-F13", "OVT-F19", "OVT-F20", "OVT-F50", "OVT-F51", "OVT-F52", "OVT-F53", "OVT-F54",
]  # fmt: skip
OfRelease = Literal["AUDIT-W01"]
HELD = "held"  # figures whose change no fact explains
Waivable = Literal[OfFile, OfRelease, "held"]


def _needs(rule: str) -> str:
    """Return the key that says what a waiver of a rule is about, '' for the release."""
    return "" if rule.startswith("AUDIT-") else "figures" if rule == HELD else "delivery"


def _with_its_object(rule: str, info: ValidationInfo) -> str:
    named = {name: info.data[name] for name in ("export", "extraction_date") if name in info.data}
    given = {"delivery": [value for value in named.values() if value], "figures": [info.data.get("figures")]}
    needed = _needs(rule)
    others = [(key, value) for key, values in given.items() if key != needed for value in values if value]
    refuse(Fault(("..", key), "no_object", value, {"key": key, "rule": rule}) for key, value in others)
    missing = [f"delivery.{name}" for name, value in named.items() if value is None and needed == "delivery"]
    missing += ["figures"] if needed == "figures" and info.data.get("figures", True) is None else []
    refuse(Fault(("..", needed), "missing", facts={"key": key}) for key in missing)
    return rule


def _not_before(first: str) -> Any:  # noqa: ANN401 - as pydantic's validators
    def check(last: date, info: ValidationInfo) -> date:
        limit = info.data.get(first, last)
        refuse([bound("≥", limit, last)] if last < limit else [])
        return last

    return AfterValidator(check)


@with_config(CLOSED)
@dataclass(frozen=True)
class Held:
    """The figures of one indicator over a period, both days included."""

    indicator: Indicator
    first: Annotated[Day, Field(validation_alias="from")]
    last: Annotated[Day, Field(validation_alias="to"), _not_before("first")]


@with_config(CLOSED)
@dataclass(frozen=True, kw_only=True)
class Waiver(Signed, OfDelivery):
    """One signed waiver. It names a delivery, held figures, or neither: then it is of a check of the release."""

    FIELDS: ClassVar[tuple[str, ...]] = ("id", "rule", "signed_by", "signed_on", "until", "why")

    id: Annotated[str, Field(pattern="^WV-[0-9]{4}-[0-9]{2,4}$")]
    type: Literal["waiver"] = "waiver"  # the files of the version before say none
    figures: Annotated[Held | None, Filled] = None
    rule: Annotated[Waivable, AfterValidator(_with_its_object)]
    until: Annotated[Day, _not_before("signed_on")]

    @property
    def subject(self) -> str:
        """What it is about, in words of the outputs: a delivery, figures, or the release."""
        if self.figures:
            return f"{self.figures.indicator}/{self.figures.first}…{self.figures.last}"
        return f"{self.export}/{self.extraction_date}" if self.export else "release"

    def is_in_force(self, day: date) -> bool:
        """Say whether `day` lies from its signature to its end, both included."""
        return self.signed_on <= day <= self.until

    def lets_figure(self, indicator_id: str, as_of: date) -> bool:
        """Say whether it lets the held figure of an indicator at a date through."""
        held = self.figures
        return held is not None and held.indicator == indicator_id and held.first <= as_of <= held.last


def applicable(waivers: Iterable[Waiver], identity: FileIdentity, day: date) -> tuple[Waiver, ...]:
    """Return the waivers in force on `day` that name a delivery."""
    return tuple(w for w in waivers if w.is_in_force(day) and w.covers(identity))


def digest_of(waivers: Iterable[Waiver]) -> str:
    """Return the digest of waivers, '' without any: a refused delivery is judged again when it changes."""
    facts = [asdict(w) for w in waivers]
    return hashlib.sha256(json.dumps(facts, default=str, sort_keys=True).encode()).hexdigest() if facts else ""


def from_plain(facts: dict[str, Any]) -> Waiver:
    """Return the waiver of a delivery that JSON holds, its dates still as text."""
    days = {key: date.fromisoformat(facts[key]) for key in ("extraction_date", "signed_on", "until") if facts[key]}
    return Waiver(**{**facts, **days})
