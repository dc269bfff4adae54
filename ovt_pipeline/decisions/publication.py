"""A publication: the figures of a date are official and may leave, or a release is kept for ever.

Belongs here: what its file may hold. Does not belong here: what follows from it.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, with_config

from ovt_pipeline.decisions.signed import Signed
from ovt_pipeline.language.faults import Fault, refuse
from ovt_pipeline.yaml_data import CLOSED, Day, Given

OBJECTS = ("as_of", "release")


def _one_object(kind: str, info: ValidationInfo) -> str:
    if all(name in info.data for name in OBJECTS) and (info.data["as_of"] is None) == (info.data["release"] is None):
        refuse([Fault(("..",), "one_of", facts={"keys": OBJECTS})])
    return kind


@with_config(CLOSED)
@dataclass(frozen=True, kw_only=True)
class Publication(Signed):
    """One signed publication: of a date, or of a release."""

    id: Annotated[str, Field(pattern="^PB-[0-9]{4}-[0-9]{2,4}$")]
    as_of: Annotated[Day | None, Given] = None
    release: Annotated[str | None, Given, Field(pattern="^[0-9]{8}T[0-9]{6}Z_[0-9a-f]{6}$")] = None
    type: Annotated[Literal["publication"], AfterValidator(_one_object)]

    @property
    def subject(self) -> str:
        """What it is about, in words of the outputs: a date, or a release."""
        return str(self.as_of or self.release)
