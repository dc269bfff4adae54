"""Fifty deliveries with known faults: which faults each one gets, so that every check of every contract is met.

Belongs here: the faults there are, and dealing them. Does not belong here: how a fault is planted (planted_faults.py,
planted_contracts.py), how a delivery is written (planted_files.py).
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ovt_pipeline.contracts.model import Column, Contract, Table
from ovt_pipeline.quality.rules import checks_of

from .planted_contracts import OF_A_CONTRACT, OF_GREAT_EXPECTATIONS, ON_A_COLUMN
from .planted_faults import OF_A_ROW, OF_THE_SHEET, SHARED, Plot
from .planted_files import Finding, Layout, Line, Sheet
from .planted_rows import CONTRACTS, quiet_tables_of

EACH = 10  # deliveries of each of the five exports
MOST = 6  # faults in one of them
LAST_DAY = date(2025, 3, 31)
# A code is text of five digits at most once it is read: what is not is R08, so these two can never speak.
UNREACHABLE = {("MUN-R04", "mcode"), ("MUN-R20", "mcode")}


@dataclass(frozen=True)
class Fault:
    """One check of one table, and how to break it alone."""

    table: str
    rule_id: str
    column: str | None
    plant: Callable[[Plot], object]


@dataclass(frozen=True)
class Planted:
    """A delivery to write, with the faults that its rows hold."""

    export: str
    number: int
    day: date
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        """Name the test."""
        return f"{self.export}-{self.number}"

    def write(self, folder: Path) -> tuple[Path, list[Finding]]:
        """Write the file; return it with every finding that it must give, to the row."""
        rng = random.Random(str(self))
        contract = CONTRACTS[self.export]
        tables = quiet_tables_of(self.export, self.day, self.number)
        sheets = [Sheet(t, [Line(dict(row)) for row in tables[t.name]]) for t in contract.tables]
        for sheet in sheets:
            rng.shuffle(sheet.lines)
        for fault in self.faults:
            fault.plant(Plot(next(s for s in sheets if s.table.name == fault.table), self.day, rng))
        layout = Layout.draw(rng, contract)
        path = folder / f"{self}_{self.day}.{layout.extension}"
        found = layout.write(path, sheets)
        return path, [(f"{contract.prefix}-{rule}", sheet, row, column) for rule, sheet, row, column in found]


def faults_of(contract: Contract) -> list[Fault]:
    """Return one fault per check of a contract; KeyError when a rule has no planter yet."""
    return [fault for table in contract.tables for fault in _of_table(contract, table)]


def deliveries() -> list[Planted]:
    """Deal every fault once, then some more, over EACH deliveries of every export."""
    return [planted for contract in CONTRACTS.values() for planted in _deal(contract)]


def _deal(contract: Contract) -> list[Planted]:
    rng = random.Random(contract.export)
    faults = faults_of(contract)
    rng.shuffle(faults)
    dealt = []
    for number in range(EACH):
        first = faults[number::EACH]
        others = [one for one in faults if one not in first]
        more = rng.sample(others, rng.randint(0, max(0, MOST - len(first))))
        day = LAST_DAY - timedelta(days=rng.randint(0, 60))
        dealt.append(Planted(contract.export, number, day, (*first, *more)))
    return dealt


def _of_table(contract: Contract, table: Table) -> list[Fault]:
    checks = [(c.rule_id, c.column) for c in checks_of(contract, table)]
    known = [_of_check(contract, table, rule_id, column) for rule_id, column in checks]
    named = [(e.id, str(e.arguments["column"])) for e in table.expectations]
    whole = [Fault(table.name, rule_id, column, OF_GREAT_EXPECTATIONS[rule_id]) for rule_id, column in named]
    sheet = [Fault(table.name, f"{contract.prefix}-{rule}", None, plant) for rule, plant in OF_THE_SHEET.items()]
    return [*(one for one in known if one), *whole, *sheet]


def _of_check(contract: Contract, table: Table, rule_id: str, column: str | None) -> Fault | None:
    if (rule_id, column) in UNREACHABLE:
        return None
    if (rule_id, column) in ON_A_COLUMN:
        return Fault(table.name, rule_id, column, ON_A_COLUMN[rule_id, str(column)])
    shared = rule_id.removeprefix(f"{contract.prefix}-")
    if shared in OF_A_ROW:
        return Fault(table.name, rule_id, column, OF_A_ROW[shared])
    if shared in SHARED and column:
        return Fault(table.name, rule_id, column, _on(shared, table.column(column)))
    return Fault(table.name, rule_id, column, OF_A_CONTRACT[rule_id])


def _on(rule: str, column: Column) -> Callable[[Plot], None]:
    return lambda plot: SHARED[rule](plot, column)
