"""Which lots a delivery is compared with, as it is judged.

Belongs here: the previous delivery, the lots that stay knowledge beside the one judged. Does not belong here: what
their rows say of a table (past.py), limits and gates (gates.py).

A lot that another replaced, or that was withdrawn, is no knowledge: deliveries/lot_used.py leaves it out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.contracts.model import Column, Contract, Table
from ovt_pipeline.contracts.relationships import Target
from ovt_pipeline.deliveries.delivery import Delivery, accepted, current_or_oldest
from ovt_pipeline.deliveries.lot_rows import TableLots
from ovt_pipeline.deliveries.lot_used import lots_until
from ovt_pipeline.deliveries.lots import LotStore

# Refusals that compare a file with lots: of its own export, of the two exports of a pair, of those that its rows need.
OF_THE_PAST = {"OVT-F12", "OVT-F13", "OVT-F19", "OVT-F20", "OVT-F51", "OVT-F53", "OVT-F54"}
OF_PAIRS, OF_ROWS = "OVT-F52", "OVT-F50"


@dataclass(frozen=True)
class Before:
    """The lots that a delivery of `day` is compared with.

    `previous` is the delivery of the latest earlier date; failing one, that which this one replaces. `lots` are, by
    export, those that are knowledge whatever their date; in its own export the one replaced is left out, unless it is
    `previous`. `naming` are, by export, the lot that is compared of those whose keys name this one's.
    """

    store: LotStore
    contracts: Mapping[str, Contract]
    day: date
    previous: Delivery | None
    lots: Mapping[str, Sequence[Delivery]]
    naming: Mapping[str, Delivery]

    def of(self, export: str, table: Table) -> TableLots:
        """Return a table of an export in the lots that are knowledge."""
        return TableLots(self.store, export, table, self.lots[export])


def before(
    store: LotStore, known: Sequence[Delivery], contracts: Mapping[str, Contract], export: str, day: date
) -> Before:
    """Return what a delivery of an export, extracted on `day`, is compared with; `known` are those received before."""
    lots = {name: accepted(known, name) for name in contracts}
    replaced = [lot for lot in lots[export] if lot.extraction_date == day]
    others = [lot for lot in lots[export] if lot.extraction_date != day]
    earlier = lots_until(others, day)
    previous = next(reversed(earlier or replaced), None)
    lots[export] = others if earlier else [*replaced, *others]
    tables = [table.name for table in contracts[export].tables]
    naming = [name for name, other in contracts.items() if any([*names_of(other, export, table)] for table in tables)]
    found = {name: current_or_oldest(known, name, day) for name in naming}
    return Before(store, contracts, day, previous, lots, {name: lot for name, lot in found.items() if lot})


def links_of(table: Table) -> Iterator[tuple[Column, Target]]:
    """Yield the columns of a key that name rows of another table, with what they name."""
    yield from ((column, one.target) for column in table.key for one in column.relationships)


def names_of(contract: Contract, export: str, table: str) -> Iterator[tuple[Table, Column]]:
    """Yield the tables of a contract whose keys name rows of a table of another export, with the column that does."""
    for other in contract.tables:
        yield from ((other, column) for column, target in links_of(other) if target[:2] == (export, table))


def compared_by(code: str | None, contract: Contract, given: Before) -> set[str]:
    """Return the exports in whose lots a refusal was found: it is judged again when these change."""
    if code in OF_THE_PAST:
        return {contract.export}
    if code == OF_PAIRS:
        named = {target.export for table in contract.tables for _, target in links_of(table) if target.export}
        return {contract.export, *named, *given.naming}
    return set(contract.needs) if code == OF_ROWS else set()
