"""The faults of the rules that every export shares, each planted in a row that nothing else touches.

Belongs here: the plot that faults are planted in, and one planter per shared rule. Does not belong here: rules of one
contract (planted_contracts.py), which faults a delivery gets (planted.py).
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from drafts.draft import Cell, Extension, Line, Sheet, Told, Unknown, Value, Values
from drafts.of_worlds import NAMES
from drafts.spellings import REGIONS

from ovt_pipeline.contracts.model import Column

from .faulty import UNREADABLE

SUCCESSOR = "no_unite_successeur"
UNKNOWN_HEADERS = ("Responsable", "Colonne 7", "Remarques internes", "Date de saisie")


@dataclass(frozen=True)
class Raw:
    """Stands for the value of a cell that is written as it is, whatever its column."""

    cell: Cell


@dataclass
class Plot:
    """The sheet that a fault is planted in, the extraction date, and the chance that decides where."""

    sheet: Sheet
    day: date
    extension: Extension
    rng: random.Random
    touched: set[Line]
    shifted: list[Line] = field(default_factory=list)

    def take(self, *told: Told) -> tuple[Line, Values]:
        """Return a row that no other fault touches and no other row names, of which this must be told."""
        named = {(line.says or {}).get(SUCCESSOR) for line in self.sheet.rows} - {None}
        free = [line for line in self.sheet.rows if line not in self.touched and _is_alone(line.says or {}, named)]
        line = self.rng.choice(free)
        self.touched.add(line)
        line.told += told
        return line, line.says or {}

    def put(self, rule: str, column: str, value: Value) -> Values:
        """Let a row of its own say this of a column, of which a rule must tell; return what the row says."""
        _, says = self.take((rule, column))
        says[column] = value
        return says

    def copy(self, says: Values, *told: Told) -> Values:
        """Put a row that says the same anywhere below the last one."""
        twin = Line([None] * len(self.sheet.columns), dict(says), list(told))
        first = next(at for at, line in enumerate(self.sheet.lines) if line.says is says)
        last = len(self.sheet.lines) - (self.sheet.totals is not None)
        self.sheet.lines.insert(self.rng.randint(first + 1, last), twin)
        self.touched.add(twin)
        return twin.says or {}

    def error(self) -> Raw:
        """Return an error cell, or a formula that was never computed where the format has formulas."""
        return Raw(self.rng.choice(["#N/A", "#REF!", "#VALEUR!", "#N/A" if self.extension == "csv" else "=1/0"]))

    def unreadable(self, rule: str, column: Column) -> Raw:
        """Return a cell that breaks a rule on a column of this kind."""
        return Raw(
            self.rng.choice([cell for of, cells, by in UNREADABLE if by == rule and of(column) for cell in cells])
        )


def _is_alone(says: Values, named: set[Value]) -> bool:
    return says.get("no_unite") not in named and says.get(SUCCESSOR) is None


Planter = Callable[[Plot, Column], object]


def _unreadable(rule: str) -> Planter:
    return lambda plot, column: plot.put(rule, column.name, plot.unreadable(rule, column))


def _at_odds(plot: Plot, column: Column) -> None:
    names = NAMES if column.kind == "municipality" else REGIONS
    code, other = plot.rng.sample(sorted(names), 2)
    plot.put("R07", column.name, Raw(f"{names[code]} ({other})"))


def _unread(plot: Plot, column: Column) -> None:
    """Write what is unreadable in a column that no rule reads; in free text, only an error cell is."""
    rules = [rule for of, _, rule in UNREADABLE if of(column)]
    is_error = not rules or plot.rng.random() < 0.3
    plot.put("M04", column.name, plot.error() if is_error else plot.unreadable(plot.rng.choice(rules), column))


def _repeat_key(plot: Plot, column: Column) -> None:
    """Write two rows of one key that differ in a column that nothing else reads: both are at fault."""
    free = [c for c in plot.sheet.contract_columns() if not (c.key_position or c.used_by_rules) and c.kind == "text"]
    _, first = plot.take(("R02", column.name))
    second = plot.copy(first, ("R02", column.name))
    if free:
        second[free[0].name] = "Autre"
    else:
        second["obligatoire"] = not first["obligatoire"]


SHARED: dict[str, Planter] = {
    "R01": lambda plot, column: plot.put("R01", column.name, None),
    "R02": _repeat_key,
    "R03": lambda plot, column: plot.put("R03", column.name, None),
    **{rule: _unreadable(rule) for rule in ("R04", "R05", "R06", "R08")},
    "R07": _at_odds,
    "R09": lambda plot, column: plot.put("R09", column.name, plot.error()),
    "R11": lambda plot, column: plot.put("R11", column.name, Raw("#FORMAT!" if plot.extension == "csv" else 431.5)),
    "M04": _unread,
}


def _shift(plot: Plot) -> None:
    """Write a row one cell to the right of its headers, once the columns are in their places."""
    plot.shifted.append(plot.take(("R10", None))[0])


def _duplicate(plot: Plot) -> None:
    """Write a row twice, each cell with a spelling of its own."""
    plot.copy(plot.take()[1], ("M01", None))


def _unknown_columns(plot: Plot) -> None:
    """Add one or two columns that the contract does not name."""
    for header in plot.rng.sample(UNKNOWN_HEADERS, plot.rng.randint(1, 2)):
        plot.sheet.add_column(header, lambda _: "Sans objet", known_as=Unknown(header))
        plot.sheet.header.told.append(("M02", None))


def _totals(plot: Plot) -> None:
    plot.sheet.close("TOTAL général", "", len(plot.sheet.rows))


OF_A_ROW: dict[str, Callable[[Plot], None]] = {"R10": _shift}
OF_THE_SHEET: dict[str, Callable[[Plot], None]] = {"M01": _duplicate, "M02": _unknown_columns, "M03": _totals}
