"""Rows of every export in which no rule finds anything, taken from the generated worlds and completed by column.

Belongs here: what sound rows hold, by table and contract column. Does not belong here: faults (planted_faults.py),
operators (operators*.py), how a row is written (planted_files.py). Every filler value is invented.
"""

from collections.abc import Callable
from datetime import date

from backtests.records import Movement, Municipality, Pair, Record, RgtLink, RitmLink, Unit, cells_of
from backtests.worlds import Sizes, exports
from backtests.worlds_places import EXCLUDED, MUNICIPALITIES, REGION_NAMES

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.quality.places import Place

Row = dict[str, object]  # contract column → what the cell says
Tables = dict[str, list[Row]]  # contract table → its rows

CONTRACTS = load_contracts()
PLACES: list[Place] = [(one.mcode, one.munnom, one.code_region) for one in MUNICIPALITIES]
NAMES = {one.mcode: one.munnom for one in MUNICIPALITIES}
SIZES = Sizes(units=60, ritm=60, rgt=45, jobs=45)

TABLE_OF: dict[type[Record], str] = {
    Unit: "unites",
    RitmLink: "liens",
    RgtLink: "liens",
    Pair: "correspondance",
    Movement: "mouvements",
    Municipality: "municipalites",
}
PERSONAL: dict[str, tuple[str, ...]] = {
    "unites": ("Commentaire",),
    "mouvements": ("No employé", "Nom", "Prénom", "Courriel"),
}


def _body(number: int) -> str:
    return f"ORG{number % 23:02d}"


def _plain(text: str) -> Callable[[int], object]:
    return lambda number: f"{text} {number}"


# What the columns that the worlds leave out hold: unlike from row to row, as in a real export.
FILLER: dict[str, dict[str, Callable[[int], object]]] = {
    "renir_unites.unites": {
        "nom_unite": _plain("Poste fictif"),
        "type_unite": lambda n: CONTRACTS["renir_unites"].tables[0].column("type_unite").allowed[n % 5],
        "district": lambda n: f"District {n % 9}",
    },
    "ritm_liens.liens": {
        "code_organisme": _body,
        "nom_organisme": lambda n: f"Organisme fictif {n % 23:02d}",
        "adresse": lambda n: f"{n}, rue de l'Exemple",
        "code_postal": lambda n: f"G{n % 10}G {n % 10}G0",
    },
    "rgt_liens.liens": {
        "lot": lambda n: str(n % 4),
        "fournisseur": lambda n: f"Fournisseur {n % 3}",
        "code_organisme": _body,
        "type_service": lambda _: "Internet",
        "debit_mbps": lambda n: 50 * (1 + n % 5),
    },
    "rgt_liens.correspondance": {},
    "rh_regionalisation.mouvements": {
        "organisation": lambda n: f"Organisme fictif {n % 7}",
        "corps_emploi": lambda _: "Professionnel",
        "port_attache_origine": lambda n: EXCLUDED[n % len(EXCLUDED)],
    },
    "municipalites.municipalites": {},
}


def tables_of(export: str, day: date, seed: int = 0, sizes: Sizes = SIZES) -> Tables:
    """Return the rows of an export as extracted on `day`, complete and in which the calculation sees no doubt."""
    tables: Tables = {table.name: [] for table in CONTRACTS[export].tables}
    for number, record in enumerate(_records(export, day, seed, sizes), start=1):
        name = TABLE_OF[type(record)]
        filler = FILLER[f"{export}.{name}"]
        cells = {"regadm" if c == "code_region" and export == "municipalites" else c: v for c, v in _cells(record)}
        tables[name].append(cells | {column: fill(number) for column, fill in filler.items()})
    return tables


def quiet_tables_of(export: str, day: date, seed: int) -> Tables:
    """Return the same less the rows on which a rule has something to say (remarks on facts that may be right)."""
    tables = tables_of(export, day, seed)
    if export == "renir_unites":
        tables["unites"] = _with_successors([row for row in tables["unites"] if not _is_odd_unit(row)])
    if export == "rh_regionalisation":
        tables["mouvements"] = [row for row in tables["mouvements"] if row["port_attache"] not in EXCLUDED]
    return tables


def region_label(code: str) -> str:
    """Return a region as ministries write it."""
    return f"{REGION_NAMES[code]} ({code})"


def _records(export: str, day: date, seed: int, sizes: Sizes) -> list[Record]:
    if export == "municipalites":
        return list(MUNICIPALITIES)
    return next(one for one in exports(seed, sizes) if one.name == export).read(day)


def _cells(record: Record) -> list[tuple[str, object]]:
    return list(cells_of(record).items())


def _is_odd_unit(row: Row) -> bool:
    moved, others = row["date_migration"], (row["date_retour"], row["date_fermeture"])
    return any(isinstance(moved, date) and isinstance(other, date) and other < moved for other in others)


def _with_successors(rows: list[Row]) -> list[Row]:
    """Leave out, until nothing changes, the units whose successor is not there."""
    keys = {row["no_unite"] for row in rows}
    kept = [row for row in rows if row["no_unite_successeur"] in {None, *keys}]
    return kept if len(kept) == len(rows) else _with_successors(kept)
