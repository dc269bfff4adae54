# ruff: noqa: E501 - a table: one case, one line
"""Cases made by hand of what stands beside the figures: other scenarios, and where the two inventories of links disagree.

Belongs here: one line per fact, and how the SQL is asked about it. Not here: the figures (oracle_cases). D is 2025-03-31.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ovt_pipeline.figures.compute import run_measure

from .compare import Number, same
from .oracle import JOBS, RENIR, RITM
from .records import Delivery, marked, spoil
from .shorthand import lot, move, network, pairs, renir_lot, rgt, ritm, roster, unit
from .sql_figures import indicator_of, sql_beside
from .sql_relations import loaded

D = date(2025, 3, 31)
NOW = "2025-03-31"
Finding = tuple[str, str, str | None, str | None, int | None]  # finding, RITM link, RGT link, region, days
Sums = tuple[int, int | None, Number]


@dataclass(frozen=True)
class Scenario:
    """Facts, and the numerator, denominator and value of each scenario in one region."""

    says: str
    indicator: str
    facts: list[Delivery]
    gives: dict[str, Sums]
    region: str = "00"


DONE = unit("OK", "Migrée", moved="2023-01-10")
TODO = unit("TODO")
NEW = unit("NEW", "Migrée", moved="2023-06-01", existing=False, region="08")
GONE = unit("GONE", "Fermée", closed="2024-01-01", existing=False)
OPEN = renir_lot(NOW, DONE, NEW, unit("NEXT", existing=False), GONE, unit("U", "Migrée"))
SHUT = unit("SHUT", "Fermée", moved="2023-01-10", closed="2024-01-01")
HEIRS = [  # merged: two into one migrated, of which one was migrated itself; two into one not migrated; one into one closed
    unit("M1", "Fusionnée", closed="2024-01-01", heir="OK"),
    unit("M2", "Fusionnée", moved="2023-01-10", closed="2024-01-01", heir="OK"),
    unit("M3", "Fusionnée", moved="2023-01-10", closed="2024-01-01", heir="TODO"),
    unit("M4", "Fusionnée", closed="2024-01-01", heir="TODO"),
    unit("M5", "Fusionnée", moved="2023-01-10", closed="2024-01-01", heir="SHUT"),
]
MERGED = renir_lot(NOW, DONE, TODO, SHUT, *HEIRS)
DOUBTED = [marked(one, HEIRS[1]) for one in MERGED]  # M2: the contract doubts its row
CONTRADICTED = [
    *renir_lot("2024-12-31", DONE, HEIRS[1]),
    *renir_lot(NOW, DONE, replace(HEIRS[1], unite_existante=False)),
]
CUT = [
    ritm("L1"),
    ritm("L2", "Débranché", cut="2024-06-01", why="Migration RGT"),
    ritm("L3", "Débranché", cut="2024-06-01", why="Site fermé"),
    ritm("L4", "Annulé"),
    ritm("L5"),
    ritm("L6", since="2023-06-01"),
]
LINKS = network(NOW, *CUT, rgt("R", on="2024-01-01"), *pairs("L1>R", "L2>R"))
CLOSED_NOT, OWN, GROSS = "closed_kept_not_migrated", "merged_kept_own_state", "gross_additions"
MOVES = roster(
    NOW,
    *(move("BEFORE", 1, "R", "Alma", "2020-01-01"), move("BEFORE", 2, "B", None, "2024-01-01")),
    move("SINCE", 1, "R", "Alma", "2024-01-01"),
    *(move("GONE", 1, "R", "Rimouski", "2024-01-01"), move("GONE", 2, "A", None, "2024-06-01")),
    *(move("MOVED", 1, "R", "Alma", "2020-01-01"), move("MOVED", 2, "T", "Rimouski", "2024-01-01")),
    *(
        move("AGAIN", 1, "R", "Alma", "2020-01-01"),
        move("AGAIN", 2, "B", None, "2022-01-01"),
        move("AGAIN", 3, "R", "Alma", "2024-01-01"),
    ),
    *(move("LAVAL", 1, "R", "Laval", "2024-01-01"), move("PLANNED", 1, "R", "Alma", "2025-06-01")),
    move("THAT-DAY", 1, "R", "Alma", "2023-03-31"),
)
KEPT_NOT, KEPT, ONCE = "disconnected_kept_not_migrated", "disconnected_kept_migrated", "migrated_once_disconnected"

SCENARIOS = [
    Scenario("new units count, closed ones do not", RENIR, OPEN, {"all_open": (2, 4, 50), CLOSED_NOT: (1, 2, 50), OWN: (1, 2, 50)}),
    Scenario("a new unit counts in its region", RENIR, OPEN, {"all_open": (1, 1, 100), CLOSED_NOT: (0, 0, None), OWN: (0, 0, None)}, "08"),
    Scenario("no unit, no rate", RENIR, OPEN, {"all_open": (0, 0, None), CLOSED_NOT: (0, 0, None), OWN: (0, 0, None)}, "09"),
    Scenario("closed units are kept, or merged ones as they were", RENIR, MERGED, {"all_open": (3, 6, 50), CLOSED_NOT: (3, 8, 37.5), OWN: (4, 7, 400 / 7)}),
    Scenario("a merged unit in doubt is not kept as migrated", RENIR, DOUBTED, {"all_open": (2, 6, 100 / 3), CLOSED_NOT: (2, 8, 25), OWN: (3, 7, 300 / 7)}),
    Scenario("nor is one whose place in the cohort is in doubt", RENIR, CONTRADICTED, {"all_open": (2, 2, 100), CLOSED_NOT: (1, 1, 100), OWN: (1, 1, 100)}),
    Scenario("no delivery yet, no row", RENIR, renir_lot("2025-05-01", DONE), {}),
    Scenario("disconnected links are kept, or migrations wait", RITM, LINKS, {KEPT_NOT: (2, 4, 50), KEPT: (3, 4, 75), ONCE: (1, 3, 100 / 3)}),
    Scenario("what came since counts, also when it went again", JOBS, MOVES, {GROSS: (3, None, 3)}),
    Scenario("additions of a region", JOBS, MOVES, {GROSS: (2, None, 2)}, "02"),
]  # fmt: skip

LIVE = rgt("R", on="2024-12-31")
FINDINGS: list[tuple[str, list[Delivery], list[Finding]]] = [
    ("nothing to say", network(NOW, ritm("L", "Débranché", cut="2025-01-01", why="Migration RGT"), LIVE, *pairs("L>R")), []),
    ("said migrated, no pair", network(NOW, ritm("L", "Migré")), [("SAID-MIGRATED", "L", None, "01", None)]),
    ("said migrated, and it is", network(NOW, ritm("L", "Migré", cut="2025-01-01", why="Migration RGT"), LIVE, *pairs("L>R")), []),
    ("disconnected for a migration that is not there", network(NOW, ritm("L", "Débranché", cut="2024-06-01", why="Migration RGT"), rgt("R"), *pairs("L>R")), [("SAID-MIGRATED", "L", None, "01", None)]),
    ("double running for 90 days", network(NOW, ritm("L"), LIVE, *pairs("L>R")), [("DOUBLE-RUNNING", "L", "R", "01", 90)]),
    ("disconnected later", network(NOW, ritm("L", cut="2025-06-01"), LIVE, *pairs("L>R")), [("DOUBLE-RUNNING", "L", "R", "01", 90)]),
    ("said disconnected, without a date", network(NOW, ritm("L", "Débranché"), LIVE, *pairs("L>R")), []),
    ("delivered does not run", network(NOW, ritm("L"), rgt("R", "Livré", on="2024-12-31"), *pairs("L>R")), []),
    ("terminated does not run", network(NOW, ritm("L"), rgt("R", "Résilié", on="2024-01-01", off="2025-03-31"), *pairs("L>R")), []),
    ("a pair to an unknown RITM link", network(NOW, ritm("M"), rgt("R", region="07"), *pairs("L>R")), [("UNKNOWN-RITM", "L", "R", "07", None)]),
    ("a pair to an RGT link in no lot", network(NOW, ritm("L"), *pairs("L>Z")), [("UNKNOWN-RGT", "L", "Z", "01", None)]),
    ("an RGT link that was rejected is known", network(NOW, ritm("L"), *pairs("L>Z"), rejected=(spoil(rgt("Z"), code_region="?"),)), []),
    ("an RGT link that vanished is known", [*network("2024-06-30", rgt("Z")), *network(NOW, ritm("L"), *pairs("L>Z"))], []),
    ("an RGT link of a later lot is not known yet", [lot("ritm_liens", NOW, ritm("L")), lot("rgt_liens", NOW, *pairs("L>Z")), lot("rgt_liens", "2025-04-30", rgt("Z"))], [("UNKNOWN-RGT", "L", "Z", "01", None)]),
    ("regions that differ", network(NOW, ritm("L"), rgt("R", region="02"), *pairs("L>R")), [("REGION-DIFFERS", "L", "R", "01", None)]),
    ("organisms that differ", network(NOW, ritm("L", of="A"), rgt("R", of="B"), *pairs("L>R")), [("ORGANISM-DIFFERS", "L", "R", "01", None)]),
    ("organisms written otherwise", network(NOW, ritm("L", of="abc "), rgt("R", of="ABC"), *pairs("L>R")), []),
    ("an organism that is not said", network(NOW, ritm("L", of="A"), rgt("R"), *pairs("L>R")), []),
    ("cut over after the extraction", network("2025-02-28", ritm("L"), rgt("R", on="2025-03-15"), *pairs("L>R")), []),
    ("disconnected after the extraction", network("2025-02-28", ritm("L", cut="2025-03-15", why="Migration RGT"), rgt("R"), *pairs("L>R")), []),
]  # fmt: skip


def sums(case: Scenario) -> dict[str, Sums]:
    """Return scenario → numerator, denominator, value as the SQL answers them."""
    rows = sql_beside(D, case.facts, case.indicator, "sensitivity")
    return {
        r["scenario"]: (r["numerator"], r["denominator"], r["value"]) for r in rows if r["region_code"] == case.region
    }


def findings(worlds: Sequence[list[Delivery]]) -> list[list[Finding]]:
    """Return the findings of each world as the SQL answers them; worlds of one calendar are asked together."""
    query = "SELECT finding, id_lien_ritm, id_lien_rgt, region_code, days FROM new_reconciliation ORDER BY ALL"
    found: list[list[Finding]] = [[] for _ in worlds]
    with loaded([D], worlds) as con:
        run_measure(con, indicator_of(RITM))
        for finding, left, right, region, days in con.execute(query).fetchall():
            world, colon, key = left.rpartition(":")
            found[int(world or 0)].append((finding, key, right and right.removeprefix(world + colon), region, days))
    return found


def surprises_of_scenarios() -> Iterator[str]:
    """Say where the scenarios are not what the cases expect."""
    for case in SCENARIOS:
        found = sums(case)
        agree = found.keys() == case.gives.keys() and all(
            map(same, flat(found), flat({k: case.gives[k] for k in found}))
        )
        if not agree:
            yield f"{case.says}: {found} instead of {case.gives}."


def flat(given: dict[str, Sums]) -> list[Number]:
    """Give every number, in the order of the scenarios."""
    return [number for _, three in sorted(given.items()) for number in three]


def surprises_of_findings() -> Iterator[str]:
    """Say where the findings are not those that the cases expect."""
    for cases in by_calendar():
        for (says, _, expected), found in zip(cases, findings([facts for _, facts, _ in cases]), strict=True):
            if found != expected:
                yield f"{says}: {found} instead of {expected}."


def by_calendar() -> list[list[tuple[str, list[Delivery], list[Finding]]]]:
    """Put the cases of one calendar together."""
    groups: dict[object, list[tuple[str, list[Delivery], list[Finding]]]] = {}
    for case in FINDINGS:
        groups.setdefault(tuple((one.export, one.extraction_date) for one in case[1]), []).append(case)
    return list(groups.values())
