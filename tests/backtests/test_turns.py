"""Figures from the rows that turn are those from all rows of all lots, whatever comes, goes or happens to what is kept.

Each world is written as real lots. What is compared is all that a measure answers, its evidence row by row.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Table
from ovt_pipeline.decisions.known import KnownEnd
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.lot_rows import TableLots, load_rows
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.figures.compute import TABLES, computed
from ovt_pipeline.figures.inputs import Inputs, scenarios_of
from ovt_pipeline.figures.scheduled import scheduled
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.reading.folding import fold_key
from ovt_pipeline.sql import has_sql, read_sql
from ovt_pipeline.warehouse.database import open_memory

from . import records as r
from .house import START
from .lots_writer import write_lots
from .strategies import MOST, OTHER_WORLDS
from .worlds import fill
from .worlds_calendar import calendar
from .worlds_notes import noted_ends
from .worlds_wild import wild

QUARTERS = tuple(date(year, month, 28) for year in (2022, 2023, 2024, 2025) for month in (3, 6, 9, 12))
DUE = date(2027, 3, 31)
Rows = dict[str, list[tuple[Any, ...]]]


class Whole(Inputs):
    """Inputs of which every lot is read whole: nothing rests on turns."""

    def read_whole(self, export: str, as_ofs: object) -> list[Delivery]:  # noqa: ARG002 - of any date
        """Return every lot."""
        return self.lots[export]


@dataclass
class Place:
    """The lots of one world, the ends that notes give, and some dates."""

    store: LotStore
    ends: tuple[KnownEnd, ...]
    days: list[date]

    @property
    def deliveries(self) -> list[Delivery]:
        """Every lot, in the order of reception."""
        return self.store.deliveries()

    def inputs(self, kind: type[Inputs], deliveries: Sequence[Delivery]) -> Inputs:
        """Return what figures are computed from."""
        found = kind(self.store, list(deliveries), load_contracts(), load_plan())
        vars(found)["ends"] = self.ends
        return found

    def answers(self, kind: type[Inputs], deliveries: Sequence[Delivery]) -> Rows:
        """Return all that the measures answer at all dates together, and at the last of them alone."""
        inputs = self.inputs(kind, deliveries)
        return {
            f"{indicator.id} {days} {table}": rows
            for indicator in inputs.indicators
            for days in (self.days, self.days[-1:])
            for table, rows in answered(inputs, indicator, days)
        }

    def planned(self, kind: type[Inputs], deliveries: Sequence[Delivery]) -> list[object]:
        """Return what the exports plan."""
        inputs = self.inputs(kind, deliveries)
        return [scheduled(inputs, indicator, self.days[-1], DUE) for indicator in inputs.indicators]


def answered(inputs: Inputs, indicator: Indicator, days: Sequence[date]) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    with computed(inputs, indicator, days) as con:
        has = {
            "sensitivity": bool(scenarios_of(indicator)),
            "reconciliation": has_sql(f"reconciliation/{indicator.measure}"),
        }
        for table in TABLES:
            if has.get(table, True):
                yield table, con.execute(f"FROM new_{table} ORDER BY ALL").fetchall()
        yield (
            "dated_rows",
            con.execute(f"SELECT * FROM ({read_sql(f'dated_rows/{indicator.measure}')}) ORDER BY ALL").fetchall(),
        )


def world(kind: str, seed: int) -> list[r.Delivery]:
    """Give a world of many lots."""
    drawn, name = calendar(seed, QUARTERS), f"turns {seed}"
    if kind in {"wild", "crowded"}:
        return wild(drawn, name, MOST[kind])
    return fill(drawn, name, MOST[kind], doubts=kind == "doubtful")


def noted(note: r.NotedEnd) -> KnownEnd:
    key = tuple(fold_key(part) if isinstance(part, str) else str(part) for part in note.key)
    successor = fold_key(note.successor) if note.successor else None
    return KnownEnd(note.export, note.table, key, note.kind, note.motif, successor, note.day, "ND-2026-01")


def place(root: Path, kind: str, seed: int) -> Place:
    made, rng = world(kind, seed), random.Random(f"turns {seed}")
    mixed = rng.sample(made, len(made))  # what is older may come later
    moments = [(START + timedelta(minutes=n)).replace(tzinfo=None) for n in range(len(made))]
    store = replace(write_lots(root / "wh" / "lots", mixed, moments), own_turns=root / "turns")
    around = sorted({one.extraction_date + timedelta(days=far) for one in made for far in (-1, 0, 5)})
    days = [max(date(2023, 3, 31), day) for day in rng.sample(around, 2)]
    return Place(store, tuple(map(noted, noted_ends(made, str(seed)))), sorted({*days, date(2024, 3, 31), around[-1]}))


def withdrawn(deliveries: Sequence[Delivery], chosen: Collection[Delivery]) -> list[Delivery]:
    names = {one.delivery_id for one in chosen}
    return [replace(one, withdrawn_by="WD-2026-01") if one.delivery_id in names else one for one in deliveries]


@contextmanager
def altered(lots: Sequence[Delivery], store: LotStore) -> Iterator[None]:
    """Take the rows of lots away for a while."""
    files = [path for one in lots for path in store.folder(one).rglob("*.parquet")]
    for path in files:
        path.rename(path.with_suffix(".away"))
    yield
    for path in files:
        path.with_suffix(".away").rename(path)


def kept(store: LotStore) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in store.turns.iterdir()}


KINDS = ("doubtful", "wild", "crowded")
SEEDS = [random.Random().randrange(10**9) for _ in range(20)] if OTHER_WORLDS else list(range(3, 11))


def check_one_by_one(made: Place) -> None:
    """Let lots come in any order: each extends what is kept."""
    lots = made.deliveries
    for count in range(len(lots) // 2, len(lots) + 1, 5):
        assert made.answers(Inputs, lots[:count]) == made.answers(Whole, lots[:count])


def check_withdrawn(made: Place, rng: random.Random) -> None:
    """Withdraw lots in the middle, and let them come back."""
    lots = made.deliveries
    for size in (1, len(lots) // 2):
        left = withdrawn(lots, rng.sample(lots, size))
        assert made.answers(Inputs, left) == made.answers(Whole, left)
    assert made.answers(Inputs, lots) == made.answers(Whole, lots)


FIRST_SAID = "WHERE is_accepted QUALIFY rank() OVER (PARTITION BY {entity} ORDER BY lot_order) = 1"
LAST_SAID = (
    "WHERE is_accepted AND lot_order <= {used} QUALIFY rank() OVER (PARTITION BY {by} ORDER BY lot_order DESC) = 1"
)
NAMED = "SELECT {shown}, is_accepted, min(lot_order) FROM {made} WHERE {shown} IS NOT NULL GROUP BY ALL"
BESIDE = (  # the rejected rows that stood in the last lot that accepted their entity
    "SELECT * FROM {made} WHERE NOT is_accepted AND (lot_order, {entity}) IN (SELECT (max(lot_order), {entity})"
    " FROM {made} WHERE is_accepted AND lot_order <= {used} GROUP BY {entity})"
)


def said(con: duckdb.DuckDBPyConnection, made: str, table: Table, used: int) -> list[set[tuple[Any, ...]]]:
    """Return what the questions that look back ask of the rows of lots, at the lot in place `used`."""
    entity, shown = f'"{table.key[0].compared}"', f'"{table.key[0].name}"'
    keys = (entity, ", ".join(f'"{column.compared}"' for column in table.key))
    asked = [f"FROM {made} {LAST_SAID.format(by=by, used=used)}" for by in keys]
    asked += [f"FROM {made} {FIRST_SAID.format(entity=entity)}", NAMED.format(made=made, shown=shown)]
    asked += [BESIDE.format(made=made, entity=entity, used=used), f"FROM {made} WHERE lot_order = {used}"]
    return [set(con.execute(question).fetchall()) for question in asked]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_what_was_said_first_and_last_is_in_the_rows_that_turn(kind: str, seed: int, tmp_path: Path) -> None:
    made = place(tmp_path, kind, seed)
    inputs, rng = made.inputs(Inputs, made.deliveries), random.Random(seed)
    for contract in inputs.contracts.values():
        lots = inputs.lots[contract.export]
        for table in contract.tables:
            of, used = TableLots(made.store, contract.export, table, lots), rng.randrange(len(lots))
            with open_memory() as con:
                load_rows(con, "all_rows", of, [lot.delivery_id for lot in lots])
                load_rows(con, "turned_some", of, [lots[used].delivery_id])
                assert said(con, "turned_some", table, used + 1) == said(con, "all_rows", table, used + 1)


@pytest.mark.parametrize("kind", KINDS)
def test_figures_are_those_of_all_rows_of_all_lots(kind: str, tmp_path: Path) -> None:
    made = place(tmp_path, kind, 1)
    every = made.answers(Whole, made.deliveries)
    assert sum(map(len, every.values())) > 1000
    assert not made.store.turns.exists()
    for _ in range(2):  # found in the lots, then kept
        assert made.answers(Inputs, made.deliveries) == every
    assert made.planned(Inputs, made.deliveries) == made.planned(Whole, made.deliveries)
    check_withdrawn(made, random.Random(kind))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_they_stay_so_whatever_comes_and_goes(kind: str, seed: int, tmp_path: Path) -> None:
    made = place(tmp_path, kind, seed)
    check_one_by_one(made)
    check_withdrawn(made, random.Random(seed))
    made.store.turns.rename(tmp_path / "other")
    assert made.answers(Inputs, made.deliveries) == made.answers(Whole, made.deliveries)


def test_what_is_kept_spares_reading_the_lots_of_before(tmp_path: Path) -> None:
    made = place(tmp_path, "doubtful", 2)
    every, lots = made.answers(Inputs, made.deliveries), made.deliveries
    inputs = made.inputs(Inputs, lots)
    whole = {
        lot.delivery_id for e in inputs.contracts for lot in (*inputs.lots[e][:1], *inputs.read_whole(e, made.days))
    }
    with altered([lot for lot in lots if lot.delivery_id not in whole], made.store):
        assert made.answers(Inputs, lots) == every
        made.store.turns.rename(tmp_path / "away")
        with pytest.raises(OvtError) as caught:
            made.answers(Inputs, lots)
        assert caught.value.code == "OVT-P11"


@pytest.mark.parametrize("suffix", [".parquet", ".json"])
@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        lambda path: path.write_bytes(b"[]"),
        lambda path: path.write_bytes(path.read_bytes().replace(b"0", b"1")),
    ],
)
def test_what_is_kept_and_altered_is_made_again(suffix: str, spoil: Callable[[Path], object], tmp_path: Path) -> None:
    made = place(tmp_path, "doubtful", 2)
    every = made.answers(Inputs, made.deliveries)
    before = kept(made.store)
    for path in made.store.turns.glob(f"*{suffix}"):
        spoil(path)
    assert made.answers(Inputs, made.deliveries) == every
    assert kept(made.store).keys() == before.keys()


def test_nothing_is_kept_beside_the_lots_without_the_lock(tmp_path: Path) -> None:
    made = place(tmp_path, "doubtful", 2)
    made.store = replace(made.store, own_turns=None)
    made.answers(Inputs, made.deliveries)
    assert not made.store.turns.exists()
