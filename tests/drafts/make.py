"""Drafts made from a contract alone, or from what its rows say.

Belongs here: the plain cells of a well-kept file, and rows that nobody can complain about, for any contract. Does not
belong here: rows of a generated world (of_worlds.py), other spellings (spellings.py).
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Column, Contract, Table
from ovt_pipeline.quality.before import links_of
from ovt_pipeline.quality.places import Place

from .draft import Cell, Draft, Line, Sheet, Value, Values

CONTRACTS = load_contracts()
DAY = dt.date(2025, 3, 31)
SENTINEL = "Zéphirine Introuvable"  # a person's name that must never leave the reader
PLACES: list[Place] = [
    ("10043", "Rimouski", "01"),
    ("23027", "Québec", "03"),
    ("03005", "Gaspé", "11"),
    ("01023", "Les Îles-de-la-Madeleine", "11"),
    ("21045", "L'Ange-Gardien", "03"),
    ("82005", "L'Ange-Gardien", "07"),
]

# What the rules of the contracts ask of two columns at once: when the named column may not be blank.
_NEEDED: dict[str, Callable[[Values], bool]] = {
    "no_unite_successeur": lambda row: row["statut"] == "Fusionnée",
    "port_attache": lambda row: row["type_mouvement"] in {"Régionalisation", "Transfert"},
    "date_effet": lambda row: row["date_prevue"] is None,
    "date_prevue": lambda row: "date_effet" in row and row["date_effet"] is None,
}


def draft_of(contract: Contract, rows: Mapping[str, Sequence[Values]], day: dt.date = DAY) -> Draft:
    """Return a well-kept draft of the rows of each table, with the columns that the first row of each names."""
    sheets = [_sheet(table, rows[table.name]) for table in contract.tables]
    return Draft(contract, day, sheets, separator=contract.csv_separators[0])


def sound(contract: Contract, rows: int = 12, day: dt.date = DAY) -> Draft:
    """Return a draft of so many rows a table, that nobody can complain about."""
    made = {table.name: [_row(table, number) for number in range(1, rows + 1)] for table in contract.tables}
    return draft_of(contract, made, day)


def places() -> Draft:
    """Return the list of the places that sound rows name."""
    contract = CONTRACTS["municipalites"]
    rows: list[Values] = [
        {"mcode": code, "munnom": name, "regadm": region, "mrc": None} for code, name, region in PLACES
    ]
    return draft_of(contract, {contract.tables[0].name: rows})


def is_needed(column: Column, row: Values) -> bool:
    """Tell whether a rule on two columns asks for a value of this one in this row."""
    needed = _NEEDED.get(column.name)
    return needed is not None and needed(row)


def may_be_blank(column: Column, row: Values) -> bool:
    """Tell whether no rule asks for a value of this column in this row, and a blank is no value by itself."""
    return not column.required and column.kind != "yes_no" and not is_needed(column, row)


def plain(column: Column, value: Value) -> Cell:
    """Return the cell of a well-kept file."""
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    return int(value) if isinstance(value, float) and column.kind == "number" else value


def filler(column: Column, place: int, number: int) -> Value:
    """Return a sound value unlike those of the other columns and, when it can be, of the other rows."""
    if column.allowed:
        return column.allowed[number % len(column.allowed)]
    if column.key_position and column.kind != "number":
        return f"0{place}{number:03d}"  # leading zeros; five digits are also the code of a municipality
    by_kind: dict[str, Value] = {
        "yes_no": number % 2 == 0,
        "date": dt.date(2014, 1, 1) + dt.timedelta(days=37 * (number % 100) + 11 * place),
        "number": 1000.0 + number,
        "bandwidth": 1250.5 * number if number % 5 else 100.0,
        "region": f"{number % 17 + 1:02d}",
        **dict.fromkeys(("municipality", "municipality_code"), PLACES[number % len(PLACES)][0]),
    }
    return by_kind.get(column.kind, f'Élément n° {number} « d’été » ; à vérifier, "{place}" | œuvre')


def _sheet(table: Table, rows: Sequence[Values]) -> Sheet:
    columns = [c for c in table.columns if not rows or c.name in rows[0]]
    header = Line([c.header for c in columns])
    lines = [Line([plain(c, row.get(c.name)) for c in columns], row) for row in rows]
    return Sheet(table.sheet, [header, *lines], table, header, [c.name for c in columns])


def _row(table: Table, number: int) -> Values:
    """Return a row with some blanks, as far as its rules allow; columns next to each other are not blank together."""
    row = {c.name: filler(c, place, number) for place, c in enumerate(table.columns)}
    row |= {column.name: filler(named, place, number) for column, named, place in _named(table)}
    for place, column in enumerate(table.columns):
        if (number // 3 + place) % 4 == 0 and may_be_blank(column, row):
            row[column.name] = None
    return row


def _named(table: Table) -> Iterator[tuple[Column, Column, int]]:
    """Yield the key columns that name a row of another table, with the column named and its place there."""
    for column, target in links_of(table):
        of = CONTRACTS[target.export] if target.export else next(c for c in CONTRACTS.values() if table in c.tables)
        named = of.table(target.table)
        yield column, named.column(target.column), named.columns.index(named.column(target.column))
