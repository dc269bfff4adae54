"""The map of the 17 regions in tiles, laid by hand: each has the same size, so that a small region is seen too.

Belongs here: the places of the tiles and what is written in them. Does not belong here: values of a release, the names
of the regions (plan/regions.csv).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

from ovt_pipeline.language.catalogue import sentence
from ovt_pipeline.language.numbers import percent
from ovt_pipeline.reports.charts.boxes import Box, text_width
from ovt_pipeline.reports.charts.plane import FORMATS, Format
from ovt_pipeline.reports.charts.svg import drawing, paint, tag, words
from ovt_pipeline.reports.printed import printed
from ovt_pipeline.reports.style import CLASSES

GRID = {  # column and row of each region, about where it lies
    "10": (3, 0),
    "08": (0, 1), "02": (3, 1), "09": (5, 1),
    "07": (0, 2), "15": (1, 2), "14": (2, 2), "04": (3, 2), "03": (4, 2), "01": (5, 2), "11": (6, 2),
    "13": (1, 3), "06": (2, 3), "17": (3, 3), "12": (4, 3),
    "16": (2, 4), "05": (3, 4),
}  # fmt: skip
COLUMNS, ROWS, GAP = 7, 5, 2.0
CUTS = (25.0, 50.0, 75.0)  # the same from one publication to the next, so that a colour keeps its meaning
MOST_NAME_LINES = 3
TOO_LONG = "\u2026"  # stands for a value that has no room in its tile; the description and the table have it


@dataclass(frozen=True)
class Tile:
    """What is known of a region: its name, its value in percent points (None: not published) and how it is written."""

    name: str
    value: float | None
    text: str


@dataclass(frozen=True)
class Legend:
    """One class of the map: its ground, its ink, and what it holds in words."""

    ground: str
    ink: str
    text: str


def tile_maps(title: str, tiles: Mapping[str, Tile], name: str, lang: str) -> tuple[str, str]:
    """Return the map for a wide and for a narrow place; `tiles` by the code of a region, `name` makes their ids."""
    wide, narrow = (tile_map(title, tiles, form, f"{name}-{form.name}", lang) for form in FORMATS)
    return wide, narrow


def tile_map(title: str, tiles: Mapping[str, Tile], form: Format, name: str, lang: str) -> str:
    """Return the map as SVG. A region that `tiles` lacks is drawn without a value."""
    height = _tile_height(form)
    drawn = [part for code in GRID for part in _tile(code, tiles.get(code), form, lang)]
    told = [sentence("charts", "desc_tile", lang, name=one.name, value=one.text) for one in tiles.values()]
    size = (form.width, ROWS * (height + GAP))
    return drawing(name, size, title, " ".join(told), *drawn, lang=lang)


def legend(lang: str) -> list[Legend]:
    """Return the classes with the words of their limits, from the least."""
    limits = [percent(cut, lang) for cut in CUTS]
    between = [sentence("charts", "class_between", lang, start=a, to=b) for a, b in pairwise(limits)]
    first, last = (
        sentence("charts", "class_first", lang, to=limits[0]),
        sentence("charts", "class_last", lang, start=limits[-1]),
    )
    return [Legend(*colours, said) for colours, said in zip(CLASSES, (first, *between, last), strict=True)]


def class_of(value: float) -> int:
    """Return the place of a value's class among the classes; a cut point belongs to the class above it."""
    return sum(value >= cut for cut in CUTS)


def tile_box(code: str, form: Format) -> Box:
    """Return where the tile of a region stands."""
    column, row = GRID[code]
    width, height = (form.width - GAP) / COLUMNS - GAP, _tile_height(form)
    left, top = GAP + column * (width + GAP), GAP / 2 + row * (height + GAP)
    return Box(left, top, left + width, top + height)


def _tile_height(form: Format) -> float:
    return (2.6 if form.name == "n" else 5.7) * form.size


def _tile(code: str, tile: Tile | None, form: Format, lang: str) -> Iterator[str]:
    box, size = tile_box(code, form), form.size
    ground, ink = ("none", None) if tile is None or tile.value is None else CLASSES[class_of(tile.value)]
    drawn = {"fill": ground, "stroke_dasharray": None if ink else "3 3"}
    frame = {"x": box.left, "y": box.top, "width": box.right - box.left, "height": box.bottom - box.top}
    yield tag("rect", **frame, **drawn, **({k: v for k, v in paint(stroke="line").items() if k != "fill"}))
    colour = {"fill": ink} if ink else paint("ink")
    lines = [] if form.name == "n" or tile is None else _lines(printed(tile.name, lang), box.right - box.left - 6, size)
    value = printed(tile.text, lang) if tile else sentence("charts", "not_published", lang)
    value = value if text_width(value, size) <= box.right - box.left else TOO_LONG
    middle, top = (box.left + box.right) / 2, box.top + size * 1.05
    for n, line in enumerate([code, *lines][: 1 if form.name == "n" else 4]):
        yield words(line, middle, top + n * size, size * 0.9 if n else size, lang, text_anchor="middle", **colour)
    yield words(value, middle, box.bottom - size * 0.4, size, lang, text_anchor="middle", font_weight=700, **colour)


def _lines(name: str, width: float, size: float) -> Sequence[str]:
    """Return a name on a few lines, cut at a dash, a space or a syllable; none when a part of it stays too wide."""
    lines = [""]
    for part in (piece for word in _parts(name) for piece in _syllables(word, width, size)):
        longer = lines[-1] + part
        lines = [*lines[:-1], longer] if text_width(longer.strip(), size * 0.9) <= width else [*lines, part]
    said = [line.strip() for line in lines if line.strip()]
    fits = len(said) <= MOST_NAME_LINES and all(text_width(line, size * 0.9) <= width for line in said)
    return said if fits else []


def _parts(name: str) -> list[str]:
    parts = [""]
    for character in name:
        parts[-1] += character
        if character in " -\u2013":
            parts.append("")
    return parts


def _syllables(word: str, width: float, size: float) -> list[str]:
    """Return a word whole when it has room, else in two parts: the first ends before a consonant between vowels."""
    if text_width(word, size * 0.9) <= width:
        return [word]
    vowel = [normalize("NFD", character)[0] in "aeiouy" for character in word]
    cuts = [at for at in range(2, len(word) - 1) if vowel[at - 1] and not vowel[at] and vowel[at + 1]]
    first = next((word[:at] + "-" for at in reversed(cuts) if text_width(word[:at] + "-", size * 0.9) <= width), None)
    return [first, word[len(first) - 1 :]] if first else [word]
