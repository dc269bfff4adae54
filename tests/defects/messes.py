"""What a mess is: a way in which offices spoil the look of a sound delivery, and the exports and formats it concerns.

Belongs here: the mess, and the two ways of changing cells: respelling what they mean, spoiling them.
Does not belong here: the messes themselves (messy_*.py, faulty.py).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ovt_pipeline.contracts.model import Column, Contract

from .sound import CONTRACTS, Cell, Delivery, Fault, Value, is_needed, sound
from .writers import write

ALL_FORMATS = ("csv", "xlsx", "xlsm", "xls", "ods")
WORKBOOKS = ("xlsx", "xls", "ods")
_FEW = 20  # values of a column: each of them is then written in every spelling

Wanted = Callable[[Column], bool]
Spellings = Callable[[Column, Value], Sequence[Cell]]


@dataclass(frozen=True)
class Mess:
    """A mess concerns the exports delivered in one of `formats` (none: tried in the export's first) that need it.

    `rows` must let every column meet every spelling: `respell` and `spoil` say when they do not.
    """

    name: str
    make: Callable[[Delivery], None]
    formats: tuple[str, ...] = ()
    needs: Callable[[Contract], bool] = lambda _: True
    rows: int = 12
    then: Callable[[Path], Path] = lambda path: path  # what is done to the written file

    def tried_in(self, contract: Contract) -> list[str]:
        """Return the formats in which this mess is tried on an export, none when it does not concern it."""
        tried = self.formats or contract.formats[:1]
        return [f for f in tried if f in contract.formats and self.needs(contract)]

    def of(self, contract: Contract) -> Delivery:
        """Return a delivery in this mess."""
        delivery = sound(contract, self.rows)
        self.make(delivery)
        return delivery

    def write(self, delivery: Delivery, folder: Path, extension: str) -> Path:
        """Write such a delivery."""
        return self.then(write(delivery, folder, extension))


class Case(NamedTuple):
    """A mess, the export that it is made of and the format that it is written in."""

    mess: Mess
    export: str
    extension: str

    def __str__(self) -> str:
        """Name the test."""
        return f"{self.mess.name}-{self.export}-{self.extension}"


def cases(messes: Sequence[Mess]) -> list[Case]:
    """Return every mess with every export and format that it concerns."""
    return [Case(m, name, f) for m in messes for name, contract in CONTRACTS.items() for f in m.tried_in(contract)]


def has(wanted: Callable[[Column], object]) -> Callable[[Contract], bool]:
    """Return the question whether an export has such a column."""
    return lambda contract: any(wanted(column) for table in contract.tables for column in table.columns)


def of_kind(*kinds: str) -> Wanted:
    """Return the question whether a column is of one of these kinds."""
    return lambda column: column.kind in kinds


def respell(delivery: Delivery, wanted: Wanted, spellings: Spellings) -> None:
    """Write every cell of the wanted columns in one of its spellings, in turn; each value meets all of its own."""
    for sheet, table in delivery.tables():
        for column in filter(wanted, table.columns):
            for indexes in _groups([row[column.name] for row in sheet.truth]):
                options = [spellings(column, sheet.truth[index][column.name]) for index in indexes]
                assert len(indexes) >= len(options[0]), f"more rows are needed: {column.name}"
                for turn, index in enumerate(indexes):
                    if options[turn]:
                        sheet.put(column.name, index, options[turn][turn % len(options[turn])])


def spoil(delivery: Delivery, wanted: Wanted, cells: Sequence[Cell], rule: str) -> None:
    """Write each of these cells, which break one rule, once in each of the wanted columns, in a row of its own."""
    for sheet, table in delivery.tables():
        faulty = {fault.index for fault in delivery.faults if fault.sheet is sheet}
        free = [index for index in range(len(sheet.truth)) if index not in faulty]
        for column in filter(wanted, table.columns):
            for cell in cells:
                index = next(i for i in free if not is_needed(column, sheet.truth[i]))
                free.remove(index)
                sheet.put(column.name, index, cell)
                delivery.faults.append(Fault(sheet, column, index, rule))


def _groups(values: list[Value]) -> list[list[int]]:
    """Return the indexes of each value when they are few, else of the filled and of the blank ones."""
    few = len(set(values)) <= _FEW
    groups: dict[object, list[int]] = defaultdict(list)
    for index, value in enumerate(values):
        groups[value if few else value is None].append(index)
    return list(groups.values())
