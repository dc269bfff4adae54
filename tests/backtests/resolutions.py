"""Resolves a doubt of a world by correcting the deliveries used at D: what their owners may send next, either way.

Belongs here: the deliveries used and their rows put, taken out or mended. Not here: what may be corrected
(resolutions_units, resolutions_links, resolutions_jobs), the property that must hold (test_resolutions).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

from .oracle_common import Lots, lots_at
from .records import Delivery, Movement, Pair, R, Record, Rejected, RgtLink, RitmLink, Row, Unit

HOME: dict[type[Record], tuple[str, tuple[str, ...]]] = {
    Unit: ("renir_unites", ("no_unite",)),
    RitmLink: ("ritm_liens", ("id_lien_ritm",)),
    RgtLink: ("rgt_liens", ("id_lien_rgt",)),
    Pair: ("rgt_liens", ("id_lien_ritm", "id_lien_rgt")),
    Movement: ("rh_regionalisation", ("id_emploi", "no_evenement")),
}
NEVER = date(2100, 1, 1)


@dataclass(frozen=True)
class Scene:
    """A world at a date."""

    world: tuple[Delivery, ...]
    as_of: date

    def lots(self, kind: type[Record]) -> Lots:
        """Give the lot used at the date of the export that has such rows, and those before it."""
        return lots_at(self.world, HOME[kind][0], self.as_of)

    def rows(self, kind: type[R]) -> list[R]:
        """Give the accepted rows of the lot used."""
        lot = self.lots(kind).used
        return lot.accepted(kind) if lot else []

    def broken(self, kind: type[Record]) -> list[Rejected]:
        """Give the rejected rows of the lot used."""
        lot = self.lots(kind).used
        return lot.broken(kind) if lot else []

    def extracted(self, kind: type[Record]) -> date:
        """Give the day that the lot used describes."""
        lot = self.lots(kind).used
        return lot.extraction_date if lot else self.as_of

    def before(self, kind: type[R], field: str, key: str) -> list[R]:
        """Give the rows of an entity in the last earlier lot that accepted one."""
        for lot in reversed(self.lots(kind).earlier):
            if found := [one for one in lot.accepted(kind) if getattr(one, field) == key]:
                return found
        return []

    def put(self, *rows: Record) -> Scene:
        """Put rows in the place of all those of their keys, accepted or rejected."""
        scene = self
        for row in rows:
            names = HOME[type(row)][1]
            key = {name: getattr(row, name) for name in names}
            scene = scene.without(type(row), key).with_row(row)
        return scene

    def without(self, kind: type[Record], key: dict[str, object]) -> Scene:
        """Take out the rows, accepted or rejected, that have these cells."""
        lot = self.lots(kind).used
        if lot is None:
            return self
        rows = tuple(row for row in lot.rows if not (type(row.record) is kind and has(vars(row.record), key)))
        rejected = tuple(row for row in lot.rejected if not (row.kind is kind and has(row.readable, key)))
        return self._swap(lot, replace(lot, rows=rows, rejected=rejected))

    def mended(self, bad: Rejected, *rows: Record) -> Scene:
        """Put rows in the place of one rejected row."""
        lot = self.lots(bad.kind).used
        if lot is None:
            return self
        return self._swap(lot, replace(lot, rejected=tuple(row for row in lot.rejected if row is not bad))).put(*rows)

    def with_row(self, row: Record) -> Scene:
        """Put a row among the others."""
        lot = self.lots(type(row)).used
        return self._swap(lot, replace(lot, rows=(*lot.rows, Row(row)))) if lot else self

    def _swap(self, old: Delivery, new: Delivery) -> Scene:
        return replace(self, world=tuple(new if one is old else one for one in self.world))


Resolver = Callable[[Scene, str], Iterator[Scene]]


def has(cells: object, key: dict[str, object]) -> bool:
    """Tell a row by its cells; one that cannot be read is not the same."""
    return isinstance(cells, dict) and all(name in cells and cells[name] == value for name, value in key.items())


def happened_or_not(row: R, fields: Sequence[str], extracted: date, as_of: date) -> Iterator[R]:
    """Give the row with each date that may have happened moved to the extraction, or taken out, every way."""
    doubtful = [name for name in fields if (day := getattr(row, name)) is not None and extracted < day <= as_of]
    for chosen in product([True, False], repeat=len(doubtful)):
        cells: dict[str, Any] = {name: extracted if real else None for name, real in zip(doubtful, chosen, strict=True)}
        if cells:
            yield replace(row, **cells)
