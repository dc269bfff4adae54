"""Puts plain records into the relations that the SQL reads: one world, or several of one calendar side by side.

Belongs here: an open connection that is emptied after each use, and loading it. Not here: running SQL (sql_figures,
packs), any rule of indicators.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import duckdb

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.deliveries.lot_used import last_of_each_day, lots_until
from ovt_pipeline.figures.relations import create_relations, load_lots_used, rows_name
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.warehouse.database import open_memory

from . import records as r


class Lot(NamedTuple):
    """A delivery among those of its export."""

    extraction_date: date
    order: int
    delivery_id: str


World = Sequence[r.Delivery]
Line = dict[str, Any]

TABLES: dict[type[r.Record], tuple[str, str]] = {
    r.Unit: ("renir_unites", "unites"),
    r.RitmLink: ("ritm_liens", "liens"),
    r.RgtLink: ("rgt_liens", "liens"),
    r.Pair: ("rgt_liens", "correspondance"),
    r.Movement: ("rh_regionalisation", "mouvements"),
    r.Municipality: ("municipalites", "municipalites"),
}
RENAMED: dict[tuple[type[r.Record], str], str] = {(r.Municipality, "code_region"): "regadm"}
EXPORTS = {export for export, _ in TABLES.values()}
CONTRACTS = load_contracts()
KEYS = ("no_unite", "no_unite_successeur", "id_lien_ritm", "id_lien_rgt", "id_emploi")
WINDOWS = {day: load_plan().inventory_window for day in load_plan().days}
BLOCK = 1_000_000  # the rows of world w are numbered from w * BLOCK on
_OPENED = ExitStack()  # holds the connection until the process ends


@contextmanager
def loaded(
    as_ofs: Sequence[date],
    worlds: Sequence[World],
    table: Sequence[r.Eligibility] | None = None,
    notes: Sequence[r.Notes] = (),
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection that holds the worlds, and nothing else; all that is done to it is undone at the end.

    Worlds side by side have the same calendar of deliveries and the same lists of municipalities. The keys of each get
    its number in front, `3:SQ-0001`, unless there is only one. `table`: eligible places other than those of the plan.
    `notes`: those of each world.
    """
    con = connection()
    con.execute("BEGIN")
    try:
        for name, lines in _lines(worlds).items():
            _insert(con, name, lines)
        if table is not None:
            con.execute("DELETE FROM eligibility")
            _insert(con, "eligibility", _rules(table))
        _insert(con, "noted_ends", list(_noted(notes)))
        _insert(con, "reference_lots", list(_references(worlds[0])))
        load_lots_used(con, _used(as_ofs, worlds[0]))
        yield con
    finally:
        con.execute("ROLLBACK")


def connect() -> duckdb.DuckDBPyConnection:
    """Open a connection with every relation, empty."""
    con = _OPENED.enter_context(open_memory())
    con.execute("SET threads = 1")  # the worlds are small: more threads only cost
    create_relations(con, CONTRACTS.values(), load_plan())
    return con


connection = cache(connect)  # that of every test


def _rules(table: Sequence[r.Eligibility]) -> list[Line]:
    """Give the lines of the table as the plan writes them: all places first, a region, a municipality."""
    lines: list[Line] = [{"territory": "*", "eligible": True}]
    for one in table:
        territory = f"region:{one.territory}" if len(one.territory) == 2 else f"municipality:{one.territory}"
        first = None if one.valid_from == date.min else one.valid_from
        last = None if one.valid_to == date.max else one.valid_to
        lines.append({"territory": territory, "eligible": one.eligible, "valid_from": first, "valid_to": last})
    return lines


def _lines(worlds: Sequence[World]) -> dict[str, list[Line]]:
    """Give the lines of every relation that has some."""
    found: dict[str, list[Line]] = {"accepted_lots": []}
    for number, world in enumerate(worlds):
        prefix = f"{number}:" if len(worlds) > 1 else ""
        for lot, order in _ordered(world):
            address = _address(lot, order)
            if number == 0:
                found["accepted_lots"].append(address | {"export": lot.export, "is_synthetic": False})
            if number == 0 or lot.export != "municipalites":
                for name, line in _rows(lot, number * BLOCK):
                    found.setdefault(name, []).append(address | _prefixed(line, prefix))
    return found


