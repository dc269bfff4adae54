"""SVG as text: elements with their attributes, escaped, and the colours of the style as attribute and as class.

The attributes alone draw it in light, wherever it is opened; a page's style may answer to the classes, for the dark.

Belongs here: writing elements. Does not belong here: where they stand (boxes.py, line_chart.py, tiles.py).
"""

from collections.abc import Mapping
from html import escape

from ovt_pipeline.reports.charts.boxes import LINE, Placed
from ovt_pipeline.reports.printed import printed
from ovt_pipeline.reports.style import FONT, LIGHT

BASELINE = 0.93  # of a line, in letters: where a text stands in its box


def tag(name: str, *inside: str, **attributes: object) -> str:
    """Return an element; an attribute's `_` is written `-`, a number with two decimals at most, None left out."""
    written = "".join(f' {_name(key)}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def _name(key: str) -> str:
    return {"view_box": "viewBox"}.get(key, key.rstrip("_").replace("_", "-"))


def _value(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else escape(str(value))


def paint(fill: str | None = None, stroke: str | None = None) -> Mapping[str, object]:
    """Return the attributes of a colour of the style: 'none' or a name of it; `class` lets a page change it."""
    named = [f"f-{fill}"] * bool(fill and fill != "none") + [f"s-{stroke}"] * bool(stroke)
    colours = {"fill": LIGHT.get(fill, fill) if fill else None, "stroke": LIGHT[stroke] if stroke else None}
    return {**colours, "class": " ".join(named) or None}


def words(text: str, x: float, y: float, size: float, lang: str, **attributes: object) -> str:
    """Return a text whose baseline stands at y; it starts at x unless `text_anchor` says otherwise."""
    return tag("text", escape(printed(text, lang), quote=False), x=x, y=y, font_size=size, **attributes)


def label(placed: Placed, lang: str) -> str:
    """Return a label in the middle of its place, on a ground of its own so that no line runs through it."""
    box, one = placed.box, placed.label
    ground = tag(
        "rect", x=box.left, y=box.top, width=box.right - box.left, height=box.bottom - box.top, **paint("paper")
    )
    weight = {"font_weight": 700} if one.is_bold else {}
    middle, base = (box.left + box.right) / 2, box.top + one.size * BASELINE * LINE / 1.25
    return ground + words(one.text, middle, base, one.size, lang, text_anchor="middle", **weight, **paint(one.colour))


def drawing(name: str, size: tuple[float, float], title: str, desc: str, *inside: str, lang: str) -> str:
    """Return a whole drawing that says what it is; `name` makes its ids, `size` is its width and height."""
    width, height = size
    told = tag("title", escape(printed(title, lang), quote=False), id=f"{name}-t")
    told += tag("desc", escape(printed(desc, lang), quote=False), id=f"{name}-d")
    labelled = {"role": "img", "aria_labelledby": f"{name}-t", "aria_describedby": f"{name}-d"}
    box = {"width": width, "height": height, "view_box": f"0 0 {width:g} {height:g}"}
    return tag("svg", told, *inside, xmlns="http://www.w3.org/2000/svg", font_family=FONT, **labelled, **box)
