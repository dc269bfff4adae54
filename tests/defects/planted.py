"""Fifty deliveries with known faults: which faults each one gets, so that every check of every contract is met.

Belongs here: the faults there are, dealing them, and the look of each file. Does not belong here: planting a fault
(planted_faults.py, planted_contracts.py).
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from drafts.draft import Draft, Line, Sheet, Value
from drafts.make import CONTRACTS
from drafts.of_worlds import NAMES, draft_of_records, quiet_records_of
from drafts.spellings import spellings

from ovt_pipeline.contracts.model import Column, Contract, Table
from ovt_pipeline.quality.rules import checks_of

from .planted_contracts import OF_A_CONTRACT, OF_GREAT_EXPECTATIONS, ON_A_COLUMN
from .planted_faults import OF_A_ROW, OF_THE_SHEET, SHARED, Plot, Raw

EACH = 10  # deliveries of each of the five exports
MOST = 6  # faults in one of them
LAST_DAY = date(2025, 3, 31)
# A code is text of five digits at most once it is read: what is not is R08, so these two can never speak.
UNREACHABLE = {
    ("MUN-R04", "mcode"),
    ("MUN-R20", "mcode"),
} | {  # R12, R13: a cell misleads with the others of its column
    (check.rule_id, check.column)
    for contract in CONTRACTS.values()
    for table in contract.tables
    for check in checks_of(contract, table)
    if check.rule_id.endswith(("-R12", "-R13"))
}
TITLES: tuple[list[list[str]], ...] = (
    [],
    [["Extraction du système source"]],
    [["Inventaire"], ["Direction fictive", "Page 1"], []],
)


@dataclass(frozen=True)
class Fault:
    """One check of one table, and how to break it alone."""

    table: str
    rule_id: str
    column: str | None
    plant: Callable[[Plot], object]


@dataclass(frozen=True)
class Planted:
    """A delivery with the faults that its rows hold."""

    export: str
    number: int
    day: date
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        """Name the test."""
        return f"{self.export}-{self.number}"

    def draft(self) -> Draft:
        """Return the delivery: quiet rows of a world, the faults, then a look of its own."""
        rng = random.Random(str(self))
        draft = draft_of_records(self.export, self.day, quiet_records_of(self.export, self.day, self.number))
        draft.extension = rng.choice([one for one in ("csv", "xlsx", "xlsx") if one in draft.contract.formats])
        plots = {s.table.name: Plot(s, self.day, draft.extension, rng, set()) for s in draft.tables if s.table}
        for sheet in draft.tables:
            sheet.arrange(rng.sample(sheet.rows, len(sheet.rows)))
        for fault in self.faults:
            fault.plant(plots[fault.table])
        draft.encoding = rng.choice(["utf-8", "utf-8-sig", draft.contract.csv_encoding])
        draft.separator = rng.choice(";,\t|")
        for plot in plots.values():
            _dress(plot, draft, rng)
            _shift(plot, draft)
        if len(draft.sheets) == 1:
            draft.sheets[0].name = rng.choice([draft.sheets[0].name, "Feuil1", "Export du jour"])
        return draft


def _dress(plot: Plot, draft: Draft, rng: random.Random) -> None:
    """Give the sheet titles, blank and hidden rows, blank columns, an order of columns, any spelling of each cell."""
    sheet = plot.sheet

    def spell(column: Column, value: Value) -> object:
        if isinstance(value, Raw):
            return value.cell
        return rng.choice([one for one in spellings(column, value, NAMES) if _can_hold(draft, one)])

    def spell_header(column: Column) -> str:
        header = rng.choice([column.header, *column.aliases])
        return rng.choice([header, header, header.upper(), header.replace(" ", "\u00a0", 1)])

    sheet.spell(spell)
    sheet.spell_headers(spell_header)
    for line in sheet.rows:
        if line not in plot.touched and rng.random() < 0.05:
            _wrap(sheet, line)
    sheet.reorder(rng.sample(range(len(sheet.columns)), len(sheet.columns)))
    for line in sheet.rows:
        if rng.random() < 0.05:
            sheet.insert([], before=line)
    sheet.insert(*rng.choice(TITLES))
    sheet.indent(rng.choice([0, 0, 1, 3]))
    sheet.hidden = [line for line in sheet.lines if rng.random() < 0.05]


def _can_hold(draft: Draft, cell: object) -> bool:
    """Tell whether the encoding of a file has the characters of a cell."""
    return draft.extension != "csv" or str(cell).encode(draft.encoding, "ignore").decode(draft.encoding) == str(cell)


def _wrap(sheet: Sheet, line: Line) -> None:
    """Write a free text on two lines: two lines of a csv, one record."""
    for column in sheet.contract_columns(lambda c: c.kind == "text" and not (c.allowed or c.used_by_rules))[:1]:
        sheet.put(line, column.name, "Édifice\nPorte 2")


def _shift(plot: Plot, draft: Draft) -> None:
    """Shift the rows that must be; in a workbook, the cell beyond the last header makes a column that nobody names."""
    left = next(at for at, header in enumerate(plot.sheet.header.cells) if header is not None)
    for line in plot.shifted:
        line.cells.insert(left, "Décalé")
        line.cells[-1] = line.cells[-1] if str(line.cells[-1] or "").strip() else "Fin"
    if plot.shifted and draft.extension != "csv":
        plot.sheet.header.told.append(("M02", None))


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


def _on(rule: str, column: Column) -> Callable[[Plot], object]:
    return lambda plot: SHARED[rule](plot, column)
