"""What the report says by place: the map of each rate that is told by region, and one table for all indicators.

Belongs here: places and their tiles. Does not belong here: where a tile stands (charts/), which places are told of.
"""

from dataclasses import dataclass

from ovt_pipeline.plan.regions import WHOLE, load_regions
from ovt_pipeline.reports.charts.tiles import GRID, Tile, tile_maps
from ovt_pipeline.reports.page.facts import Figure
from ovt_pipeline.reports.page.section import Section
from ovt_pipeline.reports.told.database import Place

SECURITY = ("renir_units_migrated",)  # told for the whole alone because of what its places would tell


@dataclass(frozen=True)
class PlaceRow:
    """A place of the table, with its figure."""

    name: str
    value: str
    count: str
    bounds: str


@dataclass(frozen=True)
class Map:
    """A map, its two drawings, and whether some tiles are told of together, not at all, or by preliminary figures."""

    title: str
    charts: tuple[str, str]
    has_groups: bool
    has_gaps: bool
    is_preliminary: bool


def rows_of(section: Section) -> list[PlaceRow]:
    """Return the places of one indicator, by code."""
    found = sorted(section.indicator.places, key=lambda pair: pair[0].place_code)
    return [_row(section, place, figure) for place, figure in found]


def whole_only(section: Section) -> str:
    """Return why there is no figure by place."""
    key = "whole_only_security" if section.indicator.plan.indicator_id in SECURITY else "whole_only"
    return section.speech(key, name=section.short)


def map_of(section: Section) -> Map | None:
    """Return the map of a rate; None for a count, whose places may be groups, and where no place is told of."""
    tiles = _tiles(section)
    if not section.indicator.is_rate or not tiles:
        return None
    title = section.speech("map", name=section.name, day=section.indicator.as_of)
    groups = any(len(place.regions) > 1 for place, _ in section.indicator.places)
    charts = tile_maps(title, tiles, f"{section.indicator.anchor}-m", section.speech.lang)
    early = any(figure.is_preliminary for _, figure in section.indicator.places)
    return Map(title, charts, groups, len(tiles) < len(GRID), early)


def _row(section: Section, place: Place, figure: Figure) -> PlaceRow:
    name = section.speech.either(place.name_fr, place.name_en)
    low, high = section.bounds(figure)
    bounds = section.speech("low_to_high", low=low, high=high) if figure.value_low is not None else ""
    return PlaceRow(name, section.shown(figure), section.count(figure) if section.indicator.is_rate else "", bounds)


def _tiles(section: Section) -> dict[str, Tile]:
    lang = section.speech.lang
    names = {one["code"]: one[f"name_{lang}"] for one in load_regions() if one["code"] != WHOLE}
    told = {code: figure for place, figure in section.indicator.places for code in place.regions if code in names}
    return {code: _tile(section, names[code], told[code]) for code in sorted(told)}


def _tile(section: Section, name: str, figure: Figure) -> Tile:
    """Return the tile of a figure, without the mark of a preliminary one: there is no room for it on a phone."""
    return Tile(name, figure.value, section.amounts.displayed(figure.value, figure.display_value))