def _noted(notes: Sequence[r.Notes]) -> Iterator[Line]:
    """Give the line of each note of each world; keys as they are compared."""
    for number, own in enumerate(notes):
        prefix = f"{number}:" if len(notes) > 1 else ""
        for one in own:
            entity, *others = (prefix + key if isinstance(key, str) else str(key) for key in one.key)
            keys = {"entity": entity, "other_key": others[0] if others else None}
            said = {"kind": one.kind, "motif": one.motif, "successor": one.successor and prefix + one.successor}
            yield keys | said | {"export": one.export, "table_name": one.table, "day": one.day}


def _references(world: World) -> Iterator[Line]:
    """Give the lot that says what existed on each reference date of the plan, as the program finds it."""
    for name, day in load_plan().reference_dates.items():
        for export in EXPORTS:
            lots = lots_until(_lots(world, export), day, window=WINDOWS[day], or_oldest=True)
            yield from ({"name": name, "export": export, "delivery_id": lot.delivery_id} for lot in lots[-1:])


def _used(as_ofs: Sequence[date], world: World) -> dict[date, list[str]]:
    """Give the deliveries used at each date, as the program finds them."""
    found: dict[date, list[str]] = {day: [] for day in as_ofs}
    for contract in CONTRACTS.values():
        lots = _lots(world, contract.export)
        for day, used in found.items():
            until = lots_until(lots, day, window=WINDOWS.get(day, 0), or_oldest=contract.role == "places")
            used += [lot.delivery_id for lot in until[-1:]]
    return found


def _lots(world: World, export: str) -> list[Lot]:
    """Give the lots of an export that are knowledge, in their order."""
    own = [(one, order) for one, order in _ordered(world) if one.export == export]
    return sorted(Lot(one.extraction_date, order, _address(one, order)["delivery_id"]) for one, order in own)


def _ordered(world: World) -> Iterator[tuple[r.Delivery, int]]:
    """Give each delivery that is knowledge, in the order written, with its rank among those of its export."""
    known: dict[int, int] = {}
    for export in EXPORTS:
        every = sorted((one for one in world if one.export == export), key=lambda d: (d.extraction_date, d.received))
        known |= {id(lot): order for order, lot in enumerate(last_of_each_day(every), start=1)}
    return ((lot, known[id(lot)]) for lot in world if id(lot) in known)


def _address(lot: r.Delivery, order: int) -> Line:
    name = f"{lot.export}/{lot.extraction_date}_{order}"
    return {"delivery_id": name, "lot_order": order, "extraction_date": lot.extraction_date}


def _rows(lot: r.Delivery, first: int) -> Iterator[tuple[str, Line]]:
    """Give every row of a delivery with the relation that it belongs in."""
    rows: list[r.Row | r.Rejected] = [*lot.rows, *lot.rejected]
    for number, row in enumerate(rows, start=first):
        kind = row.kind if isinstance(row, r.Rejected) else type(row.record)
        part, cells = ("rejected", _read(row)) if isinstance(row, r.Rejected) else ("rows", r.cells_of(row.record))
        line = {RENAMED.get((kind, name), name): value for name, value in cells.items()}
        marks = {} if isinstance(row, r.Rejected) else {"doubted": row.doubted}
        yield rows_name(*TABLES[kind], part), line | marks | {"row_number": number}


def _read(row: r.Rejected) -> Line:
    """Give the cells that could be read, and the mark of those that could not; a blank bears none, as in a lot."""
    unread = {
        f"{name}__defect": "type" for name, cell in row.cells.items() if name not in row.readable and cell is not None
    }
    return {**row.readable, **unread}


def _prefixed(line: Line, prefix: str) -> Line:
    keys = {name: prefix + line[name] for name in KEYS if line.get(name) is not None}
    return line | keys | {f"{name}__folded": key for name, key in keys.items()}


def _insert(con: duckdb.DuckDBPyConnection, name: str, lines: list[Line]) -> None:
    if lines:
        given = {"lines": json.dumps(lines, default=str)}
        con.execute(f"INSERT INTO {name} SELECT unnest(from_json($lines, '{_shape(name)}'), max_depth := 2)", given)


@cache
def _shape(name: str) -> str:
    """Write the columns of a relation as the shape of a JSON list."""
    columns = connection().execute(f"SELECT column_name, column_type FROM (DESCRIBE {name})").fetchall()
    return "[{" + ", ".join(f'"{column}": "{kind}"' for column, kind in columns) + "}]"
