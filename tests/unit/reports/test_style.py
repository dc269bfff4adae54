"""Every colour that a text may have can be read on every ground that it may stand on, light and dark."""

from itertools import pairwise, product

import pytest

from ovt_pipeline.reports.style import CLASSES, CONTRAST, DARK, GROUNDS, INKS, LIGHT, OTHER_PAIRS


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_guidelines_say() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground(theme: dict[str, str]) -> None:
    pairs = [*product(INKS, GROUNDS), *OTHER_PAIRS]
    assert {
        pair: contrast(theme[pair[0]], theme[pair[1]])
        for pair in pairs
        if contrast(theme[pair[0]], theme[pair[1]]) < CONTRAST
    } == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_drawn_is_seen_on_paper(theme: dict[str, str]) -> None:
    assert [name for name in ("figure", "target", "ink", "line") if contrast(theme[name], theme["paper"]) < 3] == []


def test_both_themes_name_the_same_colours() -> None:
    assert set(LIGHT) == set(DARK)


def test_each_class_of_a_map_can_be_read_and_told_from_the_next() -> None:
    assert [pair for pair in CLASSES if contrast(*pair) < CONTRAST] == []
    lights = [luminance(ground) for ground, _ in CLASSES]
    assert lights == sorted(lights, reverse=True)
    assert [a for a, b in pairwise(lights) if (a + 0.05) / (b + 0.05) < 1.4] == []
