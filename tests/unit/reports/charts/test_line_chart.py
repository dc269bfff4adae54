"""The chart of one indicator: no word over another or cut, every number in its description, a shape for each kind."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from itertools import combinations

import pytest

from ovt_pipeline.reports.charts.boxes import Box, text_width
from ovt_pipeline.reports.charts.line_chart import line_charts
from ovt_pipeline.reports.charts.plane import FORMATS
from ovt_pipeline.reports.charts.series import Mark, Series

from .drawn import CASES, FORTY, JOBS, NAMESPACE, THREE, dot, rate, texts, view

PHONE = (320 - 2 * 12) / 340  # of a drawing of 340 on a phone of 320, with 12 on each side
HOSTILE = "</text><script>alert(1)</script>&\"'\u202e"


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_word_is_over_another_or_cut_or_small(name: str, lang: str) -> None:
    for form, svg in zip(FORMATS, line_charts(CASES[name], "i1", lang), strict=True):
        found = list(texts(svg))
        assert [said for said, _, box in found if not box.is_within(view(svg))] == []
        assert [(a[0], b[0]) for a, b in combinations(found, 2) if a[2].meets(b[2])] == []
        assert min(size for _, size, _ in found) * (PHONE if form.name == "n" else 1) >= 11


@pytest.mark.parametrize("name", [name for name in CASES if name != "long words"])
def test_targets_the_last_figure_and_the_start_always_have_their_words(name: str) -> None:
    series = CASES[name]
    for svg in line_charts(series, "i1", "fr"):
        said = [text for text, _, _ in texts(svg)]
        wanted = [f"cible {one.text}" for one in series.targets] + [
            f"prévu\u00a0: {one.text}" for one in series.scheduled
        ]
        wanted += [f"départ {series.start.text}"] if series.start else []
        wanted += [one.text + "\u00a0p" * one.is_preliminary for one in series.dots if one.value is not None][-1:]
        assert [text for text in wanted if text not in said] == []


def test_with_a_few_dates_every_figure_is_written() -> None:
    for svg in line_charts(JOBS, "i1", "fr"):
        assert {"62", "74", "89"} <= {text for text, _, _ in texts(svg)}


def numbers_of(series: Series) -> set[str]:
    marks = [*series.targets, *series.scheduled, *([series.start] if series.start else [])]
    dots = [text for one in series.dots if one.value is not None for text in (one.text, one.low_text, one.high_text)]
    return {one.text for one in marks} | set(dots)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_who_does_not_see_it_is_told_every_number(name: str, lang: str) -> None:
    for svg in line_charts(CASES[name], "i1", lang):
        root = ET.fromstring(svg)  # noqa: S314 - our own drawing
        title, desc = (root.find(f"{NAMESPACE}{tag}") for tag in ("title", "desc"))
        assert title is not None
        assert desc is not None
        assert root.attrib["role"] == "img"
        assert (root.attrib["aria-labelledby"], root.attrib["aria-describedby"]) == (title.get("id"), desc.get("id"))
        assert title.text == CASES[name].name
        assert [text for text in numbers_of(CASES[name]) if text not in (desc.text or "")] == []


def test_both_sizes_have_ids_of_their_own() -> None:
    ids = [one for svg in line_charts(JOBS, "i1", "fr") for one in re.findall(r' id="([^"]+)"', svg)]
    assert len(ids) == len(set(ids)) == 4


def heights(svg: str, colour: str) -> list[tuple[float, float]]:
    """Return where the circles of a colour stand."""
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    circles = [one.attrib for one in root.iter(f"{NAMESPACE}circle") if colour in one.attrib["class"]]
    return [(float(one["cx"]), float(one["cy"])) for one in circles]


def test_a_value_stands_at_its_height_and_a_target_at_its_own_date() -> None:
    wide, _ = line_charts(rate(THREE), "i1", "fr")
    (x0, y0), (x1, y1), (x2, y2) = heights(wide, "f-figure")
    assert (y0 - y2) / (y0 - y1) == pytest.approx((73.3 - 51.5) / (66.3 - 51.5), abs=0.01)
    assert (x2 - x0) / (x1 - x0) == pytest.approx(731 / 366, abs=0.01)
    beams = re.findall(
        r'd="M([\d.]+) [^"]*M([\d.]+) [^"]*M[\d.]+ ([\d.]+)h30.0" stroke-width="3" fill="none"[^>]*s-target', wide
    )
    middles = [((float(a) + float(b)) / 2, float(y)) for a, b, y in beams]
    assert [x for x, _ in middles] == pytest.approx([x1, x2], abs=0.1)
    assert [y < of for (_, y), of in zip(middles, (y1, y2), strict=True)] == [True, True]


def test_the_scale_of_a_count_ends_at_the_tens_above_the_last_target_or_above_what_is_drawn() -> None:
    day = date(2025, 3, 31)
    assert JOBS.top == 120
    assert Series("E", False, None, (), (Mark(day, 120, "120"),)).top == 130  # noqa: FBT003 - is_rate
    assert Series("E", False, None, (dot(day, 130, 120, 200),), (Mark(day, 120, "120"),)).top == 210  # noqa: FBT003
    assert Series("E", False, None, (), ()).top == 10  # noqa: FBT003 - is_rate
    assert rate(THREE).top == 100


def test_a_bar_for_each_date_up_to_eleven_then_a_band() -> None:
    for count, bars, bands in ((11, 11, 0), (12, 0, 1)):
        wide, _ = line_charts(rate(FORTY[:count]), "i1", "fr")
        assert (len(re.findall("s-doubt", wide)), len(re.findall("f-doubt", wide))) == (bars, bands)


def test_a_date_without_a_value_parts_the_line_and_nothing_is_drawn_there() -> None:
    wide, _ = line_charts(CASES["forty with nulls"], "i1", "fr")
    assert len(re.findall('stroke-width="1.5"[^>]*s-figure', wide)) == 6  # the last date stands alone
    assert len(re.findall("s-doubt", wide)) == 1
    assert len(heights(wide, "f-figure")) == 40 - len([n for n in range(40) if n % 7 == 3])
    parted, _ = line_charts(CASES["nulls"], "i1", "fr")
    assert re.findall('stroke-width="1.5"[^>]*s-figure', parted) == []


def test_each_kind_has_its_own_shape() -> None:
    wide, _ = line_charts(CASES["preliminary"], "i1", "fr")
    assert len(heights(wide, "f-figure")) == 2
    assert len(re.findall(r'z" stroke-width="2" fill="#ffffff" stroke', wide)) == 1  # the hollow diamond
    assert len(heights(wide, "f-paper")) == 1  # the open circle of the start
    jobs, _ = line_charts(JOBS, "i1", "fr")
    assert len(re.findall("stroke-dasharray", jobs)) == 2


def test_a_hostile_text_is_shown_as_text() -> None:
    series = Series(HOSTILE, True, None, (dot(date(2025, 3, 31), 5),), (Mark(date(2025, 3, 31), 6, HOSTILE),))  # noqa: FBT003
    for svg in line_charts(series, "i1", "fr"):
        root = ET.fromstring(svg)  # noqa: S314 - our own drawing
        assert {one.tag.removeprefix(NAMESPACE) for one in root.iter()} <= {
            "svg",
            "title",
            "desc",
            "path",
            "rect",
            "circle",
            "text",
        }
        assert "\u202e" not in svg
        assert root.findtext(f"{NAMESPACE}title") == HOSTILE.replace("\u202e", "‹U+202E›")


def test_the_same_series_gives_the_same_bytes() -> None:
    assert line_charts(JOBS, "i1", "fr") == line_charts(JOBS, "i1", "fr")


def test_the_width_of_a_text_is_that_of_its_characters() -> None:
    assert text_width("75\u00a0%", 10) == pytest.approx(2 * 6.5 + 3.5 + 10)
    assert text_width("é", 10) == text_width("e", 10)
    assert text_width("漢", 10) > text_width("W", 10)
    assert text_width("", 10) == 0
    assert not Box(0, 0, 1, 1).meets(Box(1, 0, 2, 1))
