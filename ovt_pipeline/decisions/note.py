"""A note: what was looked at and found, about a figure, a delivery, or an entity whose end it makes a fact.

Belongs here: what its file may hold. Does not belong here: which words end what (ends.py), what follows from it.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, with_config

from ovt_pipeline.decisions.ends import End, Entity, faults_of_end
from ovt_pipeline.decisions.signed import PRINTABLE, FilledIn, OfDelivery, OfFigure, Signed
from ovt_pipeline.language.faults import Fault, bound, refuse
from ovt_pipeline.yaml_data import CLOSED, Filled

OBJECTS = ("figure", "delivery", "entity")


def _of_an_entity(end: End | None, info: ValidationInfo) -> End | None:
    """Refuse an end without an entity, one that its export does not know, one after the signature."""
    known = {"entity", "signed_on"} <= info.data.keys()
    if end is None or not known:
        return end
    if info.data["entity"] is None:
        refuse([Fault(("..",), "missing", facts={"key": "entity"})])
    late = [bound("≤", info.data["signed_on"], end.date, "date")] if end.date > info.data["signed_on"] else []
    refuse([*late, *faults_of_end(info.data["entity"], end)])
    return end


def _one_object(kind: str, info: ValidationInfo) -> str:
    if {"export", "extraction_date", "figure", "entity"} <= info.data.keys():
        named = [info.data["export"] or info.data["extraction_date"], info.data["figure"], info.data["entity"]]
        one = sum(given is not None for given in named) == 1
        refuse([] if one else [Fault(("..",), "one_of", facts={"keys": OBJECTS})])
        missing = [n for n in ("export", "extraction_date") if named[0] and info.data[n] is None]
        refuse(Fault(("..", "delivery"), "missing", facts={"key": f"delivery.{name}"}) for name in missing)
    return kind


@with_config(CLOSED)
@dataclass(frozen=True, kw_only=True)
class Note(Signed, OfDelivery):
    """One signed note; `why` says what was looked at and found."""

    id: Annotated[str, Field(pattern="^NT-[0-9]{4}-[0-9]{2,4}$")]
    why: Annotated[str, Field(min_length=3, max_length=2000, pattern=PRINTABLE), FilledIn]
    figure: Annotated[OfFigure | None, Filled] = None
    entity: Annotated[Entity | None, Filled] = None
    end: Annotated[End | None, Filled, AfterValidator(_of_an_entity)] = None
    type: Annotated[Literal["note"], AfterValidator(_one_object)]

    @property
    def subject(self) -> str:
        """What it is about, in words of the outputs: a figure, a delivery or an entity."""
        if self.figure:
            return f"{self.figure.indicator}/{self.figure.as_of}"
        if self.entity:
            return f"{self.entity.export}/{self.entity.table}/{'+'.join(self.entity.key)}"
        return "_".join(filter(None, (f"{self.export}/{self.extraction_date}", self.sha256[:12])))
