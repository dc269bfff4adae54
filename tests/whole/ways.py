"""The ways in which a file fails as a whole, and the exports that each is tried on.

Belongs here: one line a way. Not here: how it is done (ways_rows, ways_files), what must come of it (proof).
"""

from __future__ import annotations

from . import ways_files as files
from . import ways_rows as rows
from .place import BEFORE, EXPORTS, FIRST
from .ways_rows import Spoil

UNITS, RITM, RGT, JOBS = EXPORTS
COLUMNS: dict[str, tuple[str, ...]] = {  # what a calculation reads most
    UNITS: ("code_region", "statut", "service", "date_migration", "date_fermeture", "unite_existante"),
    RITM: ("code_region", "statut", "date_mise_en_service", "date_debranchement", "motif_fin"),
    RGT: ("statut", "date_bascule", "date_fin", "obligatoire"),
    JOBS: ("type_mouvement", "port_attache", "date_effet"),
}
EXCHANGED: dict[str, tuple[tuple[str, str], ...]] = {
    UNITS: (("statut", "service"), ("date_migration", "date_fermeture"), ("no_unite", "nom_unite")),
    RITM: (("date_mise_en_service", "date_debranchement"), ("statut", "motif_fin"), ("id_lien_ritm", "code_organisme")),
    RGT: (("date_bascule", "date_fin"), ("date_livraison", "date_bascule"), ("id_lien_rgt", "lot")),
    JOBS: (("port_attache", "port_attache_origine"), ("type_mouvement", "contexte"), ("date_effet", "date_prevue")),
}
STATES = {UNITS: "statut", RITM: "statut", RGT: "statut", JOBS: "type_mouvement"}

ANY: dict[str, Spoil] = {
    "cut after some rows": rows.cut,
    "rows left out": rows.thinned,
    "new rows left out": rows.new_rows_lost,
    "keys pasted over others": rows.repeated,
    "rows pasted twice": rows.pasted_twice,
    "keys without their zeros": rows.keys(lambda key: key.replace("0", "")),
    "O for 0 in keys": rows.keys(lambda key: key.replace("0", "O")),
    "keys as numbers": rows.keys(lambda key: int("".join(c for c in key if c.isdigit()))),
    "keys renamed": rows.keys(lambda key: f"N-{key}"),
    "totals among the rows": rows.totals,
    "American dates": rows.dates_as("%m/%d/%Y"),
    "dates of two digits": rows.dates_as("%d/%m/%y"),
    "dates as numbers": rows.serial_dates,
    "bytes lost": files.BROKEN,
    "empty file": files.EMPTY,
    "a page of the portal": files.HTML,
    "a password": files.locked,
    "forgotten": files.forgotten,
    "no date in the name": files.renamed(lambda one: f"{one.draft.contract.export}.{one.draft.extension}"),
    "a date before in the name": files.dated(-20),
    "a date after in the name": files.dated(5),
    "a wrong folder": files.renamed(lambda one: f"../municipalites/{one.draft.name}"),
    "the root of the inbox": files.renamed(lambda one: f"../{one.draft.name}"),
    "the previous file again": files.of_another_day(BEFORE),
    "the first file again": files.of_another_day(FIRST),
    "another export": files.of_another_export,
    "the units of another ministry": files.of_another_world,
    "on two sheets": files.on_two_sheets,
    "a hidden sheet": files.hidden,
}
SOME: dict[tuple[str, str], Spoil] = {
    (JOBS, "some movements under another key"): rows.some_rows_renamed,
    (RITM, "UTF-8 twice"): files.TWICE_UTF8,
    (RITM, "cp850"): files.CP850,
    (RITM, "MacRoman"): files.MAC_ROMAN,
    (RITM, "stray quotes"): files.stray_quotes,
    (RITM, "JSON lines as csv"): files.JSON_LINES,
    (RGT, "pairs of another list"): files.pairs_of_another_world,
    (RGT, "pairs of another month"): files.pairs_of_another_month,
    (RGT, "pairs turned round"): rows.swapped("id_lien_ritm", "id_lien_rgt"),
    (RGT, "RITM keys of pairs renamed"): rows.pair_keys("id_lien_ritm", lambda key: key[5:]),
    (RGT, "RGT keys of pairs renamed"): rows.pair_keys("id_lien_rgt", lambda key: key[4:]),
}


def all_ways() -> dict[tuple[str, str], Spoil]:
    """Return each way by the export it is tried on and its name."""
    made = {(export, name): spoil for name, spoil in ANY.items() for export in EXPORTS} | SOME
    for export, columns in COLUMNS.items():
        made[export, "filter left on"] = rows.filtered(STATES[export])
        for column in columns:
            made[export, f"{column} emptied"] = rows.emptied(column)
            made[export, f"{column} left out"] = rows.without(column)
            made[export, f"{column} moved by a row"] = rows.shifted(column)
            made[export, f"{column} sorted alone"] = rows.sorted_alone(column)
            made[export, f"{column} dragged down"] = rows.dragged(column)
            made[export, f"error cells in {column}"] = rows.filled(column, "#N/A", "#REF!")
            made[export, f"unreadable {column}"] = rows.filled(column, "à venir")
        for one, other in EXCHANGED[export]:
            made[export, f"{one} and {other} exchanged"] = rows.swapped(one, other)
    return made
