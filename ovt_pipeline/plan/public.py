"""How finely an indicator may be told in public: the whole alone, regions, or declared groups of regions.

Belongs here: what the plan file may declare, and the places that it makes. Does not belong here: which places a figure
is told for (reports/public), what the declarations may not say together (public_checks.py), figures.

A place that counts fewer than `least` is told joined with the neighbour that is declared for it. Neighbours make a
tree: one place has none, and the way from any other leads to it, so that joining always has an end.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ovt_pipeline.language.text import Text
from ovt_pipeline.plan import public_checks
from ovt_pipeline.plan.regions import load_regions, region_codes
from ovt_pipeline.yaml_data import Given, Listed, Name, Words

Region = Annotated[str, AfterValidator(public_checks.known_region)]
Least = Annotated[int, Field(ge=2)]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place that may be told when it counts enough: its regions, and the place that it joins when it does not."""

    code: str
    name: Text
    regions: tuple[str, ...]
    joins: str | None


@dataclass(frozen=True, kw_only=True)
class WholeOnly:
    """Nothing but Québec as a whole is told."""

    limit: Literal["none"]

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that may be told beside the whole: none."""
        return ()

    @property
    def least(self) -> int:
        """What a place must count; there is no place."""
        return 0


WHOLE_ONLY = WholeOnly(limit="none")


@dataclass(frozen=True, kw_only=True)
class ByRegion:
    """Regions are told; `least` is of the denominator of a rate, of what a count counts."""

    limit: Literal["regions"]
    least: Least
    neighbours: Annotated[dict[Region, Region], AfterValidator(public_checks.all_regions_joined)] = field(hash=False)

    @property
    def places(self) -> tuple[Place, ...]:
        """The regions, each with the one that it joins."""
        named = {one["code"]: Text(one["name_fr"], one["name_en"]) for one in load_regions()}
        return tuple(
            Place(code=code, name=named[code], regions=(code,), joins=self.neighbours.get(code))
            for code in region_codes()
        )


@dataclass(frozen=True, kw_only=True)
class Group:
    """Regions that are told together, and the group that they join when they count too little; one group has none."""

    id: Name
    fr: Words
    en: Words
    regions: Listed[Region]
    joins: Annotated[Name | None, Given] = None


@dataclass(frozen=True, kw_only=True)
class ByGroup:
    """Declared groups of regions are told, the same at every date."""

    limit: Literal["groups"]
    least: Least
    groups: Annotated[tuple[Group, ...], Field(min_length=2), AfterValidator(public_checks.each_region_in_one_group)]

    @property
    def places(self) -> tuple[Place, ...]:
        """The groups, each with the one that it joins."""
        return tuple(
            Place(code=one.id, name=Text(one.fr, one.en), regions=one.regions, joins=one.joins) for one in self.groups
        )


Public = Annotated[WholeOnly | ByRegion | ByGroup, Field(discriminator="limit")]
