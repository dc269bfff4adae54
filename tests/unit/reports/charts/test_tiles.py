"""The map in tiles: each region once, its value in its tile, colours by fixed limits, readable on every one of them."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from ovt_pipeline.plan.regions import load_regions
from ovt_pipeline.reports.charts.boxes import Box
from ovt_pipeline.reports.charts.plane import FORMATS
from ovt_pipeline.reports.charts.tiles import GRID, Tile, class_of, legend, tile_box, tile_maps
from ovt_pipeline.reports.style import CLASSES

from .drawn import NAMESPACE, texts, view

NAMES = {one["code"]: one["name_fr"] for one in load_regions() if one["code"] != "00"}
FULL = {code: Tile(name, 100.0, "100\u00a0%") for code, name in NAMES.items()}


def test_every_region_has_a_tile_and_none_is_over_another() -> None:
    assert set(GRID) == set(NAMES)
    for form in FORMATS:
        boxes = [tile_box(code, form) for code in GRID]
        assert [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])] == []
        assert [box for box in boxes if not box.is_within(Box(0, 0, form.width, form.height * 2))] == []


def test_neighbours_stand_beside_each_other() -> None:
    near = [
        ("01", "11"),
        ("13", "06"),
        ("04", "17"),
        ("12", "03"),
        ("16", "05"),
        ("07", "15"),
        ("15", "14"),
        ("03", "01"),
    ]
    steps = [(abs(GRID[a][0] - GRID[b][0]), abs(GRID[a][1] - GRID[b][1])) for a, b in near]
    assert set(steps) <= {(0, 1), (1, 0)}


def test_no_word_is_over_another_or_out_of_its_tile_or_small() -> None:
    for form, svg in zip(FORMATS, tile_maps("Carte", FULL, "m", "fr"), strict=True):
        found = list(texts(svg))
        assert [(a[0], b[0]) for a, b in combinations(found, 2) if a[2].meets(b[2])] == []
        boxes = [tile_box(code, form) for code in GRID]
        assert [said for said, _, box in found if not any(box.is_within(tile) for tile in boxes)] == []
        assert [said for said, _, box in found if not box.is_within(view(svg))] == []
        assert min(size for _, size, _ in found) * ((320 - 24) / 340 if form.name == "n" else 1) >= 11


def test_every_value_is_written_in_its_tile_and_told() -> None:
    tiles = {code: Tile(name, n * 6.0, f"{n * 6}\u00a0%") for n, (code, name) in enumerate(NAMES.items())}
    for form, svg in zip(FORMATS, tile_maps("Carte", tiles, "m", "fr"), strict=True):
        for code, tile in tiles.items():
            inside = [said for said, _, box in texts(svg) if box.is_within(tile_box(code, form))]
            assert (inside[0], inside[-1]) == (code, tile.text)
        desc = ET.fromstring(svg).findtext(f"{NAMESPACE}desc") or ""  # noqa: S314 - our own drawing
        assert [
            tile
            for tile in tiles.values()
            if f"{tile.name.replace(chr(39), chr(8217))}\u00a0: {tile.text}." not in desc
        ] == []


@pytest.mark.parametrize(
    ("value", "found"), [(0, 0), (24.999, 0), (25, 1), (49.9, 1), (50, 2), (74.9, 2), (75, 3), (100, 3)]
)
def test_a_limit_belongs_to_the_class_above_it(value: float, found: int) -> None:
    assert class_of(value) == found


def test_what_is_not_published_has_a_dashed_tile_and_no_colour() -> None:
    tiles = {code: tile for code, tile in FULL.items() if code != "10"} | {"02": Tile("Lac", None, "s. o.")}
    for form, svg in zip(FORMATS, tile_maps("Carte", tiles, "m", "fr"), strict=True):
        assert len(re.findall("stroke-dasharray", svg)) == 2
        said = {
            code: [t for t, _, box in texts(svg) if box.is_within(tile_box(code, form))][-1] for code in ("10", "02")
        }
        assert said == {"10": "x", "02": "s. o."}


def test_the_legend_says_the_limits() -> None:
    assert [one.text for one in legend("en")][:2] == ["under 25%", "25% to under 50%"]
    assert [(one.ground, one.ink) for one in legend("fr")] == list(CLASSES)


def test_a_hostile_name_is_text_and_a_name_too_long_leaves_its_tile() -> None:
    bad = "<script>alert(1)</script>" * 5
    for form, svg in zip(FORMATS, tile_maps(bad, FULL | {"02": Tile(bad, 5.0, "5\u00a0%")}, "m", "fr"), strict=True):
        root = ET.fromstring(svg)  # noqa: S314 - our own drawing
        assert {one.tag.removeprefix(NAMESPACE) for one in root.iter()} <= {"svg", "title", "desc", "rect", "text"}
        inside = [said for said, _, box in texts(svg) if box.is_within(tile_box("02", form))]
        assert inside == ["02", "5\u00a0%"]


def test_a_value_too_long_for_its_tile_is_told_elsewhere() -> None:
    for form, svg in zip(
        FORMATS, tile_maps("Carte", FULL | {"02": Tile("Lac", 5.0, "5" * 40)}, "m", "fr"), strict=True
    ):
        inside = [said for said, _, box in texts(svg) if box.is_within(tile_box("02", form))]
        assert inside[-1] == "…"
        assert "5" * 40 in (ET.fromstring(svg).findtext(f"{NAMESPACE}desc") or "")  # noqa: S314 - our own drawing


def test_every_name_stands_whole_in_its_wide_tile() -> None:
    wide, _ = tile_maps("Carte", FULL, "m", "fr")
    said = {code: "".join(t for t, _, box in texts(wide) if box.is_within(tile_box(code, FORMATS[0]))) for code in GRID}
    letters = {code: re.sub(r"\W|\d", "", text) for code, text in said.items()}
    assert letters == {code: re.sub(r"\W", "", name) for code, name in NAMES.items()}
