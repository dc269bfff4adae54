"""What the public limits of an indicator may not say: regions that are none, twice or missing, neighbours in a circle.

Belongs here: those contradictions, as validators of the fields of public.py. Does not belong here: the other parts of a
plan file (checks.py), sentences (catalogue/faults.yaml).
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ovt_pipeline.language.faults import Fault, Step, among, refuse, repeated
from ovt_pipeline.plan.regions import region_codes

if TYPE_CHECKING:
    from ovt_pipeline.plan.public import Group


def known_region(code: str) -> str:
    """Refuse what is no region '01' to '17'."""
    refuse([] if code in region_codes() else [among(region_codes(), code)])
    return code


def all_regions_joined(neighbours: dict[str, str]) -> dict[str, str]:
    """Refuse regions without a neighbour, but for one, and neighbours that lead back to where they start."""
    alone = [code for code in region_codes() if code not in neighbours]
    refuse([*_only_one_alone(alone), *_circles(neighbours, {code: (code,) for code in neighbours})])
    return neighbours


def each_region_in_one_group(groups: "tuple[Group, ...]") -> "tuple[Group, ...]":
    """Refuse groups of one name, a region in two or in none, an unknown neighbour, or neighbours that lead back."""
    refuse([*repeated((one.id for one in groups), "id"), *_regions_of(groups), *_neighbours_of(groups)])
    return groups


def _regions_of(groups: "tuple[Group, ...]") -> Iterator[Fault]:
    seen: set[str] = set()
    for number, group in enumerate(groups):
        for place, code in enumerate(group.regions):
            if code in seen:
                yield Fault((number, "regions", place), "single", code)
            seen.add(code)
    missing = [code for code in region_codes() if code not in seen]
    if missing:
        yield Fault((), "in_a_group", facts={"regions": ", ".join(missing)})


def _neighbours_of(groups: "tuple[Group, ...]") -> Iterator[Fault]:
    known = {one.id for one in groups}
    unknown = [(n, one.joins) for n, one in enumerate(groups) if one.joins is not None and one.joins not in known]
    yield from (among(known, joins, number, "joins") for number, joins in unknown)
    yield from _only_one_alone([one.id for one in groups if one.joins is None])
    joined = {one.id: one.joins for one in groups if one.joins is not None}
    yield from _circles(joined, {one.id: (number, "joins") for number, one in enumerate(groups)})


def _only_one_alone(alone: list[str]) -> Iterator[Fault]:
    if len(alone) > 1:
        yield Fault((), "neighbour", facts={"places": ", ".join(alone)})


def _circles(joins: Mapping[str, str], at: Mapping[str, Step]) -> Iterator[Fault]:
    """Yield a fault for each place that the way from its neighbour leads back to."""
    for start in joins:
        seen, place = {start}, joins.get(start)
        while place is not None and place not in seen:
            seen.add(place)
            place = joins.get(place)
        if place == start:
            yield Fault(at[start], "no_circle", joins[start], {"place": start})
