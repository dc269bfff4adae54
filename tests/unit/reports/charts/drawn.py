"""Series and drawings for the tests, and the box of each text of a drawing, measured with the table of widths.

Belongs here: making and measuring. Does not belong here: what must hold (test_*.py).
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date

from ovt_pipeline.reports.charts.boxes import Box, text_width
from ovt_pipeline.reports.charts.series import Dot, Mark, Series

NAMESPACE = "{http://www.w3.org/2000/svg}"


def dot(day: date, value: float | None, low: float | None = None, high: float | None = None, **more: bool) -> Dot:
    """Return a figure; its texts are the values themselves."""
    return Dot(day, value, low, high, f"{value}", f"{low}", f"{high}", **more)


def mark(day: date, value: float) -> Mark:
    """Return a mark written as its value."""
    return Mark(day, value, f"{value:g}\u00a0%")


def month_end(n: int) -> date:
    """Return the 28th of the nth month after March 2023."""
    return date(2023 + (2 + n) // 12, (2 + n) % 12 + 1, 28)


TARGETS = (mark(date(2024, 3, 31), 70), mark(date(2025, 3, 31), 75))
START = mark(date(2023, 3, 31), 51)
THREE = (dot(START.day, 51.5, 51, 53), dot(date(2024, 3, 31), 66.3, 66.3, 70), dot(date(2025, 3, 31), 73.3, 73.3, 77))


def rate(dots: tuple[Dot, ...], targets: tuple[Mark, ...] = TARGETS, start: Mark | None = START) -> Series:
    """Return a series of percent points."""
    return Series("Taux", True, start, dots, targets)  # noqa: FBT003 - is_rate


FORTY = tuple(dot(month_end(n), 20 + n, 18 + n, min(24.0 + n * 1.3, 100)) for n in range(40))
JOBS = Series(
    "Emplois",
    is_rate=False,
    start=mark(START.day, 62),
    dots=(dot(START.day, 62, 62, 63), dot(date(2024, 3, 31), 74, 73, 76), dot(date(2025, 3, 31), 89, 89, 91)),
    targets=(mark(date(2024, 3, 31), 77), mark(date(2025, 3, 31), 87), mark(date(2028, 9, 30), 115)),
    scheduled=(mark(date(2028, 9, 30), 90),),
)
DAY = date(2025, 3, 31)
CASES = {
    "plan": rate(THREE),
    "jobs": JOBS,
    "no date": rate((), (), None),
    "start only": rate(()),
    "one date": rate((dot(date(2025, 3, 31), 73.3, 73.3, 77.0),), TARGETS[1:], None),
    "one day with all": rate((dot(DAY, 100, 0, 100),), (mark(DAY, 100),), mark(DAY, 0)),
    "two": rate(THREE[1:]),
    "twelve": rate(FORTY[:12]),
    "forty": rate(FORTY),
    "forty equal": rate(tuple(dot(month_end(n), 70, 70, 70) for n in range(40))),
    "nulls": rate((THREE[0], dot(date(2024, 3, 31), None), THREE[2])),
    "forty with nulls": rate(tuple(dot(one.day, None) if n % 7 == 3 else one for n, one in enumerate(FORTY))),
    "only nulls": rate((dot(date(2024, 3, 31), None),)),
    "straddles": rate((*THREE[:2], dot(date(2025, 3, 31), 74.9, 70.0, 80.0))),
    "zero": rate((dot(START.day, 0, 0, 0), dot(DAY, 0, 0, 100)), (mark(DAY, 0),), mark(START.day, 0)),
    "whole": rate((dot(START.day, 100, 100, 100), dot(DAY, 100, 0, 100)), (mark(DAY, 100),)),
    "preliminary": rate((*THREE[:2], dot(date(2025, 3, 31), 73.3, 73.3, 77, is_preliminary=True))),
    "long words": rate((dot(date(2025, 3, 31), 70, 60, 80),), (Mark(date(2025, 3, 31), 71, "W" * 300),)),
}  # fmt: skip


def texts(svg: str) -> Iterator[tuple[str, float, Box]]:
    """Yield each text of a drawing, the size of its letters and its box."""
    for one in ET.fromstring(svg).iter(f"{NAMESPACE}text"):  # noqa: S314 - our own drawing
        said, size = one.text or "", float(one.attrib["font-size"])
        x, y, width = float(one.attrib["x"]), float(one.attrib["y"]), text_width(said, size)
        left = x - width * {"middle": 0.5, "end": 1.0}.get(one.attrib.get("text-anchor", ""), 0.0)
        yield said, size, Box(left, y - 0.75 * size, left + width, y + 0.22 * size)


def view(svg: str) -> Box:
    """Return the box of a whole drawing."""
    return Box(*map(float, ET.fromstring(svg).attrib["viewBox"].split()))  # noqa: S314 - our own drawing
