"""Drafts of the exports of a generated world: its records, completed with what the calculation leaves out.

Belongs here: from records to rows of the contracts' columns. Does not belong here: worlds (tests/backtests), faults.
Every value that is added is invented.
"""

import random
from collections.abc import Iterable, Mapping
from datetime import date

from backtests.records import Movement, Record, Unit, cells_of
from backtests.sql_relations import RENAMED, TABLES
from backtests.worlds import Sizes, exports
from backtests.worlds_places import EXCLUDED, MUNICIPALITIES

from ovt_pipeline.contracts.model import Column
from ovt_pipeline.quality.places import Place

from .draft import Cell, Draft, Value, Values
from .make import CONTRACTS, draft_of, filler, plain
from .spellings import REGIONS, regions

PLACES: list[Place] = [(one.mcode, one.munnom, one.code_region) for one in MUNICIPALITIES]
NAMES = {one.mcode: one.munnom for one in MUNICIPALITIES}
SIZES = Sizes(units=60, ritm=60, rgt=45, jobs=45)


def records_of(export: str, day: date, seed: int = 0, sizes: Sizes = SIZES) -> list[Record]:
    """Return the facts of an export as extracted on `day`, in which the calculation sees no doubt."""
    if export == "municipalites":
        return list(MUNICIPALITIES)
    return next(one for one in exports(seed, sizes) if one.name == export).read(day)


def draft_of_records(export: str, day: date, records: Iterable[Record]) -> Draft:
    """Return a draft of the records, with every column of the contract and every personal one."""
    return draft_of_facts(export, day, [(type(record), cells_of(record)) for record in records])


def draft_of_facts(export: str, day: date, facts: Iterable[tuple[type[Record], Mapping[str, Value]]]) -> Draft:
    """Return a draft of what records of these kinds say, whatever it is; the rows of a table come in this order."""
    contract = CONTRACTS[export]
    rows: dict[str, list[Values]] = {table.name: [] for table in contract.tables}
    for number, (kind, said) in enumerate(facts, start=1):
        table = contract.table(TABLES[kind][1])
        values = {RENAMED.get((kind, name), name): value for name, value in said.items()}
        rows[table.name].append(complete(table.columns, values, number))
    draft = draft_of(contract, rows, day)
    for sheet in draft.tables:
        for header in sheet.table.personal_headers if sheet.table else ():
            sheet.add_column(header, lambda _: "Personne fictive")
    return draft


def complete(columns: Iterable[Column], values: Values, number: int) -> Values:
    """Add what the calculation leaves out: unlike from row to row, as in a real export."""
    return {
        column.name: _added(column, place, number) if _is_left_out(column, values) else values[column.name]
        for place, column in enumerate(columns)
    }


def _is_left_out(column: Column, values: Values) -> bool:
    """Tell whether a record has no such field, or leaves blank the place that a job comes from."""
    is_origin = column.kind == "municipality" and not column.used_by_rules
    return column.name not in values or (is_origin and values[column.name] is None)


def _added(column: Column, place: int, number: int) -> Value:
    if column.kind == "municipality":
        return EXCLUDED[number % len(EXCLUDED)]  # where jobs leave from
    return f"{column.header} fictif {number}" if _is_free(column) else filler(column, place, number)


def _is_free(column: Column) -> bool:
    return column.kind == "text" and not column.allowed


def office_cell(column: Column, value: Value, rng: random.Random) -> Cell:
    """Write a value in one of the usual ways; what is no code of the lists is written as it is."""
    if column.kind == "region" and value in REGIONS:
        code, *_, name, both = regions(column, value)[:6]
        return rng.choice([code, name, both])
    if column.kind == "municipality" and value in NAMES:
        return rng.choice([value, NAMES[str(value)], f"{NAMES[str(value)]} ({value})"])
    if isinstance(value, bool) and value is column.blank_means and rng.random() < 0.3:
        return None
    return plain(column, value)


def quiet_records_of(export: str, day: date, seed: int) -> list[Record]:
    """Return the same facts less those on which a rule has something to say (remarks on facts that may be right)."""
    records = records_of(export, day, seed)
    if export == "renir_unites":
        return _with_successors([one for one in records if isinstance(one, Unit) and not _is_odd(one)])
    return [one for one in records if not (isinstance(one, Movement) and one.port_attache in EXCLUDED)]


def _is_odd(one: Unit) -> bool:
    moved = one.date_migration
    return any(moved and other and other < moved for other in (one.date_retour, one.date_fermeture))


def _with_successors(units: list[Unit]) -> list[Record]:
    """Leave out, until nothing changes, the units whose successor is not there."""
    keys = {None, *(one.no_unite for one in units)}
    kept = [one for one in units if one.no_unite_successeur in keys]
    return [*kept] if len(kept) == len(units) else _with_successors(kept)
