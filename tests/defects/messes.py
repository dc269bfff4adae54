"""What a mess is: a way in which offices spoil the look of a delivery, and the exports and formats it concerns.

Belongs here: the mess, and the two ways of changing cells: respelling what they mean, spoiling them.
Does not belong here: the messes themselves (messy_*.py, faulty.py).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from drafts.draft import Cell, Draft, Extension, Value
from drafts.make import CONTRACTS, is_needed, sound
from drafts.spellings import Spellings

from ovt_pipeline.contracts.model import Column, Contract

ALL_FORMATS: tuple[Extension, ...] = ("csv", "xlsx", "xlsm", "xls", "ods")
WORKBOOKS: tuple[Extension, ...] = ("xlsx", "xls", "ods")
UNREAD = "M04"  # an unreadable cell that no rule reads is left empty
_FEW = 20  # values of a column: each of them is then written in every spelling

Wanted = Callable[[Column], bool]


@dataclass(frozen=True)
class Mess:
    """A mess concerns the exports delivered in one of `formats` (none: tried in the export's first) that need it.

    `rows` must let every column meet every spelling: `respell` and `spoil` say when they do not.
    """

    name: str
    make: Callable[[Draft], object]
    formats: tuple[Extension, ...] = ()
    needs: Callable[[Contract], bool] = lambda _: True
    rows: int = 12

    def tried_in(self, contract: Contract) -> list[Extension]:
        """Return the formats in which this mess is tried on an export, none when it does not concern it."""
        tried = self.formats or contract.formats[:1]
        return [f for f in tried if f in contract.formats and self.needs(contract)]


class Case(NamedTuple):
    """A mess, the export that it is made of and the format that it is written in."""

    mess: Mess
    export: str
    extension: Extension

    def __str__(self) -> str:
        """Name the test."""
        return f"{self.mess.name}-{self.export}-{self.extension}"

    def draft(self) -> Draft:
        """Return a sound delivery in this mess."""
        draft = sound(CONTRACTS[self.export], self.mess.rows)
        draft.extension = self.extension
        self.mess.make(draft)
        return draft


def cases(messes: Sequence[Mess]) -> list[Case]:
    """Return every mess with every export and format that it concerns."""
    return [Case(m, name, f) for m in messes for name, contract in CONTRACTS.items() for f in m.tried_in(contract)]


def has(wanted: Callable[[Column], object]) -> Callable[[Contract], bool]:
    """Return the question whether an export has such a column."""
    return lambda contract: any(wanted(column) for table in contract.tables for column in table.columns)


def of_kind(*kinds: str) -> Wanted:
    """Return the question whether a column is of one of these kinds."""
    return lambda column: column.kind in kinds


def respell(draft: Draft, wanted: Wanted, spellings: Spellings) -> None:
    """Write every cell of the wanted columns in one of its spellings, in turn; each value meets all of its own."""
    for sheet in draft.tables:
        rows = [(line, line.says or {}) for line in sheet.rows]
        for column in sheet.contract_columns(wanted):
            for indexes in _groups([says[column.name] for _, says in rows]):
                options = [spellings(column, rows[index][1][column.name]) for index in indexes]
                assert len(indexes) >= len(options[0]), f"more rows are needed: {column.name}"
                for turn, index in enumerate(indexes):
                    if options[turn]:
                        sheet.put(rows[index][0], column.name, options[turn][turn % len(options[turn])])


def spoil(draft: Draft, wanted: Wanted, cells: Sequence[Cell], rule: str) -> None:
    """Write each of these cells, which break one rule, once in each of the wanted columns, in a row of its own.

    Where no rule reads the column, the row stays, without that cell, and a remark is told.
    """
    for sheet in draft.tables:
        free = [line for line in sheet.rows if not line.told]
        for column in sheet.contract_columns(wanted):
            for cell in cells:
                line = next(one for one in free if not is_needed(column, one.says or {}))
                free.remove(line)
                sheet.put(line, column.name, cell)
                is_read = column.required or column.used_by_rules
                line.told.append((rule if is_read else UNREAD, column.name))
                if not is_read and line.says:
                    line.says[column.name] = None


def _groups(values: list[Value]) -> list[list[int]]:
    """Return the indexes of each value when they are few, else of the filled and of the blank ones."""
    few = len(set(values)) <= _FEW
    groups: dict[object, list[int]] = defaultdict(list)
    for index, value in enumerate(values):
        groups[value if few else value is None].append(index)
    return list(groups.values())
