"""Ways in which a whole file goes wrong between two fortnights: a gate refuses each, under the code that names it best.

Belongs here: one line a way. Those that no program can see are told in docs/gates.md, and tested here as accepted.
"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from .nights import Nights
from .tables import Cells

FIRST, NEXT = "2024-03-31", "2024-04-14"
STATES = ("À migrer", "Planifiée", "Migrée")
Rows = list[Cells]
Spoil = Callable[[Rows], Rows]


def _units(count: int = 60) -> Rows:
    return [
        {
            "no_unite": f"SQ-{n:04d}",
            "nom_unite": f"Poste {n}",
            "code_region": f"{n % 17 + 1:02d}",
            "statut": STATES[n % 3],
            "date_migration": "2024-01-31" if n % 3 == 2 else "",
            "date_prevue": "2024-09-30" if n % 3 == 1 else "",
            "date_retour": "",
            "unite_existante": "Oui" if n % 5 else "Non",
            "service": ("VOIX", "DONNÉES", "VOIX+DONNÉES")[n % 3],
        }
        for n in range(1, count + 1)
    ]


def _links(count: int = 60) -> Rows:
    return [
        {
            "id_lien_ritm": f"RITM-{n:04d}",
            "code_region": f"{n % 17 + 1:02d}",
            "statut": "Actif",
            "date_mise_en_service": f"20{10 + n % 10}-05-0{n % 9 + 1}",
        }
        for n in range(1, count + 1)
    ]


def _rgt(count: int = 60) -> Rows:
    return [
        {"id_lien_rgt": f"RGT-{n:04d}", "statut": "En production", "date_bascule": "2024-02-01", "date_fin": ""}
        for n in range(1, count + 1)
    ]


def _pairs(count: int = 60) -> Rows:
    return [{"id_lien_ritm": f"RITM-{n:04d}", "id_lien_rgt": f"RGT-{n:04d}"} for n in range(1, count + 1)]


def emptied(*columns: str) -> Spoil:
    return lambda rows: [row | dict.fromkeys(columns, "") for row in rows]


def swapped(one: str, other: str) -> Spoil:
    return lambda rows: [row | {one: row.get(other, ""), other: row.get(one, "")} for row in rows]


def filled(column: str, value: str) -> Spoil:
    return lambda rows: [row | {column: value} for row in rows]


def renamed(column: str, new: Callable[[str], str]) -> Spoil:
    return lambda rows: [row | {column: new(row[column])} for row in rows]


def shuffled(column: str) -> Spoil:
    def spoil(rows: Rows) -> Rows:
        values = [row[column] for row in rows]
        random.Random(7).shuffle(values)
        return [row | {column: value} for row, value in zip(rows, values, strict=True)]

    return spoil


def shifted_down(column: str) -> Spoil:
    return lambda rows: [row | {column: rows[n - 1][column]} for n, row in enumerate(rows)]


def again(rows: Rows) -> Rows:
    return [*rows, *(row | {"nom_unite": "autre"} for row in rows)]


UNITS: dict[str, tuple[Spoil, str | None]] = {
    "half of the rows lost": (lambda rows: rows[:30], "OVT-F12"),
    "cut after a third": (lambda rows: rows[:20], "OVT-F12"),
    "four files pasted together": (
        lambda rows: [row | {"no_unite": f"{row['no_unite']}-{n}"} for n in range(4) for row in rows],
        "OVT-F13",
    ),
    "every row twice, by a join": (again, "OVT-F11"),
    "the rows of other units": (renamed("no_unite", lambda key: f"SQ-9{key[-3:]}"), "OVT-F51"),
    "keys without their prefix": (renamed("no_unite", lambda key: key[3:]), "OVT-F51"),
    "keys without their zeros": (renamed("no_unite", lambda key: f"SQ-{int(key[3:])}"), "OVT-F51"),
    "keys and names exchanged": (swapped("no_unite", "nom_unite"), "OVT-F51"),
    "keys all the same": (filled("no_unite", "SQ-0001"), "OVT-F11"),
    "keys emptied": (emptied("no_unite"), "OVT-F54"),
    "regions emptied": (emptied("code_region"), "OVT-F54"),
    "regions of another list": (filled("code_region", "Ontario"), "OVT-F50"),
    "statuses emptied": (emptied("statut"), "OVT-F54"),
    "services emptied": (emptied("service"), "OVT-F54"),
    "statuses and services exchanged": (swapped("statut", "service"), "OVT-F50"),
    "statuses in English": (filled("statut", "Migrated"), "OVT-F50"),
    "migration dates emptied": (emptied("date_migration"), "OVT-F54"),
    "migration dates moved one column to the left": (swapped("date_migration", "date_retour"), "OVT-F54"),
    "migration dates as serial numbers": (filled("date_migration", "45322"), "OVT-F50"),
    "error cells of a broken lookup": (filled("date_migration", "#REF!"), "OVT-F50"),
    "regions by a lookup that failed": (filled("code_region", "#N/A"), "OVT-F50"),
    # What no gate can see: it is plausible cell by cell, and as a whole.
    "statuses shuffled under the keys": (shuffled("statut"), None),
    "regions shifted by one row": (shifted_down("code_region"), None),
    "planned and effective dates exchanged": (swapped("date_migration", "date_prevue"), None),
    "unite_existante emptied": (emptied("unite_existante"), None),
}


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    """Return an empty store."""
    return Nights(tmp_path / "lots")


@pytest.mark.parametrize("way", UNITS)
def test_units_that_fail_as_a_whole(way: str, nights: Nights) -> None:
    spoil, wanted = UNITS[way]
    assert nights.receive("renir_unites", FIRST, unites=_units()).accepted
    assert nights.receive("renir_unites", NEXT, unites=spoil(_units())).refusal_code == wanted


LINKS: dict[str, tuple[Spoil, Spoil, Spoil, str | None]] = {  # what is done to RITM, to RGT, to pairs; the code
    "RITM keys in another form": (renamed("id_lien_ritm", lambda k: k[5:]), list, list, "OVT-F51"),
    "RITM keys shifted": (renamed("id_lien_ritm", lambda k: f"RITM-{int(k[5:]) + 30:04d}"), list, list, "OVT-F51"),
    "RITM dates of service emptied": (emptied("date_mise_en_service"), list, list, "OVT-F54"),
    "RGT keys in another form": (list, renamed("id_lien_rgt", lambda k: f"L{k}"), list, "OVT-F51"),
    "cut-over dates emptied": (list, emptied("date_bascule"), list, "OVT-F54"),
    "cut-over and end dates exchanged": (list, swapped("date_bascule", "date_fin"), list, "OVT-F54"),
    "pairs turned round": (list, list, swapped("id_lien_ritm", "id_lien_rgt"), "OVT-F51"),
    "pairs with RITM links of another list": (list, list, renamed("id_lien_ritm", lambda k: f"X{k}"), "OVT-F51"),
    "pairs lost": (list, list, lambda rows: rows[:10], "OVT-F12"),
    "pairs all told optional by a blank column": (list, list, emptied("obligatoire"), "OVT-F54"),
    "pairs shuffled": (list, list, shuffled("id_lien_rgt"), "OVT-F51"),
}


@pytest.mark.parametrize("way", LINKS)
def test_links_and_pairs_that_fail_as_a_whole(way: str, nights: Nights) -> None:
    *spoils, wanted = LINKS[way]
    for day, (ritm, rgt, pair) in {FIRST: (list, list, list), NEXT: spoils}.items():
        found = [
            nights.receive("ritm_liens", day, liens=ritm(_links())).refusal_code,
            nights.receive("rgt_liens", day, liens=rgt(_rgt()), correspondance=pair(_pairs())).refusal_code,
        ]
    assert [one for one in found if one] == [wanted]


@pytest.mark.parametrize(
    ("spoil", "wanted"),
    [
        (renamed("id_lien_ritm", lambda key: key[5:]), "OVT-F52"),
        (renamed("id_lien_rgt", lambda key: key[4:]), "OVT-F53"),
        (swapped("id_lien_ritm", "id_lien_rgt"), "OVT-F52"),
        (
            shuffled("id_lien_rgt"),
            None,
        ),  # links that exist, under each other's names: before the first delivery, unseen
    ],
)
def test_a_first_delivery_of_pairs_is_judged_by_what_they_name(
    spoil: Spoil, wanted: str | None, nights: Nights
) -> None:
    nights.receive("ritm_liens", FIRST, liens=_links())
    assert nights.receive("rgt_liens", FIRST, liens=_rgt(), correspondance=spoil(_pairs())).refusal_code == wanted


@pytest.mark.parametrize(
    ("spoil", "wanted"),
    [
        (swapped("statut", "service"), "OVT-F50"),
        (emptied("code_region"), "OVT-F50"),
        (emptied("statut"), None),
        (swapped("date_migration", "date_prevue"), None),
        (shuffled("statut"), None),
    ],
)
def test_before_the_first_delivery_only_what_cannot_be_read_is_seen(
    spoil: Spoil, wanted: str | None, nights: Nights
) -> None:
    assert nights.receive("renir_unites", FIRST, unites=spoil(_units())).refusal_code == wanted


def test_at_least_twenty_ways_are_refused() -> None:
    ways: Sequence[str | None] = [*(code for _, code in UNITS.values()), *(one[-1] for one in LINKS.values())]
    assert len([code for code in ways if code]) >= 20
