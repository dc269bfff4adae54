"""The faults of the rules that every export shares, each planted in a row that nothing else touches.

Belongs here: the plot that faults are planted in, and one planter per shared rule. Does not belong here: rules of one
contract (planted_contracts.py), which faults a delivery gets (planted.py).
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from ovt_pipeline.contracts.model import Column, Kind

from .planted_files import BLANK, BROKEN, Line, Raw, Sheet
from .planted_rows import NAMES, region_label

# A column that no other rule reads, in which two rows of one key can differ.
FREE = {
    "unites": ("nom_unite", "Autre nom"),
    "liens": ("code_organisme", "ORG99"),
    "correspondance": ("obligatoire", False),
    "mouvements": ("organisation", "Autre organisme"),
    "municipalites": ("mrc", "MRC Fictive (990)"),
}
UNREADABLE: dict[Kind, tuple[str, ...]] = {
    "text": ("Sans objet connu", "Migrée?"),
    "number": ("douze", "1e3", "1.2.3"),
    "bandwidth": ("rapide", "100 Go"),
    "date": ("vers la fin mars", "31/02/2024", "01/02/15", "2024-13-01", "45000", "mars 2024", "20240131"),
    "yes_no": ("peut-être", "2", "OK"),
    "municipality": ("Ville-Inconnue", "99999"),
    "municipality_code": ("12A45", "123456"),
}
UNKNOWN_REGIONS = ("Atlantide", "99", "00", "18", "Capitale", "Ontario (19)")
UNKNOWN_HEADERS = ("Responsable", "Colonne 7", "Remarques internes", "Date de saisie")


@dataclass
class Plot:
    """The sheet that a fault is planted in, the extraction date, and the chance that decides where."""

    sheet: Sheet
    day: date
    rng: random.Random

    def take(self) -> Line:
        """Return a row that no other fault touches and no other row names, to be spoilt."""
        named = {line.cells.get("no_unite_successeur") for line in self.sheet.lines} - {None}
        free = [one for one in self.sheet.lines if not one.touched and self._is_alone(one, named)]
        line = self.rng.choice(free)
        line.touched = True
        return line

    def _is_alone(self, line: Line, named: set[object]) -> bool:
        return line.cells.get("no_unite") not in named and line.cells.get("no_unite_successeur") is None

    def put(self, column: str, cell: object) -> Line:
        """Write a cell in a row of its own; return the row."""
        line = self.take()
        line.cells[column] = cell
        return line

    def copy(self, line: Line) -> Line:
        """Return a copy of a row, put anywhere below it."""
        twin = Line(dict(line.cells), touched=True)
        at = self.sheet.lines.index(line)
        self.sheet.lines.insert(self.rng.randint(at + 1, len(self.sheet.lines)), twin)
        return twin


Planter = Callable[[Plot, Column], None]


def _blamed(rule: str, cells: Callable[[Plot, Column], object]) -> Planter:
    """Return the planter of a rule on one cell."""

    def plant(plot: Plot, column: Column) -> None:
        plot.put(column.name, cells(plot, column)).blamed.append((rule, column.name))

    return plant


def _unreadable(plot: Plot, column: Column) -> Raw:
    return Raw(plot.rng.choice(UNREADABLE[column.kind]))


def _unread(plot: Plot, column: Column) -> Raw:
    """Return what is unreadable in a column that no rule reads; in free text, only an error cell is."""
    is_free = column.kind == "text" and not column.allowed
    return BROKEN if is_free or plot.rng.random() < 0.3 else _unreadable(plot, column)


def _at_odds(plot: Plot, column: Column) -> Raw:
    if column.kind == "municipality":
        code, other = plot.rng.sample(sorted(NAMES), 2)
        return Raw(f"{NAMES[code]} ({other})")
    code, other = plot.rng.sample([f"{n:02d}" for n in range(1, 18)], 2)
    return Raw(f"{region_label(code)[:-5]} ({other})")


def _repeat_key(plot: Plot, column: Column) -> None:
    """Write two rows of one key that differ: both are at fault."""
    first = plot.take()
    free, other = FREE[plot.sheet.table.name]
    if first.cells[free] == other:
        first.cells[free] = True
    second = plot.copy(first)
    second.cells[free] = other
    for line in (first, second):
        line.blamed.append(("R02", column.name))


SHARED: dict[str, Planter] = {
    "R01": _blamed("R01", lambda *_: BLANK),
    "R02": _repeat_key,
    "R03": _blamed("R03", lambda *_: BLANK),
    "R04": _blamed("R04", _unreadable),
    "R05": _blamed("R05", _unreadable),
    "R06": _blamed("R06", lambda plot, _: Raw(plot.rng.choice(UNKNOWN_REGIONS))),
    "R07": _blamed("R07", _at_odds),
    "R08": _blamed("R08", _unreadable),
    "R09": _blamed("R09", lambda *_: BROKEN),
    "M04": _blamed("M04", _unread),
}


def shift(plot: Plot) -> None:
    """Write a row one cell to the right of its headers."""
    line = plot.take()
    line.shifted = True
    line.blamed.append(("R10", None))


def duplicate(plot: Plot) -> None:
    """Write a row twice, not spelt alike: the layout draws the spelling of each cell."""
    plot.copy(plot.take()).blamed.append(("M01", None))


def unknown_columns(plot: Plot) -> None:
    """Add one or two columns that the contract does not name."""
    plot.sheet.unknown += plot.rng.sample(UNKNOWN_HEADERS, plot.rng.randint(1, 2))


def totals(plot: Plot) -> None:
    """Close the table with a totals row."""
    plot.sheet.totals = True


OF_A_ROW: dict[str, Callable[[Plot], None]] = {"R10": shift}
OF_THE_SHEET: dict[str, Callable[[Plot], None]] = {"M01": duplicate, "M02": unknown_columns, "M03": totals}


def unspoilt(sheet: Sheet) -> Sheet:
    """Return a copy of a sheet, to be spoilt."""
    return replace(sheet, lines=[Line(dict(line.cells)) for line in sheet.lines], unknown=[])
