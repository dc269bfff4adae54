"""What every decision says: its id, who signed it and when, why; and what several kinds name: a delivery, a figure.

Belongs here: those parts, their validators. Does not belong here: a kind of decision (one module each beside this one),
reading files (loader.py).
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, AliasPath, Field, with_config

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.language.faults import Fault, among, refuse
from ovt_pipeline.plan.loader import load_plans
from ovt_pipeline.yaml_data import CLOSED, Day, Given

FileIdentity = tuple[str, str, date | None]  # export, sha256, extraction date: what makes two files the same delivery
PRINTABLE = r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]+$"
BLANK = "REMPLIR"  # the word that a new decision holds until someone fills it in (blank/)
Digest = Annotated[str, Field(pattern="^[0-9a-f]{12,64}$")]  # a sha256, whole or its start


def _filled_in(text: str) -> str:
    refuse([Fault((), "filled_in", text)] if BLANK in text else [])
    return text


def with_contract(export: str | None) -> str | None:
    """Refuse an export that no contract describes."""
    known = load_contracts()
    refuse([] if export in {None, *known} else [among(known, export)])
    return export


def in_a_plan(indicator: str) -> str:
    """Refuse an indicator that no plan has."""
    known = {one.id for plan in load_plans() for one in plan.indicators}
    refuse([] if indicator in known else [among(known, indicator)])
    return indicator


def inside(first: str, second: str) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Say which key inside another holds a field."""
    return Field(validation_alias=AliasPath(first, second))


def is_of(identity: FileIdentity, export: str | None, day: date | None, sha256: str) -> bool:
    """Say whether a file is the delivery of an export and date whose sha256 starts so."""
    return (export, day) == (identity[0], identity[2]) and identity[1].startswith(sha256)


FilledIn = AfterValidator(_filled_in)
Line = Annotated[str, Field(min_length=3, max_length=300, pattern=PRINTABLE), FilledIn]
Export = Annotated[Line, AfterValidator(with_contract)]
Indicator = Annotated[Line, AfterValidator(in_a_plan)]


@with_config(CLOSED)
@dataclass(frozen=True, kw_only=True)
class Signed:
    """What every decision says."""

    FIELDS: ClassVar[tuple[str, ...]] = ("id", "signed_by", "signed_on", "why")  # what sentences say of any of them

    id: str
    signer: Annotated[Line, inside("signed_by", "name")]
    role: Annotated[Line, inside("signed_by", "role")]
    signed_on: Day
    why: Line

    @property
    def signed_by(self) -> str:
        """Name and role of who signed."""
        return f"{self.signer}, {self.role}"

    def is_in_force(self, day: date) -> bool:
        """Say whether `day` is not before its signature."""
        return self.signed_on <= day

    def fields(self) -> dict[str, Any]:
        """Return what sentences and tables say of it."""
        return {name: getattr(self, name) for name in self.FIELDS}


@with_config(CLOSED)
@dataclass(frozen=True, kw_only=True)
class OfDelivery:
    """What may name a delivery; `sha256` is whole, a start, or '' for any file of that export and date."""

    export: Annotated[Line | None, Given, AfterValidator(with_contract), inside("delivery", "export")] = None
    extraction_date: Annotated[Day | None, Given, inside("delivery", "extraction_date")] = None
    sha256: Annotated[Digest, inside("delivery", "sha256")] = ""

    def covers(self, identity: FileIdentity) -> bool:
        """Say whether it names this delivery."""
        return is_of(identity, self.export, self.extraction_date, self.sha256)


@with_config(CLOSED)
@dataclass(frozen=True, kw_only=True)
class OfFigure:
    """A figure: an indicator at a date."""

    indicator: Indicator
    as_of: Day
