"""Where the words of a drawing stand: never one over another, never cut, beside what they name.

Belongs here: boxes, the width of a text, the choice of a place. Does not belong here: SVG (svg.py), what is drawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

# Width of a character without its accent, in hundredths of the letter's size: the greater of DejaVu Sans and a bold
# Arial, rounded up, so that a text is never wider than what is kept for it, whichever of the fonts a machine has.
WIDTHS = {
    **dict.fromkeys("'Iijl", 30),
    **dict.fromkeys(" ,./:;\\|\u00a0\u00b7\u2019", 35),
    **dict.fromkeys("()-[]ft", 40),
    **dict.fromkeys("!r", 45),
    **dict.fromkeys('"*`\u00b0', 50),
    **dict.fromkeys("z", 55),
    **dict.fromkeys("J_cksvxy\u2013", 60),
    **dict.fromkeys("$0123456789?FLTabdeghnopqu{}\u00ab\u00bb", 65),
    **dict.fromkeys("EPSVXYZ", 70),
    **dict.fromkeys("ABCKNRU", 75),
    **dict.fromkeys("&DGHOQ", 80),
    **dict.fromkeys("#+<=>^w~\u2212", 85),
    **dict.fromkeys("M", 90),
    **dict.fromkeys("%@Wm\u2026\u2014", 100),
}
WIDEST = 110  # of a character that is not in the table
LINE = 1.25  # height of a line, in letters
SIDES = ((0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1))  # above, below, right, left, corners
ABOVE, BELOW = SIDES[0], SIDES[1]
Side = tuple[int, int]


def text_width(text: str, size: float) -> float:
    """Return how wide a text of letters of `size` is at most, in the unit of `size`."""
    return sum(WIDTHS.get(normalize("NFD", character)[0], WIDEST) for character in text) * size / 100


@dataclass(frozen=True)
class Box:
    """A rectangle in the units of a drawing; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Say whether they have a part in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def is_within(self, other: "Box") -> bool:
        """Say whether no part of it is outside another one."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def moved(self, across: float, down: float) -> "Box":
        """Return it elsewhere."""
        return Box(self.left + across, self.top + down, self.right + across, self.bottom + down)


def around(x: float, y: float, across: float, down: float) -> Box:
    """Return the box whose middle is at x, y, with half its width and half its height."""
    return Box(x - across, y - down, x + across, y + down)


@dataclass(frozen=True)
class Label:
    """A text that names what stands at x, y: it begins `reach` away from it, or up to `steps` lines further.

    `sides` are tried in order. `is_spare`: better left out than over a mark or a line.
    """

    text: str
    x: float
    y: float
    reach: float
    colour: str
    size: float
    sides: Sequence[Side] = SIDES
    steps: int = 2
    is_bold: bool = False
    is_spare: bool = False

    def places(self, area: Box) -> Iterator[Box]:
        """Yield where it may stand within `area`, the best first: shifted sideways, never cut."""
        width, height = text_width(self.text, self.size), self.size * LINE
        for step in range(self.steps):
            away = self.reach + step * height
            for across, down in self.sides:
                x = self.x + across * (away + width / 2)
                y = self.y + down * ((self.reach if across else away) + height / 2)
                box = around(x, y, width / 2, height / 2)
                inside = box if across else box.moved(_shift(box, area), 0)
                if inside.is_within(area):
                    yield inside


@dataclass(frozen=True)
class Placed:
    """A label with its place."""

    label: Label
    box: Box


def place(labels: Iterable[Label], area: Box, marks: Sequence[Box], lines: Sequence[Box]) -> list[Placed]:
    """Give each label a place, in order; one that has none is left out (the table beside the drawing says it too).

    No label is over another one. Each stays clear of marks and lines, else of marks only, else only of labels.
    """
    found: list[Placed] = []
    for label in labels:
        box = _place_of(label, area, [placed.box for placed in found], marks, lines)
        if box:
            found.append(Placed(label, box))
    return found


def _place_of(label: Label, area: Box, taken: Sequence[Box], marks: Sequence[Box], lines: Sequence[Box]) -> Box | None:
    places = [box for box in label.places(area) if not any(map(box.meets, taken))]
    for kept_clear in ([*marks, *lines], marks, [])[: 1 if label.is_spare else 3]:
        free = next((box for box in places if not any(map(box.meets, kept_clear))), None)
        if free:
            return free
    return None


def along(x: float, y: float, to_x: float, to_y: float, apart: float = 4.0) -> Iterator[Box]:
    """Yield small boxes along a line, so that a label can stay clear of it."""
    steps = max(int(max(abs(to_x - x), abs(to_y - y)) / apart), 1)
    for step in range(steps + 1):
        yield around(x + (to_x - x) * step / steps, y + (to_y - y) * step / steps, 1.5, 1.5)


def _shift(box: Box, area: Box) -> float:
    return max(area.left - box.left, 0) + min(area.right - box.right, 0)
